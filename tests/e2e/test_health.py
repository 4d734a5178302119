"""The hourly health check of a whole local cloud, and what becomes of a schedule's call that fails."""

import json
from typing import Any

from local.settings import STACK
from tests.e2e.breaking import broken
from tests.e2e.visitor import Built, Cloud
from tests.e2e.waiting import awaited


def call(cloud: Cloud, schedule: str, moment: str) -> None:
    """Call a schedule's function as Scheduler does: without waiting for its answer."""
    event = json.dumps({"scheduled_at": moment}).encode()
    cloud.aws("lambda").invoke(FunctionName=f"{STACK}-cron-{schedule}", InvocationType="Event", Payload=event)


def report_of(cloud: Cloud, moment: str) -> dict[str, Any]:
    """A health check's report, empty until it is there."""
    objects = cloud.aws("s3")
    [bucket] = [each["Name"] for each in objects.list_buckets()["Buckets"] if f"{STACK}-data-" in each["Name"]]
    try:
        body = objects.get_object(Bucket=bucket, Key=f"dev/health-checks/{moment}.json")["Body"].read()
    except objects.exceptions.NoSuchKey:
        return {}
    report: dict[str, Any] = json.loads(body)
    return report


def noted(cloud: Cloud, schedule: str, moment: str) -> dict[str, Any]:
    """What the last call for a moment noted."""
    found = cloud.aws("dynamodb").get_item(
        TableName=f"{STACK}-operations", Key={"key": {"S": f"schedules/{schedule}"}, "part": {"S": f"{moment}#1"}}
    )
    item: dict[str, Any] = found["Item"]
    return item


def letters(queues: Any, dead: str, moment: str) -> list[dict[str, Any]]:
    """Messages about the call for a moment; others are left to others."""
    found = queues.receive_message(QueueUrl=dead, MaxNumberOfMessages=10).get("Messages", [])
    return [each for each in found if moment in each["Body"]]


def test_everything_answers_but_the_function_that_lacks_a_setting(cloud: Cloud, bakery: Built) -> None:
    with broken(cloud, "experiments-write-challengers", without="CODE24_DATA_BUCKET"):
        call(cloud, "health", "2026-11-22T15:00:00Z")
        report = awaited(lambda: report_of(cloud, "2026-11-22T15:00:00Z"))

    failed = {f"{each['group']} {each['name']}": each["error"] for each in report["checks"] if not each["passed"]}
    assert failed.keys() == {"function experiments-write-challengers"}
    assert "CODE24_DATA_BUCKET is not set" in failed["function experiments-write-challengers"]
    assert report["groups"]["function"]["passed"] > 35
    assert report["groups"]["site"]["passed"] >= 1


def test_a_call_that_fails_three_times_is_kept_and_can_be_replayed(cloud: Cloud) -> None:
    """As docs/runbook.md does it."""
    queues, functions = cloud.aws("sqs"), cloud.aws("lambda")
    dead = queues.get_queue_url(QueueName=f"{STACK}-schedules-dead")["QueueUrl"]
    with broken(cloud, "cron-monthly-analytics", without="CODE24_REPORTS_QUEUE_URL"):
        call(cloud, "monthly-analytics", "2025-03-01T15:00:00Z")
        [message] = awaited(lambda: letters(queues, dead, "2025-03-01T15:00:00Z"))
    letter = json.loads(message["Body"])
    assert "CODE24_REPORTS_QUEUE_URL is not set" in str(letter["responsePayload"])
    assert "MissingSetting" in noted(cloud, "monthly-analytics", "2025-03-01T15:00:00+00:00")["error"]["S"]

    replayed = [
        json.loads(
            functions.invoke(
                FunctionName=letter["requestContext"]["functionArn"],
                Payload=json.dumps(letter["requestPayload"]).encode(),
            )["Payload"].read()
        )
        for _ in range(2)
    ]
    queues.delete_message(QueueUrl=dead, ReceiptHandle=message["ReceiptHandle"])

    assert replayed == [{"month": "2025-02", "run": 1}] * 2
    assert "error" not in noted(cloud, "monthly-analytics", "2025-03-01T15:00:00+00:00")


def test_the_schedule_is_on(cloud: Cloud) -> None:
    schedule = cloud.aws("scheduler").get_schedule(Name=f"{STACK}-health")

    assert (schedule["ScheduleExpression"], schedule["State"]) == ("rate(1 hour)", "ENABLED")
    assert json.loads(schedule["Target"]["Input"]) == {"scheduled_at": "<aws.scheduler.scheduled-time>"}
