"""Whether an SVG can take the place of a glyph and look the same, and the style that it needs for that."""

import re
from typing import NamedTuple

from code24.optimize.fixes.icons.outlines import GlyphFont
from code24.website.styles.cascade import Computed
from code24.website.typefaces.fontfaces import FontFace
from code24.website.typefaces.icon_uses import GlyphBox
from code24.website.vocabulary import words

WITHOUT_EFFECT = words(
    "content font font-family font-style font-weight font-variant font-variant-ligatures text-transform speak "
    "speak-as speak-never text-rendering font-feature-settings text-decoration direction word-wrap white-space "
    "text-align letter-spacing transition cursor pointer-events hyphens font-display font-stretch font-synthesis "
    "text-indent font-kerning box-sizing font-variation-settings font-optical-sizing"
)
"""Properties of a glyph's box that change nothing about its picture, or that are judged by what is computed."""
CARRIED = ("color", "font-size", "margin-left", "margin-right", "margin", "opacity")
"""Properties that mean the same on the picture."""
PLACED = frozenset({*CARRIED, "line-height", "vertical-align", "display", "width"})
SHIFTED = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:em|rem|px)\Z|0\Z")
KEYWORDS = frozenset({"middle", "top", "bottom", "text-top", "text-bottom", "sub", "super"})
_EM = re.compile(r"(\d+\.?\d*|\.\d+)(em|)\Z")
BOLD = 600


class Placed(NamedTuple):
    """What takes a glyph's place."""

    html: str
    style: str
    """Declarations for the picture."""
    needs_bare_line: bool
    """Whether the element's own line has to go, since the icon font made it."""


class NotPlaced(Exception):
    """The glyph has to stay; says why."""


def placed(box: GlyphBox, font: GlyphFont, face: FontFace, element: Computed) -> Placed:
    """The picture of a glyph. Raises NotPlaced where it would look different, or might."""
    values = box.values
    unknown = [name for name in values if not _is_known(name)]
    if unknown:
        raise NotPlaced(f"its box has {unknown[0]}")
    if box.in_states:
        raise NotPlaced("it changes when visitors act, or with the width of the screen")
    glyph = font.glyph(box.character)
    if glyph is None:
        raise NotPlaced("its outline cannot be taken from the font")
    _check_look(values, face, element)
    carries_font = "font-family" in values
    if not carries_font and (box.element.children or box.element.text.strip()):
        raise NotPlaced("its element holds something else in the same font")
    line = _line(values.get("line-height"), element, own_size="font-size" in values)
    leading = round((line - 1) / 2, 4)
    width = _width(values.get("width"), glyph.advance)
    style = _style(values, font.baseline, leading)
    spacing = element.length("letter-spacing") or 0.0
    if spacing:
        style += f";margin-right:{spacing:g}px"
    return Placed(glyph.picture(font.baseline, width, ""), style, not carries_font)


def _is_known(name: str) -> bool:
    return name in WITHOUT_EFFECT or name in PLACED or name.startswith(("-webkit-font", "-moz-osx", "-moz-font", "--"))


def _check_look(values: dict[str, str], face: FontFace, element: Computed) -> None:
    style = values.get("font-style", "inherit")
    style = (element.get("font-style") or "normal") if style == "inherit" else style
    if style != "normal" and face.style == "normal":
        raise NotPlaced("browsers slant it")
    weight = values.get("font-weight", "inherit")
    if weight_of(weight if weight != "inherit" else element.get("font-weight")) >= BOLD > face.weight[1]:
        raise NotPlaced("browsers embolden it")
    if (element.get("text-shadow") or "none") != "none":
        raise NotPlaced("it has a shadow")
    if "text" in ((element.get("-webkit-background-clip") or "") + (element.get("background-clip") or "")):
        raise NotPlaced("its background shines through it")
    if (element.get("-webkit-text-fill-color") or "currentcolor").lower() not in {"currentcolor", "unset", "inherit"}:
        raise NotPlaced("it is filled with another colour than its text colour")


def weight_of(value: str | None) -> float:
    """The number of a `font-weight`."""
    named = {"normal": 400.0, "bold": 700.0, "bolder": 700.0, "lighter": 300.0}
    try:
        return named.get(value or "normal") or float(value or 400)
    except ValueError:
        return 400.0


def _line(own: str | None, element: Computed, *, own_size: bool) -> float:
    """The height of the glyph's line in its own em."""
    if own is not None and own not in {"inherit", "normal"}:
        found = _EM.match(own)
        if found is None:
            raise NotPlaced("the height of its line is not known")
        return float(found[1])
    size = element.length("font-size")
    inherited = (element.get("line-height") or "normal").strip()
    if own == "normal" or inherited == "normal" or not size or own_size:
        raise NotPlaced("the height of its line is not known")
    if found := _EM.match(inherited):
        return float(found[1])
    height = element.length("line-height")
    if height is None:
        raise NotPlaced("the height of its line is not known")
    return height / size


def _width(written: str | None, advance: float) -> float | None:
    if written is None or written == "auto":
        return None
    found = _EM.match(written)
    if found is None or not found[2] or float(found[1]) < advance:
        raise NotPlaced("its box has a width of its own")
    return float(found[1])


def _style(values: dict[str, str], baseline: float, leading: float) -> str:
    if values.get("display", "inline") not in {"inline", "inline-block"}:
        raise NotPlaced("its box is a block")
    carried = ";".join(f"{name}:{values[name]}" for name in CARRIED if name in values)
    vertical = values.get("vertical-align", "baseline").strip().lower()
    if vertical in KEYWORDS:
        place = vertical
    elif vertical == "baseline" or SHIFTED.match(vertical):
        below = round(-(1 - baseline) - leading, 4)
        shift = "" if vertical in {"baseline", "0"} else vertical
        place = _sum(shift, below)
    else:
        raise NotPlaced("it is shifted by a share of its line")
    margins = f";margin-top:{leading:g}em;margin-bottom:{leading:g}em" if leading else ""
    return (
        f"display:inline-block;overflow:visible;max-width:none;vertical-align:{place}"
        + margins
        + (f";{carried}" if carried else "")
    )


def _sum(shift: str, below: float) -> str:
    if shift.endswith("em") and not shift.endswith("rem"):
        return f"{round(float(shift[:-2]) + below, 4):g}em"
    return f"calc({shift} + {below:g}em)" if shift else f"{below:g}em"
