from collections import Counter

import pytest

from code24.build.brand.models import Brand
from code24.build.design.arrangements import ARRANGEMENTS, PREFERRED
from code24.build.design.families import FAMILIES
from code24.build.design.models import DesignPlan, DesignRequest, PageKind, SectionKind
from code24.build.design.worker import plan_design
from code24.build.models import Contact
from code24.errors import InvalidRequest
from code24.types import Goal
from tests.unit.build.sample_sites import BUSINESSES, brand_of, brief_of, market_of, plan_of


def kinds(plan: DesignPlan, page: PageKind) -> list[SectionKind]:
    return [section.kind for each in plan.pages if each.kind is page for section in each.sections]


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("business", BUSINESSES[::3])
def test_plans_are_whole(goal: Goal, business: tuple[str, str, str]) -> None:
    plan = plan_of(brief_of(business[0], business[1], goal))
    assert [page.kind for page in plan.pages] == list(PageKind)
    assert len({page.path for page in plan.pages}) == len(plan.pages)
    assert plan.pages[0].path == "/"
    assert plan.pages[-1].path == "/404.html"
    for page in plan.pages:
        ids = [section.id for section in page.sections]
        assert len(ids) == len(set(ids))
        assert page.sections
        for section in page.sections:
            assert section.arrangement in ARRANGEMENTS[section.kind]


def test_thirty_businesses_spread_over_families_arrangements_and_ornaments() -> None:
    plans = [plan_of(brief_of(*business)) for business in BUSINESSES]
    families = Counter(plan.style.family for plan in plans)
    assert len(families) >= 7
    assert max(families.values()) <= 9
    assert len({plan.style.ornament for plan in plans}) >= 9
    used = Counter((s.kind, s.arrangement) for plan in plans for page in plan.pages for s in page.sections)
    for kind, arrangements in ARRANGEMENTS.items():
        assert len([one for one in arrangements if used[kind, one]]) >= 2, kind
    homes = {tuple((s.kind, s.arrangement) for s in plan.pages[0].sections) for plan in plans}
    assert len(homes) >= 25


def test_every_kind_has_two_arrangements_and_families_name_known_ones() -> None:
    assert set(ARRANGEMENTS) == set(SectionKind)
    assert all(len(arrangements) >= 2 for arrangements in ARRANGEMENTS.values())
    for chosen in PREFERRED.values():
        for kind, arrangements in chosen.items():
            assert set(arrangements) <= set(ARRANGEMENTS[kind])
    for family in FAMILIES:
        assert set(family.heroes) <= set(ARRANGEMENTS[SectionKind.HERO])
        assert family.name in PREFERRED


def test_the_same_brief_gets_the_same_plan() -> None:
    assert plan_of(brief_of()) == plan_of(brief_of())


def test_hours_are_planned_only_where_they_were_given() -> None:
    assert SectionKind.HOURS in kinds(plan_of(brief_of()), PageKind.CONTACT)
    without = plan_of(brief_of(contact=Contact()))
    assert all(section.kind is not SectionKind.HOURS for page in without.pages for section in page.sections)


def test_a_site_without_a_contact_page_has_contact_on_its_home_page() -> None:
    plan = plan_of(brief_of(pages=("Home", "Our menu")))
    assert [page.kind for page in plan.pages] == [PageKind.HOME, PageKind.OFFER, PageKind.NOT_FOUND]
    assert SectionKind.CONTACT in kinds(plan, PageKind.HOME)
    assert SectionKind.CALL_TO_ACTION not in kinds(plan, PageKind.HOME)


def test_a_short_description_is_not_told_twice() -> None:
    assert SectionKind.STORY not in kinds(plan_of(brief_of(description="Bread.")), PageKind.HOME)


def test_what_is_missing_is_named() -> None:
    brief = brief_of()
    brand: Brand = brand_of(brief)
    with pytest.raises(InvalidRequest) as caught:
        plan_design(DesignRequest(brief=brief, brand=brand))
    assert caught.value.field == "marketResearch"
    with pytest.raises(InvalidRequest) as caught:
        plan_design(DesignRequest(brief=brief, market_research=market_of(brief)))
    assert caught.value.field == "brand"
