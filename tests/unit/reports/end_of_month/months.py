"""Metrics of a month as tests say them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from code24.reports.end_of_month.models import Asked, Technical


class FakePlatformMetrics:
    """The same values on the first days of every month; without any, nothing was recorded."""

    def __init__(self, **values: float | None) -> None:
        self.values = values
        self.asked = 0

    def by_day(self, asked: Mapping[str, Asked], first: datetime, until: datetime) -> Technical:
        self.asked += 1
        assert set(self.values) <= set(asked)
        days = tuple(first.date() + timedelta(days=passed) for passed in range((until - first).days + 1))
        return Technical(days=days, values={name: (self.values.get(name),) * len(days) for name in asked})
