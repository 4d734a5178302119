"""The dispatcher's shell: route, alias, invoke, and one log line."""

import json
import os
import sys
import time
from datetime import UTC, datetime
from functools import cache
from typing import Any

from code24.adapters.routing import DomainsTable, SiteFunctions
from code24.errors import NotFound, Transient
from code24.forms.stamps import NONCE_BYTES, make_stamp, stamp_key
from code24.routing import notices
from code24.routing.aliases import alias_for
from code24.routing.answers import notice_for, notice_of, site_response
from code24.routing.memory import RouteMemory
from code24.routing.models import Request, Route
from code24.routing.notices import Notice
from code24.routing.ports import Routes, SiteFailed, Sites
from code24.routing.requests import understood
from code24.runtime.settings import Settings


class Dispatcher:
    """Answers requests to all sites. `prefix` is what every function's name starts with (`code24-<environment>`)."""

    def __init__(self, routes: Routes, sites: Sites, *, prefix: str, secret: str) -> None:
        self._memory = RouteMemory(routes)
        self._sites = sites
        self._prefix = prefix
        self._secret = secret
        self._stamp_key = stamp_key(secret) if secret else None

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
        alias = alias_for(route, request.visitor)
        line |= {"site_id": route.site_id, "alias": alias}
        function = f"{self._prefix}-site-{route.site_id}"
        payload = self._sites.invoke(function, alias, json.dumps(self._stamped(request, route)).encode())
        return site_response(payload, request.visitor)

    def _stamped(self, request: Request, route: Route) -> dict[str, object]:
        """The site's event, with a stamp for the forms of the page; without a secret nobody could check one."""
        if self._stamp_key is None:
            return request.event
        nonce = os.urandom(NONCE_BYTES).hex()
        return request.event | {"stamp": make_stamp(self._stamp_key, route.site_id, int(time.time()), nonce)}


@cache
def dispatcher() -> Dispatcher:
    """The process's dispatcher, made at the first request. Raises MissingSetting."""
    settings = Settings()
    return Dispatcher(
        DomainsTable(settings.domains_table),
        SiteFunctions(),
        prefix=settings.function_prefix,
        secret=os.environ.get("CODE24_ORIGIN_SECRET", ""),
    )


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of an HTTP API (payload format 2.0). It never raises: visitors see a page in every case."""
    started = time.perf_counter()
    line: dict[str, Any] = {"request_id": getattr(context, "aws_request_id", None)}
    try:
        answer = dispatcher().respond(event, line)
    except Exception as error:  # the last resort of a public endpoint: a page, and the reason in the log alone
        line["error"] = f"{type(error).__name__}: {error}"
        answer = notices.BROKEN
    if isinstance(answer, Notice):
        line["outcome"] = answer.name
        answer = notices.response(answer, _method(event))
    else:
        line["outcome"] = "served"
    line |= {"status": answer["statusCode"], "duration_ms": round((time.perf_counter() - started) * 1000, 2)}
    _log(line)
    return answer


def _method(event: Any) -> str:
    try:
        return str(event["requestContext"]["http"]["method"])
    except (KeyError, TypeError):
        return "GET"


def _log(line: dict[str, Any]) -> None:
    # Written by hand: importing a logging library takes longer than the whole of a warm request.
    moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    level = "ERROR" if "error" in line else "INFO"
    head = {"timestamp": moment, "level": level, "service": "code24", "message": "request"}
    sys.stdout.write(json.dumps(head | line) + "\n")
