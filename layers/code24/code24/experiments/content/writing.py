"""What a writer would say otherwise, as challengers: one change each, so that a test tells what made the difference.

The writer answers from the brief, the plan and a playbook, as it does when a site is built: nothing is claimed that the
owner has not said. Everything it answers is text, and is put into pages as text.
"""

from collections.abc import Iterator

from code24.ai.subject import Subject
from code24.build.content.models import PageContent, RewriteRequest, SectionContent
from code24.build.design.models import SectionKind
from code24.build.editing.models import SiteParts
from code24.errors import InvalidRequest
from code24.experiments.content.spots import Weakness, WeakSpot
from code24.experiments.content.wordings import (
    FORMS,
    Part,
    Place,
    calls_of,
    heading_of,
    lead_of,
    question_of,
    what_and_where,
)
from code24.identifiers import derived
from code24.optimize.models import Challenger
from code24.ports import Writer
from code24.website.calls import language_of, plain
from code24.website.page import Page
from code24.website.website import Website

VARIATIONS = 8
"""How many times the writer is asked for a section: as many wordings as its lists are long."""
MOST_OF_A_PART = 2
"""Challengers for one heading, lead, call or question: more would wait for visitors that most sites never have."""


def content_challengers(
    parts: SiteParts, website: Website, spot: WeakSpot | None = None, *, writer: Writer
) -> tuple[Challenger, ...]:
    """What is worth an experiment at a weak spot, or anywhere on the home page where none is named.

    `parts` are what the live release was built from, `website` is how it stands. A part of the page that was changed
    since then is left alone. Raises InvalidRequest for a page that the site does not have.
    """
    spot_path = spot.path if spot else "/"
    written = next((page for page in parts.content.pages if page.path == spot_path), None)
    page = website.page_at.get(website.file_path(spot_path) or "")
    if written is None or page is None:
        raise InvalidRequest(f"the site has no page {spot_path!r}", field="path")
    found: list[Challenger] = []
    counts: dict[tuple[str, str], int] = {}
    for part in _proposed(parts, written, page, spot.weakness if spot else None, writer):
        selector = part.element.css_path()
        challenger_id = derived("k", 12, part.kind, page.path, selector, part.before, part.after)
        place = (part.kind, selector)
        if counts.get(place, 0) == MOST_OF_A_PART or any(each.challenger_id == challenger_id for each in found):
            continue
        counts[place] = counts.get(place, 0) + 1
        found.append(
            Challenger(
                challenger_id=challenger_id,
                kind=part.kind,
                path=page.path,
                hypothesis=part.hypothesis,
                selector=selector,
                before=part.before,
                after=part.after,
                rule=spot.weakness.value if spot else "content",
            )
        )
    return tuple(found)


def _proposed(
    parts: SiteParts, written: PageContent, page: Page, weakness: Weakness | None, writer: Writer
) -> Iterator[Part]:
    subject = Subject.of(parts.brief)
    titles = (title for phrases in subject.frame.titles.values() for title in phrases)
    fits_anybody = {plain(text) for text in (parts.brief.name, *titles)}
    for section in written.sections:
        element = page.by_id.get(section.id)
        if element is None:
            continue
        place = Place(page, section, element)
        if section.kind is SectionKind.HERO and weakness in {None, Weakness.ARRIVAL}:
            yield from what_and_where(place, subject)
        if section.kind is SectionKind.HERO and weakness in {None, Weakness.ARRIVAL, Weakness.OFFER}:
            yield from calls_of(place, written)
        if not _answers(section.kind, weakness):
            continue
        for variation in range(1, VARIATIONS + 1):
            request = RewriteRequest(
                brief=parts.brief,
                market_research=parts.market_research,
                brand=parts.brand,
                design=parts.design,
                content=parts.content,
                page=written.path,
                section=section.id,
                variation=variation,
            )
            yield from _rewritten(place, writer.section(request), fits_anybody)


def _answers(kind: SectionKind, weakness: Weakness | None) -> bool:
    """Whether other words in a section may help where visitors are lost."""
    return (
        weakness is None
        or kind
        in {
            Weakness.ARRIVAL: {SectionKind.HERO},
            Weakness.OFFER: {SectionKind.HERO, SectionKind.QUESTIONS, SectionKind.CALL_TO_ACTION},
            Weakness.FORM: {*FORMS, SectionKind.QUESTIONS},
        }[weakness]
    )


def _rewritten(place: Place, new: SectionContent, fits_anybody: set[str]) -> Iterator[Part]:
    """What differs in a section that the writer wrote once more."""
    old, language = place.section, language_of(place.page)
    foreign = {*old.in_interface_language, *new.in_interface_language}
    if old.kind in {SectionKind.HERO, SectionKind.CALL_TO_ACTION} and "heading" not in foreign:
        yield from heading_of(place, new.heading, fits_anybody, language)
    if old.paragraphs and new.paragraphs and new.paragraphs[0] != old.paragraphs[0] and "paragraphs" not in foreign:
        yield from lead_of(place, new.paragraphs[0])
    if old.kind is SectionKind.QUESTIONS and "items" not in foreign and old.items:
        yield from question_of(place, new)
