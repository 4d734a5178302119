"""What a visitor and an event of theirs are called: hashes under the salt of a day, of which nothing can be read.

A visitor is the network of an address (`analytics.addresses.network`: an IPv6 /64, as the rest of such an address
changes by the day; the same notion decides who sees which variant of a test) and a whole user agent, under the day's
salt. Once the salt is deleted nobody can tell which of two days' visitors were the same, not even by trying all
addresses there are. The same salt keys the ids of events: what makes an event this one can be stored elsewhere beside a
name (the id of a form that was sent), and must not lead from there to what its sender did all day.
"""

from hashlib import blake2b

from code24.analytics.addresses import network

ID_BYTES = 8


def visitor_of(salt: bytes, site_id: str, address: str, agent: str) -> str:
    """The visitor's id on the day of the salt: 16 hexadecimal digits."""
    text = f"{site_id}\n{network(address)}\n{agent}".encode(errors="replace")
    return blake2b(text, digest_size=ID_BYTES, key=salt).hexdigest()


def event_id(salt: bytes, *parts: str) -> str:
    """The id that follows from what makes an event of the salt's day this one: 16 hexadecimal digits."""
    text = "\n".join(part.replace("\n", " ") for part in parts).encode(errors="replace")
    return blake2b(text, digest_size=ID_BYTES, key=salt).hexdigest()
