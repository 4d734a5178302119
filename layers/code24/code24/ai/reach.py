"""The sections through which visitors reach the business: contact, forms, opening hours."""

import re

from code24.ai.desk import Desk
from code24.build.content.models import SectionContent
from code24.build.design.models import PageKind, SectionKind
from code24.forms.models import FormKind
from code24.types import Goal

_GOAL_OF_FORM = {
    SectionKind.BOOKING: Goal.BOOKINGS,
    SectionKind.QUOTE: Goal.LEADS,
    SectionKind.ORDER: Goal.SALES,
    SectionKind.NEWSLETTER: Goal.SIGNUPS,
}
"""Whose words in the playbook are right for a form: "Book a table" is what a restaurant's booking form is called."""

_ALWAYS = re.compile(r"(?:Mo\s?-\s?Su\s+00:00\s?-\s?(?:24:00|23:59|00:00)|24/7)$", re.IGNORECASE)


def contact_intro(desk: Desk) -> str:
    """How the business can be reached, in a sentence; honest where there is no way yet."""
    subject = desk.subject
    contact, words = subject.brief.contact, subject.frame.contact
    ways = {"phone": contact.phone, "email": contact.email, "form": desk.has_form}
    given = [way for way, there in ways.items() if there]
    if len(given) > 1:
        return words.intro
    if given:
        one: str = getattr(words, f"intro_{given[0]}")
        return one
    return subject.fill(words.visit if contact.address else words.missing)


def write_contact(desk: Desk) -> SectionContent:
    """The ways to reach the business, in the owner's sentences where there are any, above the contact form."""
    subject = desk.subject
    words, contact = subject.frame.contact, subject.brief.contact
    said = desk.used.take(subject.facts.reach, 3)
    own = () if said else desk.used.take((contact_intro(desk),))
    visit = desk.used.take((subject.fill(words.visit),)) if contact.address else ()
    foreign = ("heading", "actions") if said else ("heading", "paragraphs", "actions")
    return desk.content(
        desk.heading((words.section_heading, words.heading, *subject.frame.titles[PageKind.CONTACT][1:3])),
        paragraphs=(*said, *own, *visit),
        actions=desk.signposts.direct(subject.fill(words.call_number), words.write),
        foreign=foreign,
    )


def write_form(desk: Desk) -> SectionContent:
    """What stands above a booking, quote, order or newsletter form."""
    subject, kind = desk.subject, desk.section.kind
    goal = subject.playbook.goals[_GOAL_OF_FORM[kind]]
    # A newsletter is news: what the goal calls a sign-up may be a membership or a product.
    news = kind is SectionKind.NEWSLETTER
    return desk.content(
        desk.heading(subject.frame.headings.newsletter if news else (goal.primary, *goal.headlines)),
        paragraphs=desk.used.take((desk.one_of(subject.frame.forms[FormKind(kind.value)], kind.value),)),
        foreign=("heading", "paragraphs"),
    )


def write_hours(desk: Desk) -> SectionContent:
    """What is said beside the table of opening hours."""
    subject = desk.subject
    words, contact = subject.frame.contact, subject.brief.contact
    heading = subject.frame.headings.hours
    if said := desk.used.take(subject.facts.hours, 3):
        return desk.content(heading, paragraphs=said, foreign=("heading",))
    if contact.opening_hours:
        # Said once, where people look before they come; never of doors that are always open.
        silent = desk.page.kind is PageKind.HOME or all(_ALWAYS.match(line) for line in contact.opening_hours)
        if silent:
            return desk.content(heading, foreign=("heading",))
        text = words.hours_see
    elif contact.phone or contact.email or (desk.has_form and desk.page.kind is PageKind.CONTACT):
        text = words.hours_ask
    else:
        text = words.hours_missing
    return desk.content(heading, paragraphs=(text,), foreign=("heading", "paragraphs"))
