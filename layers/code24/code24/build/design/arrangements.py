"""Which arrangements each kind of section has, and who decides between them."""

from code24.build.brand.dice import Dice
from code24.build.design.models import SectionKind

ARRANGEMENTS: dict[SectionKind, tuple[str, ...]] = {
    SectionKind.HERO: ("heading", "heading-art", "split", "centered", "banner", "statement", "framed"),
    SectionKind.FEATURES: ("list", "cards", "columns"),
    SectionKind.OFFERS: ("list", "cards", "rows"),
    SectionKind.STEPS: ("list", "numbered", "timeline"),
    SectionKind.STORY: ("prose", "split", "lead"),
    SectionKind.HOURS: ("table", "panel"),
    SectionKind.QUESTIONS: ("columns", "accordion"),
    SectionKind.CONTACT: ("list", "cards", "panel"),
    SectionKind.CALL_TO_ACTION: ("plain", "band", "card"),
    SectionKind.MESSAGE: ("centered", "split"),
}
"""Each kind's arrangements, the plainest first: what development falls back to."""

PREFERRED: dict[str, dict[SectionKind, tuple[str, ...]]] = {
    "editorial": {
        SectionKind.FEATURES: ("list", "columns"),
        SectionKind.OFFERS: ("list", "rows"),
        SectionKind.STEPS: ("list", "timeline"),
        SectionKind.CALL_TO_ACTION: ("plain", "band"),
        SectionKind.CONTACT: ("list", "panel"),
    },
    "soft": {
        SectionKind.FEATURES: ("cards", "columns"),
        SectionKind.OFFERS: ("cards", "list"),
        SectionKind.STEPS: ("numbered", "timeline"),
        SectionKind.QUESTIONS: ("accordion",),
        SectionKind.CALL_TO_ACTION: ("card", "band"),
        SectionKind.HOURS: ("panel",),
        SectionKind.CONTACT: ("cards", "panel"),
    },
    "bold": {
        SectionKind.FEATURES: ("columns", "cards"),
        SectionKind.OFFERS: ("rows", "cards"),
        SectionKind.STEPS: ("numbered", "list"),
        SectionKind.CALL_TO_ACTION: ("band",),
        SectionKind.STORY: ("lead", "split"),
    },
    "craft": {
        SectionKind.OFFERS: ("list", "cards"),
        SectionKind.STORY: ("split", "prose"),
        SectionKind.CALL_TO_ACTION: ("band", "card"),
    },
    "swiss": {
        SectionKind.FEATURES: ("list", "columns"),
        SectionKind.OFFERS: ("rows", "list", "cards"),
        SectionKind.STEPS: ("numbered", "list"),
        SectionKind.HOURS: ("table",),
        SectionKind.STORY: ("lead", "prose"),
        SectionKind.CALL_TO_ACTION: ("plain", "band"),
    },
    "classic": {
        SectionKind.FEATURES: ("columns", "list"),
        SectionKind.OFFERS: ("list", "cards"),
        SectionKind.STORY: ("lead", "split"),
        SectionKind.QUESTIONS: ("columns", "accordion"),
        SectionKind.CALL_TO_ACTION: ("plain", "card"),
    },
    "tech": {
        SectionKind.FEATURES: ("cards", "columns"),
        SectionKind.OFFERS: ("cards", "rows"),
        SectionKind.STEPS: ("numbered", "timeline"),
        SectionKind.CALL_TO_ACTION: ("card", "band"),
        SectionKind.CONTACT: ("cards", "list"),
    },
    "organic": {
        SectionKind.FEATURES: ("columns", "cards"),
        SectionKind.OFFERS: ("cards", "list"),
        SectionKind.STEPS: ("timeline", "numbered"),
        SectionKind.STORY: ("split", "lead"),
        SectionKind.CALL_TO_ACTION: ("card", "band"),
    },
}
"""What suits a style family; a kind that a family does not name has all its arrangements open."""


def arrangement_for(family: str, kind: SectionKind, dice: Dice) -> str:
    """An arrangement of the kind that suits the family."""
    return dice.pick(PREFERRED[family].get(kind, ARRANGEMENTS[kind]))
