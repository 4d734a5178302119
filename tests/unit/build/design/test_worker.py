import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import code24
from code24.build.design.arrangements import ARRANGEMENTS
from code24.build.design.models import DesignPlan, DesignRequest, PageKind, SectionKind
from code24.build.design.worker import plan_design
from code24.build.models import Contact
from code24.build.pictures.models import Pictures
from code24.errors import InvalidRequest
from code24.types import Goal
from tests.unit.build.design.facts_of import NOTHING
from tests.unit.build.sample_sites import BUSINESSES, FACTS, brand_of, brief_of, market_of, pictures_of, plan_of

NOT_YET: dict[str, Any] = {"pictures": None}


def kinds(plan: DesignPlan, page: PageKind) -> list[SectionKind]:
    return [section.kind for each in plan.pages if each.kind is page for section in each.sections]


def request_of(**fields: Any) -> DesignRequest:
    brief = brief_of(**FACTS)
    given = {"brief": brief, "market_research": market_of(brief), "pictures": pictures_of(brief)}
    return DesignRequest(**given | fields)


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("business", BUSINESSES[::3])
@pytest.mark.parametrize("fields", [{}, NOTHING, FACTS], ids=("words", "nothing", "everything"))
def test_plans_are_whole(goal: Goal, business: tuple[str, str, str], fields: dict[str, Any]) -> None:
    plan = plan_of(brief_of(business[0], business[1], goal, **fields), brand_of(brief_of(*business)))
    found = [page.kind for page in plan.pages]
    assert found == sorted(found, key=list(PageKind).index)
    always = {PageKind.HOME, PageKind.ABOUT, PageKind.CONTACT, PageKind.PRIVACY, PageKind.COOKIES, PageKind.THANKS}
    assert set(found) >= {*always, PageKind.NOT_FOUND}
    assert len({page.path for page in plan.pages}) == len(plan.pages)
    assert plan.pages[0].path == "/"
    assert plan.pages[-1].path == "/404.html"
    for page in plan.pages:
        ids = [section.id for section in page.sections]
        assert len(ids) == len(set(ids))
        assert page.sections
        for section in page.sections:
            assert section.arrangement in ARRANGEMENTS[section.kind]


def test_the_same_brief_gets_the_same_plan_in_every_process() -> None:
    code = (
        "from tests.unit.build.sample_sites import BUSINESSES, FACTS, brief_of, plan_of\n"
        "for business in BUSINESSES[:6]: print(plan_of(brief_of(*business, **FACTS)).model_dump_json())"
    )
    root = Path(__file__).parents[4]
    layer = Path(code24.__file__).parents[1]
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": f"{root}:{layer}", "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    here = "".join(plan_of(brief_of(*each, **FACTS)).model_dump_json() + "\n" for each in BUSINESSES[:6])
    assert printed == {here}


def test_the_look_does_not_follow_what_is_edited_every_day() -> None:
    """Opening hours, texts and a new testimonial leave style, paths and the arrangement of other sections alone."""
    before = plan_of(brief_of("Topline", "roofer", "leads"))
    after = plan_of(brief_of("Topline", "roofer", "leads", description="New words. " * 80, figures=FACTS["figures"]))
    assert after.style == before.style
    assert [page.path for page in after.pages] == [page.path for page in before.pages]
    legal = [page for page in before.pages if page.kind.legal]
    assert [page for page in after.pages if page.kind.legal] == legal


def test_hours_are_planned_only_where_they_were_given() -> None:
    assert SectionKind.HOURS in kinds(plan_of(brief_of()), PageKind.CONTACT)
    without = plan_of(brief_of(contact=Contact()))
    assert all(section.kind is not SectionKind.HOURS for page in without.pages for section in page.sections)


def test_a_site_without_a_contact_page_has_contact_on_its_home_page() -> None:
    plan = plan_of(brief_of(pages=("Home", "Our menu")))
    assert [page.kind for page in plan.pages if page.kind.indexed and not page.kind.legal] == [
        PageKind.HOME,
        PageKind.OFFER,
    ]
    assert SectionKind.CONTACT in kinds(plan, PageKind.HOME)
    assert SectionKind.CALL_TO_ACTION not in kinds(plan, PageKind.HOME)


def test_a_short_description_is_not_told_twice() -> None:
    assert SectionKind.STORY not in kinds(plan_of(brief_of(description="Bread.")), PageKind.HOME)


def test_the_menu_does_not_take_the_id_of_the_navigation() -> None:
    plan = plan_of(brief_of("Wok Star", "restaurant", "sales", **FACTS), schema_type="Restaurant")
    (menu,) = [section for section in plan.pages[1].sections if section.kind is SectionKind.MENU]
    assert menu.id == "dishes"


def test_the_home_page_selects_and_the_offer_page_holds_everything() -> None:
    offers = tuple({"name": f"Loaf {number}", "price": "€ 4"} for number in range(30))
    several, one = (plan_of(brief_of(offers=offers, pages=pages)) for pages in ((), ("Home",)))
    assert [s.items for page in several.pages for s in page.sections if s.kind is SectionKind.PRICE_LIST] == [8, 30]
    assert [s.items for page in one.pages for s in page.sections if s.kind is SectionKind.PRICE_LIST] == [30]


def test_pictures_stand_in_their_sections() -> None:
    plan = plan_of(brief_of(**FACTS))
    shown = [(s.kind, picture) for page in plan.pages for s in page.sections for picture in s.pictures]
    assert shown[0] == (SectionKind.HERO, "shop")
    assert {picture for kind, picture in shown if kind is SectionKind.STORY} == {"oven"}
    assert [picture for kind, picture in shown if kind is SectionKind.GALLERY] == [
        "view-1",
        "view-2",
        "view-3",
        "view-4",
    ]


def test_what_is_missing_is_named() -> None:
    brief = brief_of()
    with pytest.raises(InvalidRequest) as caught:
        plan_design(DesignRequest(brief=brief, brand=brand_of(brief)))
    assert caught.value.field == "marketResearch"
    with pytest.raises(InvalidRequest) as caught:
        plan_design(DesignRequest(brief=brief, market_research=market_of(brief)))
    assert caught.value.field == "brand"


def test_before_anybody_looked_at_the_images_all_are_planned_for() -> None:
    early, late = (plan_design(request_of(brand=brand_of(brief_of(**FACTS)), **given)) for given in (NOT_YET, {}))
    assert [[s.pictures for s in page.sections] for page in early.pages] == [
        [s.pictures for s in page.sections] for page in late.pages
    ]
    assert plan_design(request_of(plan=late, **NOT_YET)) == late


def test_a_plan_that_the_owner_sends_back_is_used_as_it_is() -> None:
    plan = plan_of(brief_of(**FACTS))
    story = plan.pages[0].sections[1].model_copy(update={"key_message": "Bread that takes its time", "ground": "ink"})
    home = plan.pages[0].model_copy(
        update={"sections": (plan.pages[0].sections[0], story, *plan.pages[0].sections[2:])}
    )
    edited = plan.model_copy(update={"pages": (home, *plan.pages[1:])})
    assert plan_design(request_of(plan=edited)) == edited


def test_an_incomplete_plan_is_completed() -> None:
    plan = plan_of(brief_of(**FACTS))
    short = plan.model_copy(update={"pages": plan.pages[:1]})
    assert [page.kind for page in plan_design(request_of(plan=short)).pages] == [
        *(PageKind.HOME, PageKind.PRIVACY, PageKind.IMPRINT, PageKind.COOKIES, PageKind.THANKS, PageKind.NOT_FOUND)
    ]


def test_a_wrong_plan_is_refused_with_every_field_named() -> None:
    plan = plan_of(brief_of(**FACTS))
    style = plan.style.model_copy(update={"family": "brutalist"})
    hero = plan.pages[0].sections[0].model_copy(update={"arrangement": "carousel", "ground": "lava"})
    home = plan.pages[0].model_copy(update={"sections": (hero, *plan.pages[0].sections[1:])})
    with pytest.raises(InvalidRequest) as caught:
        plan_design(request_of(plan=plan.model_copy(update={"style": style, "pages": (home, *plan.pages[1:])})))
    assert caught.value.field == "plan.style.family"
    for named in ("plan.style.family", "plan.pages.0.sections.0.arrangement", "plan.pages.0.sections.0.ground"):
        assert f"{named}: " in caught.value.detail


@pytest.mark.parametrize(("goal", "fields"), list(product(Goal, ({}, NOTHING))))
def test_a_refused_picture_leaves_no_trace(goal: Goal, fields: dict[str, Any]) -> None:
    brief = brief_of(goal=goal, **{"images": FACTS["images"]} | fields)
    plan = plan_design(
        DesignRequest(brief=brief, market_research=market_of(brief), brand=brand_of(brief), pictures=Pictures())
    )
    assert plan == plan_of(brief_of(goal=goal, **fields))
