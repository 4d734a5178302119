"""The end-of-month report of a whole local cloud: from events of billing to what an operator reads."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from code24.reports.calendar import Month
from local.settings import STACK
from tests.e2e.conftest import run
from tests.e2e.visitor import Cloud

NOW = datetime.now(UTC)
MONTH = Month.of(NOW).plus(1)
"""Its last weekday is still to come, so the ledger knows everything in time."""


def call(cloud: Cloud, function: str, **event: Any) -> dict[str, Any]:
    answer = cloud.aws("lambda").invoke(FunctionName=f"{STACK}-{function}", Payload=json.dumps(event).encode())
    told: dict[str, Any] = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, told
    return told


def subscribe(cloud: Cloud, number: int, amount: int, currency: str) -> None:
    began = {"kind": "started", "plan": "pro", "interval": "month", "amount": amount, "currency": currency}
    call(
        cloud,
        "revenue-record",
        event_id=f"evt-end-of-month-{number}",
        subscription_id=f"sub-end-of-month-{number}",
        customer_id=f"cendofmonth0{'ab'[number]}",
        occurred_at=(NOW - timedelta(minutes=5)).isoformat(),
        happening=began,
    )


@pytest.fixture(scope="module")
def operator(cloud: Cloud) -> str:
    return run(cloud.settings, "key", "--name", "Operator", "--operator").strip()


def test_what_billing_told_is_read_as_figures_words_page_and_pdf(cloud: Cloud, operator: str, stranger: str) -> None:
    subscribe(cloud, 0, 4_900, "EUR")
    subscribe(cloud, 1, 5_900, "USD")
    at = f"{MONTH.last_weekday}T23:59:00Z"
    routes = [f"/reports/end-of-month/{MONTH.path}{name}" for name in ("", "/summary", "/page", "/pdf")]
    assert call(cloud, "cron-end-of-month", scheduled_at=at)["made"] is True

    first = [cloud.api("GET", route, key=operator) for route in routes]
    figures, summary, page, pdf = first
    ends = {each["currency"]: each["month"]["endMrr"] for each in figures.json()["revenue"]["currencies"]}
    assert ends == {"EUR": 4_900, "USD": 5_900}
    said = " ".join(summary.json()["revenue"]).replace("\N{NO-BREAK SPACE}", " ")
    assert "stands at EUR 49.00" in said or "to EUR 49.00" in said
    assert "<svg" in page.text
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert {cloud.api("GET", route, key=stranger).status_code for route in routes} == {403}

    assert call(cloud, "cron-end-of-month", scheduled_at=at, run=2)["made"] is True
    assert [cloud.api("GET", route, key=operator).content for route in routes] == [each.content for each in first]
