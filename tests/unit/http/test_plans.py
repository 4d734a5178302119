"""Plans before a site is built, and builds from plans."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from code24.build.design.models import DesignPlan
from code24.errors import WorkerFailed
from tests.team import InlineTeam
from tests.unit.http.client import BRIEF, Api

FULL = BRIEF | {"offers": [{"name": "Rye loaf", "price": "€ 4.50"}, {"name": "Seed loaf", "price": "€ 5"}]}


@pytest.fixture
def api_with_team(api: Api) -> Api:
    api.ports.worker_functions = InlineTeam()  # type: ignore[assignment]
    return api


def proposed(api: Api, brief: dict[str, Any] = FULL) -> Any:
    answer = api.ask("POST", "/plans", brief)
    assert answer.status == 200, answer.body
    return answer.json()


def nothing_started(api: Api) -> bool:
    ports = api.ports
    return not any((ports.builds.records, ports.sites.records, ports.artifacts.bodies, ports.executions.started))


def test_a_plan_says_what_every_section_would_say(api_with_team: Api) -> None:
    made = proposed(api_with_team)
    assert made.keys() == {"plan", "toDo", "warnings"}
    assert made["plan"]["pages"][0]["path"] == "/"
    for page in made["plan"]["pages"]:
        for section in page["sections"]:
            assert section["keyMessage"], f"{page['path']} {section['id']}"
            assert "key_message" not in section
    assert "contact.phone" in {each["field"] for each in made["toDo"]}
    assert nothing_started(api_with_team)


def test_a_proposed_plan_is_accepted_unchanged(api_with_team: Api) -> None:
    plan = proposed(api_with_team)["plan"]
    checked = api_with_team.ask("POST", "/plans/check", FULL | {"plan": plan})
    assert checked.status == 200, checked.body
    assert checked.json() == {"plan": plan, "toDo": [], "warnings": []}
    started = api_with_team.ask("POST", "/build", FULL | {"plan": plan})
    assert started.status == 202, started.body
    kept = DesignPlan.model_validate_json(api_with_team.ports.artifacts.read(started.json()["id"], "plan"))
    assert kept.model_dump(mode="json", by_alias=True) == plan


def test_what_is_missing_is_added_with_a_warning(api_with_team: Api) -> None:
    plan = proposed(api_with_team)["plan"]
    plan["pages"] = [page for page in plan["pages"] if page["kind"] not in {"privacy", "not-found"}]
    answer = api_with_team.ask("POST", "/plans/check", FULL | {"plan": plan}).json()
    kinds = [page["kind"] for page in answer["plan"]["pages"]]
    assert {"privacy", "not-found"} <= set(kinds)
    told = {warning["field"]: warning["message"] for warning in answer["warnings"]}
    assert told == {
        f"plan.pages.{kinds.index('privacy')}": "A privacy page was added at /privacy/.",
        f"plan.pages.{kinds.index('not-found')}": "A not-found page was added at /404.html.",
    }


WRONG: list[tuple[str, Any, str]] = [
    ("pages.0.sections.1.arrangement", "spiral", "not known"),
    ("pages.0.sections.1.id", '"><script>', "small letters"),
    ("pages.0.sections.1.id", "hero", "its own"),
    ("pages.0.sections.1.ground", "lava", "not known"),
    ("pages.0.sections.1.keyMessage", "a\u202eb", "control character"),
    ("pages.0.sections.1.keyMessage", "a\nb", "single line"),
    ("pages.0.sections.1.keyMessage", "x" * 121, "at most 120"),
    ("pages.0.sections.1.kind", "popup", "Input should be"),
    ("pages.0.sections.1.items", "3", "integer"),
    ("pages.0.sections.1.items", 10**9, "between"),
    ("pages.0.sections.1.pictures", ["../etc"], "pattern"),
    ("pages.0.sections.1.script", "x", "not a field"),
    ("pages.0.kind", "about", "home"),
    ("pages.1.path", "/../../etc/", "must look like"),
    ("pages.1.path", "/a b/", "must look like"),
    ("pages.1.path", "//example.com/", "must look like"),
    ("pages.1.path", "/assets/", "must not begin"),
    ("style.family", "brutal; }", "not known"),
    ("style.radius", 99, "between"),
    ("style.seed", -1, "between"),
    ("style.seed", 1.5, "integer"),
    ("style.header", "<marquee>", "not known"),
]


@pytest.mark.parametrize(("field", "value", "words"), WRONG, ids=lambda each: str(each)[:40])
@pytest.mark.parametrize("address", ["/plans/check", "/build"])
def test_each_problem_is_named_at_its_field_and_nothing_starts(
    api_with_team: Api, address: str, field: str, value: Any, words: str
) -> None:
    plan = deepcopy(proposed(api_with_team)["plan"])
    *way, last = field.split(".")
    target: Any = plan
    for part in way:
        target = target[int(part)] if part.isdigit() else target[part]
    target[last] = value
    answer = api_with_team.ask("POST", address, FULL | {"plan": plan})
    assert answer.status == 422, answer.body
    assert answer.json()["type"] == "urn:code24:problem:invalid-request"
    named = [each["message"] for each in answer.json()["errors"] if each["field"].startswith(f"plan.{field}")]
    assert words in " ".join(named), answer.fields()
    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert any(pointer.startswith("#/plan/" + field.replace(".", "/")) for pointer in pointers)
    assert nothing_started(api_with_team)


def test_all_problems_are_named_at_once(api_with_team: Api) -> None:
    plan = proposed(api_with_team)["plan"]
    plan["pages"][0]["sections"][1]["arrangement"] = plan["style"]["family"] = "nope"
    answer = api_with_team.ask("POST", "/plans/check", FULL | {"plan": plan})
    assert set(answer.fields()) == {"plan.style.family", "plan.pages.0.sections.1.arrangement"}


@pytest.mark.parametrize("times", [17, 41, 3_000])
def test_a_page_of_countless_sections_is_refused(api_with_team: Api, times: int) -> None:
    plan = proposed(api_with_team)["plan"]
    one = {"id": "a", "kind": "call-to-action", "arrangement": "plain"}
    plan["pages"][0]["sections"] = [one | {"id": f"a{number}"} for number in range(times)]
    answer = api_with_team.ask("POST", "/build", FULL | {"plan": plan})
    assert answer.status in {413, 422}
    assert nothing_started(api_with_team)


def test_a_section_without_facts_is_refused_by_name(api_with_team: Api) -> None:
    plan = proposed(api_with_team)["plan"]
    plan["pages"][0]["sections"].append({"id": "voices", "kind": "testimonials", "arrangement": "list", "items": 3})
    at = len(plan["pages"][0]["sections"]) - 1
    answer = api_with_team.ask("POST", "/build", FULL | {"plan": plan})
    assert answer.fields() == {
        f"plan.pages.0.sections.{at}.kind": "testimonials needs `testimonials` in the request",
    }


def test_a_key_that_is_repeated_with_another_plan_is_refused(api_with_team: Api) -> None:
    plan = proposed(api_with_team)["plan"]
    key = {"idempotency-key": "once"}
    first = api_with_team.ask("POST", "/build", FULL | {"plan": plan}, headers=key)
    again = api_with_team.ask("POST", "/build", FULL | {"plan": plan}, headers=key)
    assert first.json() == again.json()
    plan["pages"][0]["sections"][1]["keyMessage"] = "Something else"
    other = api_with_team.ask("POST", "/build", FULL | {"plan": plan}, headers=key)
    assert (other.status, other.json()["type"]) == (422, "urn:code24:problem:key-reused")
    assert len(api_with_team.ports.executions.started) == 1


def test_a_worker_that_fails_is_a_problem_and_nothing_starts(api: Api) -> None:
    api.ports.worker_functions.answers["content"] = WorkerFailed("The worker content failed: no ink.")
    answer = api.ask("POST", "/plans", FULL)
    assert (answer.status, answer.json()["type"]) == (502, "urn:code24:problem:worker-failed")


def test_the_choices_are_those_that_the_check_accepts(api_with_team: Api) -> None:
    choices = api_with_team.ask("GET", "/plans/choices").json()
    arrangements = {each["kind"]: each["arrangements"] for each in choices["sections"]}
    assert len(arrangements) >= 20
    assert min(len(each) for each in arrangements.values()) >= 2
    assert len(choices["families"]) >= 8
    assert len(choices["archetypes"]) >= 6
    plan = proposed(api_with_team)["plan"]
    assert plan["style"]["family"] in choices["families"]
    assert plan["style"]["header"] in choices["headers"]
    assert plan["style"]["footer"] in choices["footers"]
    for page in plan["pages"]:
        assert page["kind"] in choices["pages"]
        for section in page["sections"]:
            assert section["arrangement"] in arrangements[section["kind"]]
            assert section["ground"] in choices["grounds"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["style", "pages", "kind", "path", "sections", "id", "arrangement", "items", "keyMessage"])


@given(plan=json_values | st.dictionaries(FIELDS, json_values, max_size=4))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_plan_is_answered_and_never_an_internal_error(api: Api, plan: Any) -> None:
    for address in ("/plans/check", "/build"):
        answer = api.ask("POST", address, FULL | {"plan": plan})
        assert answer.status < 500 or answer.status == 502, answer.body
        assert answer.status == 422 or plan is None
