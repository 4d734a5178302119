"""The sections that list facts: offers in all their forms, people, voices, figures, pictures. Nothing is reworded."""

from collections.abc import Callable

from code24.ai.desk import Desk
from code24.ai.given import OFFERINGS, offer_items
from code24.ai.playbook import Card
from code24.build.content.models import Item, SectionContent
from code24.build.design.models import PageKind, SectionKind


def cards(desk: Desk, texts: tuple[Card, ...]) -> tuple[Item, ...]:
    """Titles and texts of frame or playbook as items."""
    return tuple(Item(title=desk.subject.fill(title), text=desk.subject.fill(text)) for title, text in texts)


def write_offers(desk: Desk) -> SectionContent:
    """Offers as they were given; where none were, the reasons for which people come."""
    subject, kind = desk.subject, desk.section.kind
    headings, actions = subject.frame.headings, desk.goal_actions()
    offers = subject.facts.offers
    if not offers:
        return desk.content(
            desk.one_of(headings.offers_occasions, "offers"),
            items=cards(desk, desk.turned(subject.playbook.occasions)),
            actions=actions[:1],
            foreign=("heading", "items", "actions"),
        )
    variants = headings.offers_list if kind is SectionKind.OFFERS else headings.of(kind)
    heading = desk.one_of(variants, kind.value)
    # The offer page opens with the playbook's heading; elsewhere the first list of offers has it.
    own = subject.fill(subject.playbook.offer_heading)
    if "{name}" in subject.playbook.offer_heading and (kind is not SectionKind.OFFERS or subject.long_named):
        own = heading  # "What we can do for you" is nothing to say above a menu.
    if desk.page.kind is not PageKind.OFFER and own not in desk.used.headings and not desk.variation:
        heading = own
    room = desk.section.items if not desk.lists_all else len(offers)
    more = desk.page.kind is not PageKind.OFFER and len(offers) > (room or len(offers))
    return desk.content(
        heading,
        items=offer_items(offers),
        actions=actions[-1:] if more else (),
        foreign=("heading", "actions"),
    )


def write_facts(desk: Desk) -> SectionContent:
    """People, voices, figures and pictures, as they were given; an honest sentence where there are none yet."""
    subject, kind = desk.subject, desk.section.kind
    items = subject.facts.given.items(kind) or ()
    heading = desk.one_of(subject.frame.headings.of(kind), kind.value)
    if items or desk.section.pictures:
        return desk.content(heading, items=items, foreign=("heading",))
    missing = desk.used.take((subject.frame.headings.being_completed,))
    return desk.content(heading, paragraphs=missing, foreign=("heading", "paragraphs"))


WRITERS: dict[SectionKind, Callable[[Desk], SectionContent]] = {
    **dict.fromkeys(OFFERINGS, write_offers),
    SectionKind.TEAM: write_facts,
    SectionKind.TESTIMONIALS: write_facts,
    SectionKind.FIGURES: write_facts,
    SectionKind.GALLERY: write_facts,
}
"""By kind of section."""
