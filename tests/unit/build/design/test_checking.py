"""Plans that owners send: what is wrong with them is named, where it is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.build.design.checking import SHOWN_PROBLEMS, problems_of
from code24.build.design.facts import Facts
from code24.build.design.models import DesignPlan, DesignRequest, PageKind, SectionKind
from code24.build.models import Brief
from tests.unit.build.design.facts_of import NOTHING
from tests.unit.build.sample_sites import BUSINESSES, FACTS, brand_of, brief_of, market_of, pictures_of, plan_of

RICH = brief_of(**FACTS)
POOR = brief_of(**NOTHING)


def facts_for(brief: Brief) -> Facts:
    return Facts.of(DesignRequest(brief=brief, pictures=pictures_of(brief)), market_of(brief))


def changed(plan: DesignPlan, where: str, value: Any) -> DesignPlan:
    """The plan with another value at a place (`pages.0.sections.1.id`); `None` takes the place out."""
    document = plan.model_dump(mode="json")
    *path, last = [int(name) if name.isdigit() else name for name in where.split(".")]
    inside: Any = document
    for name in path:
        inside = inside[name]
    if value is None:
        del inside[last]
    else:
        inside[last] = value
    return DesignPlan.model_validate(document)


def place_of(plan: DesignPlan, page: PageKind, kind: SectionKind | None = None) -> str:
    """Where a page or a section of it stands in the plan."""
    at = next(at for at, each in enumerate(plan.pages) if each.kind is page)
    if kind is None:
        return f"pages.{at}"
    return f"pages.{at}.sections." + next(str(n) for n, s in enumerate(plan.pages[at].sections) if s.kind is kind)


@pytest.mark.parametrize("business", BUSINESSES)
@pytest.mark.parametrize("fields", [NOTHING, FACTS, {"pages": ("Home",)}], ids=("nothing", "everything", "one page"))
def test_our_own_plans_have_no_problems(business: tuple[str, str, str], fields: dict[str, Any]) -> None:
    brief = brief_of(*business, **fields)
    plan = plan_of(brief, brand_of(brief_of(*business)))
    assert problems_of(plan, facts_for(brief)) == ()


@pytest.mark.parametrize(
    ("where", "value", "message"),
    [
        ("style.family", "brutalist", "'brutalist' is not known; there are editorial, soft, bold"),
        ("style.ornament", "waves", "is not known; there are"),
        ("style.header", "", "is not known; there are bar, centered, split"),
        ("style.footer", "x" * 500, "is not known; there are columns, simple, statement"),
        ("style.archetype", "shop", "is not known; there are"),
        ("style.radius", 9, "must be between 0 and 3"),
        ("style.density", 0.1, "must be between 0.8 and 1.3"),
        ("style.seed", -1, "must be between 0 and"),
        ("pages.0.kind", "offer", "the first page must be the home page"),
        ("pages.1.path", "/über-uns/", "must look like /about-us/"),
        ("pages.1.path", "//evil.example/", "must look like /about-us/"),
        ("pages.1.path", "/a/../b/", "must look like /about-us/"),
        ("pages.1.path", "/" + "a" * 90 + "/", "must look like /about-us/"),
        ("pages.1.path", "/media/", "must not begin with /api/, /assets/, /media/"),
        ("pages.0.path", "/home/", "must be /"),
        ("pages.1.sections", [], "a page needs at least one section"),
        ("pages.0.sections.0.arrangement", "carousel", "'carousel' is not known; there are heading, heading-art"),
        ("pages.0.sections.0.ground", "lava", "is not known; there are plain, surface, soft, accent, primary, ink"),
        ("pages.0.sections.0.id", "1st", "must be at most 40 small letters"),
        ("pages.0.sections.0.id", "a b", "must be at most 40 small letters"),
        ("pages.0.sections.0.id", "a" * 41, "must be at most 40 small letters"),
        ("pages.0.sections.0.id", "main", "is taken by the frame of the page"),
        ("pages.0.sections.0.items", 3, "must be 0 for hero"),
        ("pages.0.sections.0.keyMessage", "Bread\nand rolls", "single line"),
        ("pages.0.sections.0.keyMessage", "\u202eBread", "control character"),
        ("pages.0.sections.0.keyMessage", "B" * 121, "has 121 characters; a heading may have 120"),
        ("pages.0.sections.0.pictures", ["nowhere"], "there is no image with the id 'nowhere' in `images`"),
        ("pages.0.sections.0.pictures", ["shop", "shop"], "names a picture twice"),
        ("pages.0.sections.0.pictures", ["shop", "oven", "view-1", "view-2"], "hero shows at most 3 pictures"),
        ("pages.0.sections.0.kind", "story", "this page must begin with a section of the kind hero"),
    ],
)
def test_what_is_wrong_is_named_where_it_is(where: str, value: Any, message: str) -> None:
    problems = problems_of(changed(plan_of(RICH), where.replace("keyMessage", "key_message"), value), facts_for(RICH))
    place = f"plan.{where}"
    found = [problem for problem in problems if problem.path.startswith(place)]
    assert found, problems
    assert any(message in problem.message for problem in found), found


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        (SectionKind.TESTIMONIALS, "needs `testimonials` in the request"),
        (SectionKind.FIGURES, "needs `figures` in the request"),
        (SectionKind.TEAM, "needs `team` in the request"),
        (SectionKind.HOURS, "needs `contact.openingHours` or `contact.address`"),
        (SectionKind.MENU, "needs offers"),
        (SectionKind.PRICE_LIST, "needs offers"),
        (SectionKind.PRODUCTS, "needs offers"),
        (SectionKind.PLANS, "needs offers"),
        (SectionKind.COMPARISON, "needs at least two offers"),
        (SectionKind.GALLERY, "a gallery needs pictures"),
    ],
)
def test_sections_that_lack_facts_are_refused(kind: SectionKind, message: str) -> None:
    plan = plan_of(POOR)
    place = place_of(plan, PageKind.HOME, SectionKind.OFFERS)
    section = {"id": "added", "kind": kind.value, "arrangement": "list", "items": 3}
    problems = problems_of(changed(plan, place, section), facts_for(POOR))
    assert any(problem.path.startswith(f"plan.{place}") and message in problem.message for problem in problems)


def test_offers_may_still_be_found_before_the_market_is_known() -> None:
    plan = changed(plan_of(POOR), place_of(plan_of(POOR), PageKind.HOME, SectionKind.OFFERS) + ".kind", "plans")
    early = Facts(brief=POOR, field="food", offers_known=False)
    assert not [problem for problem in problems_of(plan, early) if "offers" in problem.message]


def test_pages_and_sections_that_stand_twice_are_named_both() -> None:
    plan = plan_of(RICH)
    twice = changed(plan, "pages.1", plan.pages[0].model_dump(mode="json"))
    assert {problem.path for problem in problems_of(twice, facts_for(RICH))} == {
        *("plan.pages.0.kind", "plan.pages.1.kind", "plan.pages.0.path", "plan.pages.1.path")
    }
    again = changed(plan, "pages.0.sections.2", plan.pages[0].sections[1].model_dump(mode="json"))
    assert {problem.path for problem in problems_of(again, facts_for(RICH))} == {
        f"plan.pages.0.sections.{at}.{part}" for at in (1, 2) for part in ("kind", "id")
    }


def test_an_id_does_not_begin_with_anothers() -> None:
    plan = changed(plan_of(RICH), "pages.0.sections.1.id", "hero-heading")
    (problem,) = problems_of(plan, facts_for(RICH))
    assert problem.path == "plan.pages.0.sections.1.id"
    assert "must not begin with hero-" in problem.message


def test_a_first_section_stands_first_or_not_at_all() -> None:
    plan = plan_of(RICH)
    second = plan.pages[0].sections[0].model_dump(mode="json") | {"id": "second"}
    (problem,) = problems_of(changed(plan, "pages.0.sections.1", second), facts_for(RICH))
    assert problem == ("plan.pages.0.sections.1.kind", "hero stands first on a page or not at all")


@pytest.mark.parametrize(("arrangement", "pictures"), [("cover", []), ("mosaic", ["shop"])])
def test_arrangements_of_pictures_need_them(arrangement: str, pictures: list[str]) -> None:
    plan = changed(plan_of(RICH), "pages.0.sections.0.arrangement", arrangement)
    problems = problems_of(changed(plan, "pages.0.sections.0.pictures", pictures), facts_for(RICH))
    assert [problem.path for problem in problems] == ["plan.pages.0.sections.0.pictures"]


def test_the_contact_page_keeps_its_contact_section() -> None:
    plan = plan_of(RICH)
    without = changed(plan, place_of(plan, PageKind.CONTACT, SectionKind.CONTACT), None)
    assert [problem.message for problem in problems_of(without, facts_for(RICH))] == [
        "the contact page needs a section of the kind contact"
    ]


def test_a_plan_without_pages_lacks_its_home_page() -> None:
    plan = plan_of(RICH).model_copy(update={"pages": ()})
    assert [problem.path for problem in problems_of(plan, facts_for(RICH))] == ["plan.pages.0.kind"]


def test_too_many_sections_are_one_problem_and_too_many_problems_are_cut() -> None:
    plan = plan_of(RICH)
    crowd = [{"id": f"part-{n}", "kind": "story", "arrangement": "x"} for n in range(500)]
    problems = problems_of(changed(plan, "pages.0.sections", crowd), facts_for(RICH))
    assert [problem.path for problem in problems] == ["plan.pages.0.sections"]
    wrong = plan.pages[0].sections[0].model_copy(update={"id": "-", "arrangement": "x", "ground": "x", "items": 9})
    page = plan.pages[0].model_copy(update={"path": "x", "sections": (wrong,) * 16})
    many = plan.model_copy(update={"pages": (page,) * len(PageKind)})
    assert len(problems_of(many, facts_for(RICH))) == SHOWN_PROBLEMS
    crowded = plan.model_copy(update={"pages": plan.pages * 100})
    assert problems_of(crowded, facts_for(RICH)) == (("plan.pages", "has 1000 pages; a site has at most 10"),)


@given(st.text(max_size=60), st.text(max_size=60), st.integers(), st.floats(allow_nan=False))
def test_no_text_or_number_breaks_the_check(text: str, other: str, number: int, size: float) -> None:
    plan = plan_of(RICH)
    style = plan.style.model_copy(update={"family": text, "radius": size, "seed": number, "header": other})
    section = (
        plan.pages[0]
        .sections[0]
        .model_copy(update={"id": text, "arrangement": other, "ground": text, "key_message": other, "items": number})
    )
    page = plan.pages[0].model_copy(update={"path": text, "sections": (section,)})
    assert problems_of(DesignPlan(style=style, pages=(page,)), facts_for(RICH))
