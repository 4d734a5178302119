"""Which arrangements each kind of section has, and which of them the facts allow."""

from collections.abc import Callable

from code24.build.design.facts import SHOWN, Facts
from code24.build.design.models import SectionKind

ARRANGEMENTS: dict[SectionKind, tuple[str, ...]] = {
    SectionKind.HERO: (
        *("heading", "heading-art", "split", "centered", "banner", "statement", "framed"),
        *("cover", "mosaic"),
    ),
    SectionKind.FEATURES: ("list", "cards", "columns", "aside"),
    SectionKind.OFFERS: ("list", "cards", "rows", "alternating"),
    SectionKind.MENU: ("list", "columns", "cards"),
    SectionKind.PRICE_LIST: ("list", "table", "cards"),
    SectionKind.PRODUCTS: ("list", "cards", "showcase"),
    SectionKind.PLANS: ("list", "cards", "columns"),
    SectionKind.COMPARISON: ("table", "cards"),
    SectionKind.GALLERY: ("grid", "mosaic", "strip"),
    SectionKind.STEPS: ("list", "numbered", "timeline"),
    SectionKind.STORY: ("prose", "split", "lead"),
    SectionKind.FIGURES: ("list", "row", "cards"),
    SectionKind.TEAM: ("list", "cards", "portraits"),
    SectionKind.TESTIMONIALS: ("list", "cards", "spotlight"),
    SectionKind.HOURS: ("table", "panel"),
    SectionKind.QUESTIONS: ("columns", "accordion", "aside"),
    SectionKind.CONTACT: ("list", "cards", "panel"),
    SectionKind.BOOKING: ("plain", "panel", "split"),
    SectionKind.QUOTE: ("plain", "panel", "split"),
    SectionKind.ORDER: ("plain", "panel", "split"),
    SectionKind.NEWSLETTER: ("plain", "band", "card"),
    SectionKind.CALL_TO_ACTION: ("plain", "band", "card"),
    SectionKind.PROSE: ("plain", "sideheads"),
    SectionKind.MESSAGE: ("centered", "split"),
}
"""Each kind's arrangements, the plainest first: what development falls back to."""

HEADERS = ("bar", "centered", "split")
FOOTERS = ("columns", "simple", "statement")
"""Arrangements of the frame around every page, the plainest first."""

POSSIBLE: dict[tuple[SectionKind, str], Callable[[Facts], bool]] = {
    (SectionKind.OFFERS, "alternating"): lambda facts: facts.pictured * 2 >= len(facts.offers) > 0,
    (SectionKind.MENU, "columns"): lambda facts: facts.groups > 1,
    (SectionKind.MENU, "cards"): lambda facts: facts.groups > 1,
    (SectionKind.PRICE_LIST, "table"): lambda facts: facts.priced == len(facts.offers),
    (SectionKind.PRICE_LIST, "cards"): lambda facts: facts.groups > 1,
    (SectionKind.PRODUCTS, "showcase"): lambda facts: facts.pictured * 2 >= len(facts.offers) > SHOWN,
    (SectionKind.PRODUCTS, "cards"): lambda facts: facts.pictured * 2 >= len(facts.offers),
    (SectionKind.PLANS, "columns"): lambda facts: facts.comparable * 2 >= len(facts.offers),
    (SectionKind.FIGURES, "row"): lambda facts: len(facts.brief.figures) > 1,
    (SectionKind.FIGURES, "cards"): lambda facts: len(facts.brief.figures) > 1,
    (SectionKind.TEAM, "portraits"): lambda facts: facts.portrayed > 0 and facts.portrayed == len(facts.brief.team),
    (SectionKind.TESTIMONIALS, "cards"): lambda facts: len(facts.brief.testimonials) > 1,
}
"""What an arrangement asks of the facts; the others ask for nothing."""

DRAWN = frozenset(
    {
        *((SectionKind.FEATURES, "aside"), (SectionKind.STORY, "split")),
        *((SectionKind.CALL_TO_ACTION, "band"), (SectionKind.CALL_TO_ACTION, "card"), (SectionKind.NEWSLETTER, "card")),
    }
)
"""Arrangements below the first section that an ornament leads where no picture does."""


def possible_arrangements(kind: SectionKind, facts: Facts) -> tuple[str, ...]:
    """The arrangements of the kind that the facts can fill."""

    def possible(arrangement: str) -> bool:
        asked = POSSIBLE.get((kind, arrangement))
        return asked is None or asked(facts)

    return tuple(arrangement for arrangement in ARRANGEMENTS[kind] if possible(arrangement))
