"""Reading and writing `srcset` (HTML, 4.8.4.2.2 "Parsing a srcset attribute")."""

import math
from collections.abc import Iterable
from typing import NamedTuple

_SPACE = " \t\n\f\r"


class Candidate(NamedTuple):
    """One picture of several. Without width and density it stands for `1x`."""

    url: str
    width: int | None = None
    """Pixels of the file (`640w`)."""
    density: float | None = None
    """Pixels of the file for each CSS pixel (`2x`)."""

    def __str__(self) -> str:
        """As it is written."""
        if self.width is not None:
            return f"{self.url} {self.width}w"
        return self.url if self.density is None else f"{self.url} {self.density:g}x"


def candidates(srcset: str) -> tuple[Candidate, ...]:
    """The candidates that a browser sees; what is wrongly described is left out. Addresses may hold commas."""
    found: list[Candidate] = []
    at = 0
    while True:
        while at < len(srcset) and (srcset[at] in _SPACE or srcset[at] == ","):
            at += 1
        if at >= len(srcset):
            return tuple(found)
        start = at
        while at < len(srcset) and srcset[at] not in _SPACE:
            at += 1
        url = srcset[start:at]
        if url.endswith(","):
            url = url.rstrip(",")
            descriptors: list[str] = []
        else:
            descriptors, at = _descriptors(srcset, at)
        candidate = _described(url, descriptors)
        if candidate is not None:
            found.append(candidate)


def srcset(candidates: Iterable[Candidate]) -> str:
    """The attribute's text."""
    return ", ".join(map(str, candidates))


def _descriptors(text: str, at: int) -> tuple[list[str], int]:
    """The words up to the next comma outside brackets, and where the next candidate begins."""
    words: list[str] = []
    word, depth = "", 0
    while at < len(text):
        char = text[at]
        at += 1
        if char == "," and not depth:
            break
        if char in _SPACE and not depth:
            words.append(word)
            word = ""
            continue
        depth += (char == "(") - (char == ")" and depth > 0)
        word += char
    words.append(word)
    return [each for each in words if each], at


def _described(url: str, descriptors: list[str]) -> Candidate | None:
    """The candidate; None where a descriptor is wrong, comes twice, or does not go with another."""
    found: dict[str, float | None] = {}
    for word in descriptors:
        unit = word[-1]
        if unit not in "wxh" or unit in found:
            return None
        found[unit] = _real(word[:-1]) if unit == "x" else _whole(word[:-1])
    known = None not in found.values()
    if not known or ("x" in found and len(found) > 1) or ("h" in found and "w" not in found):
        return None
    width = found.get("w")
    return Candidate(url, None if width is None else int(width), found.get("x"))


def _whole(text: str) -> int | None:
    """A positive number of digits alone."""
    return int(text) or None if text.isascii() and text.isdigit() and len(text) < 10 else None


def _real(text: str) -> float | None:
    """A number as HTML 2.3.4.3 has it: no plus sign, no white space, not negative here."""
    if not text or text[0] not in "-.0123456789" or not set(text) <= set("-+.0123456789eE") or text.endswith("."):
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
