"""Recurring revenue: what a month was like, in one currency and by one definition."""

from datetime import datetime
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


class Reason(StrEnum):
    """Why a subscription ended: what customers say (`cancellation_details.feedback` of Stripe's API), or billing."""

    TOO_EXPENSIVE = "too_expensive"
    MISSING_FEATURES = "missing_features"
    SWITCHED_SERVICE = "switched_service"
    UNUSED = "unused"
    CUSTOMER_SERVICE = "customer_service"
    TOO_COMPLEX = "too_complex"
    LOW_QUALITY = "low_quality"
    OTHER = "other"
    PAYMENT_FAILED = "payment_failed"
    """Nobody cancelled: it was not paid."""
    UNKNOWN = "unknown"
    """Nobody said."""


class Economics(Model):
    """What follows from a month's movements; None where something would be divided by nothing."""

    average_per_customer: int | None
    """End MRR over paying and free customers at the end (ARPA), in minor units, rounded."""
    quick_ratio: float | None
    """(new + reactivation + expansion) / (contraction + churn)."""
    lifetime_months: float | None
    """1 / logo churn: how long a customer stays on average, if every month were like this one."""
    lifetime_value: int | None
    """ARPA / logo churn, in minor units, rounded."""


class PlanRevenue(Model):
    """What one plan brings at the end of the month."""

    plan: str
    mrr: int
    subscriptions: int
    """Those that bring something."""


class LostTo(Model):
    """Subscriptions that brought something and stopped to count in the month, by why.

    Their customers may have others: then it is a contraction, and not churn.
    """

    reason: Reason
    subscriptions: int
    mrr: int
    """What they brought before."""


class Cohort(Model):
    """Customers who first paid in the same month, and what became of them."""

    year: int
    month: Annotated[int, Field(ge=1, le=12)]
    customers: tuple[int, ...]
    """Those that were customers at the end of that month, of the next, and so on up to the report's month."""
    mrr: tuple[int, ...]
    """What they brought at the same moments."""


class CurrencyRevenue(Model):
    """Everything about one currency."""

    currency: str
    decimals: Annotated[int, Field(ge=0, le=4)]
    """Digits of the minor unit (ISO 4217): `12345` is 123.45 at 2, and 12,345 at 0."""
    month: RevenueMonth
    """By the report's definition."""
    others: tuple[RevenueMonth, ...]
    """The same month by the other definitions."""
    history: tuple[RevenueMonth, ...]
    """Up to 13 months by the report's definition, oldest first, from the first one with a customer on to this one."""
    economics: Economics
    plans: tuple[PlanRevenue, ...]
    """Most revenue first."""
    lost_to: tuple[LostTo, ...]
    """Most revenue first; empty where nothing was lost."""
    cohorts: tuple[Cohort, ...]
    """Of the months of the history, oldest first; those without anybody are left out."""


class RevenueReport(Model):
    """What a month was like: recurring revenue by currency. Without any subscription `currencies` is empty."""

    year: int
    month: Annotated[int, Field(ge=1, le=12)]
    until: datetime
    """The first moment that is not counted: the end of the month, or earlier where the month is still running."""
    definition: Definition
    currencies: tuple[CurrencyRevenue, ...] = ()
    """Most customers at the end first, then by code."""
    events: int = 0
    """Events of the ledger that it is made of."""
    subscriptions: int = 0
