"""The life of a build, on fakes."""

from types import SimpleNamespace
from typing import Any

import pytest

from code24.build.models import Brief, Build, BuildStatus
from code24.build.workers import StartBuild, build_status, redrive_build, start_build, stop_build
from code24.errors import Conflict, KeyReused, NotFound, Transient
from code24.sites.addresses import SiteAddresses
from code24.sites.models import RouteStatus, SiteStatus
from tests.fakes import FakeArtifacts, FakeBuilds, FakeClock, FakeExecutions, FakeIds, FakeSites, route_of
from tests.team import InlineTeam

CUSTOMER = "c000000000001"
STRANGER = "c000000000002"
BRIEF = Brief(name="Rye & Salt", description="A bakery.", business_type="bakery", primary_goal="sales")


@pytest.fixture
def ports() -> SimpleNamespace:
    return SimpleNamespace(
        builds=FakeBuilds(),
        sites=FakeSites(),
        artifacts=FakeArtifacts(),
        executions=FakeExecutions(),
        worker_functions=InlineTeam(),
        addresses=SiteAddresses("http://*.localhost:8024"),
        clock=FakeClock(),
        ids=FakeIds(),
    )


def start(ports: SimpleNamespace, **changes: Any) -> Any:
    request = StartBuild(**{"brief": BRIEF, "customer_id": CUSTOMER} | changes)
    return start_build(request, **vars(ports))


def observed(ports: SimpleNamespace, *names: str) -> dict[str, Any]:
    return {name: getattr(ports, name) for name in (names or ("builds", "executions", "clock"))}


def test_a_build_reserves_a_site_and_starts_one_execution(ports: SimpleNamespace) -> None:
    build = start(ports)
    assert build.status is BuildStatus.QUEUED
    assert build.slug == "rye-salt"
    assert ports.executions.started == [(build.build_id, 1)]
    assert ports.sites.get(build.site_id).status is SiteStatus.BUILDING
    assert ports.sites.routes["rye-salt.localhost"].status is RouteStatus.RESERVED
    assert Brief.model_validate_json(ports.artifacts.read(build.build_id, "request")) == BRIEF


def test_two_builds_of_one_name_get_two_hosts(ports: SimpleNamespace) -> None:
    assert [start(ports).slug, start(ports).slug] == ["rye-salt", "rye-salt-2"]


def test_a_repeated_key_starts_one_build(ports: SimpleNamespace) -> None:
    first, second = start(ports, idempotency_key="k"), start(ports, idempotency_key="k")
    assert first.build_id == second.build_id
    assert len(ports.executions.started) == len(ports.builds.records) == len(ports.sites.records) == 1


def test_a_key_is_the_customers_own(ports: SimpleNamespace) -> None:
    mine, theirs = start(ports, idempotency_key="k"), start(ports, idempotency_key="k", customer_id=STRANGER)
    assert mine.build_id != theirs.build_id


def test_a_key_with_another_request_is_refused_and_starts_nothing(ports: SimpleNamespace) -> None:
    start(ports, idempotency_key="k")
    with pytest.raises(KeyReused, match="send a new key"):
        start(ports, idempotency_key="k", brief=BRIEF.model_copy(update={"name": "Other"}))
    assert len(ports.executions.started) == len(ports.sites.records) == 1


@pytest.mark.parametrize("breaking", ["artifacts.write", "builds.create", "executions.start"])
def test_a_request_that_was_cut_off_is_completed_by_sending_it_again(ports: SimpleNamespace, breaking: str) -> None:
    port, method = breaking.split(".")
    working = getattr(getattr(ports, port), method)

    def broken(*_: Any, **__: Any) -> None:
        raise Transient("throttled")

    setattr(getattr(ports, port), method, broken)
    with pytest.raises(Transient):
        start(ports, idempotency_key="k")
    setattr(getattr(ports, port), method, working)
    build = start(ports, idempotency_key="k")
    assert ports.executions.started == [(build.build_id, 1)]
    assert len(ports.sites.records) == len(ports.sites.routes) == 1


def test_two_requests_at_once_with_one_key_do_not_mix_their_briefs(
    ports: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start(ports, idempotency_key="k")
    stored = ports.builds.get
    answers = iter([NotFound("not yet"), None])

    def get(build_id: str) -> Build:
        if (problem := next(answers)) is not None:
            raise problem
        return stored(build_id)

    monkeypatch.setattr(ports.builds, "get", get)
    with pytest.raises(KeyReused):
        start(ports, idempotency_key="k", brief=BRIEF.model_copy(update={"name": "Other"}))
    assert Brief.model_validate_json(ports.artifacts.read(first.build_id, "request")) == BRIEF


def test_nothing_stays_of_a_build_whose_site_is_deleted_meanwhile(
    ports: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start(ports)
    ports.artifacts.delete_all(first.build_id)
    ports.builds.delete(first.build_id)
    write = ports.artifacts.write

    def deleted_meanwhile(*artifact: Any) -> None:
        site = ports.sites.get(first.site_id)
        ports.sites.erase(site.model_copy(update={"status": SiteStatus.DELETED}))
        write(*artifact)

    monkeypatch.setattr(ports.artifacts, "write", deleted_meanwhile)
    with pytest.raises(NotFound, match=first.site_id):
        start(ports, site_id=first.site_id)
    assert (ports.artifacts.bodies, ports.builds.records) == ({}, {})
    assert len(ports.executions.started) == 1


def test_a_new_release_of_an_existing_site_keeps_its_host(ports: SimpleNamespace) -> None:
    first = start(ports)
    second = start(ports, site_id=first.site_id)
    assert (second.site_id, second.slug) == (first.site_id, first.slug)
    assert second.build_id != first.build_id


def test_somebody_elses_site_cannot_be_built(ports: SimpleNamespace) -> None:
    site_id = start(ports).site_id
    with pytest.raises(NotFound):
        start(ports, site_id=site_id, customer_id=STRANGER)
    assert len(ports.executions.started) == 1


def test_a_suspended_site_takes_previews_only(ports: SimpleNamespace) -> None:
    site = ports.sites.get(start(ports).site_id)
    ports.sites.set_status(site.site_id, SiteStatus.SUSPENDED, route_of(site, RouteStatus.SUSPENDED), ports.clock.now())
    with pytest.raises(Conflict, match="suspended"):
        start(ports, site_id=site.site_id)
    assert start(ports, site_id=site.site_id, publish=False).site_id == site.site_id


def test_a_key_does_not_bring_a_deleted_site_back(ports: SimpleNamespace) -> None:
    build = start(ports, idempotency_key="k")
    ports.builds.delete(build.build_id)
    site = ports.sites.get(build.site_id)
    ports.sites.erase(site.model_copy(update={"status": SiteStatus.DELETED}))
    with pytest.raises(Conflict, match="send a new key"):
        start(ports, idempotency_key="k")
    assert len(ports.executions.started) == 1


def test_a_strangers_build_looks_like_none(ports: SimpleNamespace) -> None:
    build = start(ports)
    with pytest.raises(NotFound) as theirs:
        build_status(build.build_id, STRANGER, **observed(ports))
    with pytest.raises(NotFound) as none:
        build_status("b" + "z" * 16, STRANGER, **observed(ports))
    assert theirs.value.detail.replace(build.build_id, "") == none.value.detail.replace("b" + "z" * 16, "")


def test_a_build_whose_execution_died_silently_is_ended_when_somebody_asks(ports: SimpleNamespace) -> None:
    build = start(ports)
    ports.executions.statuses[build.build_id, 1] = BuildStatus.ERRORED
    assert build_status(build.build_id, CUSTOMER, **observed(ports)).status is BuildStatus.QUEUED
    ports.clock.advance(minutes=20)
    ended = build_status(build.build_id, CUSTOMER, **observed(ports))
    assert ended.status is BuildStatus.ERRORED
    assert ended.error is not None
    assert "redrive" in ended.error.message


def test_a_build_that_upkeep_runs_again_at_the_same_moment_is_not_ended(
    ports: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = start(ports)
    ports.executions.statuses[build.build_id, 1] = BuildStatus.ERRORED
    ports.clock.advance(minutes=20)
    status = ports.executions.status

    def meanwhile(build_id: str, run: int = 1) -> BuildStatus | None:
        found = status(build_id, run)
        assert ports.builds.begin_run(build_id, 1, ports.clock.now())
        return found  # type: ignore[no-any-return]

    monkeypatch.setattr(ports.executions, "status", meanwhile)
    found = build_status(build.build_id, CUSTOMER, **observed(ports))
    assert (found.status, found.runs) == (BuildStatus.QUEUED, 2)


def test_a_slow_build_that_still_runs_is_left_alone(ports: SimpleNamespace) -> None:
    build = start(ports)
    ports.clock.advance(minutes=20)
    assert build_status(build.build_id, CUSTOMER, **observed(ports)).status is BuildStatus.QUEUED


def test_a_stopped_build_can_be_redriven_and_a_running_one_cannot(ports: SimpleNamespace) -> None:
    build = start(ports)
    with pytest.raises(Conflict):
        redrive_build(build.build_id, CUSTOMER, **observed(ports))
    stopped = stop_build(build.build_id, CUSTOMER, **observed(ports))
    assert stopped.status is BuildStatus.TERMINATED
    assert ports.executions.stopped == [(build.build_id, 1)]
    again = redrive_build(build.build_id, CUSTOMER, **observed(ports))
    assert (again.status, again.runs, again.error) == (BuildStatus.QUEUED, 2, None)
    assert ports.executions.started[-1] == (build.build_id, 2)
    with pytest.raises(Conflict):
        redrive_build(build.build_id, CUSTOMER, **observed(ports))


def test_a_build_that_ended_cannot_be_stopped(ports: SimpleNamespace) -> None:
    build = start(ports)
    stop_build(build.build_id, CUSTOMER, **observed(ports))
    with pytest.raises(Conflict, match="terminated"):
        stop_build(build.build_id, CUSTOMER, **observed(ports))
