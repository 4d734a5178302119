"""Routes and who sees what of their sites, remembered for seconds, and for longer when the table cannot be read."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from code24.errors import Transient
from code24.routing.models import Route
from code24.routing.ports import BrokenPlan, Routes

FRESH = 5.0
"""Seconds that an active site's route is believed: how long a suspension or deletion may go unnoticed."""
FRESH_WITHOUT_SITE = 1.0
"""Seconds that everything else is believed, so that a site is there as soon as it is published."""
PAUSE = 2.0
"""Seconds without another attempt after the table could not be read: a visitor waits for its time-out once."""
ENTRIES = 1_000
"""Hosts remembered at most, and unknown hosts as many: guessed names cannot push real ones out."""


class Found(NamedTuple):
    """A route, or its absence, and where that is known from: `table`, `memory` or `stale`."""

    route: Route | None
    source: str


class _Entry(NamedTuple):
    route: Route | None
    fresh_until: float


class RouteMemory:
    """The routes that this process has seen."""

    def __init__(
        self,
        routes: Routes,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        self._routes = routes
        self._clock = clock
        self._wall_clock = wall_clock
        self._known: dict[str, _Entry] = {}
        self._unknown: dict[str, _Entry] = {}
        self._paused_until = float("-inf")

    def find(self, host: str) -> Found:
        """The route of a host, from memory while it is fresh. Raises Transient where there is none, not even stale."""
        entry = self._known.get(host) or self._unknown.get(host)
        if entry and self._clock() < entry.fresh_until:
            return Found(entry.route, "memory")
        return self.read(host)

    def read(self, host: str) -> Found:
        """The route of a host from the table, or a stale one where that fails. Raises Transient."""
        try:
            route = self._from_table(self._routes.get, host)
        except Transient:
            entry = self._known.get(host) or self._unknown.get(host)
            if entry is None:
                raise
            return Found(entry.route, "stale")
        if route and route.expires_at is not None and route.expires_at <= self._wall_clock():
            route = None
        route = self._with_plan(host, route)
        self._remember(host, route)
        return Found(route, "table")

    def _with_plan(self, host: str, route: Route | None) -> Route | None:
        """The route with the site's plan: the one from before where it cannot be read, none where it is broken.

        Without a plan everybody sees what is live, which is never wrong.
        """
        if route is None or route.status != "active":
            return route
        try:
            return replace(route, traffic=self._from_table(self._routes.plan, route.site_id))
        except Transient as error:
            before = self._known.get(host)
            known = before.route.traffic if before and before.route and before.route.site_id == route.site_id else None
            return replace(route, traffic=known, problem=str(error))
        except BrokenPlan as error:
            return replace(route, problem=str(error))

    def _from_table[T](self, read: Callable[[str], T], key: str) -> T:
        if self._clock() < self._paused_until:
            raise Transient("The domains table could not be read a moment ago.")
        try:
            return read(key)
        except Transient:
            self._paused_until = self._clock() + PAUSE
            raise

    def _remember(self, host: str, route: Route | None) -> None:
        for entries in (self._known, self._unknown):
            entries.pop(host, None)
        entries = self._known if route else self._unknown
        if len(entries) >= ENTRIES:
            del entries[next(iter(entries))]
        fresh = FRESH if route and route.status == "active" else FRESH_WITHOUT_SITE
        entries[host] = _Entry(route, self._clock() + fresh)
