"""What becomes of a request: route, alias, invoke, and a word to the collector."""

import json
import os
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from code24.errors import NotFound, Transient
from code24.forms.stamps import NONCE_BYTES, make_stamp, stamp_key
from code24.routing import notices
from code24.routing.aliases import alias_for, depends_on_visitor
from code24.routing.answers import notice_for, notice_of, site_response, working
from code24.routing.caching import unshared
from code24.routing.memory import RouteMemory
from code24.routing.models import Request, Route
from code24.routing.notices import Notice
from code24.routing.ports import Collector, CollectorFailed, Routes, SiteFailed, Sites, SiteTimedOut
from code24.routing.requests import understood
from code24.routing.views import failed, is_view, told

REST = 10.0
"""Seconds that an experiment's alias, or the collector, is left alone after it kept a visitor waiting, and between two
words about a site that fails."""


class _Shown(NamedTuple):
    answer: dict[str, Any]
    failed_alias: str = ""
    """Of the release that the visitor should have seen, where it did not answer."""


class Dispatcher:
    """Answers requests to all sites. `prefix` is what every function's name starts with (`code24-<environment>`)."""

    def __init__(
        self,
        routes: Routes,
        sites: Sites,
        collector: Collector,
        *,
        prefix: str,
        secret: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._memory = RouteMemory(routes)
        self._sites = sites
        self._collector = collector
        self._prefix = prefix
        self._secret = secret
        self._stamp_key = stamp_key(secret) if secret else None
        self._clock = clock
        self._resting: dict[str, float] = {}

    def respond(self, event: dict[str, Any], line: dict[str, Any]) -> dict[str, Any] | Notice:
        """The response to an HTTP API event. `line` takes what the log tells of it: no address, no path, no query."""
        request = understood(event, self._secret)
        if isinstance(request, Notice):
            return request
        line["host"] = request.host
        try:
            return self._answered(request, line)
        except (NotFound, Transient, SiteFailed) as error:
            notice = notice_of(error, request.visitor)
            if notice is not notices.UNKNOWN_PREVIEW:  # everybody can guess at previews; nothing is wrong then
                line["error"] = str(error)
            if not isinstance(error, Transient):
                self._tell_failure(request, str(error), line)
            return notice

    def _answered(self, request: Request, line: dict[str, Any]) -> dict[str, Any] | Notice:
        route, line["route"] = self._memory.find(request.host)
        try:
            return self._from_site(route, request, line)
        except NotFound:
            if line["route"] == "table":
                raise
        # What is remembered of the host may have changed: ask once more before calling the site broken.
        route, line["route"] = self._memory.read(request.host)
        return self._from_site(route, request, line)

    def _from_site(self, route: Route | None, request: Request, line: dict[str, Any]) -> dict[str, Any] | Notice:
        notice = notice_for(route, request.visitor)
        if notice or route is None:
            return notice or notices.UNKNOWN_HOST
        shown = self._shown(route, request, line)
        if depends_on_visitor(route) and not request.visitor.preview:
            headers = shown.answer["headers"]
            headers["cache-control"] = unshared(headers.get("cache-control", ""))
        if shown.answer["statusCode"] >= 500:
            self._tell_failure(request, f"It answered with status {shown.answer['statusCode']}.", line)
        self._tell(request, shown, line)
        return shown.answer

    def _shown(self, route: Route, request: Request, line: dict[str, Any]) -> _Shown:
        """What the visitor's own release answers, or the live one where that does not, or has no such page.

        A holdout or a variant may lack what is there now: a page made since, or a file that a page asks for which was
        loaded before the visitor's alias changed. Nobody is to find less than what is live.
        """
        alias = alias_for(route, request.visitor)
        function = f"{self._prefix}-site-{route.site_id}"
        line |= {"site_id": route.site_id, "alias": alias} | ({"plan": route.problem} if route.problem else {})
        payload = json.dumps(self._stamped(request, route)).encode()

        def asked(alias: str, *, briefly: bool = False) -> dict[str, Any]:
            return site_response(self._sites.invoke(function, alias, payload, briefly=briefly), request.visitor)

        if request.visitor.preview or alias == route.alias:
            return _Shown(asked(alias))
        own, waited = None, False
        try:
            if self._rests(f"{function}:{alias}"):
                line["fallback"] = f"{function}:{alias} is left alone for a moment."
            else:
                own = working(asked(alias, briefly=True), f"{function}:{alias}")
        except (NotFound, Transient, SiteFailed) as error:
            line["fallback"] = str(error)
            if waited := isinstance(error, SiteTimedOut):
                self._rest(f"{function}:{alias}")
        if own is None:
            line["alias"] = route.alias
            return _Shown(asked(route.alias, briefly=waited), failed_alias=alias)
        if own["statusCode"] != 404:
            return _Shown(own)
        try:
            live = asked(route.alias, briefly=True)
        except (NotFound, Transient, SiteFailed):
            return _Shown(own)
        return _Shown(own if live["statusCode"] == 404 else live)

    def _tell(self, request: Request, shown: _Shown, line: dict[str, Any]) -> None:
        """Tell the collector of a view. Whatever is wrong with that is no visitor's business."""
        if not is_view(request, shown.answer):
            return
        status, at = shown.answer["statusCode"], time.time_ns() // 1_000_000
        self._hand_over(told(request, status, at, failed_alias=shown.failed_alias), line)

    def _tell_failure(self, request: Request, reason: str, line: dict[str, Any]) -> None:
        """Tell the collector of a site whose live release cannot be seen, so that upkeep looks at it soon.

        What a preview shows is nobody's failure. A rest lies between two words about one site, however many visit it.
        """
        site_id = line.get("site_id")
        if request.visitor.preview or not site_id or self._rests(f"failed {site_id}"):
            return
        self._rest(f"failed {site_id}")
        self._hand_over(failed(site_id, reason), line)

    def _hand_over(self, payload: bytes, line: dict[str, Any]) -> None:
        if self._rests("collector"):
            line["collector"] = "It is left alone for a moment."
            return
        try:
            self._collector.tell(payload)
        except CollectorFailed as error:
            line["collector"] = str(error)
            self._rest("collector")

    def _rests(self, name: str) -> bool:
        return self._clock() < self._resting.get(name, float("-inf"))

    def _rest(self, name: str) -> None:
        now = self._clock()
        self._resting = {each: until for each, until in self._resting.items() if now < until} | {name: now + REST}

    def _stamped(self, request: Request, route: Route) -> dict[str, object]:
        """The site's event, with a stamp for the forms of the page; without a secret nobody could check one."""
        if self._stamp_key is None:
            return request.event
        nonce = os.urandom(NONCE_BYTES).hex()
        return request.event | {"stamp": make_stamp(self._stamp_key, route.site_id, int(time.time()), nonce)}
