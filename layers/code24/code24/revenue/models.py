"""Recurring revenue: what a month was like, in one currency and by one definition."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from code24.models import Model


class Definition(StrEnum):
    """Whose definitions count where they differ (docs/revenue.md has them side by side)."""

    CHARTMOGUL = "chartmogul"
    STRIPE = "stripe"
    PROFITWELL = "profitwell"


class Movements(Model):
    """What changed monthly recurring revenue in a month, in minor units of the currency; all are zero or more."""

    new: int = 0
    expansion: int = 0
    contraction: int = 0
    churn: int = 0
    reactivation: int = 0

    @property
    def net(self) -> int:
        """The change that they add up to."""
        return self.new + self.reactivation + self.expansion - self.contraction - self.churn


class RevenueMonth(Model):
    """One month's recurring revenue. `start_mrr + movements.net = end_mrr`, or the month is refused."""

    year: int
    month: Annotated[int, Field(ge=1, le=12)]
    currency: str
    """ISO 4217; amounts are in its minor units (cents, yen)."""
    definition: Definition
    start_mrr: int
    movements: Movements
    end_mrr: int
    start_customers: int
    new_customers: int
    reactivated_customers: int
    churned_customers: int
    end_customers: int
    net_revenue_retention: float | None
    """(start + expansion + reactivation - contraction - churn of the customers of the start) / start, or as the
    definition says; None where nothing recurred at the start."""
    gross_revenue_retention: float | None
    """At most 1: what was lost of the start's revenue, without what was won."""
    logo_churn: float | None
    """Churned customers over those of the start."""
