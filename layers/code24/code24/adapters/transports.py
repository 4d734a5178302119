"""httpx requests over connections that a network of our own makes."""

import ssl
from collections.abc import Callable, Iterator

import httpcore
import httpx

from code24.adapters.public_addresses import PublicNetwork

_DEFAULT_PORTS = {"http": 80, "https": 443}


class Transport(httpx.BaseTransport):
    """Sends httpx requests over connections that the public network makes."""

    def __init__(self, network: PublicNetwork, tls: ssl.SSLContext, is_plain: Callable[[str, int], bool]) -> None:
        """`is_plain` says which hosts and ports are spoken to without TLS, although their URLs begin with https."""
        self._pool = httpcore.ConnectionPool(ssl_context=tls, network_backend=network, retries=0, max_connections=2)
        self._is_plain = is_plain

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request."""
        assert isinstance(request.stream, httpx.SyncByteStream)  # noqa: S101 - the client is a synchronous one
        port = request.url.port or _DEFAULT_PORTS[request.url.scheme]
        plain = self._is_plain(request.url.host, port)
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=b"http" if plain else request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=port,
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
        """Close all connections."""
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
