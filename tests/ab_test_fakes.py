"""Tests and their queue in memory, and a site with a website to try things on. They behave as the real ones do."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from code24.analytics.models import DayRollup
from code24.analytics.packing.rows import TestRow, packed_rows
from code24.build.development.models import SiteFile
from code24.errors import AlreadyExists, Conflict, NotFound
from code24.experiments.counting import hour_of
from code24.experiments.engine.looking import Look, Looked, look_at_test
from code24.experiments.models import AbTest
from code24.experiments.ports import DueTest
from code24.sites.addresses import SiteAddresses
from code24.sites.models import ReleaseOrigin, Route, RouteStatus, Site, SiteStatus
from code24.sites.publishing import publish_release
from tests.analytics_fakes import FakeEventSets, FakeRollups, FakeSiteAnalytics
from tests.fakes import (
    FakeClock,
    FakeIds,
    FakeKnowledge,
    FakeLoops,
    FakeOptimizations,
    FakeReleaseArchive,
    FakeSiteFunctions,
    FakeSites,
    FakeTrafficPlans,
    FakeWorkerFunctions,
)

SITE, CUSTOMER = "s000000000001", "c000000000001"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAGE = (
    "<!doctype html><html lang=en><head><title>Crumb</title></head><body><h1>Welcome</h1>"
    "<p class=lead>Bread from Leith.</p><a class=btn href=/order/>Learn more</a></body></html>"
)


class FakeTests:
    """A write counts if nobody wrote since what it was made of was read."""

    __test__ = False

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], AbTest] = {}

    def create(self, test: AbTest) -> None:
        if (test.site_id, test.test_id) in self.records:
            raise AlreadyExists(f"Test {test.test_id} exists already.")
        self.records[test.site_id, test.test_id] = test

    def get(self, site_id: str, test_id: str) -> AbTest:
        try:
            return self.records[site_id, test_id]
        except KeyError:
            raise NotFound(f"Site {site_id} has no test {test_id}.") from None

    def of_site(self, site_id: str, limit: int, after: AbTest | None = None) -> Sequence[AbTest]:
        def place(test: AbTest) -> tuple[datetime, str]:
            return test.created_at, test.test_id

        found = [test for test in self.records.values() if test.site_id == site_id]
        found = [test for test in found if after is None or place(test) < place(after)]
        return sorted(found, key=place, reverse=True)[:limit]

    def replace(self, test: AbTest) -> AbTest:
        if self.get(test.site_id, test.test_id).version != test.version:
            raise Conflict(f"Test {test.test_id} was changed meanwhile.")
        stored = AbTest.model_validate_json(test.model_copy(update={"version": test.version + 1}).model_dump_json())
        self.records[test.site_id, test.test_id] = stored
        return stored

    def due(self, now: datetime, limit: int) -> Sequence[DueTest]:
        found = [test for test in self.records.values() if test.next_look_at and test.next_look_at <= now]
        in_order = sorted(found, key=lambda test: str(test.next_look_at))[:limit]
        return [DueTest(test.site_id, test.test_id) for test in in_order]

    def watched(self, limit: int) -> Sequence[DueTest]:
        found = sorted((test for test in self.records.values() if test.is_watched), key=lambda test: test.test_id)
        return [DueTest(test.site_id, test.test_id) for test in found[:limit]]

    def owners(self, several: Sequence[DueTest]) -> Mapping[str, str]:
        found = [self.records[each] for each in several if each in self.records]
        return {test.test_id: test.customer_id for test in found if test.customer_id is not None}

    def delete_all(self, site_id: str) -> None:
        self.records = {key: test for key, test in self.records.items() if key[0] != site_id}


class FakeTestQueue:
    """Remembers what was asked for."""

    __test__ = False

    def __init__(self) -> None:
        self.sent: list[tuple[str, str | None]] = []
        self.watched: list[tuple[str, str | None]] = []
        """Those of them that visitors brought."""
        self.unseen = 0

    def waiting(self) -> int:
        return self.unseen

    def send(self, site_id: str, test_id: str | None) -> None:
        self.sent.append((site_id, test_id))

    def send_all(self, looks: Sequence[tuple[str, str | None]], *, watched: bool = False) -> None:
        self.sent.extend(looks)
        if watched:
            self.watched.extend(looks)


class World:
    """A site with a live release, and every port that the engine needs."""

    def __init__(self) -> None:
        self.clock = FakeClock(NOW)
        self.ids, self.sites, self.release_archive = FakeIds(), FakeSites(), FakeReleaseArchive()
        self.site_functions, self.traffic_plans, self.tests = FakeSiteFunctions(), FakeTrafficPlans(), FakeTests()
        self.event_sets, self.rollups, self.site_analytics = FakeEventSets(), FakeRollups(), FakeSiteAnalytics()
        self.loops, self.optimizations, self.knowledge = FakeLoops(), FakeOptimizations(), FakeKnowledge()
        self.test_queue, self.addresses = FakeTestQueue(), SiteAddresses("http://*.localhost:8024")
        self.worker_functions = FakeWorkerFunctions()
        site = Site(site_id=SITE, customer_id=CUSTOMER, slug="crumb", name="Crumb", status=SiteStatus.BUILDING,
                    created_at=NOW, updated_at=NOW)  # fmt: skip
        self.sites.reserve(site, Route(host="crumb.localhost", site_id=SITE, status=RouteStatus.RESERVED))
        self.first_release = self.publish(PAGE)
        self.visited(1_000, 50)

    def publish(self, page: str, **origin: Any) -> str:
        """Make a page the live website."""
        release = publish_release(
            ReleaseOrigin(site_id=SITE, customer_id=CUSTOMER, made_at=NOW, **origin),
            [SiteFile(path="/index.html", content_type="text/html; charset=utf-8", text=page)],
            sites=self.sites, release_archive=self.release_archive, site_functions=self.site_functions,
            addresses=self.addresses, clock=self.clock,
        )  # fmt: skip
        return release.release_id

    def visited(self, visitors: int, converting: int, first: date | None = None, days: int = 28) -> None:
        """Let the site's last days have had visitors."""
        for number in range(days):
            day = (first or NOW.date() - timedelta(days=days)) + timedelta(days=number)
            groups = {"visitors": visitors, "converting": converting, "types": {"leads": converting}}
            figures = {
                "totals": {"visitors": visitors, "converting": converting},
                "types": {"leads": [converting, converting]},
                "pages": {"/": [visitors, visitors, 0, 0, 0, 0, 0]},
                "holdout": {"holdout": {"visitors": 0, "converting": 0, "types": {}}, "others": groups},
            }
            self.rollups.put(DayRollup(site_id=SITE, day=day, timezone="UTC", figures=figures))

    def of(self, use_case: Callable[..., Any]) -> dict[str, Any]:
        """The ports that a use case names."""
        parameters = inspect.signature(use_case).parameters.values()
        return {each.name: getattr(self, each.name) for each in parameters if each.kind is each.KEYWORD_ONLY}

    def run(self, use_case: Callable[..., Any], *arguments: Any) -> Any:
        """Run a use case."""
        return use_case(*arguments, **self.of(use_case))

    def look(self, test_id: str | None, *, watched: bool = False) -> Looked:
        """One look."""
        looked: Looked = self.run(look_at_test, Look(site_id=SITE, test_id=test_id, watched=watched))
        return looked

    def tick(self, **wait: float) -> None:
        """Let time go on, and look at everything that is due, and at what runs: the site has visitors all the time."""
        self.clock.advance(**wait)
        due = self.tests.due(self.clock.now(), 100)
        for _, test_id in due:
            self.look(test_id)
        for each in self.tests.watched(100):
            if each not in due:
                self.look(each.test_id, watched=True)

    def seen(self, test_id: str, arm: int, visitors: int, converting: int, *, errors: int = 0, tag: str = "") -> None:
        """Let visitors of an arm come in the present hour."""
        hour, rows = hour_of(self.clock.now()), []
        for number in range(visitors):
            # Ids of visitors are 10 hexadecimal digits where they are packed.
            unit = sha256(f"{test_id} {arm} {hour} {tag} {number}".encode()).hexdigest()[:10] + "000000"
            rows.append(TestRow(unit, arm, hour, "exposure", f"{number % 65536:04x}", "/"))
            if number < converting:
                rows.append(TestRow(unit, arm, hour, "goal", f"{number % 65536:04x}", "Form: Submission", 0.0))
            if number < errors:
                rows.append(TestRow(unit, arm, hour, "error", f"{number % 65536:04x}", "/"))
        part = f"{self.clock.now().isoformat()}#{arm}{tag}"
        self.event_sets.append(f"tests/{test_id}", part, packed_rows(rows), 2**40)

    def test(self, test_id: str) -> AbTest:
        """The record."""
        return self.tests.get(SITE, test_id)
