"""Which part of Code24 a request is for, by its host alone."""

from enum import Enum
from ipaddress import ip_address


class Part(Enum):
    """What stands behind a host."""

    SITES = "sites"
    PLATFORM = "platform"
    STATUS = "status"
    NOWHERE = "nowhere"
    """A name that is not this machine's: a DNS rebinding attempt, or a proxy set up wrongly."""


def host_name(host: str) -> str:
    """A `Host` header without its port, in lower case, without a trailing dot."""
    name = host.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0].removeprefix("[")
    return name.partition(":")[0].removesuffix(".")


def part_of(host: str) -> Part:
    """The part that serves a `Host` header."""
    name = host_name(host)
    if name == "api.localhost":
        return Part.PLATFORM
    if name.endswith(".localhost"):
        return Part.SITES
    if name == "localhost" or _is_loopback(name):
        return Part.STATUS
    return Part.NOWHERE


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
