"""Which bodies are refused, in which words; nothing is started for any of them."""

from typing import Any

import pytest

from code24.build.models import Address, Brief, Contact
from code24.http.requests import EXAMPLE, AddressBody, BriefBody, ContactBody, StartBuildBody
from tests.unit.http.client import BRIEF, Api

REQUIRED = ("description", "businessType", "primaryGoal", "name")


def refused(api: Api, body: Any) -> dict[str, str]:
    answer = api.ask("POST", "/build", body)
    assert answer.status == 422, answer.body
    assert answer.json()["type"] == "urn:code24:problem:invalid-request"
    assert api.nothing_happened()
    return answer.fields()


@pytest.mark.parametrize("field", REQUIRED)
def test_a_missing_field_is_named(api: Api, field: str) -> None:
    assert refused(api, {name: value for name, value in BRIEF.items() if name != field}) == {field: "is required"}


def test_all_wrong_fields_are_named_at_once(api: Api) -> None:
    assert refused(api, {}) == dict.fromkeys(REQUIRED, "is required")


@pytest.mark.parametrize("field", ["name", "description", "businessType"])
@pytest.mark.parametrize("blank", ["", "   ", "\n\t"])
def test_an_empty_text_is_refused(api: Api, field: str, blank: str) -> None:
    assert refused(api, BRIEF | {field: blank}) == {field: "must not be empty"}


@pytest.mark.parametrize("field", REQUIRED)
@pytest.mark.parametrize("value", [None, 1, 1.5, True, [], ["a"], {}, {"a": "b"}])
def test_a_wrong_type_is_refused(api: Api, field: str, value: Any) -> None:
    assert refused(api, BRIEF | {field: value}) == {field: "must be a text"}


@pytest.mark.parametrize(
    ("character", "code"),
    [("\x00", "U+0000"), ("\x07", "U+0007"), ("\x1b", "U+001B"), ("\x7f", "U+007F"), ("\x85", "U+0085"),
     ("\u2028", "U+2028"), ("\u202e", "U+202E"), ("\u2066", "U+2066"), ("\ufeff", "U+FEFF")],
)  # fmt: skip
@pytest.mark.parametrize("field", ["name", "description", "businessType"])
def test_control_characters_are_refused_by_name(api: Api, field: str, character: str, code: str) -> None:
    message = refused(api, BRIEF | {field: f"ab{character}cd"})[field]
    assert message == f"contains the control character {code} at position 2; remove it"


def test_a_name_is_one_line_and_a_description_may_have_many(api: Api) -> None:
    assert refused(api, BRIEF | {"name": "a\nb"}) == {"name": "must be a single line without tabs"}
    assert api.ask("POST", "/build", BRIEF | {"description": "a\r\nb\n\tc"}).status == 202


@pytest.mark.parametrize("goal", ["", "world domination", "salesx", "\x00"])
def test_an_unknown_goal_is_refused_with_the_words_that_are_accepted(api: Api, goal: str) -> None:
    message = refused(api, BRIEF | {"primaryGoal": goal})["primaryGoal"]
    for word in ("sales", "leads", "signups", "bookings", "traffic", "lead generation", "appointments", "e-commerce"):
        assert word in message


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"business_type": "bakery"}, "business_type"),
        ({"customerId": "c000000000001"}, "customerId"),
        ({"contact": {"opening_hours": []}}, "contact.opening_hours"),
        ({"contact": {"address": {"street": "a", "city": "b", "postal_code": "1"}}}, "contact.address.postal_code"),
    ],
)
def test_a_field_that_does_not_exist_is_refused(api: Api, change: dict[str, Any], field: str) -> None:
    assert refused(api, BRIEF | change) == {field: "is not a field of this request; remove it or correct its name"}


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"language": "german"}, "language", "language tag"),
        ({"language": "de\n"}, "language", "language tag"),
        ({"colors": ["red"]}, "colors.0", "#rrggbb"),
        ({"colors": ["#000000"] * 6}, "colors", "at most 5"),
        ({"colors": "#000000"}, "colors", "must be a JSON array"),
        ({"contact": {"email": "nobody"}}, "contact.email", "email"),
        ({"contact": {"phone": "call me"}}, "contact.phone", "phone number"),
        ({"contact": {"openingHours": ["Mo-Fr 09:00-18:00", "always"]}}, "contact.openingHours.1", "Mo-Fr"),
        ({"contact": {"address": {"city": "Leipzig"}}}, "contact.address.street", "is required"),
        (
            {"contact": {"address": {"street": "a", "city": "b", "country": "Germany"}}},
            "contact.address.country",
            "ISO",
        ),
        ({"contact": None}, "contact", "must be a JSON object"),
        ({"pages": [""]}, "pages.0", "must not be empty"),
        ({"pages": ["x"] * 13}, "pages", "at most 12"),
        ({"name": "x" * 121}, "name", "at most 120"),
        ({"description": "x" * 50_001}, "description", "at most 50000"),
        ({"publish": "true"}, "publish", "must be true or false"),
        ({"publish": 1}, "publish", "must be true or false"),
        ({"competitors": ["ftp://example.com/"]}, "competitors.0", "http"),
        ({"competitors": ["javascript:alert(1)"]}, "competitors.0", "http"),
        ({"competitors": ["example.com"]}, "competitors.0", "URL"),
        ({"competitors": ["http://exa\nmple.com/"]}, "competitors.0", "U+000A"),
        ({"competitors": ["https://example.com/\u202etxt"]}, "competitors.0", "U+202E"),
        ({"competitors": [5]}, "competitors.0", "URL"),
        ({"competitors": ["https://example.com/"] * 11}, "competitors", "at most 10"),
    ],
)
def test_each_field_has_its_form(api: Api, change: dict[str, Any], field: str, words: str) -> None:
    fields = refused(api, BRIEF | change)
    assert list(fields) == [field]
    assert words in fields[field]


@pytest.mark.parametrize("body", [[], "text", 5, None, True, [BRIEF]])
def test_a_body_that_is_no_object_is_refused(api: Api, body: Any) -> None:
    answer = api.ask("POST", "/build", b"null" if body is None else body)
    assert answer.status == 422
    assert api.nothing_happened()
    assert list(answer.fields()) == ["body"]


def test_a_pointer_leads_to_the_field(api: Api) -> None:
    answer = api.ask("POST", "/build", BRIEF | {"a/b~c d": 1, "contact": {"openingHours": ["x"]}})
    assert {error["pointer"] for error in answer.json()["errors"]} == {"#/a~1b~0c%20d", "#/contact/openingHours/0"}


def test_a_thousand_wrong_fields_are_not_all_listed(api: Api) -> None:
    answer = api.ask("POST", "/build", BRIEF | {f"x{number}": 1 for number in range(1_000)})
    assert answer.status == 422
    assert len(answer.json()["errors"]) == 50
    assert answer.json()["detail"].endswith("(and more, see `errors`)")


@pytest.mark.parametrize(
    ("wire", "domain"), [(AddressBody, Address), (ContactBody, Contact), (BriefBody, Brief)]
)  # fmt: skip
def test_the_wire_has_the_domains_fields(wire: type, domain: type) -> None:
    assert set(wire.model_fields) == set(domain.model_fields)  # type: ignore[attr-defined]


def test_the_documented_example_is_valid() -> None:
    body = StartBuildBody.model_validate(EXAMPLE)
    assert body.brief() == Brief.model_validate(EXAMPLE)
