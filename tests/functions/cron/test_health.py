"""The hourly health check on moto, with everything that the template makes; functions are not really called."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.worker_functions import LambdaWorkerFunctions
from code24.errors import WorkerFailed
from code24.health.parts import BUCKETS, TABLES, TEAMS, VISITS
from code24.operations.models import QUEUES
from code24.runtime import wiring
from code24.runtime.finished_work import finished_work
from code24.runtime.wiring import port
from tests.environment import ACCOUNT, REGION
from tests.functions.web.unpacked import imported
from tests.statemachines.machine import Context
from tests.tables import create_table

ROOT = Path(__file__).parents[3]
KEY = "dev/health-checks/2026-11-22T15:00:00Z.json"
KEYS = {
    "sites": ("site_id", "record", ("by-due", "queue", "due_at")),
    "operations": ("key", "part", None),
    "worker-results": ("id", None, None),
}
NOTHING = json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}})


def answer(self: Any, worker: str, payload: dict[str, Any], team: str = "build") -> dict[str, Any]:
    if team == "web":
        return {"statusCode": next(visit.status for visit in VISITS if visit.function == worker)}
    return {"function": f"{team}-{worker}", "ok": payload == {"probe": True}}


@pytest.fixture(autouse=True)
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for cached in (wiring.port, finished_work):
        cached.cache_clear()
    aws.forget()
    monkeypatch.setattr(LambdaWorkerFunctions, "invoke", answer)
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        for name in TABLES:
            create_table(f"code24-test-{name}", *KEYS.get(name, ("id", None, None)))
        location: Any = {"LocationConstraint": REGION}
        for name in BUCKETS:
            bucket = f"code24-test-{name}-{ACCOUNT}"
            boto3.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration=location)
        for name in QUEUES:
            boto3.client("sqs").create_queue(QueueName=f"code24-test-{name}")
        for name in ("build", "optimize"):
            role = f"arn:aws:iam::{ACCOUNT}:role/any"
            boto3.client("stepfunctions").create_state_machine(
                name=f"code24-test-{name}", definition=NOTHING, roleArn=role
            )
        boto3.client("events").create_event_bus(Name="code24-test")
        yield
    aws.forget()
    for cached in (wiring.port, finished_work):
        cached.cache_clear()


def call(**changes: Any) -> dict[str, Any]:
    event = json.loads((ROOT / "events" / "cron" / "health.json").read_text()) | changes
    handler = imported(ROOT / "functions" / "cron" / "health").handler
    done: dict[str, Any] = handler(event, Context("code24-test-cron-health", "request"))
    return done


def report(key: str = KEY) -> dict[str, Any]:
    body = boto3.client("s3").get_object(Bucket=f"code24-test-data-{ACCOUNT}", Key=key)["Body"].read()
    read: dict[str, Any] = json.loads(body)
    return read


def failed(key: str = KEY) -> list[tuple[str, str, str]]:
    return [(each["group"], each["name"], each["error"]) for each in report(key)["checks"] if not each["passed"]]


def metrics(caplog: pytest.LogCaptureFixture) -> list[tuple[float, float]]:
    lines = [vars(record) for record in caplog.records]
    return [(line["HealthChecks"], line["HealthChecksFailed"]) for line in lines if "HealthChecks" in line]


def test_the_sample_event_checks_everything_once(caplog: pytest.LogCaptureFixture) -> None:
    done = call()
    functions = sum(map(len, TEAMS.values())) + len(VISITS)

    assert failed() == []
    assert done["checks"] == functions + len(TABLES) + len(BUCKETS) + len(QUEUES) + 2 + 1 + 1
    assert (done["failed"], done["key"]) == (0, KEY)
    assert metrics(caplog) == [(done["checks"], 0)]
    assert call() == done
    [run] = port("scheduled_runs").latest()
    assert (run.schedule, run.error, run.figures["failed"]) == ("health", None, 0)


def delete_table() -> None:
    boto3.client("dynamodb").delete_table(TableName="code24-test-jobs")


def delete_bucket() -> None:
    boto3.client("s3").delete_bucket(Bucket=f"code24-test-media-{ACCOUNT}")


def delete_queue() -> None:
    sqs = boto3.client("sqs")
    sqs.delete_queue(QueueUrl=sqs.get_queue_url(QueueName="code24-test-attention")["QueueUrl"])


def delete_state_machine() -> None:
    machine = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:code24-test-optimize"
    boto3.client("stepfunctions").delete_state_machine(stateMachineArn=machine)


def delete_event_bus() -> None:
    boto3.client("events").delete_event_bus(Name="code24-test")


@pytest.mark.parametrize(
    ("delete", "group", "name", "error"),
    [
        (delete_table, "table", "jobs", "NotFound: There is no table code24-test-jobs."),
        (delete_bucket, "bucket", "media", f"NotFound: There is no bucket code24-test-media-{ACCOUNT}."),
        (delete_queue, "queue", "attention", "NotFound: There is no queue code24-test-attention."),
        (delete_state_machine, "state-machine", "optimize", "NotFound: There is no state machine optimize."),
        (delete_event_bus, "event-bus", "events", "NotFound: There is no event bus code24-test."),
    ],
    ids=["table", "bucket", "queue", "state-machine", "event-bus"],
)
def test_what_is_gone_is_named_and_counted_and_the_run_ends_well(
    delete: Any, group: str, name: str, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    delete()
    done = call()

    assert failed() == [(group, name, error)]
    assert done["failures"] == [f"{group} {name}: {error}"]
    assert metrics(caplog) == [(done["checks"], 1)]


def test_a_function_that_cannot_work_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def invoke(self: Any, worker: str, payload: dict[str, Any], team: str = "build") -> dict[str, Any]:
        if worker == "brand":
            raise WorkerFailed("The worker brand failed: CODE24_BUILDS_TABLE is not set.")
        return answer(self, worker, payload, team)

    monkeypatch.setattr(LambdaWorkerFunctions, "invoke", invoke)
    call()

    words = "WorkerFailed: The worker brand failed: CODE24_BUILDS_TABLE is not set."
    assert failed() == [("function", "build-brand", words)]


def test_what_was_mended_is_seen_by_another_run() -> None:
    delete_queue()
    assert call()["failed"] == 1
    boto3.client("sqs").create_queue(QueueName="code24-test-attention")

    assert call()["failed"] == 1
    assert call(run=2)["failed"] == 0
    assert failed(KEY.replace(".json", "-2.json")) == []
