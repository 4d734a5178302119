"""Which network addresses are the public Internet, and connections that reach no other.

A host is resolved once, every address it has is checked, and the connection is made to an address that was checked:
a name that resolves differently a moment later (DNS rebinding) gains nothing. The TLS server name and the `Host`
header stay the host's, so certificates are verified as usual.
"""

import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address
type Resolver = Callable[[str, int, float], Sequence[str]]
"""Host, port and seconds allowed to its addresses. Raises OSError where there are none in time."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_V4_COMPATIBLE = ipaddress.IPv6Network("::/96")
_NUMERIC = re.compile(r"^(?:0x[0-9a-f]*|\d+)$", re.IGNORECASE)


class ForbiddenAddress(Exception):
    """The host is not on the public Internet.

    Whether it is unknown or has an address that is not public stays unsaid: who asks for a page could otherwise find
    out the names that the resolver knows inside.
    """

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is not a host of the public Internet")


def is_public(address: Address) -> bool:
    """True for addresses that belong to the public Internet, whatever form they are wrapped in.

    IPv4 within IPv6 (mapped, 6to4, NAT64) is judged by the IPv4 address; Teredo and IPv4-compatible are never public.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id or address.teredo or address in _V4_COMPATIBLE:
            return False
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return is_public(inner)
        if address.is_site_local:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
        and not address.is_loopback
        and not address.is_link_local
    )


def literal(host: str) -> Address | None:
    """The address that a host writes out, in any notation that operating systems read; None for a name.

    `2130706433`, `0x7f.1` and `0177.0.0.1` are all 127.0.0.1 (`inet_aton`). Raises ForbiddenAddress for a host that
    ends in a number and is no address (WHATWG URL, "ends in a number").
    """
    bare = host.strip("[]").rstrip(".")
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        pass
    if not _NUMERIC.match(bare.rpartition(".")[2]):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(bare))
    except (OSError, ValueError):
        raise ForbiddenAddress(host) from None


def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
    """Ask the system's resolver, for so many seconds at most (`getaddrinfo` itself knows no limit)."""
    answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([str(entry[4][0]) for entry in found])
        except (OSError, UnicodeError) as problem:
            answers.put(problem)

    threading.Thread(target=ask, daemon=True, name="resolve").start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise OSError(f"{host} did not resolve in time") from None
    if isinstance(answer, list):
        return answer
    raise OSError(f"{host} does not resolve") from answer


def checked_addresses(host: str, port: int, resolver: Resolver, seconds: float) -> list[str]:
    """Every address of a host, all of them public. Raises ForbiddenAddress, also where there is none."""
    written = literal(host)
    try:
        addresses = [written] if written else [ipaddress.ip_address(text) for text in resolver(host, port, seconds)]
    except OSError as unknown:
        raise ForbiddenAddress(host) from unknown
    if not addresses or not all(is_public(address) for address in addresses):
        raise ForbiddenAddress(host)
    return list(dict.fromkeys(str(address) for address in addresses))


type Exceptional = Callable[[str, int], tuple[str, int] | None]
"""Host and port of a URL to the address and port that stand in for them; None for nearly all."""


class PublicNetwork(httpcore.NetworkBackend):
    """Connects to public addresses only, and lets everything together take no longer than until `deadline`."""

    def __init__(
        self,
        network: httpcore.NetworkBackend,
        resolver: Resolver,
        deadline: float,
        exceptional: Exceptional = lambda host, port: None,
    ) -> None:
        self._network = network
        self._resolver = resolver
        self._deadline = deadline
        self._exceptional = exceptional

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a checked address of the host, the next one where one does not answer."""
        failure: Exception = httpcore.ConnectError(f"{host} does not answer")
        instead = self._exceptional(host, port)
        addresses = (
            [instead[0]] if instead else checked_addresses(host, port, self._resolver, _within(self._deadline, timeout))
        )
        port = instead[1] if instead else port
        for address in addresses[:3]:
            limit = _within(self._deadline, timeout)
            try:
                stream = self._network.connect_tcp(address, port, limit, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as problem:
                failure = problem
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never."""
        raise ForbiddenAddress(path)


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every operation ends by the deadline: a server that drips bytes cannot hold it open."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _within(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _within(self._deadline, timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _within(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for this page is used up")
    return left if timeout is None else min(left, timeout)
