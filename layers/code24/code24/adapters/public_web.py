"""Reading from the public web, politely and with limits: one GET, its redirects followed by hand.

Every request, redirects included, is checked to go to the public Internet (`public_addresses`).
"""

import ssl
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import httpcore
import httpx

from code24.adapters.public_addresses import ForbiddenAddress, PublicNetwork, Resolver, resolve
from code24.errors import InvalidRequest

USER_AGENT = "Code24/1.0 (reads a page once, on behalf of a site's owner)"
MOST_REDIRECTS = 5
_SECONDS_CONNECT = 2.0
_SECONDS_READ = 3.0
_DEFAULT_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_URL = 2_000


class _NotRead(Exception):
    """The reason in words."""


@dataclass(frozen=True)
class Wanted:
    """What is asked for, and how much of it is taken."""

    what: str
    """In words, for the reason of a refusal (`HTML`, `an image`)."""
    media_types: frozenset[str]
    """What the answer may be; a type ending in `/` stands for all of its kind."""
    accept: str
    """The request's header."""
    most_bytes: int
    seconds: float
    """For all of it, redirects and name resolution included."""
    field: str
    """The request field that named the address."""

    def takes(self, media_type: str) -> bool:
        """Whether an answer of this type is read."""
        return media_type in self.media_types or f"{media_type.split('/', maxsplit=1)[0]}/" in self.media_types


class PublicWeb:
    """GETs from the public Internet."""

    def __init__(self, *, network: httpcore.NetworkBackend | None = None, resolver: Resolver = resolve) -> None:
        self._network = network or httpcore.SyncBackend()
        self._resolver = resolver

    def get(self, url: str, wanted: Wanted) -> tuple[str, bytes]:
        """The final URL and the body, within the limits. Raises InvalidRequest with the reason in words."""
        deadline = time.monotonic() + wanted.seconds
        try:
            transport = _Transport(PublicNetwork(self._network, self._resolver, deadline), self._tls)
            with httpx.Client(transport=transport, trust_env=False, follow_redirects=False) as client:
                return _follow(client, url, wanted)
        except (_NotRead, ForbiddenAddress) as problem:
            raise InvalidRequest(f"Not read: {problem}.", field=wanted.field) from problem
        except (httpx.TimeoutException, httpcore.TimeoutException) as problem:
            raise InvalidRequest("Not read: the server took too long to answer.", field=wanted.field) from problem
        except httpx.InvalidURL as problem:
            raise InvalidRequest("Not read: the address is not valid.", field=wanted.field) from problem
        except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, OSError) as problem:
            raise InvalidRequest(f"Not read: {_reason(problem)}.", field=wanted.field) from problem
        except (zlib.error, ValueError) as problem:
            raise InvalidRequest("Not read: the answer is not understood.", field=wanted.field) from problem

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context(trust_env=False)


def _follow(client: httpx.Client, url: str, wanted: Wanted) -> tuple[str, bytes]:
    for _ in range(MOST_REDIRECTS + 1):
        target = _checked(url)
        request = client.build_request(
            "GET",
            target,
            headers={"user-agent": USER_AGENT, "accept": wanted.accept, "accept-encoding": "gzip"},
            timeout=httpx.Timeout(_SECONDS_READ, connect=_SECONDS_CONNECT),
        )
        response = client.send(request, stream=True)
        try:
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                return str(target), _body(response, wanted)
            url = str(target.join(response.headers["location"]))
        finally:
            response.close()
            client.cookies.clear()
    raise _NotRead(f"more than {MOST_REDIRECTS} redirects")


def _reason(problem: Exception) -> str:
    if "CERTIFICATE" in str(problem):
        return "the server's certificate is not valid"
    return "the server cannot be reached"


def _checked(url: str) -> httpx.URL:
    """The URL, if it may be asked for: http or https, default port, no credentials."""
    if len(url) > _LONGEST_URL:
        raise _NotRead("the address is too long")
    target = httpx.URL(url).copy_with(fragment=None)
    if target.scheme not in _DEFAULT_PORTS or not target.host:
        raise _NotRead("only http and https addresses are read")
    if target.userinfo:
        raise _NotRead("addresses with a user name are not read")
    if target.port not in {None, _DEFAULT_PORTS[target.scheme]}:
        raise _NotRead(f"port {target.port} is not read, only the default ports are")
    return target


def _body(response: httpx.Response, wanted: Wanted) -> bytes:
    """The body of a 200 answer of a wanted type, unpacked, within the size limit."""
    if response.status_code != httpx.codes.OK:
        raise _NotRead(f"the server answered {response.status_code}")
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if not wanted.takes(kind):
        raise _NotRead(f"it is {kind or 'of no stated type'}, not {wanted.what}")
    too_large = _NotRead(f"it is larger than {wanted.most_bytes // 1_000_000} MB")
    body = bytearray()
    for chunk in _unpacked(response, wanted.most_bytes, too_large):
        body += chunk
        if len(body) > wanted.most_bytes:
            raise too_large
    return bytes(body)


def _unpacked(response: httpx.Response, most_bytes: int, too_large: Exception) -> Iterator[bytes]:
    """The body's chunks. Unpacked here, as a small packed answer may hold gigabytes: no chunk grows past the limit."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"", "identity"}:
        yield from response.iter_raw()
        return
    if encoding not in {"gzip", "x-gzip"}:
        raise _NotRead(f"it is packed with {encoding[:20]}, which was not asked for")
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    for packed in response.iter_raw():
        yield unpacker.decompress(packed, most_bytes + 1)
        if unpacker.unconsumed_tail:
            raise too_large


class _Transport(httpx.BaseTransport):
    """Sends httpx requests over connections that the public network makes."""

    def __init__(self, network: PublicNetwork, tls: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=tls, network_backend=network, retries=0, max_connections=2)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)  # noqa: S101 - the client is a synchronous one
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Stream(answer), extensions={"http_version": b"HTTP/1.1"}
        )

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
