"""Histograms that can be added up and still tell quantiles: DDSketch's logarithmic buckets.

Masson, Rim, Lee: DDSketch (VLDB 2019), section 2: with g = (1 + a) / (1 - a), bucket i holds the values above g^(i-1)
up to g^i, and 2 g^i / (g + 1) is within the share a of every one of them.
"""

from collections.abc import Iterable, Mapping
from math import ceil, log

ACCURACY = 0.01
"""The relative error of a quantile, at most (the paper's alpha)."""
QUARTILE = 0.75
"""Core Web Vitals are judged at the 75th percentile (web.dev/articles/vitals)."""
SMALLEST = 1e-4
"""Values up to this count as 0: less than a layout shift can be seen."""

_GAMMA = (1 + ACCURACY) / (1 - ACCURACY)
_LOG_GAMMA = log(_GAMMA)
_ZERO = "0"


def bucket_of(value: float) -> str:
    """The name of a value's bucket; `0` for nothing, otherwise its number with an `i` before it."""
    return _ZERO if value <= SMALLEST else f"i{ceil(log(value) / _LOG_GAMMA)}"


def histogram(values: Iterable[float]) -> dict[str, int]:
    """How many values are in which bucket, ordered by size."""
    counts: dict[str, int] = {}
    for value in values:
        name = bucket_of(value)
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: _number(item[0])))


def quantile(counts: Mapping[str, int], share: float = QUARTILE) -> float | None:
    """The value that `share` of all values do not exceed, within 1 %; None where there are none."""
    total = sum(counts.values())
    if not total:
        return None
    rank, below = ceil(share * total), 0
    for name in sorted(counts, key=_number):
        below += counts[name]
        if below >= rank:
            return _value(name)
    raise AssertionError("a rank is at most the number of all values")


def above(counts: Mapping[str, int], limit: float) -> int:
    """How many values are above a limit; those of its own bucket, which may be up to 2 % above, are not counted."""
    own = _number(bucket_of(limit))
    return sum(count for name, count in counts.items() if _number(name) > own)


def _number(name: str) -> float:
    return float("-inf") if name == _ZERO else int(name[1:])


def _value(name: str) -> float:
    return 0.0 if name == _ZERO else 2 * _GAMMA ** int(name[1:]) / (_GAMMA + 1)
