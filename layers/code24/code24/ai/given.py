"""What the owner stated in fields of their own: offers, people, voices, figures, answers.

They are printed as they are, on one line each. Only what talks to a machine is left out: it is told to the owner.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from code24.ai.orders import to_machine
from code24.ai.typography import one_line
from code24.build.models import Brief, Figure, Offer, OwnAnswer, Person, Testimonial
from code24.models import Model


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
