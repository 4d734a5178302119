"""The sections that list facts: offers in all their forms, people, voices, figures, pictures. Nothing is reworded."""

from collections.abc import Callable

from code24.ai.desk import Desk
from code24.ai.playbook import Card
from code24.build.content.models import Item, SectionContent
from code24.build.design.models import PageKind, SectionKind
from code24.build.models import Offer

OFFERINGS = frozenset(
    {
        SectionKind.OFFERS,
        SectionKind.MENU,
        SectionKind.PRICE_LIST,
        SectionKind.PRODUCTS,
        SectionKind.PLANS,
        SectionKind.COMPARISON,
    }
)
"""The kinds of sections that list offers."""


def cards(desk: Desk, texts: tuple[Card, ...]) -> tuple[Item, ...]:
    """Titles and texts of frame or playbook as items."""
    return tuple(Item(title=desk.subject.fill(title), text=desk.subject.fill(text)) for title, text in texts)


def write_offers(desk: Desk) -> SectionContent:
    """Offers as they were given; where none were, the reasons for which people come."""
    subject, kind = desk.subject, desk.section.kind
    headings, actions = subject.frame.headings, desk.goal_actions()
    offers = subject.facts.offers
    if not offers:
        turn = desk.variation % len(subject.playbook.occasions)
        occasions = subject.playbook.occasions[turn:] + subject.playbook.occasions[:turn]
        return desk.content(
            desk.one_of(headings.offers_occasions, "offers"),
            items=cards(desk, occasions),
            actions=actions[:1],
            foreign=("heading", "items", "actions"),
        )
    variants = headings.offers_list if kind is SectionKind.OFFERS else headings.of(kind)
    heading = desk.one_of(variants, kind.value)
    # The offer page opens with the playbook's heading; elsewhere the first list of offers has it.
    own = subject.fill(subject.playbook.offer_heading)
    if desk.page.kind is not PageKind.OFFER and own not in desk.used.headings and not desk.variation:
        heading = own
    room = desk.section.items if not desk.lists_all else len(offers)
    more = desk.page.kind is not PageKind.OFFER and len(offers) > (room or len(offers))
    return desk.content(
        heading,
        items=tuple(_offer(offer) for offer in _by_group(offers)),
        actions=actions[-1:] if more else (),
        foreign=("heading", "actions"),
    )


def _by_group(offers: tuple[Offer, ...]) -> list[Offer]:
    """Offers with those of one group beside each other: what has none first, then groups as they were named."""
    groups = list(dict.fromkeys(["", *(offer.group or "" for offer in offers)]))
    return sorted(offers, key=lambda offer: groups.index(offer.group or ""))


def _offer(offer: Offer) -> Item:
    return Item(
        title=offer.name,
        text=offer.text or "",
        price=offer.price or "",
        group=offer.group or "",
        includes=offer.includes,
        picture=offer.image,
    )


def write_team(desk: Desk) -> SectionContent:
    """The people, as they were given."""
    people = desk.subject.facts.team
    items = tuple(
        Item(title=person.name, text=person.text or "", detail=person.role or "", picture=person.image)
        for person in people
    )
    return _facts(desk, items)


def write_testimonials(desk: Desk) -> SectionContent:
    """Who said what, word for word."""
    items = tuple(
        Item(title=voice.author, text=voice.quote, detail=voice.detail or "")
        for voice in desk.subject.facts.testimonials
    )
    return _facts(desk, items)


def write_figures(desk: Desk) -> SectionContent:
    """Numbers with what they count."""
    figures = desk.subject.facts.figures
    return _facts(desk, tuple(Item(title=figure.label, detail=figure.value) for figure in figures))


def write_gallery(desk: Desk) -> SectionContent:
    """A heading for pictures."""
    return _facts(desk, (), there=bool(desk.section.pictures))


def _facts(desk: Desk, items: tuple[Item, ...], *, there: bool | None = None) -> SectionContent:
    """A section of facts; an honest sentence where there are none yet."""
    subject, kind = desk.subject, desk.section.kind
    heading = desk.one_of(subject.frame.headings.of(kind), kind.value)
    if bool(items) if there is None else there:
        return desk.content(heading, items=items, foreign=("heading",))
    missing = desk.used.take((subject.frame.headings.being_completed,))
    return desk.content(heading, paragraphs=missing, foreign=("heading", "paragraphs"))


WRITERS: dict[SectionKind, Callable[[Desk], SectionContent]] = {
    **dict.fromkeys(OFFERINGS, write_offers),
    SectionKind.TEAM: write_team,
    SectionKind.TESTIMONIALS: write_testimonials,
    SectionKind.FIGURES: write_figures,
    SectionKind.GALLERY: write_gallery,
}
"""By kind of section."""
