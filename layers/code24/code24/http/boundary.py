"""What holds for every request and every response, whatever happens in between."""

import re
from typing import Any
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from code24.errors import Code24Error
from code24.http.problems import ContentTooLarge, problem
from code24.runtime.observability import invocation, logger

BODY_LIMIT = 256 * 1024
"""Bytes of a request's body, after base64 has been decoded."""

_KINDS = {"sites": "site_id", "build": "build_id"}
_ID = re.compile(r"[sb][0-9a-z]{12,16}", re.ASCII)

SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Set where a response does not set its own. There are no CORS headers: browsers of other origins get nothing."""


class Boundary:
    """ASGI middleware around the application.

    It names the request, refuses bodies over `BODY_LIMIT` before anything reads them, answers HEAD like GET without the
    body, turns what nobody expected into a 500 without internals, sets the security headers, and logs one line.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        context = scope.get("aws.context")
        request_id = getattr(context, "aws_request_id", None) or str(uuid4())
        scope.setdefault("state", {})["request_id"] = request_id
        answer = _Answer(send, request_id, without_body=scope["method"] == "HEAD")
        with invocation("api", context, method=scope["method"]) as line:
            line["request_id"] = request_id
            if scope["method"] == "HEAD":
                scope["method"] = "GET"
            try:
                body = await _whole_body(receive)
                await self.app(scope, _replayed(body, receive), answer.send)
            except ContentTooLarge as error:
                await problem(request_id, error)(scope, receive, answer.send)
            except Exception as error:
                logger().exception("unexpected error", extra={"request_id": request_id})
                line["error"] = type(error).__name__
                if not answer.started:
                    await problem(request_id, Code24Error(str(error)))(scope, receive, answer.send)
            line |= {
                "route": getattr(scope.get("route"), "path", None),
                "status": answer.status,
                "customer_id": scope["state"].get("customer_id"),
                **_named_by(scope),
                "outcome": "error" if answer.status >= 500 else "ok",
            }


def _named_by(scope: Scope) -> dict[str, str]:
    """The site or build that the address names, where it has the form of an id: no other part of it is logged."""
    kind = _KINDS.get(getattr(scope.get("route"), "path", "").removeprefix("/").partition("/")[0])
    named = str(scope.get("path_params", {}).get("id", ""))
    return {kind: named} if kind and _ID.fullmatch(named) else {}


class _Answer:
    """Sends a response on, with the headers that every response has."""

    def __init__(self, send: Send, request_id: str, *, without_body: bool) -> None:
        self._send = send
        self._request_id = request_id
        self._without_body = without_body
        self.started = False
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started, self.status = True, message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
            headers["X-Request-Id"] = self._request_id
            if self._without_body:
                del headers["Content-Length"]
        elif self._without_body:
            message = {**message, "body": b""}
        await self._send(message)


async def _whole_body(receive: Receive) -> bytes:
    """The request's body. Raises ContentTooLarge as soon as it passes the limit."""
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        body += message.get("body", b"")
        if len(body) > BODY_LIMIT:
            raise ContentTooLarge(f"The body has more than {BODY_LIMIT} bytes ({BODY_LIMIT // 1024} KiB).")
        more = message.get("more_body", False)
    return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    pending: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay
