"""What a visitor is called for a day, and an event for good: keyed and plain hashes, of which nothing can be read.

A visitor is the network of an address (`analytics.addresses.network`: an IPv6 /64, as the rest of such an address
changes by the day; the same notion decides who sees which variant of a test) and a whole user agent, under the day's
salt. Once the salt is deleted nobody can tell which of two days' visitors were the same, not even by trying all
addresses there are.
"""

from hashlib import blake2b

from code24.analytics.addresses import network

ID_BYTES = 8


def visitor_of(salt: bytes, site_id: str, address: str, agent: str) -> str:
    """The visitor's id on the day of the salt: 16 hexadecimal digits."""
    text = f"{site_id}\n{network(address)}\n{agent}".encode(errors="replace")
    return blake2b(text, digest_size=ID_BYTES, key=salt).hexdigest()


def event_id(*parts: str) -> str:
    """The id that follows from what makes an event this one: 16 hexadecimal digits."""
    text = "\n".join(part.replace("\n", " ") for part in parts).encode(errors="replace")
    return blake2b(text, digest_size=ID_BYTES).hexdigest()
