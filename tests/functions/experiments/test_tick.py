"""The function that asks for looks every three minutes, on moto."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.runtime import wiring
from code24.runtime.wiring import port
from tests.ab_testing import create_tests_table, example
from tests.environment import FUNCTION, REGION
from tests.functions.web.unpacked import imported
from tests.statemachines.machine import Context
from tests.tables import create_table

ROOT = Path(__file__).parents[3]
EVENT = json.loads((ROOT / "events" / "experiments" / "tick.json").read_text())


@pytest.fixture
def cloud() -> Iterator[None]:
    aws.forget()
    wiring.port.cache_clear()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_tests_table(FUNCTION["CODE24_TESTS_TABLE"])
        create_table(FUNCTION["CODE24_ROLLUPS_TABLE"], "key", "part")
        boto3.client("sqs", region_name=REGION).create_queue(QueueName="code24-test-tests")
        yield
    aws.forget()
    wiring.port.cache_clear()


def received() -> list[Any]:
    answer = boto3.client("sqs", region_name=REGION).receive_message(
        QueueUrl=FUNCTION["CODE24_TESTS_QUEUE_URL"], MaxNumberOfMessages=10
    )
    return [json.loads(message["Body"]) for message in answer.get("Messages", [])]


def test_it_asks_for_a_look_at_what_is_due(cloud: None) -> None:
    now = datetime.now(UTC)
    port("tests").create(example("t000000000001", next_look_at=now - timedelta(minutes=1)))
    port("tests").create(example("t000000000002", next_look_at=now + timedelta(hours=1)))
    port("tests").create(example("t000000000003"))

    answer = imported(ROOT / "functions" / "experiments" / "tick").handler(EVENT, Context("tick", "1"))

    assert answer == {"tests": 1, "sites": 0}
    assert received() == [{"site_id": "s000000000001", "test_id": "t000000000001"}]
