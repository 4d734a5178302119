"""Very different businesses do not get the same site."""

from collections import Counter
from functools import cache
from typing import Any

from code24.build.brand.fields import field_of
from code24.build.design.arrangements import ARRANGEMENTS, DRAWN, FOOTERS, HEADERS
from code24.build.design.families import FAMILIES
from code24.build.design.models import DesignPlan, Section, SectionKind
from code24.build.design.sections import MOST_DRAWN
from code24.types import Goal
from tests.unit.build.sample_sites import BUSINESSES, FACTS, LANGUAGES, brief_of, market_of, plan_of

GIVEN: tuple[dict[str, Any], ...] = (
    {},
    {"testimonials": FACTS["testimonials"]},
    {"images": FACTS["images"]},
    {
        "offers": tuple({"name": f"Offer {n}", "price": "€ 9", "group": "AB"[n % 2]} for n in range(8)),
        "figures": FACTS["figures"],
    },
    {"team": ({"name": "Ada Krume", "role": "Owner"}, {"name": "Jo Lind"}), "questions": FACTS["questions"]},
    {"offers": tuple({"name": f"Plan {n}", "price": "€ 9", "includes": ("One", "Two")} for n in range(3))},
    FACTS,
)
"""What owners say beside their description: nothing, as most do, or some of what can be said."""


@cache
def plain() -> tuple[DesignPlan, ...]:
    """Plans of the businesses, of which name, kind and goal are all that differs."""
    return tuple(plan_of(brief_of(*business)) for business in BUSINESSES)


@cache
def told() -> tuple[DesignPlan, ...]:
    """Plans of the same, whose owners said more."""
    return tuple(plan_of(brief_of(*each, **GIVEN[at % len(GIVEN)])) for at, each in enumerate(BUSINESSES))


def order(plan: DesignPlan) -> tuple[SectionKind, ...]:
    return tuple(section.kind for section in plan.pages[0].sections)


def arrangements(plan: DesignPlan) -> tuple[str, ...]:
    return tuple(section.arrangement for section in plan.pages[0].sections)


def sections(plans: tuple[DesignPlan, ...]) -> list[Section]:
    return [section for plan in plans for page in plan.pages for section in page.sections]


def test_the_businesses_are_of_all_kinds() -> None:
    assert len(BUSINESSES) >= 34
    assert {goal for _, _, goal in BUSINESSES} == set(Goal)
    assert {language.partition("-")[0] for language in LANGUAGES.values()} >= {"de", "fr", "es", "pt", "it"}
    fields = Counter(field_of(market_of(brief_of(*business))).name for business in BUSINESSES)
    assert len(fields) == 15
    assert max(fields.values()) <= len(BUSINESSES) * 0.25


def test_no_two_businesses_share_a_design() -> None:
    for plans in (plain(), told()):
        whole = {(p.style.family, p.style.ornament, order(p), arrangements(p)) for p in plans}
        assert len(whole) == len(plans)
        assert len({(order(plan), arrangements(plan)) for plan in plans}) >= len(plans) - 1


def test_families_share_the_businesses() -> None:
    families = Counter(plan.style.family for plan in plain())
    assert families.keys() == {family.name for family in FAMILIES}
    assert max(families.values()) <= len(BUSINESSES) * 0.25
    assert min(families.values()) >= 2


def test_styles_vary_in_ornament_and_frame() -> None:
    styles = [plan.style for plan in plain()]
    assert len({style.ornament for style in styles}) >= 10
    assert {style.header for style in styles} == set(HEADERS)
    assert {style.footer for style in styles} == set(FOOTERS)
    assert len({(style.header, style.footer) for style in styles}) >= 7
    assert len({style.archetype for style in styles}) >= 7


def test_no_page_repeats_its_ornament_all_over() -> None:
    pages = [page for plan in plain() for page in plan.pages]
    drawn = [sum((each.kind, each.arrangement) in DRAWN for each in page.sections) for page in pages]
    opening = [
        page.sections[0].kind is SectionKind.HERO and page.sections[0].arrangement != "heading" for page in pages
    ]
    assert max(map(sum, zip(drawn, opening, strict=True))) == MOST_DRAWN


def test_home_pages_vary_in_order() -> None:
    assert len({order(plan) for plan in plain()}) >= 22
    assert max(Counter(order(plan) for plan in plain()).values()) <= 4
    assert len({order(plan) for plan in told()}) >= 32


def test_first_sections_vary() -> None:
    heroes = Counter(plan.pages[0].sections[0].arrangement for plan in told())
    assert len(heroes) >= 6
    assert max(heroes.values()) <= len(BUSINESSES) * 0.4


def test_every_kind_of_section_and_nearly_every_arrangement_is_in_use() -> None:
    used = Counter((section.kind, section.arrangement) for section in sections(told()))
    assert {kind for kind, _ in used} >= set(SectionKind)
    for kind in {SectionKind.FEATURES, SectionKind.OFFERS, SectionKind.STEPS, SectionKind.STORY, SectionKind.QUESTIONS}:
        assert all(used[kind, one] for one in ARRANGEMENTS[kind]), kind
    named = sum(len(arrangements) for arrangements in ARRANGEMENTS.values())
    assert len(used) >= named * 0.85
