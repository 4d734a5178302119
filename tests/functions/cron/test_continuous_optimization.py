"""The function that a schedule calls every three minutes, on moto."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from code24.adapters import aws
from code24.analytics.models import Opportunity, OpportunityKind
from code24.runtime.wiring import port
from code24.schedules.models import CONTINUOUS_OPTIMIZATION
from code24.upkeep.models import Kind
from tests.ab_testing import example
from tests.environment import FUNCTION
from tests.functions.looping import CUSTOMER, SITE, Desk, desk_of

ATTENTION, TESTS = (FUNCTION[f"CODE24_{name}_QUEUE_URL"] for name in ("ATTENTION", "TESTS"))
FOUND = Opportunity(
    opportunity_id="p000000000001", site_id=SITE, kind=OpportunityKind.SLOW_VITALS,
    found_at=datetime(2026, 3, 1, tzinfo=UTC), subject="lcp", sentence="LCP is slow.", figures={},
)  # fmt: skip


@pytest.fixture
def desk() -> Iterator[Desk]:
    with desk_of("cron/continuous_optimization") as desk:
        for url in (ATTENTION, TESTS):
            boto3.client("sqs").create_queue(QueueName=url.rpartition("/")[2])
        boto3.client("events").create_event_bus(Name=FUNCTION["CODE24_EVENT_BUS"])
        port("loops").replace(desk.loop.model_copy(update={"customer_id": CUSTOMER}))
        yield desk


def received(url: str) -> list[Any]:
    """What a queue holds; it is empty afterwards."""
    sqs, bodies = boto3.client("sqs"), []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            bodies.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bodies


def resting(desk: Desk) -> None:
    """Let the site's loop rest for a day."""
    port("loops").replace(desk.loop.model_copy(update={"next_due_at": datetime.now(UTC) + timedelta(days=1)}))


def marked_long_ago() -> None:
    """Let what was told have been told an hour ago, while nobody listened."""
    table = boto3.resource("dynamodb").Table(FUNCTION["CODE24_ROLLUPS_TABLE"])
    for item in table.scan()["Items"]:
        if item["key"] == "unheard":
            table.put_item(Item=item | {"marked_at": int(datetime.now(UTC).timestamp()) - 3_600})


def test_a_dead_loop_and_a_due_test_are_asked_for_and_told(desk: Desk) -> None:
    port("tests").create(
        example("t000000000001", site_id=SITE, customer_id=CUSTOMER, next_look_at=desk.loop.next_due_at)
    )
    answer = desk.call()
    assert (answer["due"], answer["asked"]) == ({"loop": 1, "build": 0, "site": 0, "change": 0},) * 2
    assert (answer["left"], answer["tests"], answer["customers"]) == (0, 1, 1)
    [attention] = received(ATTENTION)
    assert (attention["kind"], attention["id"], attention["customer_id"]) == ("loop", SITE, CUSTOMER)
    assert received(TESTS) == [{"site_id": SITE, "test_id": "t000000000001"}]
    key = f"optimizations/{CUSTOMER}/2026-03-02T12-03-00Z.json"
    written = json.loads(aws.s3().get_object(Bucket=FUNCTION["CODE24_DATA_BUCKET"], Key=key)["Body"].read())
    assert (written["asked"], written["left"], written["tests"]) == ([attention], 0, ["t000000000001"])


def test_a_call_that_is_delivered_twice_asks_once(desk: Desk) -> None:
    first = desk.call()
    assert desk.call() == first
    assert len(received(ATTENTION)) == 1
    desk.call(scheduled_at="2026-03-02T12:06:00Z")
    assert len(received(ATTENTION)) == 1, "the next one asks again for what is still due"


def test_how_a_tick_ended_is_noted_with_its_figures(desk: Desk) -> None:
    desk.call()
    [run] = [each for each in port("scheduled_runs").latest() if each.schedule == CONTINUOUS_OPTIMIZATION]
    assert run.error is None
    figures = dict(run.figures)
    assert {name: figures[name] for name in ("due.loop", "asked.loop", "due.build", "left", "tests", "waiting")} == {
        "due.loop": 1, "asked.loop": 1, "due.build": 0, "left": 0, "tests": 0, "waiting": 0,
    }  # fmt: skip
    assert figures["oldest_seconds"] > 86_400


def test_an_opportunity_that_nobody_heard_of_hurries_the_loop_once(desk: Desk) -> None:
    resting(desk)
    before = desk.loop
    port("opportunities").publish([FOUND])
    assert desk.call()["reacted"] == 0, "whoever EventBridge tells of it has some minutes"
    marked_long_ago()
    assert desk.call(scheduled_at="2026-03-02T12:06:00Z")["reacted"] == 1
    assert (desk.loop.signal, desk.loop.generation) == ("LCP is slow.", before.generation + 1)
    assert desk.call(scheduled_at="2026-03-02T12:09:00Z")["reacted"] == 0
    assert desk.loop.generation == before.generation + 1


def test_one_that_was_heard_of_is_left_to_whoever_heard(desk: Desk) -> None:
    resting(desk)
    port("opportunities").publish([FOUND])
    marked_long_ago()
    desk.call("optimize/react", detail=json.loads(FOUND.model_dump_json()))
    generation = desk.loop.generation
    assert desk.call()["reacted"] == 0
    assert desk.loop.generation == generation


def test_missing_pages_make_a_site_suspicious(desk: Desk) -> None:
    resting(desk)
    missing = FOUND.model_copy(update={"kind": OpportunityKind.ERROR_PAGES, "sentence": "/a is missing."})
    answer = desk.call("optimize/react", detail=json.loads(missing.model_dump_json()))
    assert answer == {"signalled": True, "suspected": True}
    desk.call()
    [attention] = received(ATTENTION)
    assert (attention["kind"], attention["reason"], attention["customer_id"]) == ("site", "/a is missing.", CUSTOMER)


def test_the_change_of_a_release_that_went_live_is_looked_at_later(desk: Desk) -> None:
    later = datetime.now(UTC) + timedelta(minutes=10)
    [change] = port("due_index").due(Kind.CHANGE, later, 9)
    assert (change.site_id, change.customer_id) == (SITE, CUSTOMER)
