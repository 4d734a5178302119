"""How many pixels of a background picture a screen shows (CSS Backgrounds 3, 3.9)."""

from typing import NamedTuple

from turbohtml import Element

from code24.pictures.reading import Facts
from code24.website.images.sight import Sight, viewport
from code24.website.styles.scanning import split_list
from code24.website.styles.values import Ground, length

PHONE_SCREEN = 412
"""CSS pixels of width."""
DESKTOP_SCREEN = 1920


class Layer(NamedTuple):
    """One picture of an element's background."""

    element: Element
    pseudo: str
    """`before`, `after`, or empty for the element itself."""
    place: int
    """In the list of its pictures."""


def covered_width(layer: Layer, facts: Facts, sight: Sight, screen: int) -> float | None:
    """CSS pixels of width that a background picture is drawn with; None where it is drawn in its own size.

    The box of a pseudo-element is taken for its element's, which it mostly fills.
    """
    element, pseudo, place = layer
    style = sight.cascade(screen).of(element, pseudo)
    wanted = _of_layer(style.get("background-size"), place).lower()
    inner = sight.cascade(screen).of(element)
    sides = sum(inner.length(name) or 0.0 for name in ("padding-left", "padding-right"))
    width = min(float(screen), (sight.width(element, screen) or float(screen)) + sides)
    height = sight.height(element, screen)
    if _of_layer(style.get("background-attachment"), place).lower() == "fixed":
        width, height = float(screen), float(viewport(screen).height)
    ratio = facts.width / facts.height
    if wanted in {"cover", "contain"}:
        both = (width, height * ratio)
        return max(both) if wanted == "cover" else min(both)
    first, _, second = wanted.partition(" ")
    ground = Ground(viewport(screen), style.font_size, base=width)
    across, down = length(first, ground), length(second, ground._replace(base=height))
    return across if across is not None or down is None else down * ratio


def _of_layer(text: str, index: int) -> str:
    """One value of a list that repeats (CSS Backgrounds 3, 3.1)."""
    parts = split_list(text) or [""]
    return " ".join(parts[index % len(parts)].split())
