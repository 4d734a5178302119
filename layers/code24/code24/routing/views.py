"""Which answers are views of a page, and what the collector is told of them, and of sites that fail."""

import json
from typing import Any

from code24.routing.models import Request

_SEEN = frozenset({200, 304, 404})
_NO_PAGE = "."
"""In the last segment of a path: a file with an extension."""
_PAGES = (".html", ".htm")


def is_view(request: Request, answer: dict[str, Any]) -> bool:
    """Whether a visitor saw a page and did not ask not to be counted.

    Previews, requests ahead of need and requests of scripts and other pages' frames are no views. Of an answer without
    a body (304) the address tells whether it is a page.
    """
    headers = request.headers
    if request.visitor.preview or request.event["method"] != "GET" or answer["statusCode"] not in _SEEN:
        return False
    if headers.get("dnt") == "1" or headers.get("sec-gpc") == "1":
        return False
    if any("prefetch" in headers.get(name, "").lower() for name in ("sec-purpose", "purpose", "x-moz")):
        return False
    if headers.get("sec-fetch-dest", "document") != "document":
        return False
    if answer["statusCode"] == 304:
        name = str(request.event["path"]).rpartition("/")[2].lower()
        return _NO_PAGE not in name or name.endswith(_PAGES)
    return bool(answer["headers"].get("content-type", "").startswith("text/html"))


def told(request: Request, status: int, at: int, *, failed_alias: str) -> bytes:
    """What the collector gets: `{"view": {…}}`, of which it keeps neither address nor user agent nor query.

    `at` is in epoch milliseconds: what is delivered twice says the same twice.
    """
    headers = request.headers
    view = {
        "host": request.host,
        "path": request.event["path"],
        "query": request.event["query"],
        "referrer": headers.get("referer", ""),
        "address": request.visitor.address,
        "agent": request.visitor.agent,
        "country": headers.get("cloudfront-viewer-country", "") if request.is_trusted else "",
        "status": status,
        "failed_alias": failed_alias,
        "at": at,
    }
    return json.dumps({"view": view}).encode()


def failed(site_id: str, reason: str) -> bytes:
    """What the collector gets of a site that visitors cannot see: `{"failed": {…}}`, with nothing of any visitor."""
    return json.dumps({"failed": {"site_id": site_id, "reason": f"A visitor could not see it: {reason}"}}).encode()
