"""The function that looks at what needs attention, with its queue's events, on moto."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.optimize.loop.models import LoopState
from code24.runtime import wiring
from code24.runtime.wiring import port
from code24.sites.models import Route, RouteStatus, Site, SiteStatus
from tests.environment import FUNCTION
from tests.functions.web.unpacked import imported
from tests.statemachines.machine import Context
from tests.tables import create_table

ROOT = Path(__file__).parents[3]
EVENT = json.loads((ROOT / "events" / "upkeep" / "attend.json").read_text())
SITE, CUSTOMER = "s000000000001", "c000000000001"
LONG_AGO = datetime(2026, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def cloud() -> Iterator[None]:
    aws.forget()
    wiring.port.cache_clear()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_table(FUNCTION["CODE24_SITES_TABLE"], "site_id", "record", ("by-customer", "customer_id", "created_at"))
        create_table(FUNCTION["CODE24_DOMAINS_TABLE"], "host")
        create_table(FUNCTION["CODE24_JOBS_TABLE"], "id")
        create_table(FUNCTION["CODE24_BUILDS_TABLE"], "build_id")
        create_table(FUNCTION["CODE24_OPERATIONS_TABLE"], "key", "part")
        boto3.client("stepfunctions").create_state_machine(
            name="code24-test-optimize", definition="{}", roleArn=FUNCTION["CODE24_SITE_ROLE_ARN"]
        )
        yield
    aws.forget()
    wiring.port.cache_clear()


@pytest.fixture
def _a_loop_that_is_late(cloud: None) -> None:
    site = Site(
        site_id=SITE, customer_id=CUSTOMER, slug="acme", name="Acme", status=SiteStatus.BUILDING, created_at=LONG_AGO,
        updated_at=LONG_AGO,
    )  # fmt: skip
    port("sites").reserve(site, Route(host="acme.localhost", site_id=SITE, status=RouteStatus.RESERVED))
    port("loops").create(
        LoopState(site_id=SITE, customer_id=CUSTOMER, next_due_at=LONG_AGO, started_at=LONG_AGO, updated_at=LONG_AGO)
    )


def handle(event: dict[str, Any]) -> Any:
    return imported(ROOT / "functions" / "upkeep" / "attend").handler(event, Context("attend", "1"))


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [vars(record) for record in caplog.records]


@pytest.mark.usefixtures("_a_loop_that_is_late")
def test_a_late_loop_goes_on_once(caplog: pytest.LogCaptureFixture) -> None:
    assert [handle(EVENT), handle(EVENT)] == [{"batchItemFailures": []}] * 2

    machine = FUNCTION["CODE24_OPTIMIZE_STATE_MACHINE_ARN"]
    executions = boto3.client("stepfunctions").list_executions(stateMachineArn=machine)["executions"]
    assert [each["name"] for each in executions] == [f"{SITE}-g2"]
    [incident] = port("incidents").recent(10)
    assert (incident.incident_id, incident.customer_id) == (f"loop-{SITE}-g1", CUSTOMER)
    logged = [line for line in lines(caplog) if line.get("worker") == "attend"]
    assert [line["outcome"] for line in logged] == ["repaired", "well"]
    assert {key: logged[0][key] for key in ("kind", "site_id", "customer_id", "id")} == {
        "kind": "loop",
        "site_id": SITE,
        "customer_id": CUSTOMER,
        "id": SITE,
    }
    assert logged[0]["wrong"] == "Cycle 1 was due at 2026-02-01 12:00 UTC and has not begun."


def test_a_message_that_is_none_is_told_back_and_says_why(cloud: None, caplog: pytest.LogCaptureFixture) -> None:
    [record] = EVENT["Records"]
    poisoned = record | {"messageId": "poison", "body": "{not json", "attributes": {"ApproximateReceiveCount": "5"}}
    assert handle({"Records": [poisoned, record]}) == {"batchItemFailures": [{"itemIdentifier": "poison"}]}
    failed = next(line for line in lines(caplog) if line.get("message_id") == "poison")
    assert failed["message"] == "The message is no request: 1 fields are wrong."
    assert (failed["outcome"], failed["error"], failed["received"]) == ("error", "InvalidRequest", 5)


def test_the_sample_event_is_a_message_as_sqs_sends_it() -> None:
    [record] = EVENT["Records"]
    assert record["eventSource"] == "aws:sqs"
