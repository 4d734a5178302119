"""What stands on the pages follows from goal, industry and facts."""

from typing import Any

import pytest

from code24.build.brand.dice import Dice
from code24.build.design.archetypes import archetype_for
from code24.build.design.facts import Facts
from code24.build.design.models import PageKind, SectionKind
from code24.build.design.orders import orders_of
from code24.build.design.sitemap import planned_pages, wished_pages
from code24.types import Goal
from tests.unit.build.design.facts_of import NOTHING, facts_of, offers_of, pictures_for
from tests.unit.build.sample_sites import FACTS

CHANCES = range(24)
PROOFS = {SectionKind.GALLERY, SectionKind.FIGURES, SectionKind.TEAM, SectionKind.TESTIMONIALS}
GIVEN: dict[str, Any] = {name: FACTS[name] for name in ("team", "testimonials", "figures", "images")}


def orders(facts: Facts, chance: int) -> dict[PageKind, tuple[SectionKind, ...]]:
    archetype = archetype_for(facts, wished_pages(facts))
    return orders_of(facts, archetype, planned_pages(facts, archetype), Dice("test", chance))


def everywhere(facts: Facts, chance: int) -> list[SectionKind]:
    return [kind for kinds in orders(facts, chance).values() for kind in kinds]


@pytest.mark.parametrize("chance", CHANCES)
@pytest.mark.parametrize("goal", Goal)
def test_an_expected_section_is_on_the_home_page(goal: Goal, chance: int) -> None:
    facts = facts_of(goal=goal, expected=frozenset({"questions", "offers", "hours"}))
    assert SectionKind.QUESTIONS in orders(facts, chance)[PageKind.HOME]


def test_without_expectations_the_orders_differ() -> None:
    assert len({orders(facts_of(), chance)[PageKind.HOME] for chance in CHANCES}) >= 3


@pytest.mark.parametrize("chance", CHANCES)
@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("pages", [(), ("Home",), ("Home", "Our menu"), ("Home", "Contact")])
def test_what_the_owner_gave_is_shown_and_what_nobody_gave_is_not(
    goal: Goal, pages: tuple[str, ...], chance: int
) -> None:
    given = everywhere(facts_of(goal=goal, pages=pages, pictures=pictures_for(gallery=4), **GIVEN), chance)
    assert set(given) >= PROOFS
    assert all(given.count(kind) == 1 for kind in PROOFS)
    assert PROOFS.isdisjoint(everywhere(facts_of(goal=goal, pages=pages), chance))


@pytest.mark.parametrize("chance", CHANCES)
@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("pages", [(), ("Home",), ("Home", "Our menu"), ("Home", "Contact"), ("About",)])
def test_each_form_stands_once_and_the_contact_form_always(goal: Goal, pages: tuple[str, ...], chance: int) -> None:
    facts = facts_of("creative", goal, pages=pages)
    found = everywhere(facts, chance)
    assert facts.form is not None
    assert found.count(facts.form) == 1
    assert found.count(SectionKind.CONTACT) == 1


@pytest.mark.parametrize("chance", CHANCES)
@pytest.mark.parametrize("goal", Goal)
def test_pages_end_with_a_way_to_act(goal: Goal, chance: int) -> None:
    ways = {
        *(SectionKind.CALL_TO_ACTION, SectionKind.CONTACT, SectionKind.BOOKING, SectionKind.QUOTE),
        *(SectionKind.ORDER, SectionKind.NEWSLETTER),
    }
    for page, kinds in orders(facts_of("trade", goal), chance).items():
        if page in {PageKind.HOME, PageKind.OFFER, PageKind.ABOUT}:
            assert kinds[-1] in ways
            assert len(ways.intersection(kinds[-2:])) == 1, "one way to act at a time"


@pytest.mark.parametrize("chance", CHANCES)
@pytest.mark.parametrize("goal", Goal)
def test_a_business_of_which_nothing_is_known_gets_short_pages(goal: Goal, chance: int) -> None:
    home = orders(facts_of("general", goal, **NOTHING), chance)[PageKind.HOME]
    assert SectionKind.OFFERS in home
    assert SectionKind.STORY not in home
    assert 3 <= len(home) <= 5


@pytest.mark.parametrize("chance", CHANCES)
def test_plans_are_compared_beside_them(chance: int) -> None:
    plans = offers_of(3, price="€ 9", includes=("Support",))
    several = orders(facts_of("technology", "signups", offers=plans), chance)
    assert SectionKind.COMPARISON not in several[PageKind.HOME]
    offer = several[PageKind.OFFER]
    assert offer.index(SectionKind.COMPARISON) == offer.index(SectionKind.PLANS) + 1
    assert (
        SectionKind.COMPARISON
        in orders(facts_of("technology", "signups", offers=plans, pages=("Home",)), chance)[PageKind.HOME]
    )


def test_hours_are_planned_only_where_they_were_given() -> None:
    assert SectionKind.HOURS in orders(facts_of(), 0)[PageKind.CONTACT]
    assert SectionKind.HOURS not in everywhere(facts_of(contact={"phone": "+49 341 5550123"}), 0)


def test_legal_pages_are_prose_and_what_follows_a_form_is_a_message() -> None:
    found = orders(facts_of(), 0)
    assert {found[kind] for kind in found if kind.legal} == {(SectionKind.PROSE,)}
    assert found[PageKind.THANKS] == found[PageKind.NOT_FOUND] == (SectionKind.MESSAGE,)


def test_many_pictures_are_shared_by_two_galleries() -> None:
    many = [orders(facts_of("creative", "leads", pictures=pictures_for(gallery=20)), chance) for chance in CHANCES]
    shared = [found for found in many if SectionKind.GALLERY in found[PageKind.HOME]]
    assert shared
    assert all(SectionKind.GALLERY in found[PageKind.ABOUT] for found in many)


TOLD = "We bake at night. " * 2 + "The mill stands in the yard, and the oven is fired with beech from the hills above."
UNSPOKEN = {"language": "pl", "description": TOLD}
ADVICE = {SectionKind.FEATURES, SectionKind.STEPS, SectionKind.QUESTIONS, SectionKind.OFFERS}


@pytest.mark.parametrize("chance", CHANCES)
@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("field", ["food", "creative", "technology", "media"])
def test_what_is_special_stands_early_on_the_home_page(field: str, goal: Goal, chance: int) -> None:
    assert SectionKind.STORY in orders(facts_of(field, goal, description=TOLD), chance)[PageKind.HOME][:3]
    given = orders(facts_of(field, goal, description=TOLD, figures=FACTS["figures"]), chance)[PageKind.HOME]
    assert {SectionKind.STORY, SectionKind.FIGURES} & set(given[:3])


def test_a_story_is_more_than_one_sentence_of_some_length() -> None:
    assert facts_of(description=TOLD).telling
    assert not facts_of(description="Word " * 40).telling
    assert not facts_of(description="We bake. At night.").telling
    assert facts_of(description="京都の小さな茶屋です。" * 5).telling


@pytest.mark.parametrize("chance", CHANCES)
@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("pages", [(), ("Home",), ("Home", "Our menu", "About")])
def test_no_advice_in_a_language_that_nobody_here_speaks(goal: Goal, pages: tuple[str, ...], chance: int) -> None:
    facts = facts_of(goal=goal, pages=pages, **UNSPOKEN)
    found = orders(facts, chance)
    assert ADVICE.isdisjoint(kind for kinds in found.values() for kind in kinds)
    assert SectionKind.STORY in found[PageKind.HOME][:3]
    assert SectionKind.HOURS in found[PageKind.HOME]
    assert len(found[PageKind.HOME]) >= 4
    if PageKind.OFFER in found:
        assert SectionKind.STORY in found[PageKind.OFFER]


def test_what_the_owner_gave_is_planned_in_any_language() -> None:
    facts = facts_of(offers=offers_of(4), questions=FACTS["questions"], **UNSPOKEN)
    kinds = everywhere(facts, 0)
    assert {SectionKind.OFFERS, SectionKind.QUESTIONS} <= set(kinds)
    assert SectionKind.STEPS not in kinds


def test_without_words_nothing_is_told_in_a_language_that_nobody_here_speaks() -> None:
    home = orders(facts_of(language="pl", **NOTHING), 0)[PageKind.HOME]
    assert SectionKind.STORY not in home
    assert ADVICE.isdisjoint(home)
