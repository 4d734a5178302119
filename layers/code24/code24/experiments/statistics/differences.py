"""How far two rates lie apart: equal-tailed intervals of their difference and of their lift, from beta posteriors.

The share below a difference d is `∫ f(x) F(x + d) dx`, integrated over the narrower arm; the wider arm's distribution
function is read between a grid's points by quintic Hermite interpolation, which knows its first two derivatives.
"""

import math
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from code24.experiments.statistics.curve import curve_of
from code24.experiments.statistics.effects import Interval
from code24.experiments.statistics.grids import Beta
from code24.experiments.statistics.special import incomplete_beta, legendre, norm_isf, share_of

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
        self._curve = curve_of(wide)
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
        for start, stop in pairwise([self._low, *self._breaks(distance), self._high]):
            inside = self._moved(*share_of(0.5 * (start + stop)), distance)
            if min(inside[:2]) <= 0.0:
                # All of the wider arm lies on one side.
                if (inside[1] <= 0.0) == (self._sign > 0.0):
                    total += self._mass(start, stop)
                continue
            for weight, rate, rest in self._points(start, stop):
                moved, moved_rest, slope = self._moved(rate, rest, distance)
                if moved <= 0.0 or moved_rest <= 0.0:
                    value, rise = (0.0 if moved <= 0.0 else 1.0), 0.0
                else:
                    value, rise = self._curve.at(math.log(moved / moved_rest))
                    rise *= slope / (moved * moved_rest)
                total += weight * (value if self._sign > 0.0 else 1.0 - value)
                density += weight * self._sign * rise
        return total, density

    def _breaks(self, distance: float) -> list[float]:
        """The narrower arm's log-odds at which the wider arm's distribution function begins or ends."""
        rates = (rate for rate in self._ends(distance) if 0.0 < rate < 1.0)
        return sorted(place for rate in rates if self._low < (place := math.log(rate / (1.0 - rate))) < self._high)

    def _mass(self, start: float, stop: float) -> float:
        """The narrower arm's probability between two log-odds."""
        below, _ = incomplete_beta(*self._narrow, *share_of(start)) if start > self._low else (0.0, 1.0)
        _, above = incomplete_beta(*self._narrow, *share_of(stop)) if stop < self._high else (1.0, 0.0)
        return 1.0 - below - above

    def _points(self, start: float, stop: float) -> "list[_Point]":
        """Weighted points between two log-odds; next to a break they crowd, as a root may begin there."""
        whole = (start, stop) == (self._low, self._high)
        if whole and self._whole is not None:
            return self._whole
        widest = min(_WIDEST, _PANEL * self._narrow.spread)
        left, right = start, stop
        panels: list[tuple[float, float, bool]] = []
        if start > self._low:
            left = min(start + 0.5 * widest, stop)
            panels.append((start, left, True))
        if stop < self._high and left < stop:
            right = max(stop - 0.5 * widest, left)
            panels.append((right, stop, True))
        count = math.ceil((right - left) / widest)
        panels += [
            (left + (right - left) * at / count, left + (right - left) * (at + 1) / count, False) for at in range(count)
        ]
        places, weights = [], []
        for low, high, crowded in panels:
            for place, weight in _rule(crowded=crowded):
                places.append(low + place * (high - low))
                weights.append(weight * (high - low))
        points = [
            _Point(weight * density, *share_of(place))
            for place, weight, density in zip(places, weights, self._narrow.densities(places), strict=True)
        ]
        if whole:
            self._whole = points
        return points


class _Point(NamedTuple):
    """The narrower arm's weight at a rate, the rate, and one minus it."""

    weight: float
    rate: float
    rest: float


@cache
def _rule(*, crowded: bool) -> tuple[tuple[float, float], ...]:
    """Points and weights on [0, 1], plain or crowded at both ends."""
    halves = ((0.5 * (1.0 + node), 0.5 * weight) for node, weight in zip(*legendre(_POINTS), strict=True))
    if not crowded:
        return tuple(halves)
    return tuple((t * t * (3.0 - 2.0 * t), 6.0 * weight * t * (1.0 - t)) for t, weight in halves)
