"""Values of properties: custom properties put in, lengths in CSS pixels (CSS Values 4)."""

import re
from collections.abc import Callable
from typing import NamedTuple

from code24.website.styles.media import Viewport
from code24.website.styles.scanning import split_list

_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z%]*)\Z", re.IGNORECASE)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?:%|[a-z]+)?)|(?P<call>[a-z-]*\()|(?P<sign>[+*/,)-]))",
    re.IGNORECASE,
)
_ABSOLUTE = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "q": 2.4 / 2.54}
_LONGEST = 4_000
"""Characters of a value after custom properties were put in; browsers have such a limit, too (CSS Variables 1, 3.3)."""
_TERMS = 60
_SIGNS = {"+": 1.0, "-": -1.0}


class Ground(NamedTuple):
    """What relative lengths are relative to, in CSS pixels."""

    view: Viewport
    font_size: float = 16.0
    root_size: float = 16.0
    base: float | None = None
    """What percentages are of."""


def number(text: str) -> float | None:
    """A plain number."""
    found = _NUMBER.match(text.strip())
    return float(found[1]) if found and not found[2] else None


def length(text: str, ground: Ground) -> float | None:
    """A length in CSS pixels; None for keywords, and for percentages of something unknown."""
    text = text.strip().lower()
    if found := _NUMBER.match(text):
        value = float(found[1])
        if not found[2]:
            return value if value == 0 else None
        return _in_px(value, found[2], ground)
    if "(" not in text or len(text) > _LONGEST:
        return None
    return _Sum(text, ground).result()


def _in_px(value: float, unit: str, ground: Ground) -> float | None:
    if unit in _ABSOLUTE:
        return value * _ABSOLUTE[unit]
    if unit == "%":
        return None if ground.base is None else value * ground.base / 100
    width, height = ground.view.width / 100, ground.view.height / 100
    one = {
        "em": ground.font_size,
        "rem": ground.root_size,
        "ex": ground.font_size / 2,
        "ch": ground.font_size / 2,
        "lh": ground.font_size * 1.2,
        "rlh": ground.root_size * 1.2,
        "vmin": min(width, height),
        "vmax": max(width, height),
        "vi": width,
        "vb": height,
    }.get(unit)
    if one is None and unit[-2:] in {"vw", "vh"} and unit[:-2] in {"", "s", "l", "d"}:
        one = width if unit.endswith("w") else height
    return None if one is None else value * one


class _Unreadable(Exception):
    """A calculation that cannot be done."""


class _Sum:
    """Arithmetic of `calc()`, `min()`, `max()` and `clamp()`; numbers and lengths are not told apart."""

    def __init__(self, text: str, ground: Ground) -> None:
        self.ground = ground
        self.tokens: list[str] = []
        position = 0
        while position < len(text) and (found := _TOKEN.match(text, position)):
            self.tokens.append(found[0].strip())
            position = found.end()
        self.whole = not text[position:].strip() and len(self.tokens) <= _TERMS
        self.at = 0

    def result(self) -> float | None:
        if not self.whole:
            return None
        try:
            value = self._call()
        except (_Unreadable, ZeroDivisionError, OverflowError):
            return None
        return value if self.at == len(self.tokens) and abs(value) < 1e9 else None

    def _next(self) -> str:
        if self.at >= len(self.tokens):
            raise _Unreadable
        self.at += 1
        return self.tokens[self.at - 1]

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _call(self) -> float:
        part = self._next()
        if part in _SIGNS:
            return self._call() * _SIGNS[part]
        return self._function(part) if part.endswith("(") else self._single(part)

    def _single(self, token: str) -> float:
        found = _NUMBER.match(token)
        value = None
        if found is not None:
            value = float(found[1]) if not found[2] else _in_px(float(found[1]), found[2], self.ground)
        if value is None:
            raise _Unreadable
        return value

    def _function(self, name: str) -> float:
        values = [self._sum()]
        while self._peek() == ",":
            self._next()
            values.append(self._sum())
        if self._next() != ")":
            raise _Unreadable
        if name == "min(":
            return min(values)
        if name == "max(":
            return max(values)
        if name == "clamp(" and len(values) == 3:
            return max(values[0], min(values[1], values[2]))
        if name not in {"calc(", "(", "-webkit-calc("} or len(values) != 1:
            raise _Unreadable
        return values[0]

    def _sum(self) -> float:
        value = self._product()
        while self._peek() in {"+", "-"}:
            value = value + self._product() if self._next() == "+" else value - self._product()
        return value

    def _product(self) -> float:
        value = self._call()
        while self._peek() in {"*", "/"}:
            value = value * self._call() if self._next() == "*" else value / self._call()
        return value


def substituted(value: str, lookup: Callable[[str], str | None]) -> str | None:
    """The value with every `var()` replaced; None where one has neither value nor fallback, or they go in circles."""
    for _ in range(_TERMS):
        start = value.rfind("var(")
        if start < 0:
            return value
        depth, end = 1, start + 4
        while end < len(value) and depth:
            depth += {"(": 1, ")": -1}.get(value[end], 0)
            end += 1
        inside = value[start + 4 : end - 1 if depth == 0 else end]
        name, *rest = split_list(inside)
        found = lookup(name)
        if found is None:
            if not rest and "," not in inside:
                return None
            found = inside.partition(",")[2].strip()
        value = value[:start] + found + value[end:]
        if len(value) > _LONGEST:
            return None
    return None
