"""The loop of a built site, on the local cloud: 21 cycles across two milestones, as AWS clients see them."""

import json
from typing import Any

import pytest

from tests.e2e.breaking import executions, state_machine_arn
from tests.e2e.visitor import Built, Cloud, request_of
from tests.e2e.waiting import awaited

CYCLES = 21
CATEGORIES = {"design", "accessibility", "performance", "security", "seo", "conversion"}


class Loop:
    """The loop of one site, seen and moved through the emulated AWS."""

    def __init__(self, cloud: Cloud, site: Built) -> None:
        self.cloud = cloud
        self.site = site
        self.machine = state_machine_arn(cloud, "optimize")

    @property
    def key(self) -> dict[str, Any]:
        return {"site_id": {"S": self.site.site_id}, "record": {"S": "loop"}}

    def state(self) -> dict[str, Any]:
        """The loop's record."""
        found = self.cloud.aws("dynamodb").get_item(TableName="code24-local-sites", Key=self.key, ConsistentRead=True)
        return {name: next(iter(value.values())) for name, value in found["Item"].items()}

    def set(self, **numbers: int | str) -> None:
        """Change the record as if somebody else had."""
        names = {f"#{name}": name for name in numbers} | {"#version": "version"}
        values: dict[str, Any] = {
            f":{name}": {"S": value} if isinstance(value, str) else {"N": str(value)} for name, value in numbers.items()
        }
        self.cloud.aws("dynamodb").update_item(
            TableName="code24-local-sites",
            Key=self.key,
            UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in numbers) + " ADD #version :one",
            ExpressionAttributeNames=names,
            ExpressionAttributeValues=values | {":one": {"N": "1"}},
        )

    def start(self, generation: int) -> None:
        """Start the execution of a generation, without a rest."""
        self.cloud.aws("stepfunctions").start_execution(
            stateMachineArn=self.machine,
            name=f"{self.site.site_id}-g{generation}",
            input=json.dumps({"site_id": self.site.site_id, "generation": generation, "wait": 0}),
        )

    def executions(self) -> dict[str, str]:
        """Status by name of this site's executions."""
        return executions(self.cloud, "optimize", self.site.site_id)

    def entered(self, generation: int) -> list[str]:
        """The states that an execution entered, in order."""
        arn = f"{self.machine.replace(':stateMachine:', ':execution:')}:{self.site.site_id}-g{generation}"
        pages = self.cloud.aws("stepfunctions").get_paginator("get_execution_history").paginate(executionArn=arn)
        events = [event for page in pages for event in page["events"]]
        return [event["stateEnteredEventDetails"]["name"] for event in events if "stateEnteredEventDetails" in event]

    def wait_for(self, reached: Any) -> dict[str, Any]:
        """The state, once it fulfils a condition."""
        return awaited(self.state, reached)


@pytest.fixture(scope="module")
def loop(cloud: Cloud) -> Loop:
    return Loop(cloud, cloud.build(request_of("terse-de")))


@pytest.fixture(scope="module")
def done(loop: Loop) -> dict[str, Any]:
    """The loop after that many cycles without a rest in between."""
    loop.set(fixed_wait=0, generation=2)
    loop.start(2)
    state = loop.wait_for(lambda state: int(state["cycle"]) >= CYCLES)
    loop.set(status="stopped")
    loop.wait_for(
        lambda _: "RUNNING" not in {status for name, status in loop.executions().items() if "-g1" not in name}
    )
    return state


def test_a_built_sites_loop_begins_by_itself_with_a_rest(loop: Loop) -> None:
    assert f"{loop.site.site_id}-g1" in loop.executions()
    assert awaited(lambda: loop.entered(1))[0] == "Rest"


def test_every_tenth_cycle_is_a_milestone_and_continues_as_new(loop: Loop, done: dict[str, Any]) -> None:
    executions = loop.executions()
    assert int(done["generation"]) >= 4
    assert {f"{loop.site.site_id}-g{generation}" for generation in (2, 3, 4)} <= set(executions)
    assert executions[f"{loop.site.site_id}-g2"] == executions[f"{loop.site.site_id}-g3"] == "SUCCEEDED"
    assert loop.entered(2)[-3:] == ["Milestone", "ContinueAsNew", "Ended"]
    listed = loop.cloud.aws("s3").list_objects_v2(
        Bucket=_bucket(loop.cloud), Prefix=f"optimizations/{loop.site.site_id}/milestones/"
    )["Contents"]
    names = {entry["Key"].partition("/milestones/")[2] for entry in listed}
    assert names >= {f"{cycle}/report.{kind}" for cycle in (10, 20) for kind in ("json", "html")}
    assert {int(name.partition("/")[0]) % 10 for name in names} == {0}


def test_a_cycle_with_something_to_do_goes_the_whole_way(loop: Loop, done: dict[str, Any]) -> None:
    states = loop.entered(2)
    first = states[: states.index("Store") + 1]
    assert first[:5] == ["Rest", "Begin", "Way", "ImportSite", "Found"]
    assert [each for each in first if each != "Publish"][-6:] == [
        "Plan",
        "Apply",
        "Verify",
        "Verdict",
        "Learn",
        "Store",
    ]
    assert "RecordFailure" not in states
    bucket = loop.cloud.aws("s3")
    key = f"optimizations/{loop.site.site_id}/{done['last_key']}"
    result = json.loads(bucket.get_object(Bucket=_bucket(loop.cloud), Key=key)["Body"].read())
    assert result["failed_auditors"] == []
    assert {score["category"] for score in result["optimization"]["before"]["scores"]} == CATEGORIES
    assert loop.cloud.visit(loop.site.slug).status_code == 200


def test_an_unchanged_cycle_enters_three_states(loop: Loop, done: dict[str, Any]) -> None:
    between = loop.entered(3)
    assert between[:6] == ["Rest", "Begin", "Way", "Rest", "Begin", "Way"]
    assert set(between[:-3]) == {"Rest", "Begin", "Way"}


def _bucket(cloud: Cloud) -> str:
    buckets = cloud.aws("s3").list_buckets()["Buckets"]
    return next(str(each["Name"]) for each in buckets if "-data-" in each["Name"])
