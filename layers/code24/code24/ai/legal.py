"""Legal pages: headed paragraphs about what this software does, and about who answers for the site.

They say what is true of every site that is built here (no cookies, nothing from other hosts, forms that are stored),
and of the business only what its owner gave. A text or a point whose slot is empty is left out, and with it a part
that has nothing left, so that no page pretends to know what it does not.
"""

from collections.abc import Mapping
from functools import cache
from typing import Annotated

from pydantic import Field

from code24.ai.data import load
from code24.ai.playbook import Spoken, Text
from code24.ai.spelling import BRITISH, respelled
from code24.ai.subject import Subject
from code24.ai.typography import filled, filled_exactly, slots_in
from code24.build.content.models import Item
from code24.build.design import law
from code24.build.design.models import DesignPlan, PageKind, SectionKind
from code24.models import Model

FORMS = frozenset(
    {SectionKind.CONTACT, SectionKind.BOOKING, SectionKind.QUOTE, SectionKind.ORDER, SectionKind.NEWSLETTER}
)
"""The kinds of sections that hold a form."""
_GDPR = frozenset(
    {
        *("AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU"),
        *("MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO", "GB"),
    }
)
"""Countries whose law has the articles of the GDPR: the European Economic Area, and the United Kingdom."""
_COUNTRIES = {"de": "DE", "fr": "FR", "it": "IT"}
"""Where a business is that says nothing about it, by its language, as far as nearly all who write it are there."""


class Part(Model):
    """A subheading with a text, a list of points, or both."""

    title: Text
    text: str = ""
    points: tuple[Text, ...] = ()
    when: tuple[Text, ...] = ()
    """Conditions that must all hold; one that begins with `!` must not."""


class LegalPage(Model):
    """What one legal page says."""

    heading: Text
    intro: Text
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]


type LegalPages = Mapping[PageKind, LegalPage]


@cache
def legal_pages(language: Spoken, spelling: str = BRITISH) -> LegalPages:
    """The legal pages of a language. Raises FileNotFoundError where it has none."""
    pages = respelled(load("legal", language), spelling, language)
    return {PageKind(kind): LegalPage.model_validate(page) for kind, page in pages.items()}


def country_of(subject: Subject) -> str | None:
    """Where the business is: as given, by its address, by the language's region, or by the language; else None."""
    brief = subject.brief
    return law.country_of(brief) or _COUNTRIES.get(law.language_of(brief))


def conditions(subject: Subject, plan: DesignPlan) -> frozenset[str]:
    """Which conditions of `Part.when` hold."""
    brief, country = subject.brief, country_of(subject)
    kinds = {section.kind for page in plan.pages for section in page.sections}
    held = {
        # Who gave an address has said who they are: the name of the business stands for a legal one.
        "named": bool(brief.legal.owner or brief.contact.address),
        "form": bool(kinds & FORMS),
        "newsletter": SectionKind.NEWSLETTER in kinds,
        "reachable": bool(brief.contact.phone or brief.contact.email),
        "profiles": bool(brief.profiles),
        "eu": country in _GDPR,
        f"country:{country}": True,
    }
    return frozenset(name for name, holds in held.items() if holds)


def legal_slots(subject: Subject) -> dict[str, str]:
    """What the texts may name; empty where the owner did not say it."""
    legal, address = subject.brief.legal, subject.brief.contact.address
    return subject.slots | {
        "responsible": legal.owner or subject.say("{name}"),
        "representative": legal.representative or "",
        "register": legal.register_entry or "",
        "vat": legal.vat_id or "",
        "authority": legal.authority or "",
        "street": address.street if address else "",
        "town": subject.town_line,
    }


def written_parts(page: LegalPage, held: frozenset[str], slots: Mapping[str, str]) -> tuple[Item, ...]:
    """The parts whose conditions hold, as far as there is something to say."""

    def told(text: str, *, fact: bool) -> str:
        put = filled_exactly if fact or text == f"{{{text.strip('{}')}}}" else filled
        return put(text, slots) if all(slots[slot] for slot in slots_in(text)) else ""

    items = []
    for part in page.parts:
        if not all((condition.lstrip("!") in held) != condition.startswith("!") for condition in part.when):
            continue
        text = told(part.text, fact=False)
        points = tuple(told_point for point in part.points if (told_point := told(point, fact=True)))
        # A list that is nothing but slots has nothing to introduce where they are all empty.
        if points or (text and not (part.points and not part.text.endswith("."))):
            items.append(Item(title=part.title, text=text, includes=points))
    return tuple(items)
