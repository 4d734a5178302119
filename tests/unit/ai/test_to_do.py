from code24.ai.subject import Subject
from code24.ai.to_do import to_do
from tests.unit.ai.plans import PLAN, brief

FULL_CONTACT = {
    "phone": "0731 1234",
    "email": "a@crumb.example",
    "address": {"street": "Main 1", "city": "Ulm"},
    "opening_hours": ["Mo-Fr 07:00-18:00"],
}


def fields(**given: object) -> list[str]:
    return [item.field for item in to_do(Subject.of(brief(**given)), PLAN)]


def test_what_is_there_is_not_asked_for() -> None:
    assert fields(contact=FULL_CONTACT, description="We are a bakery. We love it. We bake rye, rolls and cakes.") == [
        "photos",
        "legal.privacy",
    ]


def test_pages_that_no_plan_has_are_named() -> None:
    messages = {
        item.field: item.message for item in to_do(Subject.of(brief(pages=["About us", "Press", "Jobs"])), PLAN)
    }
    assert "Press and Jobs" in messages["pages"]
    assert "About" not in messages["pages"]


def test_is_in_the_sites_language_and_names_the_imprint_in_german() -> None:
    items = to_do(Subject.of(brief(language="de")), PLAN)
    assert "legal.imprint" in [item.field for item in items]
    assert items[0].message == "Ergänzen Sie eine Telefonnummer, damit Besucher mit einem Tipp anrufen können."
