"""What is due is found by sparse indexes, not too soon, by a tick that ends before the next one."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from code24.adapters.due_queues import due
from code24.build.models import SILENT_AFTER
from code24.upkeep.models import Kind
from tests.infrastructure.deployed import granted, of_type
from tests.template import ROOT, resources

TICK = "CronContinuousOptimizationFunction"
EVERY = 180
"""Seconds."""


def tasks(machine: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for state in machine["States"].values():
        if state["Type"] == "Task":
            yield state
        for branch in state.get("Branches", ()):
            yield from tasks(branch)


def test_a_build_counts_as_silent_after_any_worker_would_have_said_something() -> None:
    machine = json.loads((ROOT / "statemachines" / "build.asl.json").read_text())
    found = list(tasks(machine))
    longest = max(task["TimeoutSeconds"] for task in found)
    delay = max(retry["MaxDelaySeconds"] for task in found for retry in task["Retry"] if "MaxDelaySeconds" in retry)
    assert len(found) > 8
    assert timedelta(seconds=longest + delay) < SILENT_AFTER < timedelta(seconds=machine["TimeoutSeconds"])


@pytest.mark.parametrize(
    ("table", "read"),
    [
        ("SitesTable", {"site_id", "due_at", "customer_id", "reason"}),
        ("BuildsTable", {"build_id", "site_id", "due_at", "customer_id"}),
        ("TestsTable", {"site_id", "test_id"}),
    ],
)
def test_an_index_has_what_is_read_of_it(table: str, read: set[str]) -> None:
    properties = resources("AWS::DynamoDB::Table")[table]
    [index] = [each for each in properties["GlobalSecondaryIndexes"] if each["IndexName"] == "by-due"]
    keys = {each["AttributeName"] for each in (*properties["KeySchema"], *index["KeySchema"])}
    assert read <= keys | set(index["Projection"].get("NonKeyAttributes", ()))
    if table != "TestsTable":
        written = due(Kind.LOOP, "c000000000001", datetime(2026, 3, 1, tzinfo=UTC))
        assert list(written) == [each["AttributeName"] for each in index["KeySchema"]]


def test_the_index_of_tests_is_as_deployed_since_it_cannot_be_changed() -> None:
    indexes = resources("AWS::DynamoDB::Table")["TestsTable"]["GlobalSecondaryIndexes"]
    assert [(each["IndexName"], each["Projection"]) for each in indexes] == [
        ("by-created", {"ProjectionType": "ALL"}),
        ("by-due", {"ProjectionType": "KEYS_ONLY"}),
    ]


def test_a_tick_ends_before_the_next_one_and_is_not_begun_when_that_comes() -> None:
    assert of_type("AWS::Lambda::Function")[TICK]["Timeout"] < EVERY
    schedule = of_type("AWS::Scheduler::Schedule")[f"{TICK}Due"]
    assert schedule["ScheduleExpression"] == "rate(3 minutes)"
    assert schedule["Target"]["RetryPolicy"]["MaximumEventAgeInSeconds"] < 170


def test_the_tick_finds_by_index_alone_and_writes_to_customers_folders_only() -> None:
    allowed = granted(TICK)
    assert {where for action, where in allowed if action == "dynamodb:Query"} == {
        *(f"{table}/index/by-due" for table in ("SitesTable", "BuildsTable", "TestsTable")),
        "SitesTable/index/at-work",
        "RollupsTable",
    }
    assert not {action for action, _ in allowed} & {"dynamodb:Scan", "s3:ListBucket", "s3:GetObject"}
    assert {where for action, where in allowed if action == "s3:PutObject"} == {"DataBucket/optimizations/c*"}
