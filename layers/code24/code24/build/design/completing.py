"""What is added to a plan that an owner sent, and what is taken from it where pictures could not be used."""

from code24.build.design.album import PICTURED
from code24.build.design.facts import Facts
from code24.build.design.law import required_pages
from code24.build.design.models import DesignPlan, Page, PageKind, Section, SectionKind
from code24.build.design.paths import path_of
from code24.build.design.sections import INNER_ITEMS


def completed(plan: DesignPlan, facts: Facts) -> DesignPlan:
    """A plan without problems, with what the law and the machinery need.

    Missing privacy, cookies, imprint (where it is asked for), thank-you and 404 pages are added, and legal pages stand
    behind the others, in the order of the kinds. Pictures that the pictures worker refused are left out.
    """
    pages = [_with_usable_pictures(page, facts) for page in plan.pages]
    there = {page.kind for page in pages}
    for kind in PageKind:
        if kind not in there and (kind in required_pages(facts.brief) or not kind.indexed):
            pages.append(_added(kind, plan, facts, {page.path for page in pages}))
    order = list(PageKind)
    first = [page for page in pages if page.kind.indexed and not page.kind.legal]
    last = sorted((page for page in pages if page not in first), key=lambda page: order.index(page.kind))
    return plan.model_copy(update={"pages": (*first, *last)})


def _added(kind: PageKind, plan: DesignPlan, facts: Facts, taken: set[str]) -> Page:
    """A page that was missing, dressed like the others."""
    section = SectionKind.PROSE if kind.legal else SectionKind.MESSAGE
    arrangement = {SectionKind.PROSE: "plain", SectionKind.MESSAGE: "centered"}[section]
    like = (part for page in plan.pages for part in page.sections if part.kind is section)
    copied = next(like, None)
    return Page(
        kind=kind,
        path=path_of(kind, facts, taken),
        sections=(
            Section(
                id=section.value,
                kind=section,
                arrangement=copied.arrangement if copied else arrangement,
                items=INNER_ITEMS.get(section, 0),
                ground=copied.ground if copied else "plain",
            ),
        ),
    )


def _with_usable_pictures(page: Page, facts: Facts) -> Page:
    """The page without pictures that were refused: no gallery stays empty, and no first section waits for one."""
    found = (_usable(section, facts) for section in page.sections)
    kept = (section for section in found if section.pictures or section.kind is not SectionKind.GALLERY)
    return page.model_copy(update={"sections": tuple(kept)})


def _usable(section: Section, facts: Facts) -> Section:
    pictures = tuple(each for each in section.pictures if facts.pictures.of(each))
    short = section.kind is SectionKind.HERO and len(pictures) < PICTURED.get(section.arrangement, 0)
    arrangement = "split" if short else section.arrangement
    return section.model_copy(update={"pictures": pictures, "arrangement": arrangement})
