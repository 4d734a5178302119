"""What the owner stated in fields of their own: offers, people, voices, figures, answers, words about pictures.

They are printed as they are, on one line each. Only what talks to a machine is left out: it is told to the owner.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from code24.ai.orders import to_machine
from code24.ai.typography import one_line
from code24.build.content.models import Item
from code24.build.design.models import SectionKind
from code24.build.models import Brief, Figure, Offer, OwnAnswer, OwnImage, Person, Testimonial
from code24.models import Model
from code24.types import ImageId

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
LISTS = OFFERINGS | {SectionKind.TEAM, SectionKind.TESTIMONIALS, SectionKind.FIGURES}
"""Kinds that exist to list facts: room for 0 items is room for all of them."""


@dataclass(frozen=True)
class Given:
    """The brief's lists, ready to be printed."""

    offers: tuple[Offer, ...]
    team: tuple[Person, ...]
    testimonials: tuple[Testimonial, ...]
    figures: tuple[Figure, ...]
    questions: tuple[OwnAnswer, ...]
    left_out: tuple[str, ...]
    """Request fields with text that talks to a machine (`offers[2].text`)."""

    def items(self, kind: SectionKind) -> tuple[Item, ...] | None:
        """The items of a section of facts, all of them; None for a section whose items the writer words.

        A section of offers is one of facts where the brief lists offers: else they are read from the description.
        """
        if kind in OFFERINGS:
            return offer_items(self.offers) if self.offers else None
        match kind:
            case SectionKind.TEAM:
                return tuple(
                    Item(title=person.name, text=person.text or "", detail=person.role or "", picture=person.image)
                    for person in self.team
                )
            case SectionKind.TESTIMONIALS:
                return tuple(
                    Item(title=voice.author, text=voice.quote, detail=voice.detail or "") for voice in self.testimonials
                )
            case SectionKind.FIGURES:
                return tuple(Item(title=figure.label, detail=figure.value) for figure in self.figures)
            case SectionKind.GALLERY:
                return ()
            case _:
                return None

    @property
    def own_questions(self) -> frozenset[tuple[str, str]]:
        """The owner's questions with their answers."""
        return frozenset((each.question, each.answer) for each in self.questions)


def offer_items(offers: Iterable[Offer]) -> tuple[Item, ...]:
    """Offers with those of one group beside each other: what has none first, then groups as they were named."""
    offers = tuple(offers)
    groups = list(dict.fromkeys(["", *(offer.group or "" for offer in offers)]))
    return tuple(
        Item(
            title=offer.name,
            text=offer.text or "",
            price=offer.price or "",
            group=offer.group or "",
            includes=offer.includes,
            picture=offer.image,
        )
        for offer in sorted(offers, key=lambda offer: groups.index(offer.group or ""))
    )


def own_descriptions(brief: Brief) -> dict[ImageId, str]:
    """What the owner's words say that each picture shows, as far as they say it."""
    return {image.id: text for image in brief.images if (text := _own_description(brief, image))}


def own_captions(brief: Brief) -> dict[ImageId, str]:
    """The captions that the owner gave."""
    return {
        image.id: one_line(image.caption) for image in brief.images if image.caption and not to_machine(image.caption)
    }


def _own_description(brief: Brief, image: OwnImage) -> str:
    """The alternative text, or whom or what the picture belongs to, or its caption."""
    holders = [offer.name for offer in brief.offers if offer.image == image.id]
    holders += [person.name for person in brief.team if person.image == image.id]
    words = (image.alt, *holders, image.caption)
    return next((one_line(text) for text in words if text and not to_machine(text)), "")


def given_in(brief: Brief) -> Given:
    """Read a brief's lists."""
    left_out: list[str] = []

    def printable[M: Model](name: str, entries: tuple[M, ...]) -> tuple[M, ...]:
        return tuple(_printable(name, entries, left_out))

    return Given(
        offers=printable("offers", brief.offers),
        team=printable("team", brief.team),
        testimonials=printable("testimonials", brief.testimonials),
        figures=printable("figures", brief.figures),
        questions=printable("questions", brief.questions),
        left_out=tuple(left_out),
    )


def _printable[M: Model](name: str, entries: tuple[M, ...], left_out: list[str]) -> Iterator[M]:
    """The entries on one line each, without what talks to a machine: an optional text, or the whole entry."""
    for at, entry in enumerate(entries):
        changes: dict[str, object] = {}
        refused = False
        for field, info in type(entry).model_fields.items():
            value = getattr(entry, field)
            if isinstance(value, str) and to_machine(value):
                left_out.append(f"{name}[{at}].{field}")
                refused = refused or info.is_required()
                changes[field] = None
            elif isinstance(value, str):
                changes[field] = one_line(value)
            elif isinstance(value, tuple):
                changes[field] = tuple(one_line(part) for part in value if not to_machine(part))
        if not refused:
            yield entry.model_copy(update=changes)
