"""Every three minutes: ask for a look at each test that is due, and at sites whose challengers may be worth a test."""

from datetime import datetime, timedelta
from zlib import crc32

from code24.analytics.ports import Rollups
from code24.experiments.ports import TestQueue, Tests
from code24.models import Model
from code24.ports import Clock
from code24.types import SiteId

MOST_DUE = 2_000
"""Looks that one tick asks for; the longest due go first, and the others go with the next tick."""
DEADLINE = timedelta(seconds=90)
"""After which a tick leaves the rest to the next one."""
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
    asked = 0
    for site_id, test_id in tests.due(now, MOST_DUE):
        if clock.now() - now > DEADLINE:
            return Ticked(tests=asked, sites=0)
        test_queue.send(site_id, test_id)
        asked += 1
    sites, hour = 0, now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    for site_id in sorted({site_id for site_id, _ in rollups.active(hour)}):
        if clock.now() - now > DEADLINE:
            break
        if is_turn(site_id, now):
            test_queue.send(site_id, None)
            sites += 1
    return Ticked(tests=asked, sites=sites)


def is_turn(site_id: SiteId, now: datetime) -> bool:
    """Whether a site that had visitors in the last hour is looked at by this tick: each is once an hour."""
    return crc32(site_id.encode()) % _SLOTS == now.minute // _MINUTES
