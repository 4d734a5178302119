from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import boto3
import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.platform_metrics import CloudWatchPlatformMetrics
from code24.reports.end_of_month.models import Asked

FIRST, UNTIL = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 4, 23, 59, tzinfo=UTC)
ASKED = {
    "builds": Asked(metric="BuildsSucceeded"),
    "failed": Asked(metric="Requests", dimensions={"status_class": "5xx"}),
}


@pytest.fixture(autouse=True)
def cloudwatch() -> Iterator[None]:
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        yield
    aws.forget()


def put(name: str, value: float, day: int, **dimensions: str) -> None:
    data: Any = {
        "MetricName": name,
        "Value": value,
        "Timestamp": datetime(2026, 11, day, 12, tzinfo=UTC),
        "Dimensions": [{"Name": key, "Value": each} for key, each in dimensions.items()],
    }
    boto3.client("cloudwatch").put_metric_data(Namespace="code24/test", MetricData=[data])


def test_days_have_their_sums_and_those_without_anything_have_none() -> None:
    put("BuildsSucceeded", 2, 1)
    put("BuildsSucceeded", 3, 1)
    put("BuildsSucceeded", 4, 4)
    put("Requests", 7, 2, status_class="5xx")
    put("Requests", 100, 2, status_class="2xx")
    found = CloudWatchPlatformMetrics(environment="test").by_day(ASKED, FIRST, UNTIL)
    assert found.days == tuple(date(2026, 11, day) for day in (1, 2, 3, 4))
    assert found.values == {"builds": (5.0, None, None, 4.0), "failed": (None, 7.0, None, None)}
    assert (found.total("builds"), found.measured) == (9, True)


def test_a_month_without_metrics_was_not_measured() -> None:
    found = CloudWatchPlatformMetrics(environment="test").by_day(ASKED, FIRST, UNTIL)
    assert not found.measured
    assert found.total("builds") is None


def test_the_local_cloud_is_not_asked() -> None:
    put("BuildsSucceeded", 2, 1)
    boto3.client("cloudwatch").put_metric_data(
        Namespace="code24/local", MetricData=[{"MetricName": "BuildsSucceeded", "Value": 2, "Timestamp": FIRST}]
    )
    assert not CloudWatchPlatformMetrics(environment="local").by_day(ASKED, FIRST, UNTIL).measured
