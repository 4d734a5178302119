"""Asking for looks: at tests that are due, at those whose sites have visitors, and at what sites may test next.

What happens on a site is noted once an hour (`Rollups.note_activity`) after it was stored. So a test that runs is
looked at by every tick as long as there may be something new in it, and by none while nobody comes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched
from zlib import crc32

from code24.analytics.ports import Rollups
from code24.experiments.ports import DueTest, TestQueue, Tests
from code24.ports import Clock
from code24.types import SiteId, TestId

MOST_DUE = 20_000
"""Looks that one tick asks for, less those that still wait; the longest due go first, the others with the next tick."""
LEAST_DUE = 100
"""What a tick asks for even so: a queue that nobody empties must not grow by all that is due with every tick."""
MOST_WATCHED = 200_000
"""Tests that run, of which a tick reads where they are."""
NOTED_WITHIN = timedelta(minutes=10)
"""After the end of an hour, what was noted in it counts as new: a worker stores, and then notes what it stored."""
DEADLINE = timedelta(seconds=90)
"""After which a tick leaves the rest to the next one."""
_AT_ONCE = 500
"""Looks that are asked for between two glances at the clock."""
_MINUTES = 3
_SLOTS = 60 // _MINUTES


@dataclass(frozen=True)
class AskedFor:
    """Looks that were asked for."""

    tests: tuple[DueTest, ...]
    """Of which the time has come."""
    sites: int
    watched: int = 0
    """At tests that run, as their sites have visitors."""


def ask_for_looks(
    tick_at: datetime, *, tests: Tests, rollups: Rollups, test_queue: TestQueue, clock: Clock
) -> AskedFor:
    """Ask for what is due; `tick_at` is the moment that the tick was due at, and says whose turn it is.

    Asking twice is harmless: a look at what is not due any more does nothing.
    """
    now = clock.now()
    room = max(LEAST_DUE, MOST_DUE - test_queue.waiting())
    due = tests.due(now, room)
    asked = _asked([(each.site_id, each.test_id) for each in due], now, test_queue=test_queue, clock=clock)
    if asked < len(due) or clock.now() - now > DEADLINE:
        return AskedFor(tuple(due[:asked]), 0)
    hour = _hour(tick_at) - timedelta(hours=1)
    before = {site_id for site_id, _ in rollups.active(hour)}
    lately = _visited_lately(now, {hour: before}, rollups)
    known = set(due)
    news = [each for each in tests.watched(MOST_WATCHED) if each.site_id in lately and each not in known]
    watched = _asked(
        _in_turn(news, max(LEAST_DUE, room - asked), tick_at), now, watched=True, test_queue=test_queue, clock=clock
    )
    turns = [(site_id, None) for site_id in sorted(before) if is_turn(site_id, tick_at)]
    return AskedFor(tuple(due), _asked(turns, now, test_queue=test_queue, clock=clock), watched)


def _visited_lately(now: datetime, known: Mapping[datetime, set[SiteId]], rollups: Rollups) -> set[SiteId]:
    """The sites of which something was stored since the last tick; more of them, as a note counts all its hour."""
    hours = dict.fromkeys((_hour(now - NOTED_WITHIN), _hour(now)))
    return {
        site_id
        for hour in hours
        for site_id in (known[hour] if hour in known else {site_id for site_id, _ in rollups.active(hour)})
    }


def _in_turn(news: Sequence[DueTest], room: int, tick_at: datetime) -> Sequence[tuple[SiteId, TestId | None]]:
    """Of more tests than there is room for, those whose turn it is: each tick begins where the last one ended."""
    first = int(tick_at.timestamp() // (60 * _MINUTES)) * room % len(news) if len(news) > room else 0
    return [(each.site_id, each.test_id) for each in (*news[first:], *news[:first])[:room]]


def _hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _asked(
    looks: Sequence[tuple[SiteId, TestId | None]],
    now: datetime,
    *,
    watched: bool = False,
    test_queue: TestQueue,
    clock: Clock,
) -> int:
    """Ask for looks until the deadline; how many were asked for."""
    asked = 0
    for several in batched(looks, _AT_ONCE, strict=False):
        if clock.now() - now > DEADLINE:
            break
        test_queue.send_all(several, watched=watched)
        asked += len(several)
    return asked


def is_turn(site_id: SiteId, tick_at: datetime) -> bool:
    """Whether a site that had visitors in the last hour is looked at by this tick: each is once an hour."""
    return crc32(site_id.encode()) % _SLOTS == tick_at.minute // _MINUTES
