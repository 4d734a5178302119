"""Colours of CSS as numbers, and what WCAG says of two of them."""

from functools import lru_cache
from typing import NamedTuple

from coloraide import Color


class Paint(NamedTuple):
    """A colour of sRGB: channels and opacity from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, other: "Paint") -> "Paint":
        """The colour that is seen where it is painted over an opaque one."""
        return mixed(Paint(self.red, self.green, self.blue), other, self.alpha)

    @property
    def hex(self) -> str:
        """`#rrggbb`, without the opacity."""
        return "#" + "".join(f"{round(min(max(one, 0.0), 1.0) * 255):02x}" for one in self[:3])


WHITE = Paint(1.0, 1.0, 1.0)
BLACK = Paint(0.0, 0.0, 0.0)
TRANSPARENT = Paint(0.0, 0.0, 0.0, 0.0)


def mixed(one: Paint, other: Paint, share: float) -> Paint:
    """`share` of one opaque colour in another one, as browsers blend."""
    red, green, blue = (share * a + (1 - share) * b for a, b in zip(one[:3], other[:3], strict=True))
    return Paint(red, green, blue)


@lru_cache(maxsize=4_096)
def paint(text: str) -> Paint | None:
    """A CSS colour; None for what is none, and for `currentcolor` and system colours."""
    text = text.strip().lower()
    if text == "transparent":
        return TRANSPARENT
    if len(text) > 100:
        return None
    try:
        color = Color(text).convert("srgb").clip()
    except ValueError:
        return None
    red, green, blue = color.coords(nans=False)
    return Paint(red, green, blue, min(max(color.alpha(nans=False), 0.0), 1.0))


def _luminance(color: Paint) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=4_096)
def contrast(one: Paint, other: Paint) -> float:
    """The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def hex_contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#rrggbb` colours."""
    first, second = (Paint(*(int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))) for color in (one, other))
    return contrast(first, second)
