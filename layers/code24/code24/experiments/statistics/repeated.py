"""The p-value of a group sequential test at whichever look somebody reads it."""

import math

from code24.experiments.statistics.group_sequential import last_bound

_SMALL = (1e-12, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 5e-4, 0.002, 0.006, 0.015, 0.03, 0.07)
_LEVELS = (*_SMALL, 0.15, 0.25, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97, 0.9999)
"""Alphas between whose bounds is interpolated."""
_COMPARISONS = 4
"""Among so many tests Holm may share alpha without any interpolation."""


def repeated_p(information: tuple[float, ...], spending: tuple[float, ...], z: float, *, alpha: float) -> float:
    """The two-sided p-value of the last look's `z`: the least alpha under which the look would have stopped the test.

    Jennison and Turnbull's repeated p-value (JRSS B 51, 1989), valid at whichever look a test stops. `information` and
    `spending` are those of `group_sequential.bounds`; the spending is for `alpha` and scales with it. Interpolated
    between the bounds of several alphas, of which `alpha` itself, its half, third and quarter are some, so that p and
    bounds never disagree; relative error below 1 % down to 1e-4.
    """
    levels = sorted({*_LEVELS, *(alpha / parts for parts in range(1, _COMPARISONS + 1))})
    shares = [total / alpha for total in spending]

    def squared(index: int) -> float:
        return last_bound(information, tuple(levels[index] * share for share in shares)) ** 2

    square = z * z
    if square <= squared(len(levels) - 1):
        return 1.0
    low, high = 0, len(levels) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if squared(middle) > square else (low, middle)
    # The logarithm of alpha is almost linear in the square of its bound, as that of a normal tail is.
    left, right = squared(high), squared(low)
    small, large = math.log(levels[low]), math.log(levels[high])
    return math.exp(large + (small - large) * (square - left) / (right - left))
