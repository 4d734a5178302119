"""The text/background pairs that the stylesheet uses, and what WCAG 2.2 asks of each."""

from code24.build.brand.models import ColorPair, Palette
from code24.website.accessibility.colors import hex_contrast

BODY, OTHER, SHAPE = 7.0, 4.5, 3.0
"""1.4.6 (AAA) for body text, 1.4.3 (AA) for short and large text, 1.4.11 for what is not text."""

GROUNDS = ("background", "surface", "primary_soft")
"""What pages stand on; `danger_soft` is a ground of messages."""

PAIRS = (
    *(("text", ground, BODY) for ground in (*GROUNDS, "danger_soft")),
    *(("muted", ground, BODY) for ground in GROUNDS),
    *(("link", ground, BODY) for ground in GROUNDS),
    *(("danger", ground, BODY) for ground in (*GROUNDS, "danger_soft")),
    *(("primary", ground, OTHER) for ground in GROUNDS),
    *(("accent_text", ground, OTHER) for ground in GROUNDS),
    ("on_primary", "primary", OTHER),
    ("on_accent", "accent", BODY),
    *(("border", ground, SHAPE) for ground in (*GROUNDS, "danger_soft")),
)
"""Foreground, background, and the ratio that is asked for. Focus rings are `primary`, or the text colour of a strong
ground."""


def required_ratio(foreground: str, background: str) -> float:
    """What the pair must reach; 1 for a pair that the stylesheet does not use."""
    return next((need for front, back, need in PAIRS if (front, back) == (foreground, background)), 1.0)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two sRGB hex colours (WCAG 2.2, "contrast ratio" and "relative luminance")."""
    return hex_contrast(one, other)


def computed_pairs(light: Palette, dark: Palette) -> tuple[ColorPair, ...]:
    """Every used pair of both schemes with its ratio, rounded down to two places."""
    return tuple(
        ColorPair(
            scheme=scheme,
            foreground=foreground,
            background=background,
            ratio=int(contrast(getattr(palette, foreground), getattr(palette, background)) * 100) / 100,
            required=required,
        )
        for scheme, palette in (("light", light), ("dark", dark))
        for foreground, background, required in PAIRS
    )
