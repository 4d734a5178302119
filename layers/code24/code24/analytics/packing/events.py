"""Events of one site ↔ bytes, about 8 bytes an event.

Times are kept to a tenth of a second, visitors by the first 40 bits of their hash, vitals in whole milliseconds (CLS
to four digits). An event's identity is its visitor, kind, name, props and revenue, its page and the last 24 bits of
its id; of `vitals` and `leave`, which say what they measured, that and the last 16 bits. So two different events of a
visitor that say the same of the same page fall together once in 16 million pairs.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import isfinite
from operator import attrgetter, itemgetter
from typing import Any

from code24.analytics.event import Event
from code24.analytics.packing.columns import Reader, Writer
from code24.errors import Damaged, InvalidRequest

_KIND, _VERSION = "ev", 1
_TICK = 100
"""Milliseconds."""
KINDS = ("view", "goal", "vitals", "leave")
"""In the order in which they happen where they happen at once."""
_MEASURING = KINDS.index("vitals")
"""From this one on, kinds say what they measured."""
VITALS = (("ttfb", 1), ("fcp", 1), ("lcp", 1), ("inp", 1), ("cls", 10_000))
"""With how many parts of a unit are kept."""
_PASSIVE = 2
"""Beside 1 for what the server saw: an event that is not interactive."""
_MOST = 2**48
_SECONDS = 10
_VISITOR_DIGITS, _ID_DIGITS, _MEASURED_ID_DIGITS = 10, 6, 4
_NOTHING: tuple[int, ...] = ()

_fields = attrgetter(
    "visitor", "kind", "name", "path", "event_id", "at",
    "referrer", "source", "channel", "click", "campaign",
    "country", "device", "browser", "system", "holdout", "continued",
    "props", "currency", "status", "server", "revenue", "interactive",
)  # fmt: skip

type EventRow = tuple[int, int, int, tuple[Any, ...], str, int, tuple[int, ...], tuple[Any, ...], tuple[Any, ...], str]
"""Visitor, ticks, kind, what, path, id, measures, origin, device, revenue: everything that can be sorted."""
_encode = json.JSONEncoder(separators=(",", ":"), sort_keys=True, ensure_ascii=False, check_circular=False).encode
_identity = itemgetter(0, 3, 4, 5, 6, 9)


def packed_events(events: Iterable[Event]) -> bytes:
    """The set of these events, all of one site. Raises InvalidRequest for what is no event."""
    sites: set[str] = set()
    rows = []
    for event in events:
        sites.add(event.site_id)
        rows.append(row_of(event))
    if len(sites) > 1:
        raise InvalidRequest(f"Events of {len(sites)} sites are no set.")
    return packed_event_rows(sites.pop() if sites else "", rows)


def packed_event_rows(site_id: str, rows: list[EventRow]) -> bytes:
    """The same, of events that are rows already."""
    return _packed(site_id, _united(rows))


def unpacked_events(body: bytes) -> list[Event]:
    """The events of a set, by visitor and time, without what is not kept. Raises Damaged."""
    reader = Reader(body, _KIND, _VERSION)
    site_id, count, runs, first = reader.json(), reader.number(), reader.number(), reader.number()
    lengths = reader.numbers(runs)
    if sum(lengths) != count or (runs and not min(lengths)) or not isinstance(site_id, str):
        raise Damaged("A set's runs do not add up to its events.")
    visitors = [f"{visitor:0{_VISITOR_DIGITS}x}" for visitor in accumulate(reader.numbers(runs))]
    starts, devices = reader.numbers(runs), reader.coded(runs)
    steps = iter(reader.numbers(count - runs))
    whats, paths, origins = reader.coded(count), reader.coded(count), reader.coded(count)
    low, high = reader.numbers(count), iter(reader.numbers(reader.number()))
    measured = reader.number()
    vitals_rows = zip(*[reader.numbers(measured) for _ in VITALS], strict=True)
    leaves = iter(reader.numbers(reader.number()))
    revenues = iter(reader.json())
    reader.end()
    found: list[Event] = []
    index = 0
    try:
        for visitor, length, start, device in zip(visitors, lengths, starts, devices, strict=True):
            at = first + start
            country, kind_of, browser, system, holdout, continued = device
            for number in range(length):
                at += next(steps) if number else 0
                kind, name, props, currency, status, flags, paid = whats[index]
                referrer, source, channel, click, campaign = origins[index]
                place = low[index]
                seconds, vitals = 0.0, {}
                if kind == _MEASURING:
                    parts = next(vitals_rows)
                    vitals = _vitals_of(parts)
                    place += (sum(parts) & 0xFF) << 16
                elif kind > _MEASURING:
                    tenths = next(leaves)
                    seconds = tenths / _SECONDS
                    place += (tenths & 0xFF) << 16
                else:
                    place += next(high) << 16
                found.append(
                    Event(
                        site_id, f"{visitor}{place:0{_ID_DIGITS}x}", at * _TICK, visitor, KINDS[kind], name,
                        paths[index], referrer, source, channel, _mapping(campaign), click, country, kind_of, browser,
                        system, _mapping(props), next(revenues) if paid else None, currency, seconds, vitals, status,
                        bool(flags & 1), bool(holdout), bool(continued), not flags & _PASSIVE,
                    )
                )  # fmt: skip
                index += 1
    except (StopIteration, ValueError, TypeError, IndexError) as error:
        raise Damaged("A set's columns do not fit each other.") from error
    return found


def row_of(event: Event) -> EventRow:
    """An event as it is kept, which shows that it can be. Raises InvalidRequest."""
    (visitor, kind, name, path, event_id, at, referrer, source, channel, click, campaign, country, device, browser,
     system, holdout, continued, props, currency, status, server, revenue, interactive) = _fields(event)  # fmt: skip
    flags = int(server) if interactive else int(server) | _PASSIVE
    try:
        order = KINDS.index(kind)
        measures = _NOTHING
        if order < _MEASURING:
            place = int(event_id[-_ID_DIGITS:], 16)
        else:
            place = int(event_id[-_MEASURED_ID_DIGITS:], 16)
            measures = _vitals(event.vitals) if order == _MEASURING else (_whole(event.seconds * _SECONDS),)
        return (
            int(visitor[:_VISITOR_DIGITS], 16),
            _whole(at // _TICK),
            order,
            (order, name, _text(props) if props else "", currency, status, flags, int(revenue is not None)),
            path,
            place,
            measures,
            (referrer, source, channel, click, _text(campaign) if campaign else ""),
            (country, device, browser, system, int(holdout), int(continued)),
            "" if revenue is None else _amount(revenue),
        )
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise InvalidRequest(f"An event of site {event.site_id} cannot be packed: {type(error).__name__}.") from error


def _united(rows: list[EventRow]) -> list[EventRow]:
    """One row for each identity, the earliest, in order.

    An event may have come twice, once before it was known that its visit began before midnight: that it did wins, as
    the later look is the one that knows more.
    """
    rows.sort()
    unique: dict[Any, EventRow] = {}
    for row in rows:
        unique.setdefault(_identity(row), row)
    continued = {row[1:7] for row in unique.values() if row[8][5]}
    if not continued:
        return list(unique.values())
    return [row for row in unique.values() if row[8][5] or row[1:7] not in continued]


def _packed(site_id: str, rows: Sequence[EventRow]) -> bytes:
    first = min((row[1] for row in rows), default=0)
    lengths: list[int] = []
    visitors: list[int] = []
    starts: list[int] = []
    devices: list[tuple[Any, ...]] = []
    steps: list[int] = []
    before = last = -1
    known: tuple[Any, ...] | None = None
    for row in rows:
        visitor, at, device = row[0], row[1], row[8]
        if visitor == before and device == known:
            lengths[-1] += 1
            steps.append(at - last)
        else:
            lengths.append(1)
            visitors.append(visitor - max(before, 0))
            starts.append(at - first)
            devices.append(device)
            before, known = visitor, device
        last = at
    writer = Writer(_KIND, _VERSION)
    writer.json(site_id)
    for number in (len(rows), len(lengths), first):
        writer.number(number)
    writer.numbers(lengths)
    writer.numbers(visitors)
    writer.numbers(starts)
    writer.coded(devices)
    writer.numbers(steps)
    writer.coded([row[3] for row in rows])
    writer.coded([row[4] for row in rows])
    writer.coded([row[7] for row in rows])
    writer.numbers([row[5] & 0xFFFF for row in rows])
    high = [row[5] >> 16 for row in rows if row[2] < _MEASURING]
    writer.number(len(high))
    writer.numbers(high)
    vitals = [row[6] for row in rows if row[2] == _MEASURING]
    writer.number(len(vitals))
    for column in range(len(VITALS)):
        writer.numbers([measures[column] for measures in vitals])
    leaves = [row[6][0] for row in rows if row[2] > _MEASURING]
    writer.number(len(leaves))
    writer.numbers(leaves)
    writer.json([float(row[9]) for row in rows if row[9]])
    return writer.bytes()


def _vitals(vitals: Any) -> tuple[int, ...]:
    """Each vital's whole number of parts and one; 0 where it is missing."""
    get = vitals.get
    return tuple([0 if (value := get(name)) is None else _whole(value * parts) + 1 for name, parts in VITALS])


def _vitals_of(parts: Sequence[int]) -> dict[str, float]:
    return {name: (part - 1) / parts_of_one for (name, parts_of_one), part in zip(VITALS, parts, strict=True) if part}


def _whole(value: float) -> int:
    number = round(value)
    if not 0 <= number < _MOST:
        raise ValueError(f"{value} is no measure")
    return number


def _amount(revenue: float) -> str:
    if not isfinite(revenue):
        raise ValueError(f"{revenue} is no revenue")
    return repr(float(revenue))


def _text(mapping: Mapping[str, str]) -> str:
    return _encode(mapping)


def _mapping(text: str) -> dict[str, str]:
    return json.loads(text) if text else {}
