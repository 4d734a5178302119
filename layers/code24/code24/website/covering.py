"""How many pixels of a background picture a screen shows (CSS Backgrounds 3, 3.9)."""

from turbohtml import Element

from code24.pictures.reading import Facts
from code24.website.sight import Sight, viewport
from code24.website.styles.scanning import split_list
from code24.website.styles.values import Ground, length

PHONE_SCREEN = 412
"""CSS pixels of width."""
DESKTOP_SCREEN = 1920


def covered_width(
    element: Element, pseudo: str, layer: int, facts: Facts, sight: Sight, screen: int
) -> float | None:
    """CSS pixels of width that a background picture is drawn with; None where it is drawn in its own size.

    `layer` counts the pictures of the list. The box of a pseudo-element is taken for its element's, as it mostly fills it.
    """
    style = sight.cascade(screen).of(element, pseudo)
    wanted = _of_layer(style.get("background-size"), layer).lower()
    inner = sight.cascade(screen).of(element)
    sides = sum(inner.length(name) or 0.0 for name in ("padding-left", "padding-right"))
    width = min(float(screen), (sight.width(element, screen) or float(screen)) + sides)
    height = sight.height(element, screen)
    if _of_layer(style.get("background-attachment"), layer).lower() == "fixed":
        width, height = float(screen), float(viewport(screen).height)
    ratio = facts.width / facts.height
    if wanted in {"cover", "contain"}:
        both = (width, height * ratio)
        return max(both) if wanted == "cover" else min(both)
    first, _, second = wanted.partition(" ")
    ground = Ground(viewport(screen), style.font_size, base=width)
    found = length(first, ground)
    if found is None and second:
        down = length(second, ground._replace(base=height))
        return down * ratio if down is not None else None
    return found


def _of_layer(text: str, layer: int) -> str:
    """One value of a list that repeats (CSS Backgrounds 3, 3.1)."""
    parts = split_list(text) or [""]
    return " ".join(parts[layer % len(parts)].split())
