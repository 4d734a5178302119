"""The hourly check: one thing broken at a time, and exactly that one is named."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from code24.errors import Code24Error, NotFound, Transient, WorkerFailed
from code24.health import checking
from code24.health.checking import MOST_SITES, check_health
from code24.health.models import Group, HealthChecked, HealthReport
from code24.health.parts import BUCKETS, NOWHERE, STATE_MACHINES, TABLES, TEAMS, VISITS
from code24.operations.models import QUEUES
from code24.schedules.models import Scheduled
from code24.sites.models import Route, RouteStatus, Site, SiteStatus
from code24.types import SiteId
from code24.upkeep.models import Attention, Kind
from tests.fakes import FakeClock, FakeReportFiles, FakeSites

DUE = datetime(2026, 11, 22, 15, tzinfo=UTC)
KEY = "dev/health-checks/2026-11-22T15:00:00Z.json"
FUNCTIONS = [f"{team}-{name}" for team, names in TEAMS.items() for name in names] + [
    f"web-{visit.function}" for visit in VISITS
]
RESOURCES = {
    **{f"table {name}": Group.TABLE for name in TABLES},
    **{f"bucket {name}": Group.BUCKET for name in BUCKETS},
    **{f"queue {name}": Group.QUEUE for name in QUEUES},
    **{f"state-machine {name}": Group.STATE_MACHINE for name in STATE_MACHINES},
    "event-bus events": Group.EVENT_BUS,
}


class World:
    """Everything in order, but what a test breaks: all the ports of the check that have no fake elsewhere."""

    def __init__(self) -> None:
        self.broken: dict[str, Exception] = {}
        self.answers: dict[str, dict[str, Any]] = {}
        self.asked: dict[str, dict[str, Any]] = {}
        self.statuses: dict[SiteId, int] = {}
        self.suspected: dict[SiteId, str] = {}
        self.found: list[Attention] = []
        self.limits: list[tuple[Kind, int]] = []
        self.sites = FakeSites()
        self.files = FakeReportFiles()

    def check(self, run: int = 1) -> HealthChecked:
        ports: Any = {"worker_functions": self, "resources": self, "due_index": self, "site_probe": self}
        request = Scheduled(scheduled_at=DUE, run=run)
        return check_health(request, **ports, sites=self.sites, report_files=self.files, clock=FakeClock(DUE))

    def report(self, key: str = KEY) -> HealthReport:
        return HealthReport.model_validate_json(self.files.read(key))

    def add_site(self, number: int, *, is_live: bool = True) -> SiteId:
        site_id = f"s{number:012d}"
        site = Site(
            site_id=site_id,
            customer_id="c000000000001",
            slug=f"site-{number}",
            name="Acme",
            status=SiteStatus.ACTIVE,
            live_release="r0000000001" if is_live else None,
            created_at=DUE,
            updated_at=DUE,
        )
        self.sites.reserve(site, Route(host=f"{site.slug}.test", site_id=site_id, status=RouteStatus.ACTIVE))
        self.found.append(Attention(kind=Kind.LOOP, id=site_id, site_id=site_id, due_at=DUE))
        return site_id

    # worker_functions

    def invoke(self, worker: str, payload: dict[str, Any], team: str = "build") -> dict[str, Any]:
        name = f"{team}-{worker}"
        self.asked[name] = payload
        self._look(f"function {name}")
        if name in self.answers:
            return self.answers[name]
        if team == "web":
            [visit] = [each for each in VISITS if each.function == worker]
            return {"statusCode": visit.status, "body": ""}
        return {"function": name, "ok": True}

    # resources

    def table(self, name: str) -> None:
        self._look(f"table {name}")

    def bucket(self, name: str) -> None:
        self._look(f"bucket {name}")

    def queue(self, name: str) -> None:
        self._look(f"queue {name}")

    def state_machine(self, name: str) -> None:
        self._look(f"state-machine {name}")

    def event_bus(self) -> None:
        self._look("event-bus events")

    # due_index and site_probe

    def due(self, kind: Kind, now: datetime, limit: int) -> Sequence[Attention]:
        self._look("site index")
        assert now > DUE
        self.limits.append((kind, limit))
        return self.found

    def suspect(self, site_id: SiteId, customer_id: str | None, reason: str, now: datetime) -> None:
        self.suspected[site_id] = reason
        self._look("suspicion")

    def status(self, site_id: SiteId, alias: str) -> int:
        assert alias == "live"
        self._look(f"site {site_id}")
        return self.statuses.get(site_id, 200)

    def _look(self, what: str) -> None:
        if what in self.broken:
            raise self.broken[what]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """With an optimizer that takes no time; `test_trial` has the real one."""
    made = World()
    monkeypatch.setattr(checking, "try_optimizing", lambda *, clock: made._look("optimization small-page"))
    return made


def failures(world: World) -> list[tuple[Group, str, str | None]]:
    return [(check.group, check.name, check.error) for check in world.report().checks if not check.passed]


def test_everything_is_looked_at_and_reported(world: World) -> None:
    site = world.add_site(1)
    done = world.check()
    report = world.report()

    assert [(check.group.value, check.name) for check in report.checks] == sorted(
        [(key.partition(" ")[0], key.partition(" ")[2]) for key in RESOURCES]
        + [("function", name) for name in FUNCTIONS]
        + [("site", site), ("optimization", "small-page")]
    )
    assert (done.key, done.checks, done.failed, done.failures) == (KEY, len(RESOURCES) + len(FUNCTIONS) + 2, 0, ())
    assert (report.passed, report.failed) == (done.checks, 0)
    assert report.groups[Group.FUNCTION].passed == len(FUNCTIONS)
    assert report.groups[Group.TABLE].passed == len(TABLES)


def test_functions_are_probed_and_nothing_more_is_asked_of_them(world: World) -> None:
    world.check()

    assert {name for name, payload in world.asked.items() if payload == {"probe": True}} == {
        name for name in FUNCTIONS if not name.startswith("web-")
    }
    assert {payload["requestContext"]["http"]["method"] for name, payload in world.asked.items() if "web-" in name} == {
        "GET"
    }
    assert {payload["headers"]["host"] for name, payload in world.asked.items() if "web-" in name} == {NOWHERE}


@pytest.mark.parametrize("what", [*RESOURCES, *(f"function {name}" for name in FUNCTIONS), "optimization small-page"])
def test_what_is_broken_is_named_and_nothing_else(world: World, what: str) -> None:
    world.broken[what] = NotFound("It is gone.")
    done = world.check()
    group, _, name = what.partition(" ")

    assert failures(world) == [(Group(group), name, "NotFound: It is gone.")]
    assert world.report().groups[Group(group)].failed == 1
    assert (done.failed, done.failures) == (1, (f"{what}: NotFound: It is gone.",))


@pytest.mark.parametrize("answer", [{}, {"ok": "true"}, {"ok": False}, {"errorMessage": "no"}])
def test_an_answer_that_is_none_has_failed(world: World, answer: dict[str, Any]) -> None:
    world.answers["build-brand"] = answer
    world.check()

    error = f"WorkerFailed: It answered a probe with {sorted(answer)}, not with ok."
    assert failures(world) == [(Group.FUNCTION, "build-brand", error)]


def test_a_web_function_that_answers_another_status_has_failed(world: World) -> None:
    world.answers["web-dispatcher"] = {"statusCode": 500, "body": "Something went wrong."}
    world.check()

    error = "WorkerFailed: It answered GET / with 500, not with 404."
    assert failures(world) == [(Group.FUNCTION, "web-dispatcher", error)]


def test_a_site_that_does_not_answer_is_named(world: World) -> None:
    fine, slow, wrong = (world.add_site(number) for number in (1, 2, 3))
    world.broken[f"site {slow}"] = WorkerFailed("It did not answer in time.")
    world.statuses[wrong] = 500
    world.check()

    assert failures(world) == [
        (Group.SITE, slow, "WorkerFailed: It did not answer in time."),
        (Group.SITE, wrong, "WorkerFailed: Its home page answers 500."),
    ]
    assert fine in {check.name for check in world.report().checks if check.passed}


def test_a_site_in_the_making_or_deleted_meanwhile_is_no_failure(world: World) -> None:
    making = world.add_site(1, is_live=False)
    world.found.append(Attention(kind=Kind.LOOP, id="s000000000002", site_id="s000000000002", due_at=DUE))
    world.broken[f"site {making}"] = NotFound("There is no alias.")
    world.check()

    assert failures(world) == []


def test_a_few_sites_are_looked_at_however_many_there_are(world: World) -> None:
    for number in range(50):
        world.add_site(number)
    world.check()

    assert world.report().groups[Group.SITE].passed == MOST_SITES == 20
    [(kind, limit)] = world.limits
    assert kind is Kind.LOOP
    assert limit <= 5


def test_that_no_sites_can_be_found_is_reported(world: World) -> None:
    world.broken["site index"] = Transient("The table is busy.")
    world.check()

    assert failures(world) == [(Group.SITE, "index", "Transient: The table is busy.")]


def test_everything_broken_is_still_a_report(world: World) -> None:
    for what in [*RESOURCES, *(f"function {name}" for name in FUNCTIONS)]:
        world.broken[what] = RuntimeError("boom")
    done = world.check()

    assert done.failed == len(RESOURCES) + len(FUNCTIONS)
    assert len(done.failures) == 10
    assert world.report().checks[-1].passed


def test_another_run_of_the_same_hour_keeps_the_first_report(world: World) -> None:
    world.check()
    again = world.check(run=2)

    assert again.key == "dev/health-checks/2026-11-22T15:00:00Z-2.json"
    assert world.files.names("dev/health-checks/") == (again.key, KEY)


def test_a_report_that_cannot_be_written_is_an_error(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(key: str, body: bytes, content_type: str = "application/json") -> None:
        raise Transient("S3 is busy.")

    monkeypatch.setattr(world.files, "write", refuse)
    with pytest.raises(Code24Error, match=r"S3 is busy\."):
        world.check()


def test_the_report_is_json_that_says_what_failed_first(world: World) -> None:
    world.broken["table sites"] = NotFound("It is gone.")
    world.check()
    read = json.loads(world.files.read(KEY))

    assert read["scheduled_at"] == "2026-11-22T15:00:00Z"
    first = read["checks"][0]
    assert first.keys() == {"name", "group", "passed", "latency_ms", "error"}
    assert (first["group"], first["name"], first["passed"]) == ("table", "sites", False)


@pytest.mark.parametrize("broken", [{}, {"suspicion": Transient("The table is busy.")}])
def test_upkeep_is_asked_to_look_at_sites_that_do_not_answer(world: World, broken: dict[str, Exception]) -> None:
    world.broken |= broken
    well, poor = world.add_site(1), world.add_site(2)
    world.statuses[poor] = 503
    done = world.check()
    assert world.suspected == {poor: "Its health: WorkerFailed: Its home page answers 503."}
    assert (done.failed, well in world.suspected) == (1, False)


def test_an_index_that_cannot_be_read_is_no_site(world: World) -> None:
    world.broken["site index"] = Transient("The table is busy.")
    assert world.check().failed == 1
    assert world.suspected == {}
