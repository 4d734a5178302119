"""How many events one visitor may send, and everybody behind one address: buckets of tokens in this process's memory.

It is a bound on damage, not a count: several processes each have their own. A visitor's full bucket is some dozen pages
with everything that happens on them; colleagues behind one address with the same browser share it. Who takes another
user agent for every request is another visitor each time (and in other arms of tests), and stays behind one address.
"""

from typing import NamedTuple

CAPACITY = 120.0
REFILL = 2.0
"""Tokens a second."""
BEHIND_ONE_ADDRESS = 20.0
"""Visitors whose tokens an address has: a large office, or a school."""
ENTRIES = 20_000
"""Visitors remembered; whoever was seen longest ago is forgotten first."""


class _Bucket(NamedTuple):
    tokens: float
    at: float


class Buckets:
    """The buckets of visitors, by their ids of the day; `times` as large as one's, where many share one."""

    def __init__(self, times: float = 1.0) -> None:
        self._capacity, self._refill = CAPACITY * times, REFILL * times
        self._buckets: dict[str, _Bucket] = {}

    def take(self, visitor: str, wanted: int, now: float) -> int:
        """How many of the events a visitor wants counted may be; `now` in seconds of any clock that does not jump."""
        before = self._buckets.pop(visitor, None)
        tokens = self._capacity
        if before is not None:
            tokens = min(tokens, before.tokens + (now - before.at) * self._refill)
        granted = min(wanted, int(tokens))
        if before is None and len(self._buckets) >= ENTRIES:
            del self._buckets[next(iter(self._buckets))]
        self._buckets[visitor] = _Bucket(tokens - granted, now)
        return granted
