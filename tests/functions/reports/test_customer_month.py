"""The functions of monthly reports together, on moto: the schedule's call, the queue's messages, the reports."""

import json
from collections.abc import Iterator

import pytest

from code24.adapters.report_queue import SqsReports
from code24.reports.monthly.making.models import ReportTask
from code24.runtime.wiring import port
from tests.functions.reports.cloud import call, messages, objects, reports_cloud

FOLDER = "analytics/monthly/2026/11/"


@pytest.fixture(autouse=True)
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    send = SqsReports.send
    monkeypatch.setattr(SqsReports, "send", lambda self, tasks, delay=0: send(self, tasks))  # nobody waits here
    with reports_cloud():
        yield


def drain() -> int:
    count = 0
    while several := messages():
        for event in several:
            assert call("reports", "customer_month", event) == {"batchItemFailures": []}
            count += 1
    return count


def test_the_sample_event_makes_a_customers_month(caplog: pytest.LogCaptureFixture) -> None:
    assert call("reports", "customer_month") == {"batchItemFailures": []}
    report = json.loads(objects()[f"{FOLDER}customers/c000000000001/report.json"])
    assert [(site["name"], site["figures"]["visitors"]) for site in report["sites"]] == [
        ("Site 2", 600),
        ("Site 1", 300),
    ]
    assert caplog.records[-1].__dict__["customer_id"] == "c000000000001"
    assert caplog.records[-1].__dict__["sites"] == 2


def test_the_schedule_leads_to_all_reports_and_again_to_the_same_bytes() -> None:
    assert call("cron", "monthly_analytics") == {"month": "2026-11", "run": 1}
    assert drain() >= 5
    first = objects()
    whole = json.loads(first[f"{FOLDER}report.json"])
    assert (whole["customers"], whole["sites"], whole["missing"]) == (2, 3, 0)
    assert whole["audience"]["figures"]["visitors"] == 30 * (10 + 20 + 30)
    [other] = json.loads(first[f"{FOLDER}customers/c000000000002/report.json"])["sites"]
    assert other["figures"]["visitors"] == 900
    assert {key.rpartition("/")[2] for key in first} == {
        "report.json", "report.html", "2026-11", "s000000000001.json", "s000000000002.json", "s000000000003.json"
    }  # fmt: skip
    assert b"<html" in first[f"{FOLDER}report.html"]
    call("cron", "monthly_analytics", {"scheduled_at": "2026-12-01T15:00:00Z", "run": 2})
    assert drain() >= 5
    assert objects() == first


def test_a_call_that_is_delivered_twice_asks_once_and_is_noted() -> None:
    assert call("cron", "monthly_analytics") == call("cron", "monthly_analytics")
    assert len(messages()) == 1
    [run] = port("scheduled_runs").latest()
    assert (run.schedule, run.error, run.figures["month"]) == ("monthly-analytics", None, "2026-11")


def test_a_message_that_makes_no_sense_comes_again_and_no_other() -> None:
    call("cron", "monthly_analytics")
    [event] = messages()
    event["Records"].append({"messageId": "bad", "body": '{"part": "customer", "year": 2026}'})
    assert call("reports", "customer_month", event) == {"batchItemFailures": [{"itemIdentifier": "bad"}]}
    asked = [ReportTask.model_validate_json(each["Records"][0]["body"]) for each in messages()]
    assert sorted(task.part.value for task in asked) == ["customer", "customer", "platform", "slice"]
