"""Beta posteriors on a common grid of their log-odds, from which every comparison of rates is a weighted sum.

On the log-odds a beta density has no singularity and is log-concave, whatever its parameters, so panels of
Gauss-Legendre points resolve it to a double's precision. The distribution functions at the points come from integrating
the polynomial through each panel's points, summed from the left for the lower and from the right for the upper tail:
both stay exact relative to themselves.
"""

import math
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from code24.experiments.statistics.special import beta_front, legendre, share_of

_POINTS = 16
_PANEL = 1.5
"""A panel's width in standard deviations of the narrowest arm that it belongs to."""
_WIDEST = 2.0
"""In log-odds; the density has poles at a distance of pi from the real line."""
_FALLEN = 42.0
"""A density is left out where it has fallen by e to this power."""
_MOST_FALLEN = 690.0
_FAR = 700.0
"""In log-odds; beyond, an exponential would overflow, and 1 is nothing beside it."""


class Beta(NamedTuple):
    """The distribution Beta(`a`, `b`) of a rate."""

    a: float
    b: float

    @property
    def mean(self) -> float:
        """The expected rate."""
        return self.a / (self.a + self.b)

    @property
    def variance(self) -> float:
        """The rate's variance."""
        total = self.a + self.b
        return self.a / total * (self.b / total) / (total + 1.0)

    @property
    def centre(self) -> float:
        """The mode of the log-odds."""
        return math.log(self.a / self.b)

    @property
    def spread(self) -> float:
        """About the standard deviation of the log-odds."""
        return math.sqrt(1.0 / self.a + 1.0 / self.b)

    def reach(self, fallen: float) -> tuple[float, float]:
        """The log-odds between which the density of the log-odds has fallen by less than e^`fallen` from its mode."""
        return self.centre - _one_side(self.a, self.b, fallen), self.centre + _one_side(self.b, self.a, fallen)

    def densities(self, log_odds: Sequence[float]) -> list[float]:
        """The density of the log-odds at each of several."""
        total = self.a + self.b
        peak = beta_front(self.a, self.b, self.a / total, self.b / total)
        centre = self.centre
        # Of the two equal forms the one with the smaller share keeps its digits.
        rate, share, sign = (self.a, self.a / total, 1.0) if self.a <= self.b else (-self.b, self.b / total, -1.0)
        found = []
        for place in log_odds:
            off = place - centre
            toward = sign * off
            bend = math.log1p(share * math.expm1(toward)) if toward < _FAR else toward + math.log(share)
            found.append(peak * math.exp(rate * off - total * bend))
        return found


def _one_side(a: float, b: float, fallen: float) -> float:
    """How far below its mode the log-odds' density has fallen by e^`fallen`."""
    total = a + b
    share = a / total
    step = math.sqrt(2.0 * fallen * (1.0 / a + 1.0 / b))
    for _ in range(6):
        small = share * math.expm1(-step)
        left = a * step + total * math.log1p(small) - fallen
        step -= left / (a - total * (share + small) / (1.0 + small))
    return step


class Arm(NamedTuple):
    """An arm's density of log-odds and both tails at a grid's points."""

    density: list[float]
    below: list[float]
    above: list[float]


class Grid(NamedTuple):
    """Points, the weights that integrate over log-odds and those that integrate over the rate, and the arms."""

    places: list[float]
    weights: list[float]
    rate_weights: list[float]
    arms: list[Arm]


def grid_of(rates: Sequence[Beta]) -> Grid:
    """The grid for several arms; it covers every arm as far as their overlap needs it."""
    fallen = min(_MOST_FALLEN, _FALLEN + 0.5 * _largest_gap(rates) ** 2)
    ranges = [rate.reach(fallen) for rate in rates]
    edges = _edges(rates, ranges)
    nodes, weights = legendre(_POINTS)
    places, log_weights, rate_weights = [], [], []
    for left, right in edges:
        half, middle = 0.5 * (right - left), 0.5 * (left + right)
        for node, weight in zip(nodes, weights, strict=True):
            place = middle + half * node
            share, other = share_of(place)
            places.append(place)
            log_weights.append(half * weight)
            rate_weights.append(half * weight * share * other)
    arms = [_arm(rate.densities(places), edges) for rate in rates]
    return Grid(places, log_weights, rate_weights, arms)


def _largest_gap(rates: Sequence[Beta]) -> float:
    """The largest distance between two arms, in standard deviations of their difference."""
    gaps = [
        abs(one.centre - other.centre) / math.hypot(one.spread, other.spread)
        for index, one in enumerate(rates)
        for other in rates[:index]
    ]
    return max(gaps, default=0.0)


def _edges(rates: Sequence[Beta], ranges: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Panels that cover all ranges, as wide as the narrowest arm that reaches into each allows."""
    stops = sorted({end for pair in ranges for end in pair})
    panels: list[tuple[float, float]] = []
    for start, stop in pairwise(stops):
        inside = [rate.spread for rate, (low, high) in zip(rates, ranges, strict=True) if low < stop and high > start]
        if not inside:
            continue
        count = math.ceil((stop - start) / min(_WIDEST, _PANEL * min(inside)))
        cuts = [start + (stop - start) * index / count for index in range(count)] + [stop]
        panels.extend(pairwise(cuts))
    return panels


def _arm(density: list[float], edges: Sequence[tuple[float, float]]) -> Arm:
    _, weights = legendre(_POINTS)
    rows = _running()
    halves = [0.5 * (right - left) for left, right in edges]
    panels = [density[start : start + _POINTS] for start in range(0, len(density), _POINTS)]
    below: list[float] = []
    before = 0.0
    for half, values in zip(halves, panels, strict=True):
        below.extend(before + half * math.sumprod(row, values) for row in rows)
        before += half * math.sumprod(weights, values)
    above: list[float] = []
    after = 0.0
    for half, values in zip(reversed(halves), reversed(panels), strict=True):
        values.reverse()
        above.extend(after + half * math.sumprod(row, values) for row in rows)
        after += half * math.sumprod(weights, values)
    above.reverse()
    return Arm(density, below, above)


@cache
def _running() -> tuple[tuple[float, ...], ...]:
    """Row j gives the integral from -1 to point j of the polynomial through a panel's values."""
    nodes, weights = legendre(_POINTS)
    tables = [_polynomials(node) for node in nodes]
    rows = []
    for end in tables:
        steps = [end[1] + 1.0] + [end[degree + 1] - end[degree - 1] for degree in range(1, _POINTS)]
        rows.append(
            tuple(
                0.5 * weight * math.sumprod(table[:_POINTS], steps)
                for weight, table in zip(weights, tables, strict=True)
            )
        )
    return tuple(rows)


def _polynomials(x: float) -> list[float]:
    """The Legendre polynomials of degrees 0 to `_POINTS` at x (DLMF 18.9.1)."""
    values = [1.0, x]
    for degree in range(2, _POINTS + 1):
        values.append(((2 * degree - 1) * x * values[-1] - (degree - 1) * values[-2]) / degree)
    return values
