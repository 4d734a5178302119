from code24.build.brand.dice import Dice
from code24.build.design.arrangements import ARRANGEMENTS, FOOTERS, HEADERS, POSSIBLE, possible_arrangements
from code24.build.design.families import FAMILIES
from code24.build.design.models import SectionKind
from code24.build.design.preferences import PREFERRED, arrangement_for
from code24.build.pictures.models import Pictures
from tests.unit.build.design.facts_of import NOTHING, facts_of, offers_of
from tests.unit.build.sample_sites import FACTS, brief_of, picture_of, pictures_of


def test_every_kind_has_two_arrangements_and_families_name_known_ones() -> None:
    assert len(ARRANGEMENTS) == 24
    assert set(ARRANGEMENTS) == set(SectionKind)
    assert all(len(set(arrangements)) == len(arrangements) >= 2 for arrangements in ARRANGEMENTS.values())
    assert {family.name for family in FAMILIES} == set(PREFERRED)
    for chosen in PREFERRED.values():
        for kind, arrangements in chosen.items():
            assert set(arrangements) <= set(ARRANGEMENTS[kind])
    for family in FAMILIES:
        assert {*family.heroes, *family.pictured} <= set(ARRANGEMENTS[SectionKind.HERO])
        assert set(family.headers) <= set(HEADERS)
        assert set(family.footers) <= set(FOOTERS)
    assert all(arrangement in ARRANGEMENTS[kind] for kind, arrangement in POSSIBLE)


def test_the_plainest_arrangement_asks_for_nothing() -> None:
    for kind, arrangements in ARRANGEMENTS.items():
        assert (kind, arrangements[0]) not in POSSIBLE
        assert arrangements[0] in possible_arrangements(kind, facts_of(**NOTHING))


def test_arrangements_wait_for_the_facts_that_fill_them() -> None:
    nothing = facts_of(**NOTHING)
    assert possible_arrangements(SectionKind.MENU, nothing) == ("list",)
    assert possible_arrangements(SectionKind.TEAM, nothing) == ("list", "cards")
    assert possible_arrangements(SectionKind.OFFERS, nothing) == ("list", "cards", "rows")
    grouped = facts_of(offers=(*offers_of(2, group="Starters"), *offers_of(2, group="Mains")))
    assert possible_arrangements(SectionKind.MENU, grouped) == ARRANGEMENTS[SectionKind.MENU]
    pictured = facts_of(offers=offers_of(4, image="view"), pictures=Pictures(pictures=(picture_of("view"),)))
    assert possible_arrangements(SectionKind.PRODUCTS, pictured) == ARRANGEMENTS[SectionKind.PRODUCTS]
    brief = brief_of(**FACTS)
    half = facts_of(team=brief.team, images=brief.images, pictures=pictures_of(brief))
    assert possible_arrangements(SectionKind.TEAM, half) == ("list", "cards"), "portraits are for all or nobody"
    both = brief.team[:1]
    whole = facts_of(team=both, images=brief.images, pictures=pictures_of(brief))
    assert possible_arrangements(SectionKind.TEAM, whole) == ARRANGEMENTS[SectionKind.TEAM]


def test_an_arrangement_is_the_familys_and_not_the_one_above() -> None:
    facts = facts_of()
    found = {arrangement_for("tech", SectionKind.FEATURES, facts, Dice("test", chance)) for chance in range(20)}
    assert found == {"cards", "columns"}
    for chance in range(20):
        assert arrangement_for("tech", SectionKind.FEATURES, facts, Dice("test", chance), besides="cards") == "columns"
        assert arrangement_for("soft", SectionKind.PLANS, facts, Dice("test", chance), besides="cards") == "cards"
