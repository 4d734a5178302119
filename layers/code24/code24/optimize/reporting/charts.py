"""Bars and lines as SVG, for a template to draw."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_LABELS = 150
"""Units of the drawing, left of the bars."""
_BARS = 420
_FIGURES = 70
_BAR = 14
_ROW = 44


class Bar(NamedTuple):
    """One bar, in units of the drawing."""

    name: str
    """`before` or `after`."""
    top: int
    width: float
    figure: str


class Row(NamedTuple):
    """What is compared, with its two bars."""

    label: str
    middle: int
    bars: tuple[Bar, ...]


class Chart(NamedTuple):
    """A whole drawing: its title, its size and its rows."""

    id: str
    title: str
    unit: str
    width: int
    height: int
    left: int
    rows: tuple[Row, ...]


def bars(identifier: str, title: str, unit: str, values: Iterable[tuple[str, float, float]], most: float = 0) -> Chart:
    """Before and after of several things, as pairs of bars. `most` is the scale's end; 0 is the largest value."""
    values = tuple(values)
    end = most or max((max(before, after) for _, before, after in values), default=0) or 1
    rows = []
    for number, (label, *pair) in enumerate(values):
        top = number * _ROW + 4
        drawn = [
            Bar(name, top + at * (_BAR + 2), round(min(1.0, value / end) * _BARS, 1), figure(value))
            for at, (name, value) in enumerate(zip(("before", "after"), pair, strict=True))
        ]
        rows.append(Row(_short(label), top + _BAR + 5, tuple(drawn)))
    return Chart(identifier, title, unit, _LABELS + _BARS + _FIGURES, max(1, len(rows)) * _ROW, _LABELS, tuple(rows))


def course(values: Sequence[float], width: int = 420, height: int = 120) -> str:
    """Points of a line through values from 0 to 100, evenly spaced."""
    step = width / max(1, len(values) - 1)
    return " ".join(f"{at * step:.1f},{height - value / 100 * height:.1f}" for at, value in enumerate(values))


def figure(value: float) -> str:
    """A number as people write it: one decimal where it is small."""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:,.1f}"


def _short(label: str) -> str:
    return label if len(label) <= 20 else f"…{label[-19:]}"
