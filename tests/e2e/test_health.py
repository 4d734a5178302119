"""The hourly health check of a whole local cloud."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from local.aws import client
from local.settings import STACK
from tests.e2e.visitor import Built, Cloud

PREFIX = STACK
SECONDS = 300
BROKEN = f"{PREFIX}-experiments-write-challengers"


def check(cloud: Cloud, moment: str) -> dict[str, Any]:
    """Call the function as the schedule does, without waiting for its answer; its report."""
    functions, objects = client(cloud.settings, "lambda"), client(cloud.settings, "s3")
    event = json.dumps({"scheduled_at": moment}).encode()
    functions.invoke(FunctionName=f"{PREFIX}-cron-health", InvocationType="Event", Payload=event)
    [bucket] = [each["Name"] for each in objects.list_buckets()["Buckets"] if f"{PREFIX}-data-" in each["Name"]]
    end = time.monotonic() + SECONDS
    while True:
        try:
            body = objects.get_object(Bucket=bucket, Key=f"dev/health-checks/{moment}.json")["Body"].read()
        except objects.exceptions.NoSuchKey:
            assert time.monotonic() < end, "there is no report"
            time.sleep(0.5)
        else:
            report: dict[str, Any] = json.loads(body)
            return report


def failed(report: dict[str, Any]) -> dict[str, str]:
    return {f"{each['group']} {each['name']}": each["error"] for each in report["checks"] if not each["passed"]}


@pytest.fixture
def without_a_setting(cloud: Cloud) -> Iterator[None]:
    """One function lacks a variable, as after a slip in the template."""
    functions = client(cloud.settings, "lambda")
    variables = functions.get_function_configuration(FunctionName=BROKEN)["Environment"]["Variables"]
    lacking = {name: value for name, value in variables.items() if name != "CODE24_DATA_BUCKET"}
    functions.update_function_configuration(FunctionName=BROKEN, Environment={"Variables": lacking})
    yield
    functions.update_function_configuration(FunctionName=BROKEN, Environment={"Variables": variables})


def test_everything_answers(cloud: Cloud, bakery: Built) -> None:
    report = check(cloud, "2026-11-22T15:00:00Z")

    assert failed(report) == {}
    assert report["groups"]["site"]["passed"] >= 1
    assert report["groups"]["function"]["passed"] > 35
    assert all(each["latency_ms"] >= 0 for each in report["checks"])


def test_a_function_that_lacks_a_setting_is_named(cloud: Cloud, without_a_setting: None) -> None:
    found = failed(check(cloud, "2026-11-22T16:00:00Z"))

    assert list(found) == ["function experiments-write-challengers"]
    assert "CODE24_DATA_BUCKET is not set" in found["function experiments-write-challengers"]


def test_the_schedule_is_on(cloud: Cloud) -> None:
    schedule = client(cloud.settings, "scheduler").get_schedule(Name=f"{PREFIX}-health")

    assert (schedule["ScheduleExpression"], schedule["State"]) == ("rate(1 hour)", "ENABLED")
    assert json.loads(schedule["Target"]["Input"]) == {"scheduled_at": "<aws.scheduler.scheduled-time>"}
