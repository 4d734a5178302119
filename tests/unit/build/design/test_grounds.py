from itertools import pairwise

import pytest

from code24.build.brand.dice import Dice
from code24.build.design.families import FAMILIES
from code24.build.design.grounds import GROUNDS, RHYTHMS, grounds
from code24.build.design.models import SectionKind

PAGE = (
    (SectionKind.HERO, "split"),
    (SectionKind.OFFERS, "cards"),
    (SectionKind.FIGURES, "row"),
    (SectionKind.TESTIMONIALS, "spotlight"),
    (SectionKind.BOOKING, "panel"),
    (SectionKind.NEWSLETTER, "band"),
    (SectionKind.CALL_TO_ACTION, "band"),
)
STRONG = {"accent", "primary", "ink"}


def test_every_family_has_a_rhythm_of_known_grounds() -> None:
    assert RHYTHMS.keys() == {family.name for family in FAMILIES}
    for rhythm in RHYTHMS.values():
        named = {*rhythm.cycle, rhythm.opening, *rhythm.banner, *rhythm.call, *rhythm.proof, rhythm.footer}
        assert named <= set(GROUNDS)


@pytest.mark.parametrize("family", RHYTHMS)
@pytest.mark.parametrize("chance", range(12))
def test_strong_grounds_are_for_few_words_and_never_meet(family: str, chance: int) -> None:
    found = grounds(family, PAGE, Dice("test", chance))
    assert len(found) == len(PAGE)
    assert found[0] == RHYTHMS[family].opening
    assert STRONG.isdisjoint((found[1], found[4])), "lists and forms stand on light grounds"
    for above, below in pairwise(found):
        assert above != below or above not in STRONG
    assert found[-1] != found[-2]
    assert found[-1] != RHYTHMS[family].footer


@pytest.mark.parametrize("family", RHYTHMS)
def test_a_banner_brings_its_own(family: str) -> None:
    assert grounds(family, ((SectionKind.HERO, "banner"),), Dice("test")) in [(one,) for one in RHYTHMS[family].banner]


def test_pages_of_one_family_differ() -> None:
    assert len({grounds("bold", PAGE, Dice("test", chance)) for chance in range(20)}) > 5
