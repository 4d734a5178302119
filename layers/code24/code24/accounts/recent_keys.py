"""A short memory of keys that were accepted, so that a burst of requests looks a key up once."""

import time
from collections import OrderedDict
from collections.abc import Callable

from code24.accounts.models import Identity

KEPT_SECONDS = 15.0
"""How long a revoked key may still work in a process that has just seen it."""
KEPT_KEYS = 1_000


class RecentKeys:
    """Key hash to who it belongs to, for `seconds`; the oldest of more than `size` entries is dropped.

    Refusals are not remembered: a key made a moment ago works at once, and nobody can fill the memory with guesses.
    """

    def __init__(
        self, seconds: float = KEPT_SECONDS, size: int = KEPT_KEYS, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._size = size
        self._now = now
        self._entries: OrderedDict[str, tuple[float, Identity]] = OrderedDict()

    def get(self, key_hash: str) -> Identity | None:
        """Who is remembered for a key hash."""
        entry = self._entries.get(key_hash)
        if entry is None:
            return None
        expires, identity = entry
        if self._now() >= expires:
            del self._entries[key_hash]
            return None
        return identity

    def put(self, key_hash: str, identity: Identity) -> None:
        """Remember who was just found."""
        self._entries[key_hash] = (self._now() + self._seconds, identity)
        self._entries.move_to_end(key_hash)
        while len(self._entries) > self._size:
            self._entries.popitem(last=False)
