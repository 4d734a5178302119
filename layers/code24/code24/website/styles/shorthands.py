"""Shorthand properties and the longhands that they set."""

import re
from functools import lru_cache
from typing import NamedTuple

from code24.website.styles.scanning import split_list
from code24.website.vocabulary import words

SIDES = ("top", "right", "bottom", "left")
_CORNERS = ("top-left", "top-right", "bottom-right", "bottom-left")
FOUR = {
    "margin": tuple(f"margin-{side}" for side in SIDES),
    "padding": tuple(f"padding-{side}" for side in SIDES),
    "inset": SIDES,
    "border-width": tuple(f"border-{side}-width" for side in SIDES),
    "border-style": tuple(f"border-{side}-style" for side in SIDES),
    "border-color": tuple(f"border-{side}-color" for side in SIDES),
    "border-radius": tuple(f"border-{corner}-radius" for corner in _CORNERS),
}
PAIRS = {
    "overflow": ("overflow-x", "overflow-y"),
    "gap": ("row-gap", "column-gap"),
    "grid-gap": ("row-gap", "column-gap"),
    "margin-inline": ("margin-left", "margin-right"),
    "margin-block": ("margin-top", "margin-bottom"),
    "padding-inline": ("padding-left", "padding-right"),
    "padding-block": ("padding-top", "padding-bottom"),
    "inset-inline": ("left", "right"),
    "inset-block": ("top", "bottom"),
    "place-content": ("align-content", "justify-content"),
    "place-items": ("align-items", "justify-items"),
    "place-self": ("align-self", "justify-self"),
    "flex-flow": ("flex-direction", "flex-wrap"),
}
LOGICAL = {
    "inline-size": "width",
    "block-size": "height",
    "max-inline-size": "max-width",
    "min-inline-size": "min-width",
    "max-block-size": "max-height",
    "min-block-size": "min-height",
    "margin-inline-start": "margin-left",
    "margin-inline-end": "margin-right",
    "margin-block-start": "margin-top",
    "margin-block-end": "margin-bottom",
    "padding-inline-start": "padding-left",
    "padding-inline-end": "padding-right",
    "padding-block-start": "padding-top",
    "padding-block-end": "padding-bottom",
    "inset-inline-start": "left",
    "inset-inline-end": "right",
    "inset-block-start": "top",
    "inset-block-end": "bottom",
    "grid-row-gap": "row-gap",
    "grid-column-gap": "column-gap",
    "-webkit-background-size": "background-size",
    "-webkit-box-sizing": "box-sizing",
    "-webkit-flex": "flex",
    "word-wrap": "overflow-wrap",
}
"""Other names of properties, as for writing from left to right, top to bottom."""
_BORDER = ("width", "style", "color")
_FONT = ("font-style", "font-variant", "font-weight", "font-stretch", "font-size", "line-height", "font-family")
_BACKGROUND = (
    "background-color",
    "background-image",
    "background-position",
    "background-size",
    "background-repeat",
    "background-attachment",
    "background-origin",
    "background-clip",
)
_FLEX = ("flex-grow", "flex-shrink", "flex-basis")
_LIST = ("list-style-type", "list-style-position", "list-style-image")
_DECORATION = ("text-decoration-line", "text-decoration-style", "text-decoration-color", "text-decoration-thickness")
_OUTLINE = ("outline-width", "outline-style", "outline-color")
SHORTHANDS: dict[str, tuple[str, ...]] = {
    **FOUR,
    **PAIRS,
    "border": tuple(f"border-{side}-{part}" for part in _BORDER for side in SIDES),
    **{f"border-{side}": tuple(f"border-{side}-{part}" for part in _BORDER) for side in SIDES},
    "font": _FONT,
    "background": _BACKGROUND,
    "flex": _FLEX,
    "list-style": _LIST,
    "text-decoration": _DECORATION,
    "outline": _OUTLINE,
}
"""What each shorthand sets."""
_WIDE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
_LINE_STYLES = words("none hidden dotted dashed solid double groove ridge inset outset")
_LINE_WIDTHS = frozenset({"thin", "medium", "thick"})
_NUMBER = re.compile(r"[+-]?(?:\d|\.\d)|(?:calc|min|max|clamp)\(", re.IGNORECASE)
_IMAGE = re.compile(r"(?:url|image|image-set|-webkit-image-set|cross-fade|[\w-]*gradient)\(", re.IGNORECASE)
_POSITIONS = frozenset({"left", "right", "top", "bottom", "center"})
_REPEATS = frozenset({"repeat", "no-repeat", "repeat-x", "repeat-y", "round", "space"})
_SIZES = re.compile(r"(?:xx-small|x-small|small|medium|large|x-large|xx-large|xxx-large|smaller|larger)\Z")


class Pending(NamedTuple):
    """A longhand whose shorthand refers to custom properties: it is known when they are."""

    shorthand: str
    value: str


type Value = str | Pending


@lru_cache(maxsize=20_000)
def longhands(name: str, value: str) -> tuple[tuple[str, Value], ...]:
    """What one declaration sets; empty where a shorthand's value cannot be read."""
    name = LOGICAL.get(name, name)
    parts = SHORTHANDS.get(name)
    if parts is None:
        return ((name, value),)
    if "var(" in value:
        return tuple((part, Pending(name, value)) for part in parts)
    if value.lower() in _WIDE:
        return tuple((part, value) for part in parts)
    return tuple(_expanded(name, value).items())


def pieces(value: str) -> list[str]:
    """The parts of a value that spaces separate; a slash is a part of its own."""
    if "/" in value and "(" not in value and '"' not in value:
        value = value.replace("/", " / ")
    return [part for part in split_list(" ".join(value.split()), " ") if part]


def _expanded(name: str, value: str) -> dict[str, Value]:
    if name in FOUR:
        return _four(FOUR[name], pieces(value.partition("/")[0] if name == "border-radius" else value))
    if name in PAIRS:
        return _pair(name, pieces(value))
    if name.startswith("border") or name == "outline":
        return _lines(name, pieces(value))
    match name:
        case "font":
            found = _font(value)
        case "background":
            found = _background(value)
        case "flex":
            found = _flex(pieces(value))
        case "list-style":
            found = _list_style(pieces(value))
        case _:
            found = _decoration(pieces(value))
    return found


def _four(names: tuple[str, ...], values: list[str]) -> dict[str, Value]:
    if not 1 <= len(values) <= 4:
        return {}
    a, b, c, d = (values * 4)[:4] if len(values) != 3 else (*values, values[1])
    return dict(zip(names, (a, b, c, d), strict=True))


def _pair(name: str, values: list[str]) -> dict[str, Value]:
    first, second = PAIRS[name]
    if name == "flex-flow":
        wraps = [value for value in values if "wrap" in value]
        ways = [value for value in values if "wrap" not in value]
        return {first: ways[0] if ways else "row", second: wraps[0] if wraps else "nowrap"}
    return {first: values[0], second: values[-1]} if 1 <= len(values) <= 2 else {}


def _lines(name: str, values: list[str]) -> dict[str, Value]:
    width, style, color = "medium", "none", "currentcolor"
    for value in values:
        if value.lower() in _LINE_STYLES:
            style = value.lower()
        elif value.lower() in _LINE_WIDTHS or _NUMBER.match(value):
            width = value
        else:
            color = value
    sides = ("outline",) if name == "outline" else (name,) if name != "border" else [f"border-{side}" for side in SIDES]
    return {f"{side}-{part}": each for side in sides for part, each in zip(_BORDER, (width, style, color), strict=True)}


def _font(value: str) -> dict[str, Value]:
    found: dict[str, Value] = dict.fromkeys(_FONT, "normal")
    parts = pieces(value)
    for index, part in enumerate(parts):
        lower = part.lower()
        size, slash, line = lower.partition("/")
        if (_NUMBER.match(size) and not re.fullmatch(r"[1-9]\d{0,3}", size)) or _SIZES.match(size) or size == "0":
            rest = parts[index + 1 :]
            if slash and not line and rest:
                line, rest = rest[0], rest[1:]
            if rest[:1] == ["/"]:
                line, rest = rest[1] if len(rest) > 1 else "", rest[2:]
            if not rest:
                return {}
            return found | {"font-size": size, "line-height": line or "normal", "font-family": " ".join(rest)}
        if lower in {"italic", "oblique"}:
            found["font-style"] = lower
        elif lower in {"bold", "bolder", "lighter"} or lower.isdigit():
            found["font-weight"] = lower
        elif lower == "small-caps":
            found["font-variant"] = lower
    return {}


def _background(value: str) -> dict[str, Value]:
    layers = split_list(value)
    read = [_background_layer(layer) for layer in layers]
    found: dict[str, Value] = {name: ", ".join(layer[name] for layer in read) for name in _BACKGROUND[1:]}
    return found | {"background-color": read[-1]["background-color"]}


def _background_layer(layer: str) -> dict[str, str]:
    found = {
        "background-color": "transparent",
        "background-image": "none",
        "background-position": "0% 0%",
        "background-size": "auto",
        "background-repeat": "repeat",
        "background-attachment": "scroll",
        "background-origin": "padding-box",
        "background-clip": "border-box",
    }
    places, sizes, after = [], [], False
    spaced = re.sub(r"\s*/\s*(?![^()]*\))", " / ", layer)
    for part in pieces(spaced):
        lower = part.lower()
        if part == "/":
            after = True
        elif _IMAGE.match(part):
            found["background-image"] = part
        elif lower in _REPEATS:
            found["background-repeat"] = lower
        elif lower in {"fixed", "local", "scroll"}:
            found["background-attachment"] = lower
        elif lower in {"border-box", "padding-box", "content-box", "text"}:
            found["background-clip"] = lower
        elif after and (lower in {"cover", "contain", "auto"} or _NUMBER.match(part)):
            sizes.append(lower)
        elif lower in _POSITIONS or _NUMBER.match(part):
            places.append(lower)
        elif lower != "none":
            found["background-color"] = part
    if places:
        found["background-position"] = " ".join(places)
    if sizes:
        found["background-size"] = " ".join(sizes)
    return found


def _flex(values: list[str]) -> dict[str, Value]:
    if values in (["none"], ["auto"]):
        grow = "0" if values == ["none"] else "1"
        return {"flex-grow": grow, "flex-shrink": grow, "flex-basis": "auto"}
    numbers = [value for value in values if re.fullmatch(r"[+]?\d*\.?\d+", value)]
    others = [value for value in values if value not in numbers]
    if len(numbers) == 3:
        others, numbers = [numbers[2]], numbers[:2]
    grow, shrink, *_ = [*numbers, *["1", "1"][len(numbers) :]]
    return {"flex-grow": grow, "flex-shrink": shrink, "flex-basis": others[0] if others else "0%"}


def _list_style(values: list[str]) -> dict[str, Value]:
    found: dict[str, Value] = {"list-style-type": "disc", "list-style-position": "outside", "list-style-image": "none"}
    for value in values:
        if value in {"inside", "outside"}:
            found["list-style-position"] = value
        elif _IMAGE.match(value):
            found["list-style-image"] = value
        else:
            found["list-style-type"] = value
    return found


def _decoration(values: list[str]) -> dict[str, Value]:
    found: dict[str, Value] = dict(zip(_DECORATION, ("none", "solid", "currentcolor", "auto"), strict=True))
    lines = [value for value in values if value in {"underline", "overline", "line-through", "none", "blink"}]
    if lines:
        found["text-decoration-line"] = " ".join(lines)
    for value in values:
        if value in {"solid", "double", "dotted", "dashed", "wavy"}:
            found["text-decoration-style"] = value
        elif _NUMBER.match(value) or value == "from-font":
            found["text-decoration-thickness"] = value
        elif value not in lines:
            found["text-decoration-color"] = value
    return found
