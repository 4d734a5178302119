from itertools import product

import pytest

from code24.build.brand.fields import FIELDS
from code24.build.design.archetypes import ARCHETYPES, INNER_ORDERS, NAMES, ONE_PAGE, Slot, archetype_for
from code24.build.design.models import PageKind, SectionKind
from code24.types import Goal
from tests.unit.build.design.facts_of import facts_of

ORDERS = [*(order for each in (*ARCHETYPES, ONE_PAGE) for order in each.home), *sum(INNER_ORDERS.values(), ())]


def test_there_are_at_least_six_archetypes_of_at_least_three_orders_each() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 6
    for archetype in (*ARCHETYPES, ONE_PAGE):
        assert len(set(archetype.home)) == len(archetype.home) >= 3, archetype.name
        assert all(Slot.OFFERING in order for order in archetype.home), archetype.name
        assert sum(SectionKind.QUESTIONS in order for order in archetype.home) >= 3, archetype.name


def test_orders_open_with_what_opens_pages_and_repeat_nothing() -> None:
    opening = {SectionKind.HERO, SectionKind.PROSE, SectionKind.MESSAGE}
    for order in ORDERS:
        assert order[0] in opening
        assert opening.isdisjoint(order[1:])
        assert len(set(order)) == len(order)


def test_every_goal_and_field_has_one_and_each_is_chosen_for_some() -> None:
    fields = [*(field.name for field in FIELDS), "general"]
    chosen = {archetype_for(facts_of(field, goal), frozenset()).name for field, goal in product(fields, Goal)}
    assert chosen == set(NAMES) - {ONE_PAGE.name}


@pytest.mark.parametrize(
    ("goal", "field", "name"),
    [
        (Goal.SALES, "retail", "storefront"),
        (Goal.LEADS, "trade", "lead"),
        (Goal.LEADS, "creative", "portfolio"),
        (Goal.LEADS, "technology", "product"),
        (Goal.SIGNUPS, "technology", "launch"),
        (Goal.BOOKINGS, "health", "booking"),
        (Goal.TRAFFIC, "media", "journal"),
        (Goal.TRAFFIC, "food", "visit"),
        (Goal.TRAFFIC, "property", "showcase"),
    ],
)
def test_goal_and_business_choose(goal: Goal, field: str, name: str) -> None:
    assert archetype_for(facts_of(field, goal), frozenset()).name == name


def test_who_wishes_for_a_home_page_alone_gets_one_page() -> None:
    assert archetype_for(facts_of(), frozenset({PageKind.HOME})) is ONE_PAGE
    assert archetype_for(facts_of(), frozenset({PageKind.HOME, PageKind.OFFER})).name == "storefront"
