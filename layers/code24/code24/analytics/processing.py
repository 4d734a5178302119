"""From the queue into the stores: raw first, then one part for each site and hour, then tests, then the note of it all.

Everything is a set whose members have identities, and every effect may be repeated: a worker may die between any two of
them, and the queue may deliver again what it delivered, in whatever grouping, and nothing is lost or counted twice.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from code24.analytics.continuing import with_one_visitor
from code24.analytics.event import Message, event_as_json
from code24.analytics.exposures import rows_for
from code24.analytics.intake import message_in
from code24.analytics.packing.events import EventRow, packed_event_rows, row_of
from code24.analytics.packing.rows import TestRow, packed_rows
from code24.analytics.ports import EventSets, RawEvents, Rollups, SetPart
from code24.analytics.rollups.days import HOUR_MS
from code24.analytics.sets import day_key, part_of_hour, test_key
from code24.errors import Code24Error
from code24.ports import Clock
from code24.types import SiteId, TestId

PARTS_KEPT, TEST_PARTS_KEPT = timedelta(days=400), timedelta(days=90)
"""How long parts wait to be merged: those of days, which happens hourly, as long as there are raw events to make the
day of again; those of tests, which happens at every look, longer than any test runs."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message as the queue delivers it."""

    message_id: str
    body: str


@dataclass(slots=True)
class Processed:
    """What became of a batch."""

    failed: dict[str, Code24Error] = field(default_factory=dict)
    """By message id: they have to be delivered again."""
    events: int = 0
    sites: int = 0
    parts: int = 0
    bytes: int = 0
    """Of all parts."""


@dataclass(slots=True)
class _Group:
    """What one effect stores, and whose messages fail with it."""

    rows: list[EventRow] = field(default_factory=list)
    told: list[TestRow] = field(default_factory=list)
    messages: set[str] = field(default_factory=set)


def process(
    deliveries: Sequence[Delivery], *, raw_events: RawEvents, event_sets: EventSets, rollups: Rollups, clock: Clock
) -> Processed:
    """Store what a batch of messages says. A message whose effects failed, or that is none, does not hold up others."""
    done = Processed()
    messages = _taken(deliveries, done, event_sets)
    rows = _rows(messages, done)
    messages = {message_id: messages[message_id] for message_id in rows}
    batch = _digest("".join(sorted(messages)).encode())
    _write_raw(messages, batch, done, raw_events)
    sites, tests = _grouped(messages, rows, done)
    _append(sites, tests, clock.now(), done, event_sets)
    _note(sites, clock.now(), done, rollups)
    stored = [message for message_id, message in messages.items() if message_id not in done.failed]
    done.events = sum(len(message.events) for message in stored)
    done.sites = len({message.events[0].site_id for message in stored})
    return done


def _taken(deliveries: Sequence[Delivery], done: Processed, event_sets: EventSets) -> dict[str, Message]:
    """The messages by their ids, each event with the one visitor that it is stored under."""
    taken: dict[str, Message] = {}
    for delivery in deliveries:
        try:
            taken[delivery.message_id] = message_in(delivery.body)
        except Code24Error as error:
            done.failed[delivery.message_id] = error
    if not any(message.earlier for message in taken.values()):
        return taken
    decided, unread = with_one_visitor(list(taken.values()), event_sets=event_sets)
    result: dict[str, Message] = {}
    for message_id, message in zip(taken, decided, strict=True):
        site_id = message.events[0].site_id
        if site_id in unread:
            done.failed[message_id] = unread[site_id]
        else:
            result[message_id] = message
    return result


def _rows(messages: Mapping[str, Message], done: Processed) -> dict[str, list[EventRow]]:
    """The events of each message as sets keep them. What cannot be kept must not get among the raw events either."""
    rows: dict[str, list[EventRow]] = {}
    for message_id, message in messages.items():
        try:
            rows[message_id] = [row_of(event) for event in message.events]
        except Code24Error as error:
            done.failed[message_id] = error
    return rows


def _write_raw(messages: Mapping[str, Message], batch: str, done: Processed, raw_events: RawEvents) -> None:
    lines: dict[int, list[str]] = defaultdict(list)
    whose: dict[int, set[str]] = defaultdict(set)
    for message_id, message in messages.items():
        for event in message.events:
            hour = event.at // HOUR_MS
            lines[hour].append(_encode(event_as_json(event)))
            whose[hour].add(message_id)
    for hour in sorted(lines):
        try:
            raw_events.write(_moment(hour), batch, ("\n".join(lines[hour]) + "\n").encode())
        except Code24Error as error:
            _fail(whose[hour], error, done)


def _grouped(
    messages: Mapping[str, Message], rows: Mapping[str, list[EventRow]], done: Processed
) -> tuple[dict[tuple[SiteId, int], _Group], dict[tuple[TestId, int], _Group]]:
    """What is to be appended for each site and hour, and for each test and hour."""
    sites: dict[tuple[SiteId, int], _Group] = defaultdict(_Group)
    tests: dict[tuple[TestId, int], _Group] = defaultdict(_Group)
    for message_id, message in messages.items():
        if message_id in done.failed:
            continue
        for event, row in zip(message.events, rows[message_id], strict=True):
            hour = event.at // HOUR_MS
            group = sites[event.site_id, hour]
            group.rows.append(row)
            group.messages.add(message_id)
            for unit in message.units:
                if told := list(rows_for(unit, event)):
                    of_test = tests[unit.test_id, hour]
                    of_test.told += told
                    of_test.messages.add(message_id)
    return sites, tests


def _append(
    sites: Mapping[tuple[SiteId, int], _Group],
    tests: Mapping[tuple[TestId, int], _Group],
    now: datetime,
    done: Processed,
    event_sets: EventSets,
) -> None:
    """A part's name follows from what it says, so that the same part has the same name, and another has another."""
    expires_at = int((now + PARTS_KEPT).timestamp())
    parts: list[tuple[SetPart, _Group]] = []
    for (site_id, hour), group in sites.items():
        at, body = _moment(hour), packed_event_rows(site_id, group.rows)
        parts.append(
            (SetPart(day_key(site_id, at.date()), part_of_hour(at.hour, _digest(body)), body, expires_at), group)
        )
    for (test_id, hour), group in tests.items():
        body = packed_rows(group.told)
        name = f"{_moment(hour):%Y-%m-%dT%H}#{_digest(body)}"
        expires_at = int((now + TEST_PARTS_KEPT).timestamp())
        parts.append((SetPart(test_key(test_id), name, body, expires_at), group))
    for (part, group), error in zip(parts, event_sets.append_all([part for part, _ in parts]), strict=True):
        if error is not None:
            _fail(group.messages, error, done)
        else:
            done.parts += 1
            done.bytes += len(part.body)


def _note(sites: Mapping[tuple[SiteId, int], _Group], now: datetime, done: Processed, rollups: Rollups) -> None:
    if not sites:
        return
    try:
        rollups.note_activity(
            now.replace(minute=0, second=0, microsecond=0), [(site_id, _moment(hour)) for site_id, hour in sites]
        )
    except Code24Error as error:
        for group in sites.values():
            _fail(group.messages, error, done)


def _fail(messages: Iterable[str], error: Code24Error, done: Processed) -> None:
    for message_id in messages:
        done.failed.setdefault(message_id, error)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


def _moment(hour: int) -> datetime:
    return datetime.fromtimestamp(hour * HOUR_MS // 1000, UTC)


_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
