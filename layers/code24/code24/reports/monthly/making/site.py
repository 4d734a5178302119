"""One site's month: its days, its tests and its cycles, by its own calendar."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

from code24.analytics.models import DayRollup
from code24.analytics.ports import EventSets, Rollups, SiteAnalytics
from code24.analytics.querying.answers import range_view
from code24.analytics.querying.ranges import DayRange
from code24.analytics.querying.reading import Reading, StoredDays
from code24.errors import NotFound
from code24.experiments.engine.lift import lift_of
from code24.experiments.models import AbTest, Metric
from code24.experiments.ports import Tests
from code24.optimize.loop.models import CycleResult, OptimizationJob
from code24.optimize.loop.ports import Jobs, Optimizations
from code24.reports.calendar import Month, months
from code24.reports.monthly.adding import history_of
from code24.reports.monthly.combining import lift_figures
from code24.reports.monthly.experiments import experiments_of
from code24.reports.monthly.fixes import fixes_of
from code24.reports.monthly.models import FixFigures, MonthPoint, SiteFile
from code24.reports.monthly.sums import audience_of, sums_of
from code24.reports.monthly.trends import point_of
from code24.sites.models import Site
from code24.types import SiteId

MONTHS_BACK = 24
"""Earlier months that are looked at: two years let a season be seen."""
MOST_CYCLES = 40
"""Results of cycles that are read, the first and the last ones."""
_PAGE = 50


def site_month(
    site: Site,
    month: Month,
    scheduled_at: datetime,
    *,
    site_analytics: SiteAnalytics,
    rollups: Rollups,
    event_sets: EventSets,
    tests: Tests,
    jobs: Jobs,
    optimizations: Optimizations,
) -> SiteFile:
    """A site's month. What came after its end counts only as far as it belongs to the month's days."""
    settings = site_analytics.get(site.site_id)
    zone = ZoneInfo(settings.timezone)
    begins, ends = month.begins(zone), month.ends(zone)
    since, asked = site.created_at.astimezone(zone).date(), DayRange(month.first, month.last)
    stored = _Noted(rollups)
    days = Reading(settings, (), scheduled_at, rollups=stored, event_sets=event_sets).days(asked)
    sums = sums_of(days.values())
    here = point_of(month, days.values(), whole=since <= month.first)
    held = [
        DayRollup(site_id=site.site_id, day=day, timezone=settings.timezone, figures=figures)
        for day, figures in days.items()
    ]
    return SiteFile(
        site_id=site.site_id,
        name=site.name,
        timezone=settings.timezone,
        range=range_view(asked),
        since=since,
        days=len(days),
        former_zone_days=sum(stored.zones.get(day, settings.timezone) != settings.timezone for day in days),
        audience=audience_of(sums, settings),
        history=history_of((*_earlier(site.site_id, since, month, rollups), here)),
        lift=lift_figures(lift_of(held, Metric())),
        experiments=experiments_of(_all_tests(site.site_id, tests), begins, ends),
        fixes=_fixes(site.site_id, begins, ends, jobs, optimizations),
        sums=sums,
    )


class _Noted:
    """Stored days, with the time zones that they were counted in."""

    def __init__(self, rollups: StoredDays) -> None:
        self._rollups = rollups
        self.zones: dict[date, str] = {}

    def days(self, site_id: SiteId, first: date, last: date) -> Sequence[DayRollup]:
        found = self._rollups.days(site_id, first, last)
        self.zones |= {rollup.day: rollup.timezone for rollup in found}
        return found


def _earlier(site_id: SiteId, since: date, month: Month, rollups: Rollups) -> Iterator[MonthPoint]:
    """The months before, from the one that the site was made in; one after another, as a large site's days are many."""
    first = max(month.plus(-MONTHS_BACK), min(Month.of(since), month))
    for each in months(first, month.plus(-1)):
        days = rollups.days(site_id, each.first, each.last)
        yield point_of(each, (rollup.figures for rollup in days), whole=since <= each.first)


def _all_tests(site_id: SiteId, tests: Tests) -> Iterator[AbTest]:
    after: AbTest | None = None
    while page := tests.of_site(site_id, _PAGE, after):
        yield from page
        after = page[-1]


def _fixes(site_id: SiteId, begins: datetime, ends: datetime, jobs: Jobs, optimizations: Optimizations) -> FixFigures:
    keys = sorted(
        (job.completed_at, job.result.key)
        for job in _jobs_since(site_id, begins, jobs)
        if job.result is not None and job.completed_at is not None and begins <= job.completed_at < ends
    )
    chosen = keys if len(keys) <= MOST_CYCLES else [keys[0], *keys[1 - MOST_CYCLES :]]
    return fixes_of(_results(site_id, (key for _, key in chosen), optimizations), len(keys))


def _jobs_since(site_id: SiteId, begins: datetime, jobs: Jobs) -> Iterator[OptimizationJob]:
    """Jobs that may have ended after a moment: what was asked for long before it has ended long ago."""
    after: OptimizationJob | None = None
    while page := jobs.of_site(site_id, _PAGE, after):
        yield from page
        after = page[-1]
        if all((job.completed_at or job.scheduled_at) < begins for job in page):
            return


def _results(site_id: SiteId, keys: Iterator[str], optimizations: Optimizations) -> Iterator[CycleResult]:
    for key in keys:
        with suppress(NotFound):
            yield CycleResult.kept(optimizations.read(site_id, key))
