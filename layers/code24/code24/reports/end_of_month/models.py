"""What the end-of-month report says."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from code24.models import Model
from code24.revenue.models import RevenueReport


class Asked(Model):
    """A metric of the platform (`runtime.metrics` has all of them), and how its values of a day become one."""

    metric: str
    statistic: str = "Sum"
    """As CloudWatch names it: `Sum`, `p50`, `p95`."""
    dimensions: Mapping[str, str] = {}


class Technical(Model):
    """How the platform worked, by its own metrics. Without any of them nothing was measured, and nothing is said."""

    days: tuple[date, ...]
    """The days that are told of, in UTC."""
    values: Mapping[str, tuple[float | None, ...]]
    """By figure (`measuring.ASKED`), one value a day; None where nothing was recorded."""

    @property
    def measured(self) -> bool:
        """Whether anything was recorded at all."""
        return any(value is not None for series in self.values.values() for value in series)

    def total(self, name: str) -> int | None:
        """What was counted; None where nothing was measured, and 0 where other things were."""
        return round(sum(self.of(name))) if self.measured else None

    def of(self, name: str) -> list[float]:
        """The values of the days that have one."""
        return [value for value in self.values.get(name, ()) if value is not None]


class FinalReport(Model):
    """The month's figures: `reports/end-of-month/{year}/{month}/final-report.json`."""

    year: int
    month: Annotated[int, Field(ge=1, le=12)]
    until: datetime
    """The first moment that is not counted."""
    whole: bool
    """Whether the month was over then."""
    revenue: RevenueReport
    technical: Technical


class ExecutiveSummary(Model):
    """The month in words: `reports/end-of-month/{year}/{month}/executive-summary.json`."""

    year: int
    month: Annotated[int, Field(ge=1, le=12)]
    until: datetime
    revenue: tuple[str, ...]
    """A paragraph for each currency. Each sentence follows from figures of the final report."""
    technical: tuple[str, ...]
    """Sentences on how the platform worked."""


class EndOfMonth(Model):
    """What a run says of itself."""

    made: bool
    month: str
    reason: str = ""
    """Why nothing was made."""
    currencies: int = 0
    subscriptions: int = 0
    measured: bool = False
    bytes: int = 0
    """Of all four files."""
