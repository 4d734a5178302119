"""What may be asked of a site, and what of a request its function gets to see."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from code24.routing import notices
from code24.routing.hosts import is_trusted, normalised, requested_host, requesting_address, visited
from code24.routing.models import Request
from code24.routing.notices import Notice

MAX_PATH = 2_048
"""Characters of a percent-encoded path."""
MAX_QUERY = 4_096
"""Characters of a query."""
MAX_HEADERS = 10_240
"""Bytes of all header names and values: what an HTTP API on AWS takes at most, request line included."""

READING = ("GET", "HEAD")
METHODS = frozenset(READING) | {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}
"""Of RFC 9110 and RFC 5789. OPTIONS is refused like the writing ones: `allow` in the answer says what it would."""

FORWARDED = (
    "accept-encoding",
    "accept-language",
    "if-modified-since",
    "if-none-match",
    # Without it a download that is resumed after a release would be put together from two files.
    "if-range",
    "range",
)
"""The request headers that a site's answer may depend on. No site sees cookies, addresses or the origin secret."""

# Control characters, backslashes, what was no UTF-8, and the dot segments that every client resolves itself.
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ufffd]|/\.{1,2}(?:/|$)")
_ESCAPES = re.compile(r"%(?:[0-9A-Fa-f]{2})?")


def understood(event: dict[str, Any], secret: str) -> Request | Notice:
    """An HTTP API event (payload format 2.0) as a request to a site, or the notice that refuses it."""
    http = event["requestContext"]["http"]
    method = http["method"]
    if method not in READING:
        return notices.NOT_ALLOWED if method in METHODS else notices.NOT_IMPLEMENTED
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    if size_of(headers, event.get("cookies") or ()) > MAX_HEADERS:
        return notices.HEADERS_TOO_LARGE
    path, query = encoded(event.get("rawPath") or "/"), event.get("rawQueryString") or ""
    if path is None:
        return notices.MALFORMED
    if len(path) > MAX_PATH or len(query) > MAX_QUERY:
        return notices.PATH_TOO_LONG
    name = normalised(requested_host(headers, event["requestContext"].get("domainName") or "", secret))
    if name is None:
        return notices.MALFORMED
    host, visitor = visited(name)
    address = requesting_address(headers, str(http.get("sourceIp") or ""), secret)
    forwarded = {name: headers[name] for name in FORWARDED if name in headers}
    return Request(
        host=host,
        visitor=replace(visitor, address=address, agent=headers.get("user-agent", "")),
        event={"version": 1, "method": method, "path": path, "query": query, "headers": forwarded},
        headers=headers,
        is_trusted=is_trusted(headers, secret),
    )


def size_of(headers: dict[str, str], cookies: list[str] | tuple[()]) -> int:
    """Bytes of all names and values; payload format 2.0 keeps cookies apart."""
    fields = sum(len(name) + len(value.encode(errors="replace")) for name, value in headers.items())
    return fields + sum(len(cookie.encode(errors="replace")) for cookie in cookies)


def encoded(raw_path: str) -> str | None:
    """A path as it stands in a URL; None where it is malformed.

    An HTTP API delivers `rawPath` with every escape decoded but `%25`; other ways to this function keep all of them.
    Escaping what cannot stand in a URL, and nothing else, makes the same of both.
    """
    if not raw_path.startswith("/") or any(len(escape) == 1 for escape in _ESCAPES.findall(raw_path)):
        return None
    try:
        path = quote(raw_path, safe="/%:@!$&'()*+,;=~")
        text = unquote_to_bytes(path).decode()
    except UnicodeError:
        return None
    return None if _FORBIDDEN.search(text) else path
