"""The colours and signs of charts, in the brand's palette.

Each colour has a contrast of at least 3 : 1 with the paper (WCAG 2.2, 1.4.11), and any two of them differ by at least
15 (CIEDE2000) for readers with and without a colour vision deficiency. Each also has a sign of its own: colour is never
the only one (1.4.1).
"""

from typing import NamedTuple

BLUE, INK, PAPER = "#1d4ed8", "#1c1917", "#fafaf9"
QUIET = "#57534e"
LINE = "#d6d3d1"
"""Of guides, which nobody has to see."""


class Sign(NamedTuple):
    """How one series is told from the others."""

    color: str
    dashes: str
    """Of its line: lengths of strokes and gaps; empty for a solid one."""
    marker: str
    """On its points: an SVG path around 0, 0."""
    hatching: str
    """On its bars: an SVG path over a tile of 8 by 8; empty for solid ones."""


_CIRCLE = "M-4 0 A4 4 0 1 1 4 0 A4 4 0 1 1 -4 0 Z"
_SQUARE = "M-3.5 -3.5 H3.5 V3.5 H-3.5 Z"
_TRIANGLE = "M0 -4.6 L4.4 3.4 H-4.4 Z"
_DIAMOND = "M0 -5 L5 0 L0 5 L-5 0 Z"
_TURNED = "M0 4.6 L4.4 -3.4 H-4.4 Z"
_CROSS = "M-1.5 -4.5 H1.5 V-1.5 H4.5 V1.5 H1.5 V4.5 H-1.5 V1.5 H-4.5 V-1.5 H-1.5 Z"

SIGNS = (
    Sign(BLUE, "", _CIRCLE, ""),
    Sign("#d97706", "9 4", _SQUARE, "M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6"),
    Sign(INK, "2 4", _TRIANGLE, "M-2 6 L2 10 M0 0 L8 8 M6 -2 L10 2"),
    Sign("#78716c", "12 4 2 4", _DIAMOND, "M0 4 H8"),
    Sign("#0891b2", "6 3", _TURNED, "M4 0 V8"),
    Sign("#854d0e", "12 3 2 3 2 3", _CROSS, "M0 4 H8 M4 0 V8"),
)
EXPECTED = "3 5"
"""Dashes of forecasts, whose points are hollow as well."""


def sign(number: int) -> Sign:
    """The sign of a series by its place, from 0."""
    return SIGNS[number % len(SIGNS)]
