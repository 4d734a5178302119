"""What figures cost: a day out of its events, a year out of stored days, a month with a filter out of its events."""

import gzip
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from code24.analytics.models import AnalyticsSettings, DayRollup, Funnel
from code24.analytics.packing.events import packed_events
from code24.analytics.querying.answering import aggregate
from code24.analytics.querying.ranges import Period
from code24.analytics.querying.workers import Question, ask
from code24.analytics.rollups.day import day_rollup
from code24.analytics.sets import day_key, merged_events, part_of_hour
from code24.sites.models import Site, SiteStatus
from tests.analytics_fakes import FakeEventSets, FakeRollups, FakeSiteAnalytics
from tests.fakes import FakeClock, FakeSites
from tests.traffic import SITE, events_of, exactly, messages

OWNER = "c000000000001"
NOW = datetime(2026, 3, 31, 22, tzinfo=UTC)
RUNS = 7
VISITS = 1_500
"""Of a medium site's day."""
EVENTS = 1_000
"""Of each day of the month with a filter: 32,000 in all."""
SETTINGS = AnalyticsSettings(
    site_id=SITE,
    timezone="Europe/Berlin",
    funnels=(Funnel(name="Asking", steps=("/", "/prices/", "Form: Submission")),),
)


class CompressedRollups(FakeRollups):
    """Uncompresses and parses as the adapter does: that is handler time too."""

    def __init__(self) -> None:
        super().__init__()
        self.bodies: dict[date, bytes] = {}

    def days(self, site_id: str, first: date, last: date) -> Sequence[DayRollup]:
        return [
            DayRollup.model_validate_json(gzip.decompress(body))
            for day, body in sorted(self.bodies.items())
            if first <= day <= last
        ]


def measure() -> dict[str, Any]:
    """All figures."""
    day = NOW.date()
    events = events_of(messages(seed=3, start=NOW.replace(hour=0), spread=timedelta(hours=22), visits=VISITS))
    seconds = _median(lambda: day_rollup(events, day, SETTINGS))
    body = gzip.compress(day_rollup(events, day, SETTINGS).model_dump_json().encode(), mtime=0)
    rollups = CompressedRollups()
    rollups.bodies = {day - timedelta(days=number): body for number in range(366)}
    sets = FakeEventSets()
    for number in range(33):
        _fill(sets, NOW.replace(hour=0) - timedelta(days=number), number)
    filtered = Question(period=Period.DAYS, filters="country==DE|AT;page==/*")
    year = Question(period=Period.YEAR)
    return {
        "day": {
            "runs": RUNS,
            "events": len(events),
            "bytes": len(body),
            "microseconds": round(seconds / len(events) * 1e6, 2),
        },
        "year": {"runs": RUNS, "days": 365, "milliseconds": _asked(year, rollups, FakeEventSets())},
        "filtered_month": {"runs": RUNS, "events": 31 * EVENTS, "milliseconds": _asked(filtered, rollups, sets)},
    }


def _asked(question: Question, rollups: FakeRollups, sets: FakeEventSets) -> float:
    """CPU milliseconds of a question."""
    sites, clock, settings = FakeSites(), FakeClock(NOW), FakeSiteAnalytics()
    settings.put(SETTINGS)
    sites.records[SITE] = Site(
        site_id=SITE, customer_id=OWNER, slug="a", name="A", status=SiteStatus.ACTIVE, created_at=NOW, updated_at=NOW
    )
    stores = {"sites": sites, "site_analytics": settings, "rollups": rollups, "event_sets": sets, "clock": clock}
    return round(_median(lambda: ask(SITE, OWNER, question, aggregate, **stores)) * 1_000, 1)  # type: ignore[arg-type]


def _fill(sets: FakeEventSets, start: datetime, seed: int) -> None:
    """A day of events, merged as the roll-up leaves it."""
    hours: dict[int, list[Any]] = {}
    for event in events_of(exactly(EVENTS, seed, start=start, spread=timedelta(hours=22))):
        hours.setdefault(event.at // 3_600_000, []).append(event)
    for hour, events in hours.items():
        moment = datetime.fromtimestamp(hour * 3_600, UTC)
        sets.append(day_key(SITE, moment.date()), part_of_hour(moment.hour, "a"), packed_events(events), 0)
    key = day_key(SITE, start.date())
    snapshot = sets.read(key)
    sets.merge(key, snapshot, merged_events(snapshot))


def _median(doing: Callable[[], object]) -> float:
    seconds = []
    for _ in range(RUNS):
        begun = time.process_time()
        doing()
        seconds.append(time.process_time() - begun)
    return statistics.median(seconds)
