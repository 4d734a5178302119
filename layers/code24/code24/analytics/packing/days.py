"""A site's UTC day: the events of each hour packed by themselves, side by side.

So an hour can be read, and changed, without the others.
"""

import json
from collections.abc import Mapping

from code24.errors import Damaged

_HEADER = b"da\x01"
_SIZE = 4


def packed_day(hours: Mapping[str, bytes]) -> bytes:
    """Packed events by hour (`00` … `23`)."""
    names = sorted(hours)
    index = json.dumps({name: len(hours[name]) for name in names}, separators=(",", ":")).encode()
    return b"".join([_HEADER, len(index).to_bytes(_SIZE, "little"), index, *(hours[name] for name in names)])


def unpacked_day(body: bytes) -> dict[str, bytes]:
    """The packed events of each hour. Raises Damaged."""
    begin = len(_HEADER) + _SIZE
    at = begin + int.from_bytes(body[len(_HEADER) : begin], "little")
    if body[: len(_HEADER)] != _HEADER:
        raise Damaged("This is no day of events.")
    try:
        index = json.loads(body[begin:at])
        hours = {}
        for name, size in index.items():
            hours[str(name)] = body[at : at + size]
            if size < 0 or len(hours[name]) != size:
                raise Damaged("A day of events ends too early.")
            at += size
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged("A day of events has no index.") from error
    if at != len(body):
        raise Damaged("A day of events has more than its index says.")
    return hours
