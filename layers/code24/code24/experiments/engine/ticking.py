"""Every three minutes: ask for a look at each test that is due, and at sites whose challengers may be worth a test."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import batched
from zlib import crc32

from code24.analytics.ports import Rollups
from code24.experiments.ports import TestQueue, Tests
from code24.models import Model
from code24.ports import Clock
from code24.types import SiteId, TestId

MOST_DUE = 20_000
"""Looks that one tick asks for; the longest due go first, and the others go with the next tick."""
DEADLINE = timedelta(seconds=90)
"""After which a tick leaves the rest to the next one."""
_AT_ONCE = 500
"""Looks that are asked for between two glances at the clock."""
_MINUTES = 3
_SLOTS = 60 // _MINUTES


class Tick(Model):
    """The scheduler's call; there is nothing in it."""


class Ticked(Model):
    """How many looks were asked for."""

    tests: int
    sites: int


def tick(request: Tick, *, tests: Tests, rollups: Rollups, test_queue: TestQueue, clock: Clock) -> Ticked:
    """Ask for what is due. Asking twice is harmless: a look at what is not due any more does nothing."""
    now = clock.now()
    asked = _asked(tests.due(now, MOST_DUE), now, test_queue=test_queue, clock=clock)
    hour = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    active = sorted({site_id for site_id, _ in rollups.active(hour)}) if clock.now() - now <= DEADLINE else []
    turns = [(site_id, None) for site_id in active if is_turn(site_id, now)]
    return Ticked(tests=asked, sites=_asked(turns, now, test_queue=test_queue, clock=clock))


def _asked(looks: Sequence[tuple[SiteId, TestId | None]], now: datetime, *, test_queue: TestQueue, clock: Clock) -> int:
    """Ask for looks until the deadline; how many were asked for."""
    asked = 0
    for several in batched(looks, _AT_ONCE, strict=False):
        if clock.now() - now > DEADLINE:
            break
        test_queue.send_all(several)
        asked += len(several)
    return asked


def is_turn(site_id: SiteId, now: datetime) -> bool:
    """Whether a site that had visitors in the last hour is looked at by this tick: each is once an hour."""
    return crc32(site_id.encode()) % _SLOTS == now.minute // _MINUTES
