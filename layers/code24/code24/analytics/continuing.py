"""Visits that go on across midnight, when the day's salt gives their visitor another id.

In the first hours of a day the collector sends both ids of a visitor. Where the visit of the day before goes on, its id
stays; otherwise it is dropped here. Either way one id is stored, and nothing that leads from one to the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

from code24.analytics.event import Event, Message
from code24.analytics.ports import EventSets
from code24.analytics.rollups.days import HOUR_MS, INACTIVITY_MS
from code24.analytics.sets import day_key, events_as_they_came
from code24.errors import Code24Error
from code24.types import SiteId

_SIDE_BY_SIDE = 8
"""Sites whose sets are read at once."""
_KEPT_DIGITS = 10
"""Of a visitor's id, in sets."""

type _Seen = dict[str, list[int]]
"""When visitors did something, by what sets keep of their ids."""


def with_one_visitor(
    messages: Sequence[Message], *, event_sets: EventSets
) -> tuple[list[Message], dict[SiteId, Code24Error]]:
    """The messages, in their order, with the visitors that their events are stored under; sites that were not readable.

    What was seen only grows, so a later look at the same message never takes back that its visit goes on.
    """
    result = list(messages)
    asking: dict[SiteId, list[int]] = defaultdict(list)
    for index, message in enumerate(messages):
        if message.earlier:
            asking[message.events[0].site_id].append(index)
    came: dict[SiteId, list[Event]] = defaultdict(list)
    for message in messages:
        came[message.events[0].site_id] += message.events
    failed: dict[SiteId, Code24Error] = {}

    def read(site_id: SiteId) -> _Seen | Code24Error:
        try:
            return _seen_before(site_id, [messages[index] for index in asking[site_id]], event_sets)
        except Code24Error as error:
            return error

    with ThreadPoolExecutor(_SIDE_BY_SIDE) as workers:
        known = dict(zip(asking, workers.map(read, list(asking)), strict=True))
    for site_id, indexes in asking.items():
        seen = known[site_id]
        if isinstance(seen, Code24Error):
            failed[site_id] = seen
            continue
        indexes.sort(key=lambda index: _begun(messages[index]))
        _note(seen, came[site_id])
        for index in indexes:
            result[index] = _decided(messages[index], seen)
    return result, failed


def _decided(message: Message, seen: _Seen) -> Message:
    earlier = message.earlier
    ours = [event for event in message.events if event.visitor != earlier]
    goes_on = any(_is_soon_after(seen.get(earlier[:_KEPT_DIGITS], ()), event) for event in ours)
    if not goes_on:
        return replace(message, earlier="")
    events = tuple(
        event if event.visitor == earlier else replace(event, visitor=earlier, continued=True)
        for event in message.events
    )
    _note(seen, events)
    return replace(message, earlier="", events=events)


def _is_soon_after(moments: Iterable[int], event: Event) -> bool:
    """True where the visitor did something in the half hour before."""
    began = event.at - int(event.seconds * 1000)
    return any(began - INACTIVITY_MS <= moment <= event.at for moment in moments)


def _seen_before(site_id: SiteId, messages: Sequence[Message], event_sets: EventSets) -> _Seen:
    """What is stored of the visitors of the day before, around the times of the messages."""
    hours: dict[date, set[int]] = defaultdict(set)
    for message in messages:
        for event in message.events:
            began = event.at - int(event.seconds * 1000)
            for at in range((began - INACTIVITY_MS) // HOUR_MS, event.at // HOUR_MS + 1):
                moment = datetime.fromtimestamp(at * HOUR_MS / 1000, UTC)
                hours[moment.date()].add(moment.hour)
    seen: _Seen = {}
    wanted = {message.earlier[:_KEPT_DIGITS] for message in messages}
    for day, of_day in hours.items():
        snapshot = event_sets.read(day_key(site_id, day), since=f"{min(of_day):02d}")
        _note(seen, (event for event in events_as_they_came(snapshot, of_day) if event.visitor in wanted))
    return seen


def _note(seen: _Seen, events: Iterable[Event]) -> None:
    for event in events:
        seen.setdefault(event.visitor[:_KEPT_DIGITS], []).append(event.at)


def _begun(message: Message) -> int:
    return min(event.at for event in message.events)
