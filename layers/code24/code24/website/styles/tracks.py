"""How wide the columns of a grid are (CSS Grid 2, simple cases)."""

import re

from code24.website.styles.scanning import split_list
from code24.website.styles.values import Ground, length

_REPEAT = re.compile(r"repeat\(\s*([\w-]+)\s*,\s*(.*)\)\Z", re.DOTALL)
_MINMAX = re.compile(r"minmax\((.*)\)\Z", re.DOTALL)
_NAMES = re.compile(r"\[[^\]]*\]")
_MOST = 24
"""Columns; more are no layout of a page."""


def columns(template: str, gap: float, ground: Ground) -> list[float]:
    """Widths of the columns in CSS pixels; `ground.base` is the grid's own width. Empty where it has no columns."""
    template = _NAMES.sub(" ", template.strip().lower())
    if ground.base is None or template in {"none", "", "subgrid", "masonry"}:
        return []
    parts = _tracks(template, gap, ground)[:_MOST]
    fixed = [_fixed(part, ground) for part in parts]
    shares = [_share(part) for part in parts]
    free = ground.base - gap * (len(parts) - 1) - sum(width for width in fixed if width is not None)
    total = sum(share for share, width in zip(shares, fixed, strict=True) if width is None)
    return [
        max(0.0, width if width is not None else free * share / total)
        for width, share in zip(fixed, shares, strict=True)
    ]


def _tracks(template: str, gap: float, ground: Ground) -> list[str]:
    found: list[str] = []
    for part in split_list(" ".join(template.split()), " "):
        repeat = _REPEAT.match(part)
        if repeat is None:
            found += [part] if part else []
            continue
        inner = [each for each in split_list(repeat[2], " ") if each]
        if repeat[1].isdigit():
            found += inner * min(int(repeat[1]), _MOST)
        else:
            least = sum(_least(each, ground) + gap for each in inner)
            times = int(((ground.base or 0) + gap) // least) if least > 1 else 1
            found += inner * max(1, min(times, _MOST))
    return found


def _least(track: str, ground: Ground) -> float:
    inside = _MINMAX.match(track)
    found = length(split_list(inside[1])[0] if inside else track, ground)
    return found if found is not None else 0.0


def _fixed(track: str, ground: Ground) -> float | None:
    """The width of a column that takes no share of what is left."""
    inside = _MINMAX.match(track)
    if inside:
        most = split_list(inside[1])[-1]
        return length(most, ground)
    return length(track, ground)


def _share(track: str) -> float:
    found = re.search(r"(\d*\.?\d+)fr\b", track)
    return max(float(found[1]), 0.001) if found else 1.0


def span(value: str, count: int) -> int:
    """How many columns an item with this `grid-column` takes."""
    value = value.lower()
    if "/" in value and "-1" in value.partition("/")[2]:
        return count
    if found := re.search(r"span\s+(\d{1,3})", value):
        return max(1, min(count, int(found[1])))
    if found := re.fullmatch(r"\s*(\d{1,3})\s*/\s*(\d{1,3})\s*", value):
        return max(1, min(count, abs(int(found[2]) - int(found[1]))))
    return 1
