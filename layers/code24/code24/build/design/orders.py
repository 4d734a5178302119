"""Which kinds of sections stand on each page, in which order."""

from collections.abc import Callable

from code24.build.brand.dice import Dice
from code24.build.design.album import Album
from code24.build.design.archetypes import INNER_ORDERS, Archetype, Order, Slot
from code24.build.design.facts import Facts
from code24.build.design.models import PageKind, SectionKind
from code24.types import Goal

FORMS = frozenset(
    {SectionKind.CONTACT, SectionKind.BOOKING, SectionKind.QUOTE, SectionKind.ORDER, SectionKind.NEWSLETTER}
)
PROOFS = (SectionKind.GALLERY, SectionKind.FIGURES, SectionKind.TEAM, SectionKind.TESTIMONIALS)
"""Kinds that show facts which the owner gave: each stands on the home page or, where not, on the about page."""
_ENDS = frozenset({SectionKind.QUESTIONS, SectionKind.CALL_TO_ACTION, SectionKind.HOURS}) | FORMS
_PLAYBOOKS = frozenset({SectionKind.FEATURES, SectionKind.STEPS, SectionKind.QUESTIONS})
"""Kinds that the writer can fill without knowing anything about the business."""
_MOST_FROM_PLAYBOOKS = 1
_GOALS_WITH_STEPS = frozenset({Goal.BOOKINGS, Goal.LEADS, Goal.SALES})

GIVEN: dict[SectionKind, Callable[[Facts], bool]] = {
    SectionKind.HOURS: lambda facts: bool(facts.brief.contact.opening_hours),
    SectionKind.GALLERY: lambda facts: bool(Album.of(facts).gallery),
    SectionKind.FIGURES: lambda facts: bool(facts.brief.figures),
    SectionKind.TEAM: lambda facts: bool(facts.brief.team),
    SectionKind.TESTIMONIALS: lambda facts: bool(facts.brief.testimonials),
    SectionKind.COMPARISON: lambda facts: facts.comparison,
}
"""Kinds that need facts; the others can always be written."""
ADVICE: dict[SectionKind, Callable[[Facts], bool]] = {
    SectionKind.FEATURES: lambda facts: False,
    SectionKind.STEPS: lambda facts: False,
    SectionKind.QUESTIONS: lambda facts: bool(facts.brief.questions),
    SectionKind.OFFERS: lambda facts: bool(facts.offers),
}
"""Kinds that advice would fill where the owner gave nothing: in a language that the writer speaks, that is."""
EARLY = 3
"""The story of a business that tells one is among so many first sections of the home page."""
_INSTEAD_OF_STORY = frozenset({SectionKind.TEAM, SectionKind.FIGURES})
"""Kinds that say there what is special about a business."""


def orders_of(
    facts: Facts, archetype: Archetype, pages: tuple[PageKind, ...], dice: Dice
) -> dict[PageKind, tuple[SectionKind, ...]]:
    """The kinds of sections of every page, in order."""
    home = dice.pick(_fitting(archetype.home, facts))
    form_page = _form_page(home, pages)
    place = dice.integer(1, EARLY - 1)
    found = {PageKind.HOME: _home(home, facts, pages, place, with_form=form_page is PageKind.HOME)}
    for page in pages:
        if page is not PageKind.HOME:
            order = dice.pick(INNER_ORDERS[page])
            found[page] = _inner(page, order, facts, found[PageKind.HOME], with_form=form_page is page)
    return found


def _fitting(orders: tuple[Order, ...], facts: Facts) -> tuple[Order, ...]:
    """The orders that hold most of what visitors of the industry expect."""

    def fit(order: Order) -> int:
        names = {"offers" if part is Slot.OFFERING else part.value for part in order}
        return len(facts.expected & names)

    most = max(map(fit, orders))
    return tuple(order for order in orders if fit(order) == most)


def _form_page(home: Order, pages: tuple[PageKind, ...]) -> PageKind:
    """The page that has the form for the goal: each form stands once on a site."""
    if Slot.FORM in home:
        return PageKind.HOME
    return next((page for page in (PageKind.OFFER, PageKind.CONTACT) if page in pages), PageKind.HOME)


def _filled(order: Order, facts: Facts, *, with_form: bool) -> list[SectionKind]:
    """The kinds that an order stands for, without those that need facts which nobody gave."""
    kinds = []
    for part in order:
        kind = facts.offering if part is Slot.OFFERING else facts.form if part is Slot.FORM else part
        if kind is None or (part is Slot.FORM and not with_form):
            continue
        if _writable(kind, facts):
            kinds.append(kind)
    return kinds


def _writable(kind: SectionKind, facts: Facts) -> bool:
    """True where there is something to say in the language of the site."""
    given = GIVEN.get(kind) or (None if facts.spoken else ADVICE.get(kind))
    return given is None or given(facts)


def _home(
    order: Order, facts: Facts, pages: tuple[PageKind, ...], place: int, *, with_form: bool
) -> tuple[SectionKind, ...]:
    """The home page; `place` is where a story goes that would come too late."""
    about, contact, offer = (page in pages for page in (PageKind.ABOUT, PageKind.CONTACT, PageKind.OFFER))
    kinds = _filled(order, facts, with_form=with_form)
    if with_form and facts.form and facts.form not in kinds:
        _insert(kinds, facts.form)
    if not about:
        for proof in (kind for kind in PROOFS if GIVEN[kind](facts) and kind not in kinds):
            _insert(kinds, proof)
    leave_out = {SectionKind.CONTACT} if contact else {SectionKind.CALL_TO_ACTION}
    if (about or not facts.spoken) and not facts.telling:
        leave_out.add(SectionKind.STORY)
    if offer:
        leave_out.add(SectionKind.COMPARISON)
    if facts.thin:
        leave_out |= set([kind for kind in kinds if kind in _PLAYBOOKS][_MOST_FROM_PLAYBOOKS:])
    kinds = [kind for kind in kinds if kind not in leave_out]
    if facts.telling and {SectionKind.STORY, *_INSTEAD_OF_STORY}.isdisjoint(kinds[:EARLY]):
        kinds = [kind for kind in kinds if kind is not SectionKind.STORY]
        kinds.insert(place, SectionKind.STORY)
    return _ended(kinds)


def _inner(
    page: PageKind, order: Order, facts: Facts, home: tuple[SectionKind, ...], *, with_form: bool
) -> tuple[SectionKind, ...]:
    leave_out = {kind for kind in PROOFS if kind in home}
    if SectionKind.GALLERY in leave_out and Album.of(facts).shared()[1]:
        leave_out.remove(SectionKind.GALLERY)
    if page is PageKind.OFFER and facts.goal not in _GOALS_WITH_STEPS:
        leave_out.add(SectionKind.STEPS)
    if page is PageKind.ABOUT and not facts.telling:
        leave_out.add(SectionKind.FEATURES)
    kinds = [kind for kind in _filled(order, facts, with_form=with_form) if kind not in leave_out]
    if page is PageKind.OFFER and not _writable(facts.offering, facts) and facts.sentences > 1:
        kinds.insert(1, SectionKind.STORY)
    return _ended(kinds)


def _insert(kinds: list[SectionKind], kind: SectionKind) -> None:
    """Put a kind before those that a page ends with."""
    kinds.insert(next((at for at, each in enumerate(kinds) if at and each in _ENDS), len(kinds)), kind)


def _ended(kinds: list[SectionKind]) -> tuple[SectionKind, ...]:
    """The kinds without a call to action directly below a form, which is one itself."""
    if len(kinds) > 1 and kinds[-1] is SectionKind.CALL_TO_ACTION and kinds[-2] in FORMS:
        kinds.pop()
    return tuple(kinds)
