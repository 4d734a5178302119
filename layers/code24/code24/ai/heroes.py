"""The first section of a page: its headline, and where it leads."""

from code24.ai.desk import Desk
from code24.ai.recognition import normalised
from code24.ai.subject import Subject
from code24.build.content.models import SectionContent
from code24.build.design.models import PageKind, SectionKind


def write_hero(desk: Desk) -> SectionContent:
    """What a page opens with, by the kind of page."""
    subject = desk.subject
    facts, headings = subject.facts, subject.frame.headings
    if desk.page.kind is PageKind.OFFER:
        heading = subject.fill(subject.playbook.offer_heading)
        text = () if subject.spoken is None else desk.used.take((desk.invitation(),))
        return desk.content(
            heading,
            eyebrow=subject.name,
            paragraphs=text,
            actions=desk.goal_actions()[:1],
            foreign=("heading", "actions"),
        )
    if desk.page.kind is PageKind.ABOUT:
        heading = subject.fill(subject.choose(headings.about, "about"))
        return desk.content(
            heading, eyebrow=_what_and_where(subject), paragraphs=desk.used.take((facts.lead,)), foreign=("heading",)
        )
    if desk.page.kind is PageKind.CONTACT:
        reachable = subject.brief.contact.phone or subject.brief.contact.email or not desk.has(SectionKind.CONTACT)
        return desk.content(
            subject.fill(subject.frame.contact.heading),
            paragraphs=desk.used.take((contact_intro(subject),)) if reachable else (),
            foreign=("heading", "paragraphs"),
        )
    lead = desk.used.take(tuple(text for text in (facts.lead, *facts.sentences) if not _says_no_more(text, subject)))
    if subject.spoken is None:
        return desk.content(
            subject.name,
            eyebrow=_what_and_where(subject),
            paragraphs=lead,
            actions=desk.goal_actions(),
            foreign=("actions",),
        )
    return desk.content(
        desk.headline(),
        eyebrow=_what_and_where(subject),
        paragraphs=lead or desk.used.take((desk.invitation(),)),
        actions=desk.goal_actions(),
    )


def _says_no_more(text: str, subject: Subject) -> bool:
    """True for a sentence that only repeats the line above the headline ("Hair salon in Bristol.")."""
    return normalised(text).rstrip(".!") in {normalised(_what_and_where(subject)), normalised(subject.kind)}


def _what_and_where(subject: Subject) -> str:
    """`Bakery in Ulm`; without the place where the owner's words name it already."""
    if not subject.kind or not subject.facts.place or subject.facts.place in subject.kind or subject.spoken is None:
        return subject.kind
    return subject.fill(subject.frame.pages.tagline_place)


def contact_intro(subject: Subject) -> str:
    """How the business can be reached, in a sentence; honest where there is no way yet."""
    contact, words = subject.brief.contact, subject.frame.contact
    if contact.phone or contact.email:
        return (
            words.intro
            if contact.phone and contact.email
            else words.intro_phone
            if contact.phone
            else words.intro_email
        )
    return subject.fill(words.visit if contact.address else words.missing)
