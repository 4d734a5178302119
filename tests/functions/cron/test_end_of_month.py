"""The end-of-month report on moto: a delivery that comes twice does its work once."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.ledger import DynamoLedger
from code24.runtime import wiring
from code24.runtime.finished_work import finished_work
from code24.runtime.wiring import port
from tests.environment import ACCOUNT, REGION
from tests.functions.web.unpacked import imported
from tests.ledgers import entries, event, started
from tests.statemachines.machine import Context
from tests.tables import create_table

ROOT = Path(__file__).parents[3]
BUCKET = f"code24-test-data-{ACCOUNT}"
FOLDER = "reports/end-of-month/2026/11/"


@pytest.fixture(autouse=True)
def cloud() -> Iterator[None]:
    for cached in (wiring.port, finished_work):
        cached.cache_clear()
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_table("code24-test-worker-results", "id")
        create_table("code24-test-operations", "key", "part")
        create_table("code24-test-subscriptions", "key", "part")
        location: Any = {"LocationConstraint": REGION}
        boto3.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration=location)
        yield
    aws.forget()
    for cached in (wiring.port, finished_work):
        cached.cache_clear()


def call(**changes: Any) -> dict[str, Any]:
    event = json.loads((ROOT / "events" / "cron" / "end_of_month.json").read_text()) | changes
    handler = imported(ROOT / "functions" / "cron" / "end_of_month").handler
    done: dict[str, Any] = handler(event, Context("code24-test-cron-end-of-month", "request"))
    return done


def stored() -> dict[str, bytes]:
    s3 = boto3.client("s3")
    names = [each["Key"] for each in s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])]
    return {name.removeprefix(FOLDER): s3.get_object(Bucket=BUCKET, Key=name)["Body"].read() for name in names}


def test_the_report_is_made_once_and_a_further_run_makes_it_anew() -> None:
    ledger: DynamoLedger = port("ledger")
    [first] = entries(started("2026-11-03", 4_900))
    ledger.append(first, 0)
    done = call()
    assert (done["made"], done["currencies"], done["subscriptions"], done["measured"]) == (True, 1, 1, False)
    files = stored()
    assert set(files) == {"final-report.json", "executive-summary.json", "report.html", "report.pdf"}
    assert json.loads(files["final-report.json"])["revenue"]["currencies"][0]["month"]["end_mrr"] == 4_900
    assert files["report.pdf"].startswith(b"%PDF")

    [second] = entries(started("2026-11-04", 100, subscription="sub-2", customer="other"))
    ledger.append(second, 0)
    assert call() == done
    assert stored() == files
    call(run=2)
    assert json.loads(stored()["final-report.json"])["revenue"]["currencies"][0]["month"]["end_mrr"] == 5_000


def test_the_definition_is_the_one_of_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODE24_REVENUE_DEFINITION", "stripe")
    ledger: DynamoLedger = port("ledger")
    begun, cancelled = entries(started("2026-10-03"), event("2026-11-04", "cancelled", effective_at="2026-12-03"))
    ledger.append(begun, 0)
    ledger.append(cancelled, 1)
    call()
    month = json.loads(stored()["final-report.json"])["revenue"]["currencies"][0]["month"]
    assert (month["definition"], month["movements"]["churn"], month["end_mrr"]) == ("stripe", 10_000, 0)


def test_other_days_end_at_once_and_say_so() -> None:
    done = call(scheduled_at="2026-11-27T23:59:00Z")
    assert (done["made"], done["reason"]) == (
        False,
        "2026-11-27 is not the last weekday of 2026-11, which is 2026-11-30.",
    )
    assert stored() == {}


def test_how_it_ended_is_noted() -> None:
    call()
    [run] = port("scheduled_runs").latest()
    assert (run.schedule, run.error, run.figures["made"], run.figures["month"]) == (
        "end-of-month",
        None,
        True,
        "2026-11",
    )
