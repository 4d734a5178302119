"""Which page is read next: breadth first, each once, and no further into what has no end."""

import re
from collections import Counter, deque
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from code24.optimize.importing.models import Limits

_MOST_ALIKE = 40
"""Pages whose paths differ in numbers alone; calendars and counters have any number of them."""
_MOST_QUERIES = 12
"""Queries of one path."""
_MOST_PARAMETERS = 3
_MOST_SEGMENTS = 12
_MOST_REPEATED = 3
"""Times that one name may occur in a path: links that are relative by mistake grow for ever."""
_LONGEST = 1_000
_MOST_WAITING = 5_000
_MOST_SEEN = 20_000
_DIGITS = re.compile(r"\d+")
_ACTS = re.compile(
    r"(?:^|[/?&=_-])(?:log-?out|sign-?out|add-to-cart|add_to_cart|remove_item|delete|unsubscribe|wp-login|wp-admin"
    r"|wp-json|xmlrpc)(?:[/?&=._-]|$)",
    re.IGNORECASE,
)


class Refusal(StrEnum):
    """Why a page is not read."""

    DEEP = "deep"
    ENDLESS = "endless"
    """It looks like one of any number that a program makes."""
    ACTS = "acts"
    """Reading it does something."""
    ROBOTS = "robots"
    LIMIT = "limit"


class Waiting(NamedTuple):
    """A page that is to be read."""

    url: str
    depth: int


class Frontier:
    """The pages that wait, and those that were refused."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._queue: deque[Waiting] = deque()
        self._seen: set[str] = set()
        self._alike: Counter[str] = Counter()
        self._queries: Counter[str] = Counter()
        self.refused: dict[str, Refusal] = {}

    def add(self, url: str, depth: int) -> bool:
        """Let a page wait, if it is new and has an end. `url` is canonical."""
        if url in self._seen or len(self._seen) >= _MOST_SEEN:
            return False
        self._seen.add(url)
        refusal = self._refusal(url, depth)
        if refusal is not None:
            self.refused[url] = refusal
            return False
        self._queue.append(Waiting(url, depth))
        return True

    def next(self) -> Waiting | None:
        """The page that has waited longest."""
        return self._queue.popleft() if self._queue else None

    def refuse(self, url: str, refusal: Refusal) -> None:
        """Note that a page is not read after all."""
        self.refused[url] = refusal

    def close(self) -> int:
        """Refuse all that still wait; how many they were."""
        left = len(self._queue)
        while self._queue:
            self.refused[self._queue.popleft().url] = Refusal.LIMIT
        return left

    @property
    def known(self) -> int:
        """How many pages were found so far that may be read."""
        return len(self._seen) - len(self.refused)

    def _refusal(self, url: str, depth: int) -> Refusal | None:
        parts = urlsplit(url)
        if depth > self._limits.depth:
            return Refusal.DEEP
        if _ACTS.search(f"{parts.path}?{parts.query}"):
            return Refusal.ACTS
        if len(self._queue) >= _MOST_WAITING:
            return Refusal.LIMIT
        return Refusal.ENDLESS if self._is_endless(url, parts.path, parts.query) else None

    def _is_endless(self, url: str, path: str, query: str) -> bool:
        names = [name for name in path.split("/") if name]
        if len(url) > _LONGEST or len(names) > _MOST_SEGMENTS:
            return True
        if names and max(Counter(names).values()) >= _MOST_REPEATED:
            return True
        if query:
            self._queries[path] += 1
            if len(parse_qsl(query, keep_blank_values=True)) > _MOST_PARAMETERS or self._queries[path] > _MOST_QUERIES:
                return True
        alike = _DIGITS.sub("0", f"{path}?{query}")
        if alike != f"{path}?{query}":
            self._alike[alike] += 1
        return self._alike[alike] > _MOST_ALIKE
