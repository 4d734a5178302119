"""The function that looks at tests, with its queue's events, on moto."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.experiments.engine.ending import LATE
from code24.experiments.models import AbTestStatus
from code24.runtime import wiring
from code24.runtime.wiring import port
from tests.ab_test_fakes import NOW
from tests.ab_testing import create_tests_table, example
from tests.environment import FUNCTION, REGION
from tests.functions.web.unpacked import imported
from tests.statemachines.machine import Context
from tests.tables import create_table

ROOT = Path(__file__).parents[3]
EVENT = json.loads((ROOT / "events" / "experiments" / "look.json").read_text())


@pytest.fixture
def cloud() -> Iterator[None]:
    aws.forget()
    wiring.port.cache_clear()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_tests_table(FUNCTION["CODE24_TESTS_TABLE"])
        create_table(FUNCTION["CODE24_ROLLUPS_TABLE"], "key", "part")
        create_table(FUNCTION["CODE24_SITES_TABLE"], "site_id", "record", ("by-customer", "customer_id", "created_at"))
        create_table(FUNCTION["CODE24_DOMAINS_TABLE"], "host")
        create_table(FUNCTION["CODE24_KNOWLEDGE_TABLE"], "scope")
        aws.s3().create_bucket(
            Bucket=FUNCTION["CODE24_DATA_BUCKET"], CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        yield
    aws.forget()
    wiring.port.cache_clear()


def test_a_stopped_test_is_put_away(cloud: None) -> None:
    port("tests").create(example("t000000000001", status=AbTestStatus.STOPPED, next_look_at=NOW))

    answer = imported(ROOT / "functions" / "experiments" / "look").handler(EVENT, Context("look", "1"))

    assert answer == {"batchItemFailures": []}
    test = port("tests").get("s000000000001", "t000000000001")
    assert test.archived_at is not None
    assert (test.salt, test.next_look_at) == ("", test.archived_at + LATE)


def test_a_test_that_is_gone_is_no_failure(cloud: None) -> None:
    assert imported(ROOT / "functions" / "experiments" / "look").handler(EVENT, Context("look", "1")) == {
        "batchItemFailures": []
    }
