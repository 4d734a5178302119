"""The first section of a page: its headline, and where it leads."""

from code24.ai.desk import Desk
from code24.ai.legal import legal_pages
from code24.ai.reach import contact_intro
from code24.ai.recognition import normalised
from code24.ai.spelling import spelling_of
from code24.ai.subject import Subject
from code24.build.content.models import SectionContent
from code24.build.design.models import PageKind

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
    text = () if subject.spoken is None else desk.used.take((desk.invitation(),))
    return desk.content(
        desk.heading((subject.playbook.offer_heading, *desk.page_headings())),
        eyebrow=subject.name,
        paragraphs=text,
        actions=desk.goal_actions()[:1],
        foreign=("heading", "actions"),
    )


def _home(desk: Desk) -> SectionContent:
    subject = desk.subject
    facts = subject.facts
    leads = [text for text in (facts.lead, *facts.sentences) if not _says_no_more(text, subject)]
    lead = desk.used.take(desk.turned(leads))
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


def _marked(desk: Desk, *parts: str) -> tuple[str, ...]:
    return (*parts, "eyebrow") if desk.subject.kind_is_ours else parts


def _says_no_more(text: str, subject: Subject) -> bool:
    """True for a sentence that only repeats the line above the headline ("Hair salon in Bristol.")."""
    said = normalised(text).rstrip(".!")
    above = normalised(what_and_where(subject))
    return said in {above, normalised(subject.kind)} or (said.startswith(above) and len(said) < len(above) + _A_LITTLE)


def what_and_where(subject: Subject) -> str:
    """`Bakery in Ulm`; without the place where the owner's words name it already."""
    if not subject.kind or not subject.facts.place or subject.facts.place in subject.kind or subject.spoken is None:
        return subject.kind
    return subject.fill(subject.frame.pages.tagline_place)
