"""The p-value of a group sequential test at whichever look somebody reads it."""

import math
from bisect import bisect_left
from functools import lru_cache

from code24.experiments.statistics.group_sequential import last_bound


def repeated_p(information: tuple[float, ...], spending: tuple[float, ...], z: float, *, alpha: float) -> float:
    """The two-sided p-value of the last look's `z`: the least alpha under which the look would have stopped the test.

    Jennison and Turnbull's repeated p-value (JRSS B 51, 1989), valid at whichever look a test stops. `spending` is for
    `alpha` and scales with it. Interpolated between bounds of several alphas, of which `alpha` itself, its
    half, third and quarter are some, so that p and bounds never disagree; relative error below 1 %.
    """
    knots = _knots(information, tuple(total / alpha for total in spending), alpha)
    square = z * z
    if square <= knots[0][0]:
        return 1.0
    index = min(bisect_left(knots, (square, -math.inf)), len(knots) - 1)
    (left, high), (right, low) = knots[index - 1], knots[index]
    return math.exp(high + (low - high) * (square - left) / (right - left))


@lru_cache(maxsize=64)
def _knots(information: tuple[float, ...], shares: tuple[float, ...], alpha: float) -> tuple[tuple[float, float], ...]:
    """Bounds of the last look, squared and ascending, and the logarithms of the alphas that have them.

    The logarithm is almost linear in the square, as that of a normal tail is.
    """
    levels = {
        0.9999,
        0.97,
        0.9,
        0.8,
        0.65,
        0.5,
        0.35,
        0.25,
        0.15,
        0.07,
        0.03,
        0.015,
        0.006,
        0.002,
        5e-4,
        1e-4,
        1e-5,
        1e-6,
        1e-8,
        1e-12,
    }
    levels |= {alpha / parts for parts in range(1, 5)}
    return tuple(
        sorted(
            (last_bound(information, tuple(level * share for share in shares)) ** 2, math.log(level))
            for level in levels
        )
    )
