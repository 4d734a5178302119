"""What is in a set as it was read: the union of its merged part and of those that came since."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from code24.analytics.event import Event
from code24.analytics.packing.days import packed_day, unpacked_day
from code24.analytics.packing.events import packed_events, unpacked_events
from code24.analytics.packing.rows import TestRow, packed_rows, unpacked_rows
from code24.analytics.ports import Snapshot
from code24.types import SiteId, TestId

SITE_DAYS = "events"


def site_key(site_id: SiteId) -> str:
    """What the keys of all days of a site begin with: deleting it deletes them."""
    return f"{SITE_DAYS}/{site_id}"


def day_key(site_id: SiteId, day: date) -> str:
    """The key of a site's events of a UTC day; its parts are named by `part_of_hour`."""
    return f"{site_key(site_id)}/{day.isoformat()}"


def part_of_hour(hour: int, batch: str) -> str:
    """The name of a part of a day: the events of an hour (0 to 23) that came with a batch."""
    return f"{hour:02d}#{batch}"


def test_key(test_id: TestId) -> str:
    """The key of what a test's visitors did."""
    return f"tests/{test_id}"


test_key.__test__ = False  # type: ignore[attr-defined]  # no test case


def events_of(snapshot: Snapshot, hours: Collection[int] | None = None) -> list[Event]:
    """The events of a site's UTC day, or of some of its hours.

    What was sent twice, once before and once after a full hour, is in both hours; `event_id` is the same.
    """
    return [event for hour, events in events_by_hour(snapshot, hours) for event in events]


def events_by_hour(snapshot: Snapshot, hours: Collection[int] | None = None) -> Iterator[tuple[int, list[Event]]]:
    """The same, one hour after the other."""
    for name, bodies in sorted(_by_hour(snapshot).items()):
        if hours is None or int(name) in hours:
            yield int(name), unpacked_events(_united_events(bodies))


def events_as_they_came(snapshot: Snapshot, hours: Collection[int]) -> Iterator[Event]:
    """The events of some hours, those that came twice twice: for who only looks whether there is one."""
    for name, bodies in _by_hour(snapshot).items():
        if int(name) in hours:
            for body in bodies:
                yield from unpacked_events(body)


def merged_events(snapshot: Snapshot) -> bytes:
    """The day as one part. Hours to which nothing came are taken over as they are."""
    return packed_day({name: _united_events(bodies) for name, bodies in _by_hour(snapshot).items()})


def rows_of(snapshot: Snapshot) -> list[TestRow]:
    """What the visitors of a test did."""
    return unpacked_rows(merged_rows(snapshot))


def merged_rows(snapshot: Snapshot) -> bytes:
    """The same as one part."""
    bodies = [] if snapshot.merged is None else [snapshot.merged]
    bodies += [body for _, body in snapshot.parts]
    return bodies[0] if len(bodies) == 1 else packed_rows(row for body in bodies for row in unpacked_rows(body))


def _by_hour(snapshot: Snapshot) -> dict[str, list[bytes]]:
    hours: dict[str, list[bytes]] = defaultdict(list)
    if snapshot.merged is not None:
        for name, body in unpacked_day(snapshot.merged).items():
            hours[name].append(body)
    for name, body in snapshot.parts:
        hours[name.partition("#")[0]].append(body)
    return hours


def _united_events(bodies: list[bytes]) -> bytes:
    if len(bodies) == 1:
        return bodies[0]
    return packed_events(event for body in bodies for event in unpacked_events(body))
