"""The plan holds what visitors of an industry expect."""

import pytest

from code24.build.brand.dice import Dice
from code24.build.design.families import FAMILIES
from code24.build.design.models import PageKind, SectionKind
from code24.build.design.sections import Facts, sections_of
from code24.types import Goal


def kinds(expected: frozenset[str], chance: int) -> set[SectionKind]:
    facts = Facts(
        goal=Goal.BOOKINGS,
        pages=(PageKind.HOME, PageKind.CONTACT),
        opening_hours=True,
        words=100,
        expected=expected,
    )
    return {section.kind for section in sections_of(PageKind.HOME, FAMILIES[0], facts, Dice("test", str(chance)))}


@pytest.mark.parametrize("chance", range(20))
def test_an_expected_section_is_on_the_home_page(chance: int) -> None:
    assert SectionKind.QUESTIONS in kinds(frozenset({"questions"}), chance)


def test_without_expectations_the_orders_differ() -> None:
    assert len({frozenset(kinds(frozenset(), chance)) for chance in range(20)}) > 1
