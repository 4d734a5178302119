"""Many tests at once: p-values and e-values adjusted, so that an error rate holds for all of them together.

An adjusted p-value is compared with the rate that shall hold. The family-wise error rate (Bonferroni, Holm) is the
chance of any false discovery, the false discovery rate (Benjamini-Hochberg and -Yekutieli, e-BH) their expected share.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate

from code24.errors import InvalidRequest

_ROUNDING = 1e-13
"""A p-value of rate / n, times n, must not miss the rate by its last digit."""


def bonferroni(p_values: Sequence[float]) -> list[float]:
    """Each p-value times their number; whatever their dependence."""
    _require_p_values(p_values)
    return [min(1.0, p * len(p_values)) for p in p_values]


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down (Scandinavian Journal of Statistics 6, 1979): like Bonferroni, and never less powerful."""
    count = len(p_values)
    return _adjusted(p_values, lambda rank, p: p * (count - rank), down=True)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """The false discovery rate of independent or positively dependent tests (JRSS B 57, 1995)."""
    count = len(p_values)
    return _adjusted(p_values, lambda rank, p: p / ((rank + 1) / count), down=False)


def benjamini_yekutieli(p_values: Sequence[float]) -> list[float]:
    """The false discovery rate whatever the tests' dependence (Annals of Statistics 29, 2001)."""
    count = len(p_values)
    harmonic = sum(1.0 / number for number in range(1, count + 1))
    return _adjusted(p_values, lambda rank, p: p / ((rank + 1) / count / harmonic), down=False)


def e_benjamini_hochberg(e_values: Sequence[float]) -> list[float]:
    """Adjusted like p-values: the lowest false discovery rate at which each e-value is a discovery.

    e-BH of Wang and Ramdas (JRSS B 84, 2022, section 4): the k largest e-values are discoveries at a rate if the k-th
    is at least n / (k · rate). Valid whatever the tests' dependence and whenever each was stopped. Raises
    `InvalidRequest` for an e-value that is negative or NaN.
    """
    if not all(e >= 0.0 for e in e_values):
        raise InvalidRequest(f"e-values are not negative: {list(e_values)}", field="e_values")
    count = len(e_values)
    inverses = [1.0 if e <= 1.0 else 1.0 / e for e in e_values]
    return _adjusted(inverses, lambda rank, p: p / ((rank + 1) / count), down=False)


def rejected(adjusted: Sequence[float], rate: float) -> list[bool]:
    """Which tests are discoveries at an error rate, by adjusted p-values; one that is exactly at the rate is one."""
    limit = rate * (1.0 + _ROUNDING)
    return [p <= limit for p in adjusted]


def _adjusted(p_values: Sequence[float], factor: Callable[[int, float], float], *, down: bool) -> list[float]:
    """Adjust by rank (0 is the smallest), and make the result monotone: from the smallest on, or from the largest."""
    _require_p_values(p_values)
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    raw = [factor(rank, p_values[index]) for rank, index in enumerate(order)]
    steps = accumulate(raw, max) if down else reversed(list(accumulate(reversed(raw), min)))
    found = [0.0] * len(p_values)
    for index, value in zip(order, steps, strict=True):
        found[index] = min(1.0, value)
    return found


def _require_p_values(p_values: Sequence[float]) -> None:
    if not all(0.0 <= p <= 1.0 for p in p_values):
        raise InvalidRequest(f"p-values lie between 0 and 1: {list(p_values)}", field="p_values")
