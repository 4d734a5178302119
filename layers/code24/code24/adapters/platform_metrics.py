"""The platform's metrics, as CloudWatch keeps them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from code24.adapters import aws
from code24.adapters.wire_errors import translated
from code24.reports.end_of_month.models import Asked, Technical

if TYPE_CHECKING:
    from types_boto3_cloudwatch.type_defs import MetricDataQueryTypeDef

_DAY = 24 * 3600
_WITHOUT_METRICS = "local"
"""The emulator of the local cloud reads no metrics from log lines."""


class CloudWatchPlatformMetrics:
    """The namespace `code24/<environment>`: one request for up to 500 metrics of a month of days."""

    def __init__(self, *, environment: str) -> None:
        self._environment = environment

    def by_day(self, asked: Mapping[str, Asked], first: datetime, until: datetime) -> Technical:
        """Each metric's value for every day (UTC) from `first` to `until`; None for a day that recorded nothing."""
        days = tuple(first.date() + timedelta(days=passed) for passed in range((until - first).days + 1))
        days = tuple(day for day in days if datetime(day.year, day.month, day.day, tzinfo=UTC) < until)
        found: dict[str, dict[date, float]] = {name: {} for name in asked}
        if self._environment != _WITHOUT_METRICS:
            pages = aws.cloudwatch().get_paginator("get_metric_data")
            with translated("Reading the platform's metrics"):
                for page in pages.paginate(
                    MetricDataQueries=[self._query(name, each) for name, each in asked.items()],
                    StartTime=first,
                    EndTime=until,
                ):
                    for result in page["MetricDataResults"]:
                        for moment, value in zip(result["Timestamps"], result["Values"], strict=True):
                            found[result["Id"]][moment.astimezone(UTC).date()] = round(value, 6)
        return Technical(
            days=days, values={name: tuple(values.get(day) for day in days) for name, values in found.items()}
        )

    def _query(self, name: str, asked: Asked) -> "MetricDataQueryTypeDef":
        return {
            "Id": name,
            "MetricStat": {
                "Metric": {
                    "Namespace": f"code24/{self._environment}",
                    "MetricName": asked.metric,
                    "Dimensions": [{"Name": key, "Value": value} for key, value in asked.dimensions.items()],
                },
                "Period": _DAY,
                "Stat": asked.statistic,
            },
        }
