"""The first section of a page: its headline, and where it leads."""

from functools import reduce

from code24.ai.desk import Desk
from code24.ai.given import OFFERINGS
from code24.ai.legal import legal_pages
from code24.ai.reach import contact_intro
from code24.ai.recognition import normalised, shares_a_stem
from code24.ai.spelling import spelling_of
from code24.ai.subject import Subject
from code24.ai.typography import joined
from code24.build.content.models import SectionContent
from code24.build.design.models import PageKind, SectionKind

_MOST_IN_LEAD = 2
_FEWEST_NAMED = 2
_LONGEST_LEAD = 240
_CERTAINLY_MORE = 40
_HARDLY_ANYTHING = 8
_A_LITTLE = 24
"""Characters that a sentence must add to the line above the headline, to be worth reading after it."""


def write_hero(desk: Desk) -> SectionContent:
    """What a page opens with, by the kind of page."""
    subject, kind = desk.subject, desk.page.kind
    if kind is PageKind.OFFER:
        return _offer(desk)
    if kind is PageKind.ABOUT:
        lead = desk.used.take((subject.facts.lead,))
        heading = desk.one_of(subject.frame.headings.about, "about", *desk.page_headings())
        return desk.content(heading, eyebrow=what_and_where(subject), paragraphs=lead, foreign=_marked(desk, "heading"))
    if kind is PageKind.CONTACT:
        words = subject.frame.contact
        return desk.content(
            desk.heading((words.heading, words.section_heading, *desk.page_headings())),
            paragraphs=desk.used.take((contact_intro(desk),)),
            foreign=("heading", "paragraphs"),
        )
    if kind.legal:
        page = legal_pages(subject.frame_language, spelling_of(subject.brief.language))[kind]
        return desk.content(page.heading, paragraphs=(subject.fill(page.intro),), foreign=("heading", "paragraphs"))
    if not kind.indexed:
        return desk.content(subject.frame.pages.label(kind), foreign=("heading",))
    return _home(desk)


def _offer(desk: Desk) -> SectionContent:
    subject = desk.subject
    naming = [text for text in subject.facts.sentences if _names_offers(text, subject)]
    text = desk.used.take(naming) or (() if subject.spoken is None else desk.used.take((desk.invitation(),)))
    return desk.content(
        desk.heading((subject.playbook.offer_heading, *desk.page_headings())),
        eyebrow=subject.name,
        paragraphs=text,
        actions=desk.goal_actions()[:1],
        foreign=("heading", "actions"),
    )


def _names_offers(text: str, subject: Subject) -> bool:
    """Whether a sentence tells more about several of the offers: not the one that the home page opens with."""
    named = [name for name in subject.facts.offer_names if name.casefold() in text.casefold()]
    return len(named) >= _FEWEST_NAMED and text != subject.facts.lead


def _home(desk: Desk) -> SectionContent:
    subject = desk.subject
    lead = desk.used.take(opening_of(desk), _MOST_IN_LEAD)
    lead = (reduce(joined, lead),) if lead else ()
    if subject.spoken is None:
        return desk.content(
            subject.name,
            eyebrow=what_and_where(subject),
            paragraphs=lead,
            actions=desk.goal_actions(),
            foreign=_marked(desk, "actions"),
        )
    return desk.content(
        desk.headline(),
        eyebrow=what_and_where(subject),
        paragraphs=lead or desk.used.take((desk.invitation(),)),
        actions=desk.goal_actions(),
    )


def opening_of(desk: Desk) -> tuple[str, ...]:
    """The sentence below the home page's headline; the next one as well where it is short and no story follows."""
    facts = desk.subject.facts
    leads = [text for text in (facts.lead, *facts.sentences) if text and not says_no_more(text, desk.subject)]
    first, *others = desk.turned(list(dict.fromkeys(leads))) or ("",)
    listed = facts.listings if any(desk.has(kind) for kind in OFFERINGS) else frozenset()
    second = next((text for text in others if text not in listed), "")
    if desk.has(SectionKind.STORY) or len(first) + len(second) > _LONGEST_LEAD:
        second = ""
    return tuple(text for text in (first, second) if text)


def _marked(desk: Desk, *parts: str) -> tuple[str, ...]:
    return (*parts, "eyebrow") if desk.subject.kind_is_ours else parts


def says_no_more(text: str, subject: Subject) -> bool:
    """True for a sentence that only repeats the line above the headline ("Hair salon in Bristol.")."""
    if len(text) > len(subject.kind) + len(subject.facts.place) + _CERTAINLY_MORE:
        return False
    said = normalised(text).rstrip(".!")
    above = normalised(what_and_where(subject))
    if said in {above, normalised(subject.kind)} or (said.startswith(above) and len(said) < len(above) + _A_LITTLE):
        return True
    place = normalised(subject.facts.place)  # "Architecture office in Bergen." below "Architecture studio in Bergen".
    again = bool(place) and place in said and shares_a_stem(said.replace(place, ""), subject.kind)
    return again and len(said) < len(above) + _HARDLY_ANYTHING


def what_and_where(subject: Subject) -> str:
    """`Bakery in Ulm`; without the place where the owner's words name it already."""
    if not subject.kind or not subject.facts.place or subject.facts.place in subject.kind or subject.spoken is None:
        return subject.kind
    return subject.fill(subject.frame.pages.tagline_place)
