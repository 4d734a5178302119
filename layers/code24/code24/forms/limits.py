"""How much one visitor, and all visitors of a site, may send.

Counters are windows of fixed length with a count each. What they are named by is a keyed hash: neither an address nor a
site can be read from them.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime

from code24.analytics.addresses import network

MINUTE, DAY = 60, 24 * 3_600


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in each window of `seconds`."""

    name: str
    most: int
    seconds: int


ATTEMPTS = Limit("attempts-of-visitor", 20, MINUTE)
"""Posts of any kind: what is refused costs a look at the site's page."""
ATTEMPTS_OF_NETWORK = Limit("attempts-of-network", 60, MINUTE)
OF_VISITOR = Limit("messages-of-visitor", 40, DAY)
OF_NETWORK = Limit("messages-of-network", 200, DAY)
"""Less than half of a site's: who calls the browser something else each time does not use a site's up alone."""
OF_SITE_NOW = Limit("messages-of-site-in-a-minute", 30, MINUTE)
OF_SITE = Limit("messages-of-site-in-a-day", 500, DAY)


@dataclass(frozen=True, slots=True)
class Window:
    """One counter."""

    key: str
    most: int
    expires_at: int
    """Epoch seconds from which nobody looks at it any more."""
    seconds_left: int


def window(limit: Limit, key: bytes, subject: str, at: datetime) -> Window:
    """The counter of a limit for a subject at a moment."""
    now = int(at.timestamp())
    begin = now - now % limit.seconds
    end = begin + limit.seconds
    name = hmac.digest(key, f"{limit.name}|{subject}|{begin}".encode(), "sha256").hex()[:40]
    return Window(key=name, most=limit.most, expires_at=end + MINUTE, seconds_left=end - now)


def limits_key(secret: str) -> bytes:
    """The key for the names of counters and visitors that follows from the origin secret."""
    return hmac.digest(secret.encode(), b"code24 form limits", "sha256")


def visitor_of(key: bytes, address: str, user_agent: str, at: datetime) -> str:
    """What a visitor is called for a day: a keyed hash of address and browser, never kept beside what they wrote.

    Of an IPv6 address the network counts (/64), since one household has 2^64 of them.
    """
    day = at.astimezone(UTC).date().isoformat()
    return hmac.digest(key, f"{day}|{network(address)}|{user_agent}".encode(errors="replace"), "sha256").hex()[:32]


def network_of(key: bytes, address: str, at: datetime) -> str:
    """What everybody behind an address is called for a day, whatever their browsers say; of IPv6 a /48."""
    day = at.astimezone(UTC).date().isoformat()
    return hmac.digest(key, f"{day}|{network(address, 48)}".encode(errors="replace"), "sha256").hex()[:32]
