from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.jobs import DynamoJobs
from code24.adapters.loops import DynamoLoops
from code24.errors import AlreadyExists, Conflict, NotFound
from code24.optimize.loop.models import JobError, JobStatus, LoopState, OptimizationJob
from tests.tables import create_table

SITE, NOW = "s000000000001", datetime(2026, 3, 1, 12, tzinfo=UTC)
LOOP = LoopState(site_id=SITE, next_due_at=NOW, started_at=NOW, updated_at=NOW, withheld=("a", "b@/index.html"))


@pytest.fixture
def cloud() -> Iterator[None]:
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_table("sites", "site_id", "record")
        create_table("jobs", "id", index=("by-site", "site_id", "scheduled_at"))
        yield
    aws.forget()


@pytest.fixture
def loops(cloud: None) -> DynamoLoops:
    return DynamoLoops(table="sites")


@pytest.fixture
def jobs(cloud: None) -> DynamoJobs:
    return DynamoJobs(table="jobs")


def job(number: int, **changes: object) -> OptimizationJob:
    given = {"id": f"o{number:016d}", "site_id": SITE, "scheduled_at": NOW + timedelta(minutes=number)}
    return OptimizationJob.model_validate(given | changes)


def test_a_loop_comes_back_as_it_was(loops: DynamoLoops) -> None:
    loops.create(LOOP)
    assert loops.get(SITE) == LOOP
    with pytest.raises(AlreadyExists):
        loops.create(LOOP)


def test_of_two_changes_of_the_same_state_one_is_stored(loops: DynamoLoops) -> None:
    loops.create(LOOP)
    stored = loops.replace(LOOP.model_copy(update={"generation": 2}))
    assert stored.version == 1
    with pytest.raises(Conflict, match="changed meanwhile"):
        loops.replace(LOOP.model_copy(update={"generation": 3}))
    assert loops.get(SITE) == stored


def test_a_deleted_loop_is_not_brought_back(loops: DynamoLoops) -> None:
    loops.create(LOOP)
    loops.delete(SITE)
    loops.delete(SITE)
    for change in (lambda: loops.replace(LOOP), lambda: loops.get(SITE)):
        with pytest.raises(NotFound, match="no optimization loop"):
            change()


def test_a_job_keeps_the_hash_of_what_asked_for_it(jobs: DynamoJobs) -> None:
    jobs.create(job(1), "abc")
    ended = job(1, status=JobStatus.ERRORED, error=JobError(step="plan", error="KeyError", message="no"))
    jobs.put(ended)
    assert jobs.get(ended.id) == ended
    assert jobs.request_hash(ended.id) == "abc"
    with pytest.raises(AlreadyExists):
        jobs.create(job(1), "abc")
    with pytest.raises(NotFound):
        jobs.get("o0000000000000002")


def test_jobs_are_listed_newest_first_in_parts_and_deleted_together(jobs: DynamoJobs) -> None:
    for number in range(1, 6):
        jobs.put(job(number))
    jobs.put(job(9, site_id="s000000000002"))
    assert jobs.of_site(SITE, 2) == [job(5), job(4)]
    assert jobs.of_site(SITE, 9, job(4)) == [job(3), job(2), job(1)]
    jobs.delete_all(SITE)
    assert jobs.of_site(SITE, 9) == []
    assert jobs.of_site("s000000000002", 9) == [job(9, site_id="s000000000002")]
