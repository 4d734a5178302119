"""Days, sites and customers for the reports of a month, and the queue that makes them."""

import inspect
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from code24.accounts.models import ApiKey, Customer
from code24.analytics.models import DayRollup
from code24.analytics.rollups.columns import HOUR, TOTALS
from code24.analytics.rollups.histograms import histogram
from code24.reports.calendar import Month
from code24.reports.monthly.making.models import ReportPart, ReportTask
from code24.reports.monthly.making.workers import ask_for_month, make_part
from code24.schedules.models import Scheduled
from code24.sites.models import Route, RouteStatus, Site, SiteStatus
from tests.ab_test_fakes import FakeTests
from tests.analytics_fakes import FakeEventSets, FakeRollups, FakeSiteAnalytics
from tests.fakes import (
    FakeClock,
    FakeCustomers,
    FakeJobs,
    FakeLeftSites,
    FakeOptimizations,
    FakeReportFiles,
    FakeReportQueue,
    FakeSites,
)

NOVEMBER = Month(2026, 11)
DUE = datetime(2026, 12, 1, 15, tzinfo=UTC)
OWNER, OTHER = "c000000000001", "c000000000002"
SITE = "s000000000001"


def figures(
    visitors: int, *, converting: int = 0, source: str = "Google", held: tuple[int, int] = (0, 0), lcp: float = 2_000
) -> dict[str, Any]:
    """A day: every visitor comes once and looks at two pages."""
    totals = dict.fromkeys(TOTALS, 0) | {
        "visitors": visitors,
        "visits": visitors,
        "views": 2 * visitors,
        "visitViews": 2 * visitors,
        "duration": 60_000 * visitors,
        "completions": converting,
        "converting": converting,
    }
    row = [visitors, visitors, 2 * visitors, 0, 60_000 * visitors, converting]
    form = {"row": [converting, converting], "revenue": {}}
    groups = {"holdout": held, "others": (visitors - held[0], converting - held[1])}
    return {
        "totals": totals,
        "hours": [[0] * len(HOUR)] * 24,
        "sources": {source: row},
        "channels": {"search": row},
        "goals": {"leads": {"Form: Submission": form}} if converting else {},
        "types": {"leads": [converting, converting]} if converting else {},
        "typeRevenue": {},
        "vitals": {"lcp": histogram([lcp] * visitors)} if visitors else {},
        "holdout": {
            name: {"visitors": of[0], "converting": of[1], "types": {"leads": of[1]}, "revenue": {}, "squares": {}}
            for name, of in groups.items()
        },
        "funnels": {},
    }  # fmt: skip


def days_of(
    month: Month, make: Callable[[date], Mapping[str, Any]], site_id: str = SITE, timezone: str = "UTC"
) -> list[DayRollup]:
    """A whole month of days."""
    return [DayRollup(site_id=site_id, day=day, timezone=timezone, figures=make(day)) for day in month.days]


class Platform:
    """Customers with sites, every port, and a queue whose messages come when somebody takes them."""

    def __init__(self) -> None:
        self.customers, self.sites = FakeCustomers(), FakeSites()
        self.customer_list, self.left_sites = self.customers, FakeLeftSites(self.sites)
        self.site_analytics, self.rollups, self.event_sets = FakeSiteAnalytics(), FakeRollups(), FakeEventSets()
        self.tests, self.jobs, self.optimizations = FakeTests(), FakeJobs(), FakeOptimizations()
        self.report_files, self.report_queue = FakeReportFiles(), FakeReportQueue()
        self.clock = FakeClock(DUE)

    def add_customer(self, customer_id: str = OWNER, name: str = "Crumb", created: datetime | None = None) -> None:
        at = created or datetime(2024, 1, 1, tzinfo=UTC)
        self.customers.create(
            Customer(customer_id=customer_id, name=name, created_at=at),
            ApiKey(key_hash=customer_id, customer_id=customer_id, hint="c24", created_at=at),
        )

    def add_site(
        self,
        site_id: str = SITE,
        customer_id: str = OWNER,
        created: datetime = datetime(2026, 9, 1, tzinfo=UTC),
        name: str = "Crumb",
    ) -> Site:
        site = Site(site_id=site_id, customer_id=customer_id, slug=site_id, name=name, status=SiteStatus.ACTIVE,
                    created_at=created, updated_at=created)  # fmt: skip
        self.sites.reserve(site, Route(host=f"{site_id}.localhost", site_id=site_id, status=RouteStatus.ACTIVE))
        return site

    def delete_site(self, site_id: str, at: datetime) -> None:
        gone = {"status": SiteStatus.DELETED, "name": "", "slug": site_id, "deleted_at": at, "updated_at": at}
        self.sites.erase(self.sites.get(site_id).model_copy(update=gone))
        self.rollups.delete_all(site_id)

    def add_days(
        self, month: Month, make: Callable[[date], Mapping[str, Any]], site_id: str = SITE, timezone: str = "UTC"
    ) -> None:
        for rollup in days_of(month, make, site_id, timezone):
            self.rollups.put(rollup)

    def ports(self, use_case: Callable[..., Any]) -> dict[str, Any]:
        kinds = inspect.signature(use_case).parameters.values()
        return {each.name: getattr(self, each.name) for each in kinds if each.kind is inspect.Parameter.KEYWORD_ONLY}

    def do(self, task: ReportTask) -> ReportPart:
        return make_part(task, **self.ports(make_part))

    def ask(self, run: int = 1, at: datetime = DUE) -> None:
        ask_for_month(Scheduled(scheduled_at=at, run=run), report_queue=self.report_queue)

    def drain(self, mix: Random | None = None, twice: float = 0.0) -> int:
        """Do what is in the queue until it is empty, in any order where `mix` is given; messages may come twice.

        What fails comes again.
        """
        done = 0
        while self.report_queue.sent:
            place = mix.randrange(len(self.report_queue.sent)) if mix else 0
            task, delay = self.report_queue.sent[place]
            try:
                self.do(task)
            except Killed:
                continue
            if not (mix and mix.random() < twice):
                self.report_queue.sent.remove((task, delay))
            done += 1
        return done

    def make(self, run: int = 1, at: datetime = DUE) -> dict[str, bytes]:
        """All reports of a month."""
        self.ask(run, at)
        self.drain()
        return self.reports()

    def reports(self) -> dict[str, bytes]:
        return {
            key: body for key, body in self.report_files.files.items() if not key.startswith("analytics/monthly/parts/")
        }


class Killed(Exception):
    """The process ended."""


class MortalFiles(FakeReportFiles):
    """The process dies right after the write number `after`, once."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.left = after

    def write(self, key: str, body: bytes, content_type: str = "application/json") -> None:
        super().write(key, body, content_type)
        self.left -= 1
        if self.left == 0:
            raise Killed


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)
