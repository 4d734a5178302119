"""Page archetypes: what kind of site serves a goal, as data."""

from dataclasses import dataclass
from enum import Enum

from code24.build.design.facts import Facts
from code24.build.design.models import PageKind, SectionKind
from code24.types import Goal


class Slot(Enum):
    """Places in an order that each business fills with a kind of its own."""

    OFFERING = "offering"
    """Services, menu, price list, products or plans."""
    FORM = "form"
    """The form that serves the goal, where there is one."""


type Part = SectionKind | Slot
type Order = tuple[Part, ...]

OFFERING, FORM = Slot.OFFERING, Slot.FORM
HERO, FEATURES, STEPS, STORY, HOURS, QUESTIONS, CONTACT, CALL = (
    SectionKind.HERO,
    SectionKind.FEATURES,
    SectionKind.STEPS,
    SectionKind.STORY,
    SectionKind.HOURS,
    SectionKind.QUESTIONS,
    SectionKind.CONTACT,
    SectionKind.CALL_TO_ACTION,
)
GALLERY, FIGURES, TEAM, TESTIMONIALS, COMPARISON = (
    SectionKind.GALLERY,
    SectionKind.FIGURES,
    SectionKind.TEAM,
    SectionKind.TESTIMONIALS,
    SectionKind.COMPARISON,
)
ENDING = (HOURS, CONTACT, CALL)


@dataclass(frozen=True)
class Archetype:
    """One kind of site."""

    name: str
    goals: frozenset[Goal]
    fields: frozenset[str]
    """Fields of business that it is for; empty for any."""
    home: tuple[Order, ...]
    """Orders of the home page. Parts that a site has no facts or no need for drop out."""
    pages: tuple[PageKind, ...] = (PageKind.OFFER, PageKind.ABOUT, PageKind.CONTACT)
    """The inner pages, where the owner wishes for none."""
    sells: bool = True
    """False where offers have a page of their own only if the owner named some."""


ONE_PAGE = Archetype(
    name="one-page",
    goals=frozenset(Goal),
    fields=frozenset(),
    home=(
        (HERO, FEATURES, OFFERING, COMPARISON, GALLERY, STORY, TEAM, FIGURES, TESTIMONIALS, QUESTIONS, FORM, *ENDING),
        (HERO, STORY, OFFERING, COMPARISON, FIGURES, GALLERY, STEPS, TESTIMONIALS, TEAM, QUESTIONS, FORM, *ENDING),
        (HERO, OFFERING, COMPARISON, FORM, STORY, GALLERY, TESTIMONIALS, FIGURES, TEAM, HOURS, QUESTIONS, CONTACT),
        (HERO, FIGURES, OFFERING, COMPARISON, TESTIMONIALS, STEPS, GALLERY, STORY, TEAM, FORM, QUESTIONS, *ENDING),
    ),
    pages=(),
)
"""Everything on one page: for owners who wish for no other."""

ARCHETYPES = (
    Archetype(
        name="portfolio",
        goals=frozenset({Goal.LEADS, Goal.BOOKINGS, Goal.SALES}),
        fields=frozenset({"creative", "property"}),
        home=(
            (HERO, GALLERY, OFFERING, STORY, TESTIMONIALS, QUESTIONS, FORM, *ENDING),
            (HERO, STORY, GALLERY, FEATURES, OFFERING, FIGURES, QUESTIONS, *ENDING),
            (HERO, OFFERING, GALLERY, FEATURES, TESTIMONIALS, STORY, QUESTIONS, HOURS, FORM, CONTACT, CALL),
            (HERO, FIGURES, GALLERY, STORY, OFFERING, STEPS, TESTIMONIALS, HOURS, FORM, CONTACT, CALL),
        ),
    ),
    Archetype(
        name="product",
        goals=frozenset({Goal.SALES, Goal.LEADS}),
        fields=frozenset({"technology"}),
        home=(
            (HERO, FEATURES, OFFERING, FIGURES, STEPS, TESTIMONIALS, QUESTIONS, FORM, *ENDING),
            (HERO, STEPS, FEATURES, TESTIMONIALS, OFFERING, QUESTIONS, FORM, *ENDING),
            (HERO, FIGURES, FEATURES, STORY, OFFERING, QUESTIONS, *ENDING),
        ),
    ),
    Archetype(
        name="storefront",
        goals=frozenset({Goal.SALES}),
        fields=frozenset(),
        home=(
            (HERO, OFFERING, FEATURES, GALLERY, STORY, TESTIMONIALS, HOURS, QUESTIONS, FORM, CONTACT, CALL),
            (HERO, FEATURES, OFFERING, FIGURES, STEPS, TESTIMONIALS, HOURS, QUESTIONS, FORM, CONTACT, CALL),
            (HERO, OFFERING, STORY, TESTIMONIALS, GALLERY, FEATURES, HOURS, QUESTIONS, CONTACT, CALL),
            (HERO, STORY, OFFERING, GALLERY, STEPS, QUESTIONS, TESTIMONIALS, *ENDING),
            (HERO, OFFERING, FORM, STORY, GALLERY, TESTIMONIALS, QUESTIONS, HOURS, CONTACT, CALL),
        ),
    ),
    Archetype(
        name="lead",
        goals=frozenset({Goal.LEADS}),
        fields=frozenset(),
        home=(
            (HERO, FEATURES, OFFERING, FIGURES, STEPS, TESTIMONIALS, QUESTIONS, HOURS, FORM, CONTACT, CALL),
            (HERO, OFFERING, STEPS, TESTIMONIALS, STORY, QUESTIONS, FORM, *ENDING),
            (HERO, FIGURES, OFFERING, FEATURES, GALLERY, STORY, TESTIMONIALS, QUESTIONS, *ENDING),
            (HERO, OFFERING, FORM, FEATURES, TESTIMONIALS, STEPS, QUESTIONS, *ENDING),
            (HERO, STORY, STEPS, OFFERING, TEAM, TESTIMONIALS, QUESTIONS, *ENDING),
        ),
    ),
    Archetype(
        name="launch",
        goals=frozenset({Goal.SIGNUPS}),
        fields=frozenset(),
        home=(
            (HERO, FEATURES, FIGURES, STEPS, OFFERING, TESTIMONIALS, QUESTIONS, FORM, *ENDING),
            (HERO, STEPS, FEATURES, TESTIMONIALS, OFFERING, QUESTIONS, HOURS, FORM, CONTACT, CALL),
            (HERO, FEATURES, GALLERY, OFFERING, STORY, QUESTIONS, FORM, *ENDING),
            (HERO, OFFERING, FEATURES, FIGURES, TESTIMONIALS, STEPS, QUESTIONS, FORM, *ENDING),
        ),
    ),
    Archetype(
        name="booking",
        goals=frozenset({Goal.BOOKINGS}),
        fields=frozenset(),
        home=(
            (HERO, OFFERING, GALLERY, HOURS, STEPS, STORY, TESTIMONIALS, QUESTIONS, FORM, CONTACT, CALL),
            (HERO, STORY, OFFERING, TESTIMONIALS, STEPS, HOURS, QUESTIONS, FORM, CONTACT, CALL),
            (HERO, FEATURES, OFFERING, GALLERY, FORM, HOURS, STORY, QUESTIONS, CONTACT, CALL),
            (HERO, OFFERING, FORM, STORY, GALLERY, TESTIMONIALS, HOURS, QUESTIONS, CONTACT, CALL),
            (HERO, GALLERY, STORY, OFFERING, HOURS, TESTIMONIALS, QUESTIONS, CONTACT, CALL),
        ),
    ),
    Archetype(
        name="journal",
        goals=frozenset({Goal.TRAFFIC}),
        fields=frozenset({"media", "community"}),
        home=(
            (HERO, STORY, OFFERING, FIGURES, QUESTIONS, HOURS, FORM, CONTACT, CALL),
            (HERO, OFFERING, STORY, FEATURES, TESTIMONIALS, QUESTIONS, FORM, *ENDING),
            (HERO, FIGURES, STORY, FORM, OFFERING, TESTIMONIALS, QUESTIONS, *ENDING),
            (HERO, FEATURES, STORY, GALLERY, OFFERING, HOURS, FORM, CONTACT, CALL),
        ),
        sells=False,
    ),
    Archetype(
        name="visit",
        goals=frozenset({Goal.TRAFFIC}),
        fields=frozenset({"food", "retail", "hospitality", "beauty", "fitness"}),
        home=(
            (HERO, HOURS, OFFERING, GALLERY, STORY, TESTIMONIALS, QUESTIONS, FORM, CONTACT, CALL),
            (HERO, OFFERING, STORY, GALLERY, HOURS, FEATURES, QUESTIONS, FORM, CONTACT, CALL),
            (HERO, STORY, OFFERING, HOURS, GALLERY, TESTIMONIALS, QUESTIONS, CONTACT, CALL),
            (HERO, GALLERY, OFFERING, FEATURES, STORY, QUESTIONS, FORM, *ENDING),
        ),
    ),
    Archetype(
        name="showcase",
        goals=frozenset({Goal.TRAFFIC}),
        fields=frozenset(),
        home=(
            (HERO, STORY, GALLERY, OFFERING, FEATURES, HOURS, QUESTIONS, FORM, CONTACT, CALL),
            (HERO, OFFERING, STORY, GALLERY, TESTIMONIALS, QUESTIONS, FORM, *ENDING),
            (HERO, GALLERY, FEATURES, STORY, OFFERING, HOURS, FORM, CONTACT, CALL),
            (HERO, FIGURES, OFFERING, FEATURES, GALLERY, STORY, QUESTIONS, *ENDING),
        ),
    ),
)
"""The first that serves goal and field is chosen; the last one of each goal serves every field."""

NAMES = tuple(archetype.name for archetype in (*ARCHETYPES, ONE_PAGE))


def archetype_for(facts: Facts, wished: frozenset[PageKind]) -> Archetype:
    """The archetype that serves the goal of a business.

    `wished` are the pages that the owner asked for; who asks for a home page and nothing else gets one page.
    """
    if {kind for kind in wished if kind.indexed and not kind.legal} == {PageKind.HOME}:
        return ONE_PAGE
    return next(
        archetype
        for archetype in ARCHETYPES
        if facts.goal in archetype.goals and (not archetype.fields or facts.field in archetype.fields)
    )


INNER_ORDERS: dict[PageKind, tuple[Order, ...]] = {
    PageKind.OFFER: (
        (HERO, OFFERING, COMPARISON, STEPS, FORM, QUESTIONS, CALL),
        (HERO, OFFERING, COMPARISON, QUESTIONS, STEPS, FORM, CALL),
        (HERO, OFFERING, COMPARISON, FEATURES, QUESTIONS, FORM, CALL),
    ),
    PageKind.ABOUT: (
        (HERO, STORY, FIGURES, TEAM, GALLERY, TESTIMONIALS, FEATURES, CALL),
        (HERO, STORY, TEAM, FEATURES, FIGURES, GALLERY, TESTIMONIALS, CALL),
        (HERO, FIGURES, STORY, GALLERY, FEATURES, TEAM, TESTIMONIALS, CALL),
    ),
    PageKind.CONTACT: ((HERO, CONTACT, FORM, HOURS), (HERO, HOURS, CONTACT, FORM)),
    PageKind.PRIVACY: ((SectionKind.PROSE,),),
    PageKind.TERMS: ((SectionKind.PROSE,),),
    PageKind.IMPRINT: ((SectionKind.PROSE,),),
    PageKind.COOKIES: ((SectionKind.PROSE,),),
    PageKind.THANKS: ((SectionKind.MESSAGE,),),
    PageKind.NOT_FOUND: ((SectionKind.MESSAGE,),),
}
"""Orders of the other pages, for every archetype."""
