"""Whether an address is a data centre's or a crawler's: nobody browses from there.

VPNs, private relays and Tor are not in the list, as people are behind them.
"""

import struct
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address

from code24.analytics.collecting import lists

_COUNTS = struct.Struct("<II")


@dataclass(frozen=True, slots=True)
class _Ranges:
    firsts: "array[int]"
    lasts: "array[int]"

    def hold(self, number: int) -> bool:
        place = bisect_right(self.firsts, number) - 1
        return place >= 0 and number <= self.lasts[place]


@cache
def _machines() -> tuple[_Ranges, _Ranges]:
    """The ranges of IPv4, and those of IPv6 by their first 64 bits; they do not overlap, so one candidate decides."""
    body = memoryview(lists.read("networks.bin"))
    four, six = _COUNTS.unpack_from(body)
    columns, place = [], _COUNTS.size
    for kind, count in (("I", four), ("I", four), ("Q", six), ("Q", six)):
        column = array(kind)
        column.frombytes(body[place : place + count * column.itemsize])
        place += count * column.itemsize
        columns.append(column)
    return _Ranges(columns[0], columns[1]), _Ranges(columns[2], columns[3])


def is_data_centre(address: str) -> bool:
    """True for an address of a machine; False for everything else, and for what is no address."""
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address.strip())
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return _machines()[0].hold(int(mapped)) if mapped else _machines()[1].hold(int(parsed) >> 64)
    return _machines()[0].hold(int(parsed))
