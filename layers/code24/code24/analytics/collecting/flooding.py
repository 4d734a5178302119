"""How many events one visitor may send: a bucket of tokens each, in this process's memory.

It is a bound on damage, not a count: several processes each have their own. A full bucket is some dozen pages with
everything that happens on them; colleagues behind one address with the same browser share it.
"""

from typing import NamedTuple

CAPACITY = 120.0
REFILL = 2.0
"""Tokens a second."""
ENTRIES = 20_000
"""Visitors remembered; whoever was seen longest ago is forgotten first."""


class _Bucket(NamedTuple):
    tokens: float
    at: float


class Buckets:
    """The buckets of visitors, by their ids of the day."""

    def __init__(self) -> None:
        self._buckets: dict[str, _Bucket] = {}

    def take(self, visitor: str, wanted: int, now: float) -> int:
        """How many of the events a visitor wants counted may be; `now` in seconds of any clock that does not jump."""
        before = self._buckets.pop(visitor, None)
        tokens = CAPACITY if before is None else min(CAPACITY, before.tokens + (now - before.at) * REFILL)
        granted = min(wanted, int(tokens))
        if before is None and len(self._buckets) >= ENTRIES:
            del self._buckets[next(iter(self._buckets))]
        self._buckets[visitor] = _Bucket(tokens - granted, now)
        return granted
