"""How far two rates lie apart: equal-tailed intervals of their difference and of their lift, from beta posteriors.

The share below a difference d is `∫ f(x) F(x + d) dx`, integrated over the narrower arm; the wider arm's distribution
function is read between a grid's points by quintic Hermite interpolation, which knows its first two derivatives.
"""

import math
from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from code24.experiments.statistics.effects import Interval
from code24.experiments.statistics.grids import Beta, grid_of
from code24.experiments.statistics.special import legendre, norm_isf, share_of

_POINTS = 40
_FALLEN = 28.0
"""The narrower arm is left out where its density has fallen by e to this power; beyond lies about 1e-13."""
_EXACT = 1e-9
"""Of the interval's first guess of a width."""

Shift = Callable[[float, float], tuple[float, float, float]]
"""From the narrower arm's rate and the distance to the wider arm's rate, one minus it, and its slope in the distance."""


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
        v0, s0 = self.values[index - 1], self.slopes[index - 1] * width
        c0 = 0.5 * self.bends[index - 1] * width * width
        rise = self.values[index] - v0 - s0 - c0
        turn = self.slopes[index] * width - s0 - 2.0 * c0
        bend = 0.5 * self.bends[index] * width * width - c0
        k3 = 10.0 * rise - 4.0 * turn + bend
        k4 = -15.0 * rise + 7.0 * turn - 2.0 * bend
        k5 = 6.0 * rise - 3.0 * turn + bend
        value = v0 + t * (s0 + t * (c0 + t * (k3 + t * (k4 + t * k5))))
        slope = s0 + t * (2.0 * c0 + t * (3.0 * k3 + t * (4.0 * k4 + t * 5.0 * k5)))
        return value, slope / width


def _curve(rate: Beta) -> _Curve:
    grid = grid_of([rate])
    (arm,) = grid.arms
    bends = []
    for place, density in zip(grid.places, arm.density, strict=True):
        share, other = share_of(place)
        bends.append(density * (rate.a * other - rate.b * share))
    return _Curve(grid.places, arm.below, arm.density, bends)


def difference_interval(control: Beta, treatment: Beta, level: float) -> Interval:
    """The interval that holds `p_T - p_C` with probability `level`, in conversions per visitor."""
    spread = math.sqrt(control.variance + treatment.variance)
    middle = treatment.mean - control.mean
    if control.variance <= treatment.variance:
        # P(p_T < x + d) over the control's x.
        shares = _Shares(control, treatment, lambda x, y, d: (x + d, y - d, 1.0), rising=True)
        breaks = _difference_breaks(1.0)
    else:
        shares = _Shares(treatment, control, lambda x, y, d: (x - d, y + d, -1.0), rising=False)
        breaks = _difference_breaks(-1.0)
    z = norm_isf(0.5 * (1.0 - level))
    lower, upper = (
        shares.solve(tail, middle + side * z * spread, (-1.0, 1.0), z * spread, breaks)
        for tail, side in ((0.5 * (1.0 - level), -1.0), (0.5 * (1.0 + level), 1.0))
    )
    return Interval(lower, upper)


def _difference_breaks(sign: float) -> Callable[[float], tuple[float, ...]]:
    return lambda d: (-sign * d, 1.0 - sign * d)


def lift_interval(control: Beta, treatment: Beta, level: float) -> Interval:
    """The interval that holds `p_T / p_C - 1` with probability `level`."""
    spread_c = math.sqrt(control.variance) / control.mean
    spread_t = math.sqrt(treatment.variance) / treatment.mean
    spread = math.hypot(spread_c, spread_t)
    ratio = treatment.mean / control.mean
    if spread_c <= spread_t:
        shares = _Shares(control, treatment, lambda x, y, r: (x * r, 1.0 - x * r, x), rising=True)
        breaks = _breaks_of_control
    else:
        shares = _Shares(treatment, control, lambda x, y, r: (x / r, 1.0 - x / r, -x / (r * r)), rising=False)
        breaks = _breaks_of_treatment
    z = norm_isf(0.5 * (1.0 - level))
    lower, upper = (
        shares.solve(tail, ratio * math.exp(side * z * spread), (0.0, math.inf), z * spread * ratio, breaks)
        for tail, side in ((0.5 * (1.0 - level), -1.0), (0.5 * (1.0 + level), 1.0))
    )
    return Interval(lower - 1.0, upper - 1.0)


def _breaks_of_control(ratio: float) -> tuple[float, ...]:
    return (1.0 / ratio,)


def _breaks_of_treatment(ratio: float) -> tuple[float, ...]:
    return (ratio,)
