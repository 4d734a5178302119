"""What a writer would say otherwise, as challengers: one change each, so that a test tells what made the difference.

The writer answers from the brief, the plan and a playbook, as it does when a site is built: nothing is claimed that the
owner has not said. Everything it answers is text, and is put into pages as text.
"""

from collections.abc import Iterator
from typing import NamedTuple

from turbohtml import Element

from code24.ai.subject import Subject
from code24.build.content.models import PageContent, RewriteRequest, SectionContent
from code24.build.design.models import SectionKind
from code24.build.editing.models import SiteParts
from code24.errors import InvalidRequest
from code24.experiments.content.spots import Weakness, WeakSpot
from code24.identifiers import derived
from code24.optimize.challengers.written import CALL, HEADLINE, LEAD, MICROCOPY, QUESTION, asked_again, words_of
from code24.optimize.models import Challenger
from code24.ports import Writer
from code24.website.calls import is_call, label_of, language_of, plain, says_nothing
from code24.website.page import Page
from code24.website.website import Website

VARIATIONS = 8
"""How many times the writer is asked for a section: as many wordings as its lists are long."""
MOST_OF_A_PART = 2
"""Challengers for one heading, lead, call or question: more would wait for visitors that most sites never have."""
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 12, 90
_FORMS = frozenset(
    {SectionKind.MESSAGE, SectionKind.BOOKING, SectionKind.QUOTE, SectionKind.ORDER, SectionKind.NEWSLETTER}
)


class _Place(NamedTuple):
    """A section as it was written, and as it stands on the live page."""

    page: Page
    section: SectionContent
    element: Element


class _Part(NamedTuple):
    """A piece of a section that can say something else."""

    kind: str
    element: Element
    before: str
    after: str
    hypothesis: str


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
) -> Iterator[_Part]:
    subject = Subject.of(parts.brief)
    titles = (title for phrases in subject.frame.titles.values() for title in phrases)
    fits_anybody = {plain(text) for text in (parts.brief.name, *titles)}
    for section in written.sections:
        element = page.by_id.get(section.id)
        if element is None:
            continue
        place = _Place(page, section, element)
        if section.kind is SectionKind.HERO and weakness in {None, Weakness.ARRIVAL}:
            yield from _what_and_where(place)
        if section.kind is SectionKind.HERO and weakness in {None, Weakness.ARRIVAL, Weakness.OFFER}:
            yield from _calls(place, written)
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
            Weakness.FORM: {*_FORMS, SectionKind.QUESTIONS},
        }[weakness]
    )


def _rewritten(place: _Place, new: SectionContent, fits_anybody: set[str]) -> Iterator[_Part]:
    """What differs in a section that the writer wrote once more."""
    old, language = place.section, language_of(place.page)
    foreign = {*old.in_interface_language, *new.in_interface_language}
    if old.kind in {SectionKind.HERO, SectionKind.CALL_TO_ACTION} and "heading" not in foreign:
        yield from _heading(place, new.heading, fits_anybody, language)
    if old.paragraphs and new.paragraphs and new.paragraphs[0] != old.paragraphs[0] and "paragraphs" not in foreign:
        yield from _lead(place, new.paragraphs[0])
    if old.kind is SectionKind.QUESTIONS and "items" not in foreign and old.items:
        yield from _question(place, new)


def _heading(place: _Place, heading: str, fits_anybody: set[str], language: str) -> Iterator[_Part]:
    element = _showing(place.element, place.section.heading, "h1, h2")
    fits = _SHORTEST_HEADLINE <= len(heading) <= _LONGEST_HEADLINE
    if element is None or not fits or heading == place.section.heading:
        return
    if plain(heading) in fits_anybody or says_nothing(heading, "empty_headlines", language):
        return
    yield _Part(
        HEADLINE.id,
        element,
        label_of(element),
        heading,
        f"More visitors stay when the page opens with “{heading}” instead of “{place.section.heading}”.",
    )


def _what_and_where(place: _Place) -> Iterator[_Part]:
    """The line above the headline says what the business is, and where: clear words in place of fine ones."""
    section = place.section
    foreign = {"eyebrow", "heading"} & set(section.in_interface_language)
    element = _showing(place.element, section.heading, "h1")
    if element is None or foreign or not _SHORTEST_HEADLINE <= len(section.eyebrow) <= _LONGEST_HEADLINE:
        return
    if plain(section.eyebrow) != plain(section.heading):
        yield _Part(
            HEADLINE.id,
            element,
            label_of(element),
            section.eyebrow,
            "More visitors stay when the headline says at once what this is, and where: the owner's own line does.",
        )


def _lead(place: _Place, lead: str) -> Iterator[_Part]:
    old = place.section.paragraphs[0]
    element = _showing(place.element, old, "p")
    in_form = place.section.kind in _FORMS
    if element is None or not (in_form or place.section.kind in {SectionKind.HERO, SectionKind.CALL_TO_ACTION}):
        return
    why = (
        "More visitors send the form when the words beside it say what happens next."
        if in_form
        else "More visitors go on when the first sentence tells them what they came for."
    )
    yield _Part(MICROCOPY.id if in_form else LEAD.id, element, label_of(element), lead, f"{why} Here: “{lead[:120]}”.")


def _calls(place: _Place, written: PageContent) -> Iterator[_Part]:
    """The first call says what other calls on the page say that lead to the same place, or its form's heading."""
    links = [link for link in place.element.select("a") if is_call(link)]
    if not links or not place.section.actions or "actions" in place.section.in_interface_language:
        return
    action, link = place.section.actions[0], links[0]
    if plain(label_of(link)) != plain(action.label) or words_of(link) is None:
        return
    elsewhere = [
        other.label
        for section in written.sections
        for other in section.actions
        if other.target == action.target and "actions" not in section.in_interface_language
    ]
    anchor = action.target.rpartition("#")[2] if "#" in action.target else ""
    headings = [
        section.heading
        for section in written.sections
        if section.id == anchor and len(section.heading) <= 40 and "heading" not in section.in_interface_language
    ]
    for label in dict.fromkeys((*elsewhere, *headings)):
        if plain(label) != plain(action.label):
            yield _Part(
                CALL.id,
                link,
                label_of(link),
                label,
                f"More visitors take the first step when it says “{label}” instead of “{action.label}”.",
            )


def _question(place: _Place, new: SectionContent) -> Iterator[_Part]:
    """A question that visitors ask and the page does not answer yet, before the others."""
    asked = {plain(item.title) for item in place.section.items}
    first = place.section.items[0]
    element = _holding(place.element, first.title, first.text)
    others = [item.title for item in place.section.items[1:]]
    if element is None or any(title in " ".join(element.text.split()) for title in others):
        return
    for item in new.items:
        if plain(item.title) in asked or not item.text:
            continue
        added = asked_again(element, (first.title, item.title), (first.text, item.text))
        if added is not None:
            yield _Part(
                QUESTION.id,
                element,
                element.serialize(),
                added + element.serialize(),
                f"Fewer visitors leave with a doubt when the page answers “{item.title}” first.",
            )
        return


def _showing(section: Element, text: str, selector: str) -> Element | None:
    """The element of a section that shows a text as one piece."""
    for element in section.select(selector):
        if label_of(element) == " ".join(text.split()) and words_of(element) is not None:
            return element
    return None


def _holding(section: Element, question: str, answer: str) -> Element | None:
    """The smallest element that holds a question and its answer."""
    wanted = (" ".join(question.split()), " ".join(answer.split()))
    holding = [
        element for element in section.select("*") if all(text in " ".join(element.text.split()) for text in wanted)
    ]
    return min(reversed(holding), key=lambda element: len(element.text), default=None)
