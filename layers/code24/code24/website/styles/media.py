"""Media queries and feature queries, answered for a viewport (Media Queries 4, CSS Conditional 3)."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from code24.website.styles.scanning import split_list, without_comments

_FEATURE = re.compile(r"\(\s*([^()]*?)\s*\)")
_FUNCTION = re.compile(r"(?<![\w-])(?!(?:and|or|not)\b)[a-z-]+\(")
"""`selector(…)`, `calc(…)`: the brackets alone are enough to read a condition."""
_ANSWERED = re.compile(r"\s*(?:not\s+)?[TF](?:\s+(?:and|or)\s+(?:not\s+)?[TF])*\s*")
_MOST = 200
"""Brackets of a condition."""
_RANGE = re.compile(r"\s*(<=|>=|<|>|=)\s*")
_LENGTH = re.compile(r"(-?\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)\Z", re.IGNORECASE)
_IN_PX = {"": 1.0, "px": 1.0, "em": 16.0, "rem": 16.0, "pt": 4 / 3, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "in": 96.0}
_IN_DPPX = {"dppx": 1.0, "x": 1.0, "dpi": 1 / 96, "dpcm": 2.54 / 96}


class Viewport(NamedTuple):
    """A screen that a page is looked at on, in CSS pixels."""

    width: int
    height: int
    density: float = 1.0
    """Device pixels for each CSS pixel."""
    touch: bool = False


PHONE = Viewport(412, 823, 1.75, touch=True)
"""What Lighthouse emulates."""
DESKTOP = Viewport(1350, 940)

_NAMED: dict[str, Callable[[Viewport], str]] = {
    "orientation": lambda view: "portrait" if view.height >= view.width else "landscape",
    "hover": lambda view: "none" if view.touch else "hover",
    "any-hover": lambda view: "none" if view.touch else "hover",
    "pointer": lambda view: "coarse" if view.touch else "fine",
    "any-pointer": lambda view: "coarse" if view.touch else "fine",
    "prefers-color-scheme": lambda view: "light",
    "prefers-reduced-motion": lambda view: "no-preference",
    "prefers-reduced-transparency": lambda view: "no-preference",
    "prefers-reduced-data": lambda view: "no-preference",
    "prefers-contrast": lambda view: "no-preference",
    "forced-colors": lambda view: "none",
    "inverted-colors": lambda view: "none",
    "scripting": lambda view: "enabled",
    "update": lambda view: "fast",
    "display-mode": lambda view: "browser",
    "color-gamut": lambda view: "srgb",
    "dynamic-range": lambda view: "standard",
    "overflow-block": lambda view: "scroll",
    "overflow-inline": lambda view: "scroll",
}
_OFF = frozenset({"none", "no-preference", "0"})


@lru_cache(maxsize=2_000)
def media_matches(query: str, view: Viewport) -> bool:
    """Whether a list of media queries holds for a screen with this viewport; the empty list does."""
    query = without_comments(query).strip().lower()
    return not query or any(_one(part, view) for part in split_list(query))


@lru_cache(maxsize=2_000)
def for_screens(query: str) -> bool:
    """Whether a list of media queries may hold for any screen, whatever its size."""
    query = without_comments(query).strip().lower()
    return not query or any(
        not re.match(r"(only\s+)?(print|speech|aural|tty|tv|handheld)\b", part) for part in split_list(query)
    )


@lru_cache(maxsize=2_000)
def supports(condition: str) -> bool:
    """Whether a current browser meets a feature query; only what old or other engines have is taken as lacking."""
    return _truth(without_comments(condition).strip().lower(), _has_feature)


def _has_feature(feature: str) -> bool:
    return not re.match(r"-(?:ms|moz|o|apple)-|-webkit-(?:touch-callout|overflow-scrolling)", feature)


def _one(query: str, view: Viewport) -> bool:
    words = re.match(r"(only\s+|not\s+)?([a-z][\w-]*)?(?:\s*\band\b\s*|\s*\Z)", query)
    if query.startswith("(") or re.match(r"not\s*\(", query) or words is None:
        return _truth(query, lambda feature: _feature(feature, view))
    kind, rest = words[2] or "all", query[words.end() :]
    holds = kind in {"all", "screen"} and (not rest or _truth(rest, lambda feature: _feature(feature, view)))
    return not holds if (words[1] or "").strip() == "not" else holds


def _truth(text: str, holds: Callable[[str], bool]) -> bool:
    """The value of a condition of `and`, `or`, `not` and brackets; what cannot be read is false."""
    text = _FUNCTION.sub("(", text)
    # Innermost brackets become T or F until none is left.
    for _ in range(_MOST):
        found = _FEATURE.search(text)
        if found is None:
            break
        value = _plain(found[1]) if _ANSWERED.fullmatch(found[1]) else holds(found[1])
        text = text[: found.start()] + ("T" if value else "F") + text[found.end() :]
    return _plain(text)


def _plain(text: str) -> bool:
    result: bool | None = None
    operator, negated = "and", False
    for word in re.findall(r"\w+|\S", text):
        if word in {"and", "or"}:
            operator = word
        elif word == "not":
            negated = True
        elif word in {"T", "F"}:
            value = (word == "T") != negated
            negated = False
            result = value if result is None else (result and value if operator == "and" else result or value)
        else:
            return False
    return bool(result)


def _feature(text: str, view: Viewport) -> bool:
    parts = _RANGE.split(text)
    if len(parts) in {3, 5}:
        return _in_range(parts, view)
    name, colon, value = (part.strip() for part in text.partition(":"))
    if name in _NAMED:
        own = _NAMED[name](view)
        return own == value if colon else own not in _OFF
    if not colon:
        return bool(_measured(name, view))
    limit = re.match(r"(-webkit-)?(min|max)-", name)
    if limit is None:
        return _compare(_measured(name, view), "=", _value(value, view))
    rest = (limit[1] or "") + name[limit.end() :]
    return _compare(_measured(rest, view), ">=" if limit[2] == "min" else "<=", _value(value, view))


def _in_range(parts: list[str], view: Viewport) -> bool:
    sides = [
        _measured(parts[i], view) if _measured(parts[i], view) is not None else _value(parts[i], view)
        for i in range(0, len(parts), 2)
    ]
    return all(_compare(sides[i], parts[2 * i + 1], sides[i + 1]) for i in range(len(sides) - 1))


def _measured(name: str, view: Viewport) -> float | None:
    ratio = view.width / view.height
    return {
        "width": float(view.width),
        "device-width": float(view.width),
        "height": float(view.height),
        "device-height": float(view.height),
        "aspect-ratio": ratio,
        "device-aspect-ratio": ratio,
        "resolution": view.density,
        "device-pixel-ratio": view.density,
        "-webkit-device-pixel-ratio": view.density,
        "color": 8.0,
        "grid": 0.0,
        "monochrome": 0.0,
        "color-index": 0.0,
    }.get(name)


def _value(text: str, view: Viewport) -> float | None:
    if "/" in text:
        over, _, under = text.partition("/")
        try:
            return float(over) / float(under)
        except (ValueError, ZeroDivisionError):
            return None
    found = _LENGTH.match(text.strip())
    if found is None:
        return None
    factor = {**_IN_PX, **_IN_DPPX, "vw": view.width / 100, "vh": view.height / 100}.get(found[2])
    return float(found[1]) * factor if factor is not None else None


def _compare(left: float | None, sign: str, right: float | None) -> bool:
    if left is None or right is None:
        return False
    return {
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
        "=": abs(left - right) < 1e-6,
    }[sign]
