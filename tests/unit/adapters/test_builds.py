from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from code24.adapters.builds import DynamoBuilds
from code24.adapters.telling import Owned, listener
from code24.build.models import Build, BuildError, BuildOutput, BuildStatus, WorkerProgress
from code24.errors import AlreadyExists, Conflict, NotFound
from code24.models import Model

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
SITE, ID = "s000000000001", "b0000000000000001"
ERROR = BuildError(worker="brand", error="KeyError", message="no colours")
OUTPUT = BuildOutput(
    site_id=SITE, release_id="r0000000001", slug="acme", url="http://a/", preview_url="http://p/", live=True
)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def build(number: int = 1, **changes: Any) -> Build:
    at = after(number)
    return Build(
        build_id=f"b{number:016d}",
        site_id=SITE,
        customer_id="c000000000001",
        slug="acme",
        request_hash="0" * 64,
        created_at=at,
        updated_at=at,
    ).model_copy(update=changes)


@pytest.fixture
def builds(cloud: None) -> DynamoBuilds:
    return DynamoBuilds(table="builds")


def test_a_build_is_stored_whole_and_once(builds: DynamoBuilds) -> None:
    progress = (WorkerProgress(worker="brand", status=BuildStatus.COMPLETE, started_at=after(1), attempts=2),)
    stored = build(publish=False, runs=3, progress=progress, error=ERROR, status=BuildStatus.ERRORED)
    builds.create(stored)
    assert builds.get(ID) == stored
    with pytest.raises(AlreadyExists, match=ID):
        builds.create(build())
    assert builds.get(ID) == stored


def test_an_unknown_build_is_named_by_whatever_asks_for_it(builds: DynamoBuilds) -> None:
    for ask in (
        lambda: builds.get(ID),
        lambda: builds.worker_started(ID, "brand", START),
        lambda: builds.worker_ended(ID, "brand", START, BuildStatus.COMPLETE),
        lambda: builds.end(ID, BuildStatus.ERRORED, START, error=ERROR),
        lambda: builds.restart(ID, START),
    ):
        with pytest.raises(NotFound, match=ID):
            ask()
    with pytest.raises(NotFound):
        builds.get(ID)


def test_a_sites_builds_come_newest_first(builds: DynamoBuilds) -> None:
    half = build(2, created_at=after(1.5))  # its text sorts before that of the whole second
    for each in (build(1), half, build(3), build(4, site_id="s000000000002")):
        builds.create(each)
    assert [each.build_id[-1] for each in builds.of_site(SITE)] == ["3", "2", "1"]


def test_two_workers_side_by_side_keep_their_own_progress(builds: DynamoBuilds) -> None:
    builds.create(build())
    builds.worker_started(ID, "market-research", after(1))
    builds.worker_started(ID, "competitive-analysis", after(2))
    builds.worker_ended(ID, "competitive-analysis", after(3), BuildStatus.ERRORED)
    builds.worker_started(ID, "competitive-analysis", after(4))
    builds.worker_ended(ID, "market-research", after(5), BuildStatus.COMPLETE)
    stands = builds.get(ID)
    assert stands.status is BuildStatus.RUNNING
    assert stands.updated_at == after(5)
    assert stands.progress == (
        WorkerProgress(
            worker="market-research",
            status=BuildStatus.COMPLETE,
            started_at=after(1),
            completed_at=after(5),
            attempts=1,
        ),
        WorkerProgress(worker="competitive-analysis", status=BuildStatus.RUNNING, started_at=after(4), attempts=2),
    )


def test_a_worker_that_could_not_say_that_it_began(builds: DynamoBuilds) -> None:
    builds.create(build())
    builds.worker_ended(ID, "brand", after(3), BuildStatus.ERRORED)
    assert builds.get(ID).progress == (
        WorkerProgress(worker="brand", status=BuildStatus.ERRORED, completed_at=after(3)),
    )


def test_the_end_may_be_written_twice(builds: DynamoBuilds) -> None:
    builds.create(build())
    for _ in range(2):
        builds.end(ID, BuildStatus.COMPLETE, after(9), output=OUTPUT)
    assert builds.get(ID) == build(status=BuildStatus.COMPLETE, updated_at=after(9), output=OUTPUT)


def test_an_error_never_overwrites_success(builds: DynamoBuilds) -> None:
    builds.create(build())
    builds.end(ID, BuildStatus.COMPLETE, after(9), output=OUTPUT)
    builds.end(ID, BuildStatus.ERRORED, after(10), error=ERROR)
    builds.worker_started(ID, "publish", after(11))
    assert builds.get(ID) == build(status=BuildStatus.COMPLETE, updated_at=after(9), output=OUTPUT)


def test_success_overwrites_an_error(builds: DynamoBuilds) -> None:
    builds.create(build())
    builds.end(ID, BuildStatus.ERRORED, after(9), error=ERROR)
    assert builds.get(ID).error == ERROR
    builds.end(ID, BuildStatus.COMPLETE, after(10), output=OUTPUT)
    assert builds.get(ID) == build(status=BuildStatus.COMPLETE, updated_at=after(10), output=OUTPUT)


def test_a_failed_build_runs_again_and_its_error_is_gone(builds: DynamoBuilds) -> None:
    builds.create(build())
    builds.end(ID, BuildStatus.ERRORED, after(9), error=ERROR)
    assert builds.restart(ID, after(10)) == 2
    assert builds.get(ID) == build(runs=2, updated_at=after(10))
    builds.end(ID, BuildStatus.TERMINATED, after(11))
    assert builds.restart(ID, after(12)) == 3


def test_of_several_that_find_a_build_dead_one_begins_the_next_run(builds: DynamoBuilds) -> None:
    builds.create(build())
    builds.worker_started(ID, "brand", after(1))
    assert [builds.begin_run(ID, 1, after(10)) for _ in range(3)] == [True, False, False]
    begun = builds.get(ID)
    assert (begun.status, begun.runs, begun.updated_at) == (BuildStatus.QUEUED, 2, after(10))
    assert [each.worker for each in begun.progress] == ["brand"]
    builds.end(ID, BuildStatus.ERRORED, after(11), error=ERROR)
    assert not builds.begin_run(ID, 2, after(12))
    assert builds.get(ID).error == ERROR


@pytest.mark.parametrize("status", [BuildStatus.QUEUED, BuildStatus.RUNNING, BuildStatus.COMPLETE])
def test_only_what_ended_incomplete_runs_again(builds: DynamoBuilds, status: BuildStatus) -> None:
    builds.create(build(status=status))
    with pytest.raises(Conflict, match=f"is {status.value}"):
        builds.restart(ID, after(1))
    assert builds.get(ID).runs == 1


@pytest.mark.parametrize("status", [BuildStatus.ERRORED, BuildStatus.TERMINATED])
def test_a_straggler_of_a_run_that_ended_does_not_hide_the_reason(builds: DynamoBuilds, status: BuildStatus) -> None:
    builds.create(build(status=status, error=ERROR))
    builds.worker_started(ID, "competitive-analysis", after(20))
    stands = builds.get(ID)
    assert (stands.status, stands.error, stands.progress) == (status, ERROR, ())


def test_a_deleted_build_does_not_come_back(builds: DynamoBuilds) -> None:
    builds.create(build())
    builds.delete(ID)
    builds.delete(ID)
    with pytest.raises(NotFound):
        builds.worker_started(ID, "brand", after(1))
    assert builds.of_site(SITE) == []


def test_a_worker_s_beginning_tells_whose_build_it_is(builds: DynamoBuilds) -> None:
    heard: list[Model] = []
    builds.create(build())
    reset = listener.set(lambda record, _: heard.append(record))
    try:
        builds.worker_started(build().build_id, "brand", START)
    finally:
        listener.reset(reset)
    assert heard == [Owned(build_id=build().build_id, site_id=SITE, customer_id="c000000000001")]
