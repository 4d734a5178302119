"""What is wrong with a plan that an owner sent."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from code24.build.design.album import PICTURED, ROOM
from code24.build.design.archetypes import NAMES
from code24.build.design.arrangements import ARRANGEMENTS, FOOTERS, HEADERS
from code24.build.design.facts import PLANS, Facts
from code24.build.design.families import FAMILIES
from code24.build.design.grounds import GROUNDS
from code24.build.design.models import DesignPlan, Page, PageKind, Section, SectionKind, Style
from code24.build.design.paths import HOME_PATH, LONGEST_PATH, NOT_FOUND_PATH, PATTERN, RESERVED
from code24.types import Line

MOST_PAGES = len(PageKind)
MOST_SECTIONS = 16
MOST_ITEMS = 80
SHOWN_PROBLEMS = 50
ORNAMENTS = (*dict.fromkeys(name for family in FAMILIES for name in family.ornaments), "none")
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LONGEST_ID = 40
TAKEN_IDS = frozenset({"main", "menu", "navigation-label", "footer-label"})
"""Ids of the frame around every page."""
REPEATABLE = frozenset({SectionKind.CALL_TO_ACTION})
WITH_ITEMS = frozenset(
    {
        *(SectionKind.FEATURES, SectionKind.OFFERS, SectionKind.MENU, SectionKind.PRICE_LIST, SectionKind.PRODUCTS),
        *(SectionKind.PLANS, SectionKind.COMPARISON, SectionKind.STEPS, SectionKind.FIGURES, SectionKind.TEAM),
        *(SectionKind.TESTIMONIALS, SectionKind.QUESTIONS, SectionKind.PROSE),
    }
)
FIRST = frozenset({SectionKind.HERO, SectionKind.PROSE, SectionKind.MESSAGE})
"""Kinds that open a page, and stand nowhere else."""
_OFFERING = "needs offers: add them to `offers`, or list them in the description"
_NEEDED: dict[SectionKind, tuple[Callable[[Facts], bool], str]] = {
    SectionKind.TESTIMONIALS: (lambda facts: bool(facts.brief.testimonials), "needs `testimonials` in the request"),
    SectionKind.FIGURES: (lambda facts: bool(facts.brief.figures), "needs `figures` in the request"),
    SectionKind.TEAM: (lambda facts: bool(facts.brief.team), "needs `team` in the request"),
    SectionKind.HOURS: (
        lambda facts: bool(facts.brief.contact.opening_hours or facts.brief.contact.address),
        "needs `contact.openingHours` or `contact.address` in the request",
    ),
    **{
        kind: (lambda facts: bool(facts.offers) or not facts.offers_known, _OFFERING)
        for kind in (SectionKind.MENU, SectionKind.PRICE_LIST, SectionKind.PRODUCTS, SectionKind.PLANS)
    },
    SectionKind.COMPARISON: (
        lambda facts: facts.comparable >= PLANS[0],
        "needs at least two offers that say in `includes` what is part of them",
    ),
}
LONGEST_MESSAGE = 120
_LINE: TypeAdapter[str] = TypeAdapter(Line)


class Problem(NamedTuple):
    """One thing that is wrong."""

    path: str
    """Where, in dotted form (`plan.pages.0.sections.2.arrangement`)."""
    message: str
    """What would be right."""


def problems_of(plan: DesignPlan, facts: Facts) -> tuple[Problem, ...]:
    """Everything that keeps a plan from being built, at most 50 problems; missing legal pages and the like are added.

    Works without market research too, where `facts.offers_known` is False.
    """
    if len(plan.pages) > MOST_PAGES:
        return (Problem("plan.pages", f"has {len(plan.pages)} pages; a site has at most {MOST_PAGES}"),)
    found = [*_style_problems(plan.style), *_site_problems(plan)]
    for at, page in enumerate(plan.pages):
        found += _page_problems(f"plan.pages.{at}", page, facts)
    return tuple(found[:SHOWN_PROBLEMS])


def _unknown(value: str, known: tuple[str, ...]) -> str:
    return f"{value[:40]!r} is not known; there are {', '.join(known)}"


def _style_problems(style: Style) -> Iterator[Problem]:
    names = {
        "family": (style.family, tuple(family.name for family in FAMILIES)),
        "ornament": (style.ornament, ORNAMENTS),
        "header": (style.header, HEADERS),
        "footer": (style.footer, FOOTERS),
        "archetype": (style.archetype or NAMES[0], NAMES),
    }
    for name, (value, known) in names.items():
        if value not in known:
            yield Problem(f"plan.style.{name}", _unknown(value, known))
    ranges = {"radius": (style.radius, 0, 3), "density": (style.density, 0.8, 1.3), "seed": (style.seed, 0, 2**32 - 1)}
    for name, (number, low, high) in ranges.items():
        if not low <= number <= high:
            yield Problem(f"plan.style.{name}", f"must be between {low} and {high}")


def _site_problems(plan: DesignPlan) -> Iterator[Problem]:
    if not plan.pages or plan.pages[0].kind is not PageKind.HOME:
        yield Problem("plan.pages.0.kind", "the first page must be the home page (`home`)")
    paths, kinds = Counter(page.path for page in plan.pages), Counter(page.kind for page in plan.pages)
    for at, page in enumerate(plan.pages):
        if kinds[page.kind] > 1:
            yield Problem(f"plan.pages.{at}.kind", f"there may be one page of the kind {page.kind.value}")
        if paths[page.path] > 1:
            yield Problem(f"plan.pages.{at}.path", "two pages have this path; give each its own")


def _page_problems(where: str, page: Page, facts: Facts) -> Iterator[Problem]:
    if wrong := _path_problem(page):
        yield Problem(f"{where}.path", wrong)
    if not page.sections:
        yield Problem(f"{where}.sections", "a page needs at least one section; remove the page or add one")
        return
    if len(page.sections) > MOST_SECTIONS:
        yield Problem(f"{where}.sections", f"has {len(page.sections)} sections; a page may have {MOST_SECTIONS}")
        return
    opening = _opening(page.kind)
    if page.sections[0].kind is not opening:
        yield Problem(f"{where}.sections.0.kind", f"this page must begin with a section of the kind {opening.value}")
    if page.kind is PageKind.CONTACT and not any(each.kind is SectionKind.CONTACT for each in page.sections):
        yield Problem(f"{where}.sections", "the contact page needs a section of the kind contact")
    kinds = Counter(section.kind for section in page.sections)
    ids = [section.id for section in page.sections]
    for at, section in enumerate(page.sections):
        inside = f"{where}.sections.{at}"
        if at and section.kind in FIRST:
            yield Problem(f"{inside}.kind", f"{section.kind.value} stands first on a page or not at all")
        elif at and kinds[section.kind] > (2 if section.kind in REPEATABLE else 1):
            yield Problem(f"{inside}.kind", f"the page has too many sections of the kind {section.kind.value}")
        if wrong := _id_problem(section.id, ids):
            yield Problem(f"{inside}.id", wrong)
        yield from _section_problems(inside, section, facts)


def _opening(kind: PageKind) -> SectionKind:
    if kind.legal:
        return SectionKind.PROSE
    return SectionKind.HERO if kind.indexed else SectionKind.MESSAGE


def _path_problem(page: Page) -> str | None:
    fixed = {PageKind.HOME: HOME_PATH, PageKind.NOT_FOUND: NOT_FOUND_PATH}.get(page.kind)
    if fixed:
        return None if page.path == fixed else f"must be {fixed}"
    if not PATTERN.fullmatch(page.path) or len(page.path) > LONGEST_PATH:
        return "must look like /about-us/: small letters a-z, digits and single hyphens between slashes"
    if page.path.split("/")[1] in RESERVED:
        return f"must not begin with {', '.join(f'/{name}/' for name in sorted(RESERVED))}"
    return None


def _id_problem(id_: str, ids: list[str]) -> str | None:
    if not ID.fullmatch(id_) or len(id_) > LONGEST_ID:
        return f"must be at most {LONGEST_ID} small letters a-z, digits and single hyphens, a letter first"
    if id_ in TAKEN_IDS:
        return "is taken by the frame of the page; choose another"
    if ids.count(id_) > 1:
        return "two sections of the page have this id; give each its own"
    if owner := next((other for other in ids if id_.startswith(f"{other}-")), None):
        return f"must not begin with {owner[:LONGEST_ID]}-, which the parts of another section begin with"
    return None


def _section_problems(where: str, section: Section, facts: Facts) -> Iterator[Problem]:
    kind = section.kind
    if section.arrangement not in ARRANGEMENTS[kind]:
        yield Problem(f"{where}.arrangement", _unknown(section.arrangement, ARRANGEMENTS[kind]))
    if section.ground not in GROUNDS:
        yield Problem(f"{where}.ground", _unknown(section.ground, GROUNDS))
    low, high = (1, MOST_ITEMS) if kind in WITH_ITEMS else (0, 0)
    if not low <= section.items <= high:
        yield Problem(f"{where}.items", f"must be {f'between {low} and {high}' if high else '0'} for {kind.value}")
    if kind in _NEEDED and not _NEEDED[kind][0](facts):
        yield Problem(f"{where}.kind", f"{kind.value} {_NEEDED[kind][1]}")
    if wrong := _message_problem(section.key_message):
        yield Problem(f"{where}.keyMessage", wrong)
    yield from _picture_problems(where, section, facts)


def _message_problem(message: str) -> str | None:
    if len(message) > LONGEST_MESSAGE:
        return f"has {len(message)} characters; a heading may have {LONGEST_MESSAGE}"
    try:
        _LINE.validate_python(message or "none")
    except ValidationError as error:
        return error.errors()[0]["msg"].removeprefix("Value error, ")
    return None


def _picture_problems(where: str, section: Section, facts: Facts) -> Iterator[Problem]:
    pictures, room = section.pictures, ROOM.get(section.kind, 0)
    if len(pictures) > room:
        yield Problem(f"{where}.pictures", f"{section.kind.value} shows at most {room} pictures")
        return
    if len(set(pictures)) < len(pictures):
        yield Problem(f"{where}.pictures", "names a picture twice")
    known = {image.id for image in facts.brief.images}
    for at, picture in enumerate(pictures):
        if picture not in known:
            yield Problem(f"{where}.pictures.{at}", f"there is no image with the id {picture!r} in `images`")
    if section.kind is SectionKind.GALLERY and not pictures:
        yield Problem(f"{where}.pictures", "a gallery needs pictures")
    needed = PICTURED.get(section.arrangement, 0) if section.kind is SectionKind.HERO else 0
    if len(pictures) < needed:
        yield Problem(f"{where}.pictures", f"the arrangement {section.arrangement} needs at least {needed}")
