"""Which arrangements show pictures, how large, and what is drawn where the owner gave none."""

from dataclasses import dataclass

from code24.build.design.models import SectionKind


@dataclass(frozen=True)
class Place:
    """The place of the leading pictures of an arrangement."""

    space: str
    """How much of the page's width it takes (`picture_views.SIZES`)."""
    drawing: str
    """The format of the ornament that takes the place of a missing picture (`art.ornaments.FORMATS`)."""
    count: int = 1
    """How many there are; ornaments take the places of those that are missing."""


HALF_SQUARE, HALF_TALL = Place("half", "square"), Place("half", "tall")
PAGE_WIDE, FULL_WIDE = Place("page", "wide"), Place("full", "wide")

PLACES: dict[tuple[SectionKind, str], Place] = {
    (SectionKind.HERO, "split"): HALF_SQUARE,
    (SectionKind.HERO, "banner"): HALF_TALL,
    (SectionKind.HERO, "centered"): PAGE_WIDE,
    (SectionKind.HERO, "statement"): PAGE_WIDE,
    (SectionKind.HERO, "framed"): FULL_WIDE,
    (SectionKind.HERO, "cover"): FULL_WIDE,
    (SectionKind.HERO, "mosaic"): Place("half", "square", count=3),
    (SectionKind.HERO, "heading-art"): HALF_SQUARE,
    (SectionKind.FEATURES, "aside"): HALF_TALL,
    (SectionKind.STORY, "split"): HALF_SQUARE,
    (SectionKind.CALL_TO_ACTION, "band"): HALF_SQUARE,
    (SectionKind.CALL_TO_ACTION, "card"): HALF_SQUARE,
    (SectionKind.NEWSLETTER, "card"): HALF_SQUARE,
    (SectionKind.MESSAGE, "centered"): PAGE_WIDE,
    (SectionKind.MESSAGE, "split"): HALF_SQUARE,
}
"""Arrangements that pictures lead, or ornaments in their places."""

ITEM_SPACES: dict[tuple[SectionKind, str], str] = {
    (SectionKind.OFFERS, "cards"): "third",
    (SectionKind.OFFERS, "alternating"): "half",
    (SectionKind.MENU, "cards"): "third",
    (SectionKind.PRICE_LIST, "cards"): "third",
    (SectionKind.PRODUCTS, "list"): "thumb",
    (SectionKind.PRODUCTS, "cards"): "third",
    (SectionKind.PRODUCTS, "showcase"): "half",
    (SectionKind.TEAM, "list"): "thumb",
    (SectionKind.TEAM, "cards"): "thumb",
    (SectionKind.TEAM, "portraits"): "third",
    (SectionKind.TESTIMONIALS, "list"): "thumb",
    (SectionKind.TESTIMONIALS, "cards"): "thumb",
    (SectionKind.TESTIMONIALS, "spotlight"): "thumb",
}
"""Arrangements whose items show a picture each."""

GALLERY_SPACES = {"grid": "third", "mosaic": "half", "strip": "third"}

WITH_GLYPHS = frozenset(
    {
        *((SectionKind.FEATURES, "cards"), (SectionKind.FEATURES, "columns"), (SectionKind.OFFERS, "cards")),
        *((SectionKind.OFFERS, "alternating"), (SectionKind.PRODUCTS, "list"), (SectionKind.PRODUCTS, "cards")),
        (SectionKind.PRODUCTS, "showcase"),
    }
)
"""Arrangements whose items have a drawn sign where there is no picture."""

MOSAIC_ROWS: tuple[tuple[int, ...], ...] = ((7, 5), (4, 4, 4), (5, 7))
"""Widths of a mosaic's pictures in twelfths, row by row, in turn."""


def mosaic(count: int) -> tuple[int, ...]:
    """The width of each of `count` pictures in twelfths, so that every row is full."""
    widths: list[int] = []
    at = 0
    while (left := count - len(widths)) > 0:
        row = MOSAIC_ROWS[at % len(MOSAIC_ROWS)]
        if left < len(row):
            row = {1: (12,), 2: (5, 7)}[left]
        elif left == len(row) + 1:
            row = {3: (4, 4, 4), 4: (7, 5)}[left]
        widths += row
        at += 1
    return tuple(widths)
