"""What the law and the machinery need is added to a plan that lacks it."""

import pytest

from code24.build.design.checking import problems_of
from code24.build.design.completing import completed
from code24.build.design.facts import Facts
from code24.build.design.models import DesignPlan, DesignRequest, PageKind, SectionKind
from code24.build.models import Brief, ImageRole
from code24.build.pictures.models import Pictures
from tests.unit.build.design.facts_of import NOTHING
from tests.unit.build.sample_sites import (
    BUSINESSES,
    FACTS,
    brand_of,
    brief_of,
    market_of,
    picture_of,
    pictures_of,
    plan_of,
)

RICH = brief_of(**FACTS)


def facts_for(brief: Brief, pictures: Pictures | None = None) -> Facts:
    return Facts.of(DesignRequest(brief=brief, pictures=pictures or pictures_of(brief)), market_of(brief))


def only(plan: DesignPlan, *kinds: PageKind) -> DesignPlan:
    return plan.model_copy(update={"pages": tuple(page for page in plan.pages if page.kind in kinds)})


@pytest.mark.parametrize("business", BUSINESSES)
def test_a_whole_plan_stays_as_it_is(business: tuple[str, str, str]) -> None:
    for fields in (NOTHING, FACTS):
        brief = brief_of(*business, **fields)
        plan = plan_of(brief, brand_of(brief_of(*business)))
        assert completed(plan, facts_for(brief)) == plan


def test_missing_legal_and_technical_pages_are_added_in_their_place() -> None:
    plan = completed(only(plan_of(RICH), PageKind.HOME, PageKind.CONTACT), facts_for(RICH))
    assert [(page.kind, page.path) for page in plan.pages] == [
        (PageKind.HOME, "/"),
        (PageKind.CONTACT, "/contact/"),
        (PageKind.PRIVACY, "/privacy/"),
        (PageKind.IMPRINT, "/imprint/"),
        (PageKind.COOKIES, "/cookies/"),
        (PageKind.THANKS, "/thanks/"),
        (PageKind.NOT_FOUND, "/404.html"),
    ]
    assert problems_of(plan, facts_for(RICH)) == ()


def test_added_pages_look_like_the_others_of_their_kind() -> None:
    whole = plan_of(RICH)
    plan = completed(only(whole, PageKind.HOME, PageKind.PRIVACY, PageKind.NOT_FOUND), facts_for(RICH))
    assert [page for page in plan.pages if page.kind in {PageKind.COOKIES, PageKind.THANKS}] == [
        page for page in whole.pages if page.kind in {PageKind.COOKIES, PageKind.THANKS}
    ]


def test_an_imprint_is_not_forced_on_countries_without_one() -> None:
    brief = brief_of(language="en-GB", contact={})
    plan = completed(only(plan_of(brief), PageKind.HOME), facts_for(brief))
    assert PageKind.IMPRINT not in [page.kind for page in plan.pages]


def test_the_owners_order_of_the_navigation_stays_and_legal_pages_go_last() -> None:
    whole = plan_of(RICH)
    home, offer, about, contact, *others = whole.pages
    moved = whole.model_copy(update={"pages": (home, *others, contact, about, offer)})
    assert completed(moved, facts_for(RICH)).pages == (home, contact, about, offer, *others)


def test_a_path_that_the_owner_used_is_not_used_again() -> None:
    plan = only(plan_of(RICH), PageKind.HOME, PageKind.ABOUT)
    about = plan.pages[1].model_copy(update={"path": "/privacy/"})
    finished = completed(plan.model_copy(update={"pages": (plan.pages[0], about)}), facts_for(RICH))
    assert next(page.path for page in finished.pages if page.kind is PageKind.PRIVACY) == "/privacy-2/"


def test_pictures_that_could_not_be_used_are_left_out() -> None:
    plan = plan_of(RICH)
    home = plan.pages[0]
    hero = home.sections[0].model_copy(update={"arrangement": "cover", "pictures": ("shop",)})
    plan = plan.model_copy(
        update={"pages": (home.model_copy(update={"sections": (hero, *home.sections[1:])}), *plan.pages[1:])}
    )
    usable = Pictures(pictures=(picture_of("oven", ImageRole.STORY),))
    finished = completed(plan, facts_for(RICH, usable))
    sections = [section for page in finished.pages for section in page.sections]
    assert (sections[0].arrangement, sections[0].pictures) == ("split", ())
    assert {picture for section in sections for picture in section.pictures} == {"oven"}
    assert SectionKind.GALLERY not in [section.kind for section in sections]
    assert problems_of(finished, facts_for(RICH, usable)) == ()
