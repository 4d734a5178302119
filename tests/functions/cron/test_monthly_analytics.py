"""The function that the schedule of monthly analytics calls, on moto."""

import json
from collections.abc import Iterator

import pytest

from code24.errors import InvalidRequest
from tests.functions.reports.cloud import call, messages, reports_cloud


@pytest.fixture(autouse=True)
def cloud() -> Iterator[None]:
    with reports_cloud():
        yield


def test_the_sample_event_asks_for_the_month_before() -> None:
    assert call("cron", "monthly_analytics") == {"month": "2026-11", "run": 1}
    [event] = messages()
    assert json.loads(event["Records"][0]["body"]) == {
        "part": "customers", "year": 2026, "month": 11, "scheduled_at": "2026-12-01T15:00:00Z"
    }  # fmt: skip


@pytest.mark.parametrize(("due", "month"), [("2026-01-01T15:00:00Z", "2025-12"), ("2026-03-01T15:00:00Z", "2026-02")])
def test_the_month_is_that_before_the_scheduled_moment(due: str, month: str) -> None:
    assert call("cron", "monthly_analytics", {"scheduled_at": due})["month"] == month


def test_another_run_asks_again() -> None:
    for run in (1, 2, 2):
        call("cron", "monthly_analytics", {"scheduled_at": "2026-12-01T15:00:00Z", "run": run})
    assert len(messages()) == 2


def test_a_call_without_its_moment_is_refused() -> None:
    with pytest.raises(InvalidRequest):
        call("cron", "monthly_analytics", {"run": 1})
