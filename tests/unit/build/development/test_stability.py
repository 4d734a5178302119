"""Editing one section leaves every other one as it is, byte by byte, and pages that say the same keep their date."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import turbohtml

from code24.build.content.models import SectionContent, SiteContent
from code24.build.design.arrangements import ARRANGEMENTS
from code24.build.design.models import DesignPlan, Section
from code24.build.development.models import DevelopmentRequest, RenderedSite
from code24.build.development.worker import develop_site
from tests.unit.build.sample_sites import FACTS, brand_of, brief_of, pages_of, pictures_of, request_of

MADE = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = MADE + timedelta(days=40)


def request() -> DevelopmentRequest:
    brief = brief_of("Krume", "bakery", "sales", **FACTS)
    return request_of(brief, pictures=pictures_of(brief), made_at=MADE)


def sections(site: RenderedSite) -> dict[tuple[str, str], str]:
    """The HTML of every section, by page and id."""
    return {
        (path, str(section.attr("id"))): section.html
        for path, html in pages_of(site).items()
        for section in turbohtml.parse(html).select("main section[id]")
    }


def dates(site: RenderedSite) -> dict[str, datetime]:
    return {date.path: date.modified_at for date in site.dates}


def with_section(plan: DesignPlan, path: str, id_: str, change: Callable[[Section], Section]) -> DesignPlan:
    pages = tuple(
        page.model_copy(update={"sections": tuple(change(each) if each.id == id_ else each for each in page.sections)})
        if page.path == path
        else page
        for page in plan.pages
    )
    return plan.model_copy(update={"pages": pages})


def with_words(
    content: SiteContent, path: str, id_: str, change: Callable[[SectionContent], SectionContent]
) -> SiteContent:
    pages = tuple(
        page.model_copy(update={"sections": tuple(change(each) if each.id == id_ else each for each in page.sections)})
        if page.path == path
        else page
        for page in content.pages
    )
    return content.model_copy(update={"pages": pages})


def planned(asked: DevelopmentRequest) -> list[tuple[str, Section]]:
    assert asked.design
    return [(page.path, section) for page in asked.design.pages for section in page.sections]


PLACES = [(path, section.id) for path, section in planned(request())]


@pytest.mark.parametrize(("path", "id_"), PLACES)
def test_other_words_in_one_section_change_no_other(path: str, id_: str) -> None:
    asked = request()
    assert asked.content
    new = with_words(
        asked.content,
        path,
        id_,
        lambda each: each.model_copy(update={"heading": "Quite another ß heading", "items": each.items[:1]}),
    )
    before, after = develop_site(asked), develop_site(asked.model_copy(update={"content": new}))
    file = f"{path}index.html" if path.endswith("/") else path
    assert {place for place, html in sections(before).items() if sections(after)[place] != html} == {(file, id_)}


@pytest.mark.parametrize(("path", "id_"), PLACES)
def test_another_arrangement_of_one_section_changes_no_other(path: str, id_: str) -> None:
    asked = request()
    assert asked.design

    def rearranged(section: Section) -> Section:
        choices = ARRANGEMENTS[section.kind]
        following = choices[(choices.index(section.arrangement) + 1) % len(choices)]
        return section.model_copy(update={"arrangement": following, "ground": "primary"})

    new = with_section(asked.design, path, id_, rearranged)
    before, after = develop_site(asked), develop_site(asked.model_copy(update={"design": new}))
    file = f"{path}index.html" if path.endswith("/") else path
    assert {place for place, html in sections(before).items() if sections(after)[place] != html} == {(file, id_)}


def test_a_section_that_is_taken_out_leaves_the_others_as_they_are() -> None:
    asked = request()
    assert asked.design
    assert asked.content
    home, *others = asked.design.pages
    gone = home.sections[2].id
    kept = tuple(section for section in home.sections if section.id != gone)
    words, *other_words = asked.content.pages
    kept_words = tuple(section for section in words.sections if section.id != gone)
    design = asked.design.model_copy(update={"pages": (home.model_copy(update={"sections": kept}), *others)})
    content = asked.content.model_copy(
        update={"pages": (words.model_copy(update={"sections": kept_words}), *other_words)}
    )
    before = develop_site(asked)
    after = develop_site(asked.model_copy(update={"design": design, "content": content}))
    assert sections(after) == {
        place: html for place, html in sections(before).items() if place != ("/index.html", gone)
    }


def test_another_palette_changes_no_section_and_no_date() -> None:
    asked = request()
    assert asked.brand
    other = brand_of(brief_of("Krume", "bakery", "sales", colors=["#1c5d8a"]))
    brand = asked.brand.model_copy(update={"light": other.light, "dark": other.dark, "pairs": other.pairs})
    before = develop_site(asked)
    after = develop_site(asked.model_copy(update={"brand": brand, "made_at": LATER, "previous": before}))
    assert other.light != asked.brand.light
    assert sections(after) == sections(before)
    assert dates(after) == dates(before)
    assert pages_of(after) != pages_of(before)


def test_a_page_that_says_the_same_keeps_its_date_and_a_changed_one_gets_the_new() -> None:
    asked = request()
    assert asked.content
    before = develop_site(asked)
    assert set(dates(before).values()) == {MADE}

    new = with_words(
        asked.content, "/about/", "story", lambda each: each.model_copy(update={"heading": "Other words, ÿ too"})
    )
    after = develop_site(asked.model_copy(update={"content": new, "made_at": LATER, "previous": before}))
    assert {path for path, moment in dates(after).items() if moment == LATER} == {"/about/"}
    assert {moment for path, moment in dates(after).items() if path != "/about/"} == {MADE}

    back = develop_site(asked.model_copy(update={"made_at": LATER, "previous": after}))
    assert {path for path, moment in dates(back).items() if moment == LATER} == {"/about/"}


def test_a_clock_that_went_back_dates_no_page_in_the_future() -> None:
    before = develop_site(request())
    after = develop_site(request().model_copy(update={"made_at": MADE - timedelta(days=1), "previous": before}))
    assert set(dates(after).values()) == {MADE - timedelta(days=1)}
