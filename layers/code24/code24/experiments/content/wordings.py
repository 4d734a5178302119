"""What can be said otherwise in one section: its headline, its lead, its first call, a question with its answer."""

from collections.abc import Iterator
from typing import NamedTuple

from turbohtml import Element

from code24.ai.subject import Subject
from code24.build.content.models import PageContent, SectionContent
from code24.build.design.models import SectionKind
from code24.optimize.challengers.written import CALL, HEADLINE, LEAD, MICROCOPY, QUESTION, asked_again, words_of
from code24.website.calls import is_call, label_of, plain, says_nothing
from code24.website.page import Page

FORMS = frozenset(
    {SectionKind.MESSAGE, SectionKind.BOOKING, SectionKind.QUOTE, SectionKind.ORDER, SectionKind.NEWSLETTER}
)
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 12, 90
_LONGEST_CALL = 32


class Place(NamedTuple):
    """A section as it was written, and as it stands on the live page."""

    page: Page
    section: SectionContent
    element: Element


class Part(NamedTuple):
    """A piece of a section that can say something else."""

    kind: str
    element: Element
    before: str
    after: str
    hypothesis: str


def heading_of(place: Place, heading: str, fits_anybody: set[str], language: str) -> Iterator[Part]:
    """The section under another headline, one that would not suit just any business."""
    element = _showing(place.element, place.section.heading, "h1, h2")
    fits = _SHORTEST_HEADLINE <= len(heading) <= _LONGEST_HEADLINE
    if element is None or not fits or heading == place.section.heading:
        return
    if plain(heading) in fits_anybody or says_nothing(heading, "empty_headlines", language):
        return
    yield Part(
        HEADLINE.id,
        element,
        label_of(element),
        heading,
        f"More visitors stay when the page opens with “{heading}” instead of “{place.section.heading}”.",
    )


def what_and_where(place: Place, subject: Subject) -> Iterator[Part]:
    """The line above the headline says what the business is, and where: clear words in place of fine ones."""
    section = place.section
    foreign = {"eyebrow", "heading"} & set(section.in_interface_language)
    element = _showing(place.element, section.heading, "h1")
    if element is None or foreign or not _SHORTEST_HEADLINE <= len(section.eyebrow) <= _LONGEST_HEADLINE:
        return
    if not subject.facts.place or subject.facts.place not in section.eyebrow:
        return
    if plain(section.eyebrow) != plain(section.heading):
        yield Part(
            HEADLINE.id,
            element,
            label_of(element),
            section.eyebrow,
            "More visitors stay when the headline says at once what this is, and where: the owner's own line does.",
        )


def lead_of(place: Place, lead: str) -> Iterator[Part]:
    """The section with another first sentence."""
    old = place.section.paragraphs[0]
    element = _showing(place.element, old, "p")
    in_form = place.section.kind in FORMS
    if element is None or not (in_form or place.section.kind in {SectionKind.HERO, SectionKind.CALL_TO_ACTION}):
        return
    why = (
        "More visitors send the form when the words beside it say what happens next."
        if in_form
        else "More visitors go on when the first sentence tells them what they came for."
    )
    yield Part(MICROCOPY.id if in_form else LEAD.id, element, label_of(element), lead, f"{why} Here: “{lead[:120]}”.")


def calls_of(place: Place, written: PageContent) -> Iterator[Part]:
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
        if section.id == anchor
        and section.kind in FORMS - {SectionKind.NEWSLETTER}
        and len(section.heading) <= _LONGEST_CALL
        and "heading" not in section.in_interface_language
    ]
    for label in dict.fromkeys((*elsewhere, *headings)):
        if plain(label) != plain(action.label):
            yield Part(
                CALL.id,
                link,
                label_of(link),
                label,
                f"More visitors take the first step when it says “{label}” instead of “{action.label}”.",
            )


def question_of(place: Place, new: SectionContent) -> Iterator[Part]:
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
            yield Part(
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
