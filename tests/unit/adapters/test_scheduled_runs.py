"""How the calls of schedules ended, on moto."""

from datetime import UTC, datetime, timedelta, timezone

import boto3
import pytest

from code24.adapters.items import data_of
from code24.adapters.scheduled_runs import DynamoScheduledRuns
from code24.errors import Code24Error
from code24.schedules.models import ScheduledRun
from tests.tables import create_table

DUE = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.fixture
def runs(cloud: None) -> DynamoScheduledRuns:
    create_table("operations", "key", "part")
    return DynamoScheduledRuns(table="operations")


def run(due: datetime = DUE, schedule: str = "health", number: int = 1, error: str | None = None) -> ScheduledRun:
    return ScheduledRun(
        schedule=schedule,
        scheduled_at=due,
        run=number,
        started_at=due + timedelta(seconds=2),
        ended_at=due + timedelta(seconds=9),
        error=error,
        figures={"checks": 57, "took": 7.25, "passed": True, "kinds.loop": 3},
    )


def kept(schedule: str = "health") -> list[dict[str, object]]:
    answer = boto3.client("dynamodb").query(
        TableName="operations",
        KeyConditionExpression="#key = :key",
        ExpressionAttributeNames={"#key": "key"},
        ExpressionAttributeValues={":key": {"S": f"schedules/{schedule}"}},
    )
    return [data_of(item) for item in answer["Items"]]


def test_nothing_is_known_before_the_first_call(runs: DynamoScheduledRuns) -> None:
    assert runs.latest() == []


def test_a_run_reads_back_as_it_was_noted(runs: DynamoScheduledRuns) -> None:
    runs.note(run(error="Transient: busy"))

    assert runs.latest() == [run(error="Transient: busy")]
    assert runs.latest()[0].took == timedelta(seconds=7)


def test_the_latest_wins(runs: DynamoScheduledRuns) -> None:
    later = run(DUE + timedelta(hours=1))
    for each in (run(), later):
        runs.note(each)

    assert runs.latest() == [later]


def test_an_older_one_does_not_replace_a_later_one(runs: DynamoScheduledRuns) -> None:
    later = run(DUE + timedelta(hours=1))
    for each in (later, run(error="late")):
        runs.note(each)

    assert runs.latest() == [later]
    assert [each["scheduled_at"] for each in kept()] == ["2026-11-22T15:00:00Z", "2026-11-22T16:00:00Z"]


def test_an_older_moment_written_in_a_later_zone_is_older(runs: DynamoScheduledRuns) -> None:
    older = run(datetime(2026, 11, 22, 16, 30, tzinfo=timezone(timedelta(hours=2))))  # 14:30 in UTC
    for each in (run(), older):
        runs.note(each)

    assert runs.latest() == [run()]


def test_what_was_tried_again_says_how_it_ended_at_last(runs: DynamoScheduledRuns) -> None:
    for each in (run(error="Transient: busy"), run()):
        runs.note(each)

    assert runs.latest() == [run()]
    assert [each.get("error") for each in kept()] == [None]


def test_another_run_of_a_moment_is_kept_beside_it(runs: DynamoScheduledRuns) -> None:
    for each in (run(error="Transient: busy"), run(number=2)):
        runs.note(each)

    assert [(each["run"], each.get("error")) for each in kept()] == [(1, "Transient: busy"), (2, None)]
    assert runs.latest() == [run(number=2)]


def test_each_schedule_has_its_last_one(runs: DynamoScheduledRuns) -> None:
    for each in (run(), run(schedule="end-of-month"), run(schedule="continuous-optimization")):
        runs.note(each)

    assert [each.schedule for each in runs.latest()] == ["continuous-optimization", "end-of-month", "health"]


def test_a_run_is_forgotten_after_sixty_days_and_a_schedules_last_one_is_not(runs: DynamoScheduledRuns) -> None:
    runs.note(run())
    items = [data_of(each) for each in boto3.client("dynamodb").scan(TableName="operations")["Items"]]

    expiry = {each["key"]: each.get("expires_at") for each in items}
    assert expiry == {"schedules/health": int((DUE + timedelta(days=60, seconds=9)).timestamp()), "schedules": None}


def test_a_table_that_is_not_there_is_an_error_of_the_domain(runs: DynamoScheduledRuns) -> None:
    boto3.client("dynamodb").delete_table(TableName="operations")

    with pytest.raises(Code24Error, match="Noting a call of the schedule health: ResourceNotFoundException"):
        runs.note(run())
    with pytest.raises(Code24Error, match="Reading how schedules' last calls ended"):
        runs.latest()
