"""Which site something was sent for, and whether a page is that site's own."""

import time
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import NamedTuple

from code24.analytics.collecting.bounds import path_without_persons
from code24.analytics.collecting.pages import Page, bare, is_local, page_of
from code24.analytics.collecting.ports import Exclusions
from code24.analytics.collecting.reasons import Reason
from code24.analytics.collecting.sent import Sent
from code24.errors import Transient
from code24.routing.hosts import normalised, visited
from code24.routing.memory import RouteMemory
from code24.routing.models import Route

_LOOKED_UP = 5
"""Other hosts of a request that are looked up: who sends guesses does not make the table work."""
_FRESH = 60.0
"""Seconds that a site's excluded paths are believed."""
_REMEMBERED = 1_000
_STATUSES = {
    "reserved": Reason.NOT_PUBLISHED,
    "suspended": Reason.SUSPENDED,
    "deleted": Reason.DELETED_SITE,
}


class Site(NamedTuple):
    """The site of a request: by the host that was asked, or else by what the first event says."""

    host: str
    route: Route


def site_of(memory: RouteMemory, host: str, first: Sent | None) -> Site | Reason:
    """The site, or why there is none. Raises Transient.

    A host that is a site's speaks for that site alone. On all others (the platform's own) the event has to name it.
    """
    route = memory.find(visited(host)[0]).route if host else None
    if route is not None:
        return Reason.PREVIEW if visited(host)[1].preview else _open(Site(host, route))
    names = [name for name in (*first.hosts, _page_host(first)) if name] if first else []
    for name in names:
        named, visitor = visited(normalised(name) or "")
        if named and visitor.preview:
            return Reason.PREVIEW
        if named and (found := memory.find(named).route):
            return _open(Site(named, found))
    return Reason.LOCAL if names and is_local(bare(names[-1])) else Reason.UNKNOWN_SITE


def _open(site: Site) -> Site | Reason:
    return site if site.route.status == "active" else _STATUSES.get(site.route.status, Reason.UNKNOWN_SITE)


def _page_host(sent: Sent) -> str:
    page = page_of(sent.url)
    return page.host if page else ""


class Hosts:
    """The hosts of one request's site."""

    def __init__(self, memory: RouteMemory, site: Site) -> None:
        self._memory = memory
        self._site = site
        self._known: dict[str, bool] = {}

    def own(self, host: str) -> bool:
        """True for the host that names the site, with `www.` before it or without; nothing is looked up."""
        return host.removeprefix("www.") == self._site.host.removeprefix("www.")

    def strange(self, page: Page) -> Reason | None:
        """Why a page is not the site's; None where it is. Raises Transient."""
        if not page.host or self.own(page.host):
            return None
        if visited(page.host)[1].preview:
            return Reason.PREVIEW
        if self._leads_here(page.host):
            return None
        return Reason.LOCAL if is_local(page.host) else Reason.OTHER_HOST

    def _leads_here(self, host: str) -> bool:
        if host not in self._known:
            if len(self._known) >= _LOOKED_UP or normalised(host) != host:
                return False
            route = self._memory.find(host).route
            self._known[host] = route is not None and route.site_id == self._site.route.site_id
        return self._known[host]


class ExclusionMemory:
    """The paths that owners do not want counted, remembered for a minute."""

    def __init__(self, exclusions: Exclusions, clock: Callable[[], float] = time.monotonic) -> None:
        self._exclusions = exclusions
        self._clock = clock
        self._known: dict[str, tuple[Collection[str], float]] = {}

    def excludes(self, site_id: str, path: str) -> bool:
        """True for a path that is not counted. What cannot be read excludes what it did before."""
        return any(_matches(pattern, path) for pattern in self._of(site_id))

    def _of(self, site_id: str) -> Collection[str]:
        paths, fresh_until = self._known.get(site_id, ((), float("-inf")))
        if self._clock() < fresh_until:
            return paths
        with suppress(Transient):
            paths = tuple(map(_as_kept, self._exclusions.of(site_id)))
        if len(self._known) >= _REMEMBERED and site_id not in self._known:
            del self._known[next(iter(self._known))]
        self._known[site_id] = (paths, self._clock() + _FRESH)
        return paths


def _as_kept(pattern: str) -> str:
    """A path as views have it: without what looks like somebody's id."""
    return pattern if pattern.endswith("*") else path_without_persons(pattern)


def _matches(pattern: str, path: str) -> bool:
    return path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern
