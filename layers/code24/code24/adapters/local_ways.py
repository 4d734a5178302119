"""Ways that lead elsewhere than to the public Internet. Only the local command and the local environment open them.

A request names neither: whoever asks Code24 to read an address can not say where it leads.
"""

import ipaddress
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from code24.adapters.public_addresses import ForbiddenAddress, is_public, literal
from code24.errors import InvalidRequest

ANY_HOST = "*"
DEFAULT_PORTS = {"http": 80, "https": 443}


class Endpoint(NamedTuple):
    """Where a connection is made to."""

    address: str
    port: int
    plain: bool
    """Whether it speaks HTTP without TLS, whatever the URL's scheme."""


@dataclass(frozen=True)
class LocalWays:
    """Exceptions from the rule that only public addresses are reached."""

    resolved: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Hosts (`*` for all others) that this address and port answer in plain HTTP, as `curl --resolve` has it."""
    loopback_ports: frozenset[int] = frozenset()
    """Ports of this machine's loopback that may be read."""

    @classmethod
    def of(cls, resolve: Mapping[str, str], loopback_ports: Collection[int]) -> "LocalWays":
        """From `{HOST: "127.0.0.1:PORT"}`. Raises InvalidRequest for what names no address and port."""
        wrong = [port for port in loopback_ports if not 0 < port < 65_536]
        if wrong:
            raise InvalidRequest(f"{wrong[0]} is no port; 1 to 65535 are.")
        return cls(
            {host.strip().lower(): _address_and_port(value) for host, value in resolve.items()},
            frozenset(loopback_ports),
        )

    def to(self, host: str, port: int) -> Endpoint | None:
        """Where a host and port of a URL lead by these ways; None where only the public Internet has them.

        An address that is written out never follows `*`: what is forbidden stays so.
        """
        name = host.lower().rstrip(".")
        exact = self.resolved.get(name)
        if exact:
            return Endpoint(*exact, plain=True)
        if port in self.loopback_ports and (loopback := _loopback(host)):
            return Endpoint(loopback, port, plain=False)
        anywhere = self.resolved.get(ANY_HOST)
        if anywhere and literal(host) is None and not _is_localhost(name):
            return Endpoint(*anywhere, plain=True)
        return None

    def refused(self, scheme: str, host: str, port: int | None) -> str | None:
        """Why nothing is read from a host, as far as its address tells; None where something may be.

        `port` is None for the scheme's own. What a name resolves to is only seen when it is read.
        """
        try:
            own = DEFAULT_PORTS[scheme]
            way = self.to(host, port or own)
            if port not in {None, own} and (way is None or way.plain):
                return f"port {port} is not read, only the default ports are"
            written = None if way else literal(host)
        except ForbiddenAddress as forbidden:
            return str(forbidden)
        if way is None and (_is_localhost(host.lower().rstrip(".")) or (written and not is_public(written))):
            return str(ForbiddenAddress(host))
        return None


def parsed_ways(resolve: str, loopback_ports: str) -> LocalWays:
    """From texts: `HOST=127.0.0.1:PORT` and ports, several separated by commas or spaces."""
    pairs = {}
    for entry in resolve.replace(",", " ").split():
        host, equals, endpoint = entry.partition("=")
        if not host or not equals:
            raise InvalidRequest(f"{entry!r} is not HOST=ADDRESS:PORT.")
        pairs[host] = endpoint
    ports = loopback_ports.replace(",", " ").split()
    unread = [port for port in ports if not (port.isascii() and port.isdecimal())]
    if unread:
        raise InvalidRequest(f"{unread[0]!r} is no port.")
    return LocalWays.of(pairs, [int(port) for port in ports])


def ways_of_environment(environment: str) -> LocalWays:
    """The ways of a Lambda function.

    Where the environment is `local`, `CODE24_RESOLVE` (`HOST=127.0.0.1:PORT …`) and `CODE24_LOOPBACK_PORTS` open ways
    to this machine; elsewhere they mean nothing.
    """
    if environment != "local":
        return LocalWays()
    return parsed_ways(os.environ.get("CODE24_RESOLVE", ""), os.environ.get("CODE24_LOOPBACK_PORTS", ""))


def _address_and_port(value: str) -> tuple[str, int]:
    address, _, port = value.strip().rpartition(":")
    try:
        found = ipaddress.ip_address(address.strip("[]"))
        if not 0 < int(port) < 65_536:
            raise ValueError(port)
    except ValueError:
        raise InvalidRequest(f"{value!r} is not ADDRESS:PORT, with the address in numbers.") from None
    return str(found), int(port)


def _is_localhost(name: str) -> bool:
    return name == "localhost" or name.endswith(".localhost")


def _loopback(host: str) -> str | None:
    """The loopback address that a host stands for (RFC 6761, 6.3: `localhost` and all names below it)."""
    if _is_localhost(host.lower()):
        return "127.0.0.1"
    written = literal(host)
    return str(written) if written and written.is_loopback else None
