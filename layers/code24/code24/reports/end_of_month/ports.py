"""What the end-of-month report needs of the world."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from code24.reports.end_of_month.models import Asked, Technical


class PlatformMetrics(Protocol):
    """Metrics of the platform."""

    def by_day(self, asked: Mapping[str, Asked], first: datetime, until: datetime) -> Technical:
        """Each metric's value for every day (UTC) from `first` to `until`; None for a day that recorded nothing."""
        ...
