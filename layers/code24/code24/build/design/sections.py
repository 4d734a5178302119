"""Which sections stand on a page, in which order."""

from collections.abc import Callable
from dataclasses import dataclass

from code24.build.brand.dice import Dice
from code24.build.design.arrangements import arrangement_for
from code24.build.design.families import Family
from code24.build.design.models import PageKind, Section, SectionKind
from code24.types import Goal

HERO, FEATURES, OFFERS, STEPS, STORY, HOURS, QUESTIONS, CONTACT, CALL = (
    SectionKind.HERO,
    SectionKind.FEATURES,
    SectionKind.OFFERS,
    SectionKind.STEPS,
    SectionKind.STORY,
    SectionKind.HOURS,
    SectionKind.QUESTIONS,
    SectionKind.CONTACT,
    SectionKind.CALL_TO_ACTION,
)

HOME_ORDERS: dict[Goal, tuple[tuple[SectionKind, ...], ...]] = {
    Goal.SALES: (
        (HERO, OFFERS, FEATURES, STORY, HOURS, QUESTIONS, CONTACT, CALL),
        (HERO, FEATURES, OFFERS, STEPS, HOURS, QUESTIONS, CONTACT, CALL),
        (HERO, OFFERS, STORY, FEATURES, HOURS, CONTACT, CALL),
    ),
    Goal.LEADS: (
        (HERO, FEATURES, OFFERS, STEPS, QUESTIONS, HOURS, CONTACT, CALL),
        (HERO, OFFERS, STEPS, STORY, QUESTIONS, HOURS, CONTACT, CALL),
        (HERO, OFFERS, FEATURES, STORY, HOURS, CONTACT, CALL),
    ),
    Goal.SIGNUPS: (
        (HERO, FEATURES, STEPS, OFFERS, QUESTIONS, HOURS, CONTACT, CALL),
        (HERO, STEPS, FEATURES, OFFERS, QUESTIONS, HOURS, CONTACT, CALL),
        (HERO, FEATURES, OFFERS, STORY, QUESTIONS, HOURS, CONTACT, CALL),
    ),
    Goal.BOOKINGS: (
        (HERO, OFFERS, HOURS, STEPS, STORY, QUESTIONS, CONTACT, CALL),
        (HERO, STORY, OFFERS, STEPS, HOURS, CONTACT, CALL),
        (HERO, FEATURES, OFFERS, HOURS, STORY, CONTACT, CALL),
    ),
    Goal.TRAFFIC: (
        (HERO, STORY, OFFERS, FEATURES, HOURS, CONTACT, CALL),
        (HERO, OFFERS, STORY, QUESTIONS, HOURS, CONTACT, CALL),
        (HERO, FEATURES, STORY, OFFERS, HOURS, CONTACT, CALL),
    ),
}
"""Orders of the home page by goal. Sections that the site has no facts or no need for drop out."""

INNER_ORDERS: dict[PageKind, tuple[SectionKind, ...]] = {
    PageKind.OFFER: (HERO, OFFERS, STEPS, QUESTIONS, CALL),
    PageKind.ABOUT: (HERO, STORY, FEATURES, CALL),
    PageKind.CONTACT: (HERO, CONTACT, HOURS),
    PageKind.NOT_FOUND: (SectionKind.MESSAGE,),
}

HOME_ITEMS = {FEATURES: 3, OFFERS: 6, STEPS: 3, QUESTIONS: 5}
INNER_ITEMS = {FEATURES: 4, OFFERS: 12, STEPS: 4, QUESTIONS: 6}
ENOUGH_WORDS = 40
"""Words of description from which an about section on the home page does not repeat the first section."""


@dataclass(frozen=True)
class Facts:
    """What decides which sections make sense."""

    goal: Goal
    pages: tuple[PageKind, ...]
    opening_hours: bool
    words: int
    """Length of the owner's description."""
    expected: frozenset[str] = frozenset()
    """Section kinds that visitors of the industry look for, from the competitive analysis."""


CONDITIONS: dict[tuple[PageKind, SectionKind], Callable[[Facts], bool]] = {
    (PageKind.HOME, HOURS): lambda facts: facts.opening_hours,
    (PageKind.HOME, CONTACT): lambda facts: PageKind.CONTACT not in facts.pages,
    (PageKind.HOME, CALL): lambda facts: PageKind.CONTACT in facts.pages,
    (PageKind.HOME, STORY): lambda facts: facts.words >= ENOUGH_WORDS or PageKind.ABOUT not in facts.pages,
    (PageKind.OFFER, STEPS): lambda facts: facts.goal in {Goal.BOOKINGS, Goal.LEADS, Goal.SALES},
    (PageKind.ABOUT, FEATURES): lambda facts: facts.words >= ENOUGH_WORDS,
    (PageKind.CONTACT, HOURS): lambda facts: facts.opening_hours,
}
"""When a section belongs on a page; the others always do."""


def sections_of(page: PageKind, family: Family, facts: Facts, dice: Dice) -> tuple[Section, ...]:
    """The sections of a page. Each kind occurs once, so its name is its id and stays the same in every build."""
    home = page is PageKind.HOME
    order = dice.pick(_fitting_orders(facts)) if home else INNER_ORDERS[page]
    items = HOME_ITEMS if home else INNER_ITEMS
    sections = []
    for kind in order:
        belongs = CONDITIONS.get((page, kind))
        if belongs and not belongs(facts):
            continue
        if kind is HERO:
            arrangement = dice.weighted(family.heroes if home else {"heading": 1, "heading-art": 2})
        else:
            arrangement = arrangement_for(family.name, kind, dice)
        sections.append(Section(id=kind.value, kind=kind, arrangement=arrangement, items=items.get(kind, 0)))
    return tuple(sections)


def _fitting_orders(facts: Facts) -> tuple[tuple[SectionKind, ...], ...]:
    """The goal's orders that hold most of what visitors of the industry expect."""
    orders = HOME_ORDERS[facts.goal]
    most = max(len(facts.expected.intersection(order)) for order in orders)
    return tuple(order for order in orders if len(facts.expected.intersection(order)) == most)
