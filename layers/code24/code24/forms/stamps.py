"""Stamps: proof that a form stood on a page of this site, and of when that page was served.

A stamp is `<epoch seconds>.<nonce>.<signature>`, always `LENGTH` characters. The dispatcher makes one for each page, so
nothing here imports more than it needs. A stamp is not bound to a visitor, as sites set no cookies: it keeps out posts
that were put together without a page, names a sending (its nonce), and tells how long somebody took.
"""

import hmac
import re
from typing import NamedTuple

SHORTEST = 3
"""Seconds that nobody takes less than to fill a form in."""
LONGEST = 24 * 3_600
"""Seconds after which a page counts as left open."""
NONCE_BYTES = 8

_SIGNED = 32
"""Hexadecimal digits of the signature that are kept: 128 bits."""
LENGTH = 10 + 1 + 2 * NONCE_BYTES + 1 + _SIGNED

_STAMP = re.compile(rf"(\d{{10}})\.([0-9a-f]{{{2 * NONCE_BYTES}}})\.([0-9a-f]{{{_SIGNED}}})", re.ASCII)


class Stamp(NamedTuple):
    """A stamp that was made here, for this site."""

    nonce: str
    age: int
    """Seconds."""


def stamp_key(secret: str) -> bytes:
    """The key for stamps that follows from the origin secret; what it signs is of no use anywhere else."""
    return hmac.digest(secret.encode(), b"code24 form stamps", "sha256")


def make_stamp(key: bytes, site_id: str, at: int, nonce: str) -> str:
    """A stamp of the moment `at` (epoch seconds) with a `nonce` of `NONCE_BYTES` random bytes in hexadecimal."""
    made = f"{at:010d}.{nonce}"
    return f"{made}.{_signature(key, site_id, made)}"


def read_stamp(key: bytes, site_id: str, text: str, now: int) -> Stamp | None:
    """What a stamp says; None for one that was not made here for this site."""
    found = _STAMP.fullmatch(text)
    if not found or not hmac.compare_digest(found[3], _signature(key, site_id, f"{found[1]}.{found[2]}")):
        return None
    return Stamp(found[2], max(0, now - int(found[1])))


def _signature(key: bytes, site_id: str, made: str) -> str:
    return hmac.digest(key, f"{site_id}.{made}".encode(), "sha256").hex()[:_SIGNED]
