"""How far two rates lie apart: equal-tailed intervals of their difference and of their lift, from beta posteriors.

The share below a difference d is `∫ f(x) F(x + d) dx`, integrated over the narrower arm; the wider arm's distribution
function is read between a grid's points by quintic Hermite interpolation, which knows its first two derivatives.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from code24.experiments.statistics.effects import Interval
from code24.experiments.statistics.grids import Beta, grid_of
from code24.experiments.statistics.special import legendre, norm_isf, share_of

_POINTS = 20
_PANEL = 6.0
"""A panel's width in the narrower arm's standard deviations, and `_WIDEST` in log-odds."""
_WIDEST = 2.5
_FALLEN = 24.0
"""The narrower arm is left out where its density has fallen by e to this power; beyond lies about 1e-11."""
_EXACT = 1e-9
"""Of the probability outside of an end: when the search for it stops."""


def difference_interval(control: Beta, treatment: Beta, level: float) -> Interval:
    """The interval that holds `p_T - p_C` with probability `level`, in conversions per visitor."""
    deviation = norm_isf(0.5 * (1.0 - level)) * math.sqrt(control.variance + treatment.variance)
    middle = treatment.mean - control.mean
    if control.variance <= treatment.variance:
        below = _Below(control, treatment, _added, _where_added_ends, rising=True)
    else:
        below = _Below(treatment, control, _subtracted, _where_subtracted_ends, rising=False)
    tail = 0.5 * (1.0 - level)
    ends = -1.0, 1.0
    return Interval(
        below.at_share(tail, middle - deviation, ends), below.at_share(1.0 - tail, middle + deviation, ends)
    )


def lift_interval(control: Beta, treatment: Beta, level: float) -> Interval:
    """The interval that holds `p_T / p_C - 1` with probability `level`."""
    spread_of_control = math.sqrt(control.variance) / control.mean
    spread_of_treatment = math.sqrt(treatment.variance) / treatment.mean
    factor = math.exp(norm_isf(0.5 * (1.0 - level)) * math.hypot(spread_of_control, spread_of_treatment))
    ratio = treatment.mean / control.mean
    if spread_of_control <= spread_of_treatment:
        below = _Below(control, treatment, _multiplied, _where_multiplied_ends, rising=True)
    else:
        below = _Below(treatment, control, _divided, _where_divided_ends, rising=False)
    tail = 0.5 * (1.0 - level)
    ends = 0.0, math.inf
    lower = below.at_share(tail, ratio / factor, ends)
    upper = below.at_share(1.0 - tail, ratio * factor, ends)
    return Interval(lower - 1.0, upper - 1.0)


Moved = Callable[[float, float, float], tuple[float, float, float]]
"""From the narrower arm's rate, one minus it and a distance: the wider arm's rate there, one minus it, its slope."""
Ends = Callable[[float], tuple[float, ...]]
"""The narrower arm's rates at which the wider arm's, at a distance, becomes 0 or 1."""


def _added(rate: float, rest: float, distance: float) -> tuple[float, float, float]:
    return rate + distance, rest - distance, 1.0


def _where_added_ends(distance: float) -> tuple[float, ...]:
    return -distance, 1.0 - distance


def _subtracted(rate: float, rest: float, distance: float) -> tuple[float, float, float]:
    return rate - distance, rest + distance, -1.0


def _where_subtracted_ends(distance: float) -> tuple[float, ...]:
    return distance, 1.0 + distance


def _multiplied(rate: float, rest: float, ratio: float) -> tuple[float, float, float]:
    return rate * ratio, rest * ratio + (1.0 - ratio), rate


def _where_multiplied_ends(ratio: float) -> tuple[float, ...]:
    return (1.0 / ratio,)


def _divided(rate: float, rest: float, ratio: float) -> tuple[float, float, float]:
    return rate / ratio, (rest + (ratio - 1.0)) / ratio, -rate / (ratio * ratio)


def _where_divided_ends(ratio: float) -> tuple[float, ...]:
    return (ratio,)


class _Below:
    """The probability that two rates lie less than a distance apart, and the distance at a probability."""

    def __init__(self, narrow: Beta, wide: Beta, moved: Moved, ends: Ends, *, rising: bool) -> None:
        self._narrow = narrow
        self._low, self._high = narrow.reach(_FALLEN)
        self._curve = _curve(wide)
        self._moved = moved
        self._ends = ends
        self._sign = 1.0 if rising else -1.0
        self._whole: list[_Point] | None = None

    def at_share(self, share: float, guess: float, ends: tuple[float, float]) -> float:
        """The distance below which `share` lies: Newton's method, kept between the ends by halving."""
        low, high = ends
        distance = guess if low < guess < high else 0.5 * (low + min(high, low + 2.0))
        for _ in range(200):
            found, density = self._share(distance)
            if abs(found - share) <= _EXACT * min(share, 1.0 - share):
                break
            if found < share:
                low = distance
            else:
                high = distance
            step = (share - found) / density if density > 0.0 else math.inf
            if low < distance + step < high:
                distance += step
            else:
                middle = 0.5 * (low + high) if math.isfinite(high) else 2.0 * low + 1.0
                if middle in {low, high}:
                    break
                distance = middle
        return distance

    def _share(self, distance: float) -> tuple[float, float]:
        """The probability of being less than `distance` apart, and its density."""
        total = density = 0.0
        for weight, rate, rest in self._points(distance):
            moved, moved_rest, slope = self._moved(rate, rest, distance)
            if moved <= 0.0:
                value, rise = 0.0, 0.0
            elif moved_rest <= 0.0:
                value, rise = 1.0, 0.0
            else:
                value, rise = self._curve.at(math.log(moved / moved_rest))
                rise *= slope / (moved * moved_rest)
            total += weight * (value if self._sign > 0.0 else 1.0 - value)
            density += weight * self._sign * rise
        return total, density

    def _points(self, distance: float) -> "list[_Point]":
        breaks = sorted(
            place
            for end in self._ends(distance)
            if 0.0 < end < 1.0 and self._low < (place := math.log(end / (1.0 - end))) < self._high
        )
        if not breaks:
            self._whole = self._whole or self._weighted(self._low, self._high, smooth=True)
            return self._whole
        stops = [self._low, *breaks, self._high]
        return [point for start, stop in pairwise(stops) for point in self._weighted(start, stop, smooth=False)]

    def _weighted(self, start: float, stop: float, *, smooth: bool) -> "list[_Point]":
        places, weights = [], []
        count = math.ceil((stop - start) / min(_WIDEST, _PANEL * self._narrow.spread))
        width = (stop - start) / count
        for index in range(count):
            for place, weight in _rule(smooth=smooth):
                places.append(start + (index + place) * width)
                weights.append(weight * width)
        densities = self._narrow.densities(places)
        return [
            _Point(weight * density, *share_of(place))
            for place, weight, density in zip(places, weights, densities, strict=True)
        ]


class _Point(NamedTuple):
    """The narrower arm's weight at a rate, the rate, and one minus it."""

    weight: float
    rate: float
    rest: float


def _rule(*, smooth: bool) -> Iterator[tuple[float, float]]:
    """Points and weights on [0, 1]; where the other arm's tail begins like a root, they crowd at the ends."""
    for node, weight in zip(*legendre(_POINTS), strict=True):
        t = 0.5 * (1.0 + node)
        yield (t, 0.5 * weight) if smooth else (t * t * (3.0 - 2.0 * t), 3.0 * weight * t * (1.0 - t))


class _Curve(NamedTuple):
    """A distribution function of log-odds at points, with its first two derivatives."""

    places: list[float]
    values: list[float]
    slopes: list[float]
    bends: list[float]

    def at(self, place: float) -> tuple[float, float]:
        """The function and its first derivative."""
        index = bisect_right(self.places, place)
        if index == 0:
            return 0.0, 0.0
        if index == len(self.places):
            return 1.0, 0.0
        left = self.places[index - 1]
        width = self.places[index] - left
        t = (place - left) / width
        value, slope = self.values[index - 1], self.slopes[index - 1] * width
        bend = 0.5 * self.bends[index - 1] * width * width
        rise = self.values[index] - value - slope - bend
        turn = self.slopes[index] * width - slope - 2.0 * bend
        curl = 0.5 * self.bends[index] * width * width - bend
        third = 10.0 * rise - 4.0 * turn + curl
        fourth = -15.0 * rise + 7.0 * turn - 2.0 * curl
        fifth = 6.0 * rise - 3.0 * turn + curl
        rising = slope + t * (2.0 * bend + t * (3.0 * third + t * (4.0 * fourth + t * 5.0 * fifth)))
        return value + t * (slope + t * (bend + t * (third + t * (fourth + t * fifth)))), rising / width


@lru_cache(maxsize=8)
def _curve(rate: Beta) -> _Curve:
    grid = grid_of([rate])
    (arm,) = grid.arms
    bends = []
    for place, density in zip(grid.places, arm.density, strict=True):
        share, other = share_of(place)
        bends.append(density * (rate.a * other - rate.b * share))
    return _Curve(grid.places, arm.below, arm.density, bends)
