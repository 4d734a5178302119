"""Asking for looks: at each test that is due, and at sites whose challengers may be worth a test."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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
    sites: int


def ask_for_looks(
    tick_at: datetime, *, tests: Tests, rollups: Rollups, test_queue: TestQueue, clock: Clock
) -> AskedFor:
    """Ask for what is due; `tick_at` is the moment that the tick was due at, and says whose turn it is.

    Asking twice is harmless: a look at what is not due any more does nothing.
    """
    now = clock.now()
    due = tests.due(now, max(LEAST_DUE, MOST_DUE - test_queue.waiting()))
    asked = _asked([(each.site_id, each.test_id) for each in due], now, test_queue=test_queue, clock=clock)
    hour = tick_at.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    active = sorted({site_id for site_id, _ in rollups.active(hour)}) if clock.now() - now <= DEADLINE else []
    turns = [(site_id, None) for site_id in active if is_turn(site_id, tick_at)]
    return AskedFor(tuple(due[:asked]), _asked(turns, now, test_queue=test_queue, clock=clock))


def _asked(looks: Sequence[tuple[SiteId, TestId | None]], now: datetime, *, test_queue: TestQueue, clock: Clock) -> int:
    """Ask for looks until the deadline; how many were asked for."""
    asked = 0
    for several in batched(looks, _AT_ONCE, strict=False):
        if clock.now() - now > DEADLINE:
            break
        test_queue.send_all(several)
        asked += len(several)
    return asked


def is_turn(site_id: SiteId, tick_at: datetime) -> bool:
    """Whether a site that had visitors in the last hour is looked at by this tick: each is once an hour."""
    return crc32(site_id.encode()) % _SLOTS == tick_at.minute // _MINUTES
