"""The front door: `*.localhost` to the deployed APIs and the media bucket, as CloudFront and DNS do it on AWS.

An ASGI application. Method, raw path, query, headers with their repetitions, bodies and statuses pass unchanged;
only what RFC 9110, 7.6.1 calls hop-by-hop is removed, and `x-forwarded-host`, `x-forwarded-proto` and
`x-code24-origin-secret` are set here and nowhere else.
"""

import contextlib
from collections.abc import Callable
from typing import Any

import httpcore

from local.deployed import Deployed
from local.forwarding import Forward, Headers, Refused
from local.hosts import Part, host_name, part_of
from local.media import media_request
from local.pages import HEADERS, error_page, status_page
from local.settings import LOOPBACK, Settings

MAX_HEADERS = 10_240
"""Bytes of request line and headers together that an HTTP API takes."""
MAX_BODY = 10 * 1024 * 1024
"""Bytes of a request body that an HTTP API takes."""
SECONDS = 35.0
"""How long an answer may take; an HTTP API gives up after 30."""

HOP_BY_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"proxy-connection",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
    b"http2-settings",
}
OURS = {b"x-forwarded-host", b"x-forwarded-proto", b"x-forwarded-for", b"x-forwarded-port", b"forwarded"}
SECRET = b"x-code24-origin-secret"
VISITOR = b"x-code24-visitor"
"""The visitor's address, as the distribution tells it."""


class FrontDoor:
    """The ASGI application."""

    def __init__(self, settings: Settings, emulator_runs: Callable[[], bool]) -> None:
        self._settings = settings
        self._emulator_runs = emulator_runs
        self._deployed: Deployed | None = None
        self._read_at = -1
        self._pool = httpcore.AsyncConnectionPool(
            max_connections=256, max_keepalive_connections=64, keepalive_expiry=60
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one connection's event."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
        else:
            await self._serve(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await self._pool.aclose()
                await send({"type": "lifespan.shutdown.complete"})
                return
            await send({"type": "lifespan.startup.complete"})

    async def _serve(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            headers: Headers = list(scope["headers"])
            host = _host(headers)
            part = part_of(host)
            if part is Part.STATUS:
                await self._status(scope, send)
                return
            if part is Part.NOWHERE:
                raise Refused(421, f"This is a local cloud; the host {host_name(host)!r} is not served here.")
            await self._forward(await self._request(scope, receive, headers, host, part), send)
        except Refused as refused:
            page = error_page(refused.status, refused.explanation)
            await _answer(send, refused.status, list(HEADERS), page, head=scope["method"] == "HEAD")

    async def _status(self, scope: Any, send: Any) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            raise Refused(405, "The status page can be read only.")
        if scope["path"] != "/":
            raise Refused(404, "There is one page here: /. Sites are at <name>.localhost.")
        page = status_page(self._settings, self._now_deployed(), self._emulator_runs())
        await _answer(send, 200, list(HEADERS), page, head=scope["method"] == "HEAD")

    async def _request(self, scope: Any, receive: Any, headers: Headers, host: str, part: Part) -> Forward:
        path: bytes = scope["raw_path"]
        query: bytes = scope["query_string"]
        size = len(scope["method"]) + len(path) + len(query) + sum(len(name) + len(value) for name, value in headers)
        if size > MAX_HEADERS:
            raise Refused(431, f"Request line and headers have {size} bytes; an HTTP API takes {MAX_HEADERS}.")
        if not path.startswith(b"/"):
            raise Refused(400, "The request target must be a path.")
        deployed = self._now_deployed()
        if not self._emulator_runs():
            raise Refused(503, "The emulated AWS has ended; `make up` starts it again, `make status` says more.")
        if deployed is None:
            raise Refused(503, "Nothing is deployed yet; `make up` is at work or has failed.")
        if part is Part.SITES and path.startswith(b"/media/"):
            return media_request(scope["method"], path, headers, deployed.media_bucket)
        body = await _body(receive, headers)
        api = deployed.sites_api if part is Part.SITES else deployed.platform_api
        target = b"/_aws/execute-api/" + api.encode() + b"/$default" + path + (b"?" + query if query else b"")
        client = scope.get("client") or (LOOPBACK,)
        own = [
            (b"x-forwarded-host", host_name(host).encode()),
            (b"x-forwarded-proto", scope["scheme"].encode()),
            (b"x-forwarded-port", str(self._settings.port).encode()),
            (b"x-forwarded-for", str(client[0]).encode()),
        ]
        if part is Part.SITES:
            own += [(SECRET, deployed.origin_secret.encode()), (VISITOR, str(client[0]).encode())]
        dropped = HOP_BY_HOP | OURS | {SECRET, VISITOR, b"content-length", b"expect"} | _named_by_connection(headers)
        kept = [(name, value) for name, value in headers if name not in dropped]
        length = [(b"content-length", str(len(body)).encode())] if body or _announces_body(headers) else []
        return Forward(scope["method"].encode(), target, kept + own + length, body, _api_answer)

    async def _forward(self, forward: Forward, send: Any) -> None:
        url = httpcore.URL(scheme=b"http", host=LOOPBACK.encode(), port=self._settings.aws_port, target=forward.target)
        timeouts = {"connect": 2.0, "read": SECONDS, "write": SECONDS, "pool": SECONDS}
        request = httpcore.Request(
            forward.method, url, headers=forward.headers, content=forward.body, extensions={"timeout": timeouts}
        )
        try:
            response = await self._pool.handle_async_request(request)
        except httpcore.TimeoutException as error:
            raise Refused(504, "The emulated AWS did not answer in time; `.local/logs/` may say why.") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise Refused(502, "The emulated AWS cannot be reached; `make status` says more.") from error
        try:
            headers = forward.answer(response.status, list(response.headers))
            await send({"type": "http.response.start", "status": response.status, "headers": headers})
            with contextlib.suppress(httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
                async for chunk in response.aiter_stream():
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            # Where the answer broke off, so does ours: the server closes what was not ended.
        finally:
            await response.aclose()

    def _now_deployed(self) -> Deployed | None:
        """The deployment's record, read again when its file has changed."""
        try:
            changed = self._settings.deployment.stat().st_mtime_ns
        except FileNotFoundError:
            self._read_at, self._deployed = -1, None
            return None
        if changed != self._read_at:
            self._read_at, self._deployed = changed, Deployed.read(self._settings.deployment)
        return self._deployed


def _host(headers: Headers) -> str:
    hosts = [value for name, value in headers if name == b"host"]
    if len(hosts) != 1 or not hosts[0].strip():
        raise Refused(400, "A request needs one Host header.")
    try:
        return hosts[0].decode("ascii")
    except UnicodeDecodeError:
        raise Refused(400, "The Host header must be ASCII.") from None


def _named_by_connection(headers: Headers) -> set[bytes]:
    return {token.strip().lower() for name, value in headers if name == b"connection" for token in value.split(b",")}


def _announces_body(headers: Headers) -> bool:
    return any(name in {b"content-length", b"transfer-encoding"} for name, _ in headers)


async def _body(receive: Any, headers: Headers) -> bytes:
    """The whole body. Raises Refused where it is larger than an HTTP API takes."""
    too_large = Refused(413, f"The body is larger than {MAX_BODY} bytes, which is what an HTTP API takes.")
    announced = next((value for name, value in headers if name == b"content-length"), b"0")
    if announced.isdigit() and int(announced) > MAX_BODY:
        raise too_large
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "The request ended before its body did.")
        size += len(message.get("body", b""))
        if size > MAX_BODY:
            raise too_large
        chunks.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(chunks)


def _api_answer(status: int, headers: Headers) -> Headers:
    dropped = HOP_BY_HOP | _named_by_connection([(name.lower(), value) for name, value in headers])
    if status in {204, 304}:
        dropped |= {b"content-length"}
    return [(name, value) for name, value in headers if name.lower() not in dropped]


async def _answer(send: Any, status: int, headers: Headers, body: bytes, *, head: bool) -> None:
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else body, "more_body": False})
