"""Ornaments by name, as inline SVG that is decoration only."""

from collections.abc import Callable
from functools import cache

from markupsafe import Markup

from code24.build.brand.dice import Dice
from code24.build.development.art import compositions, landscapes, tiles
from code24.build.development.art.canvas import Canvas

ORNAMENTS: dict[str, Callable[[Canvas, Dice], None]] = {
    "arches": compositions.arches,
    "blobs": landscapes.blobs,
    "botanical": landscapes.botanical,
    "circuit": compositions.circuit,
    "confetti": compositions.confetti,
    "contours": landscapes.contours,
    "hills": landscapes.hills,
    "orbits": compositions.orbits,
    "rays": compositions.rays,
    "rosette": compositions.rosette,
    "strata": compositions.strata,
    "tiles": tiles.tiles,
}

FORMATS = {"square": (600, 560), "tall": (520, 640), "wide": (1200, 360), "strip": (1200, 150)}
"""Width and height of the pictures, in units of their own."""
GLYPH = 56


@cache
def ornament(name: str, shape: str, seed: int, part: str) -> Markup:
    """A picture in one of the `FORMATS`; empty for `none`. `part` tells the pictures of one site apart.

    Assistive technology passes it by, and its size is reserved by its aspect ratio.
    """
    if name not in ORNAMENTS:
        return Markup()
    width, height = FORMATS[shape]
    canvas = Canvas(width, height)
    ORNAMENTS[name](canvas, Dice("art", name, seed, part))
    return Markup(  # noqa: S704 - numbers and constants of this package
        f'<svg class="art art-{shape}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">{canvas.svg()}</svg>'
    )


@cache
def glyph(seed: int, part: str, number: int) -> Markup:
    """A small sign of a few tile forms, for an item that has no picture of its own."""
    canvas = Canvas(GLYPH, GLYPH)
    tiles.sign(canvas, Dice("glyph", seed, part, number))
    return Markup(  # noqa: S704
        f'<svg class="glyph" viewBox="0 0 {GLYPH} {GLYPH}" width="{GLYPH}" height="{GLYPH}" '
        f'aria-hidden="true" focusable="false">{canvas.svg()}</svg>'
    )
