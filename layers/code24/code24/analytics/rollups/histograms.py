"""Histograms that can be added up and still tell quantiles: DDSketch's logarithmic buckets.

Masson, Rim, Lee: DDSketch (VLDB 2019), section 2: with g = (1 + a) / (1 - a), bucket i holds the values above g^(i-1)
up to g^i, and 2 g^i / (g + 1) is within the share a of every one of them.
"""

from collections.abc import Iterable
from math import ceil, log

ACCURACY = 0.01
"""The relative error of a quantile, at most (the paper's alpha)."""
QUARTILE = 0.75
"""Core Web Vitals are judged at the 75th percentile (web.dev/articles/vitals)."""
SMALLEST = 1e-4
"""Values up to this count as 0: less than a layout shift can be seen."""

_GAMMA = (1 + ACCURACY) / (1 - ACCURACY)
_LOG_GAMMA = log(_GAMMA)
_ZERO = -1_000
"""The bucket of 0, below that of `SMALLEST`."""


def histogram(values: Iterable[float]) -> str:
    """How many values are in which bucket, written as `350:4;351:2;`, which a year of days is read fastest as.

    Written one after another, two histograms are the histogram of both.
    """
    counts: dict[int, int] = {}
    for value in values:
        bucket = _bucket_of(value)
        counts[bucket] = counts.get(bucket, 0) + 1
    return "".join(f"{bucket}:{count};" for bucket, count in sorted(counts.items()))


def size(written: str) -> int:
    """How many values there are."""
    return sum(_counts(written).values())


def compact(written: str) -> str:
    """The same histogram with each bucket once: what several were written one after another is long."""
    return "".join(f"{bucket}:{count};" for bucket, count in sorted(_counts(written).items()))


def quantile(written: str, share: float = QUARTILE) -> float | None:
    """The value that `share` of all values do not exceed, within 1 %; None where there are none."""
    counts = _counts(written)
    rank, below = ceil(share * sum(counts.values())), 0
    for bucket in sorted(counts):
        below += counts[bucket]
        if below >= rank:
            return _value(bucket)
    return None


def above(written: str, limit: float) -> int:
    """How many values are above a limit; those of its own bucket, which may be up to 2 % above, are not counted."""
    own = _bucket_of(limit)
    return sum(count for bucket, count in _counts(written).items() if bucket > own)


def _counts(written: str) -> dict[int, int]:
    counts: dict[int, int] = {}
    for entry in written.split(";")[:-1]:
        bucket, _, count = entry.partition(":")
        counts[int(bucket)] = counts.get(int(bucket), 0) + int(count)
    return counts


def _bucket_of(value: float) -> int:
    return _ZERO if value <= SMALLEST else ceil(log(value) / _LOG_GAMMA)


def _value(bucket: int) -> float:
    return 0.0 if bucket == _ZERO else 2 * _GAMMA**bucket / (_GAMMA + 1)
