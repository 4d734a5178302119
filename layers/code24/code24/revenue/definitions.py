"""Where the definitions differ: a table, read by one calculation (docs/revenue.md has the sources)."""

from enum import Enum, auto
from fractions import Fraction
from typing import NamedTuple

from code24.errors import InvalidRequest
from code24.revenue.ledger.models import Duration, Interval
from code24.revenue.models import Definition


class Churns(Enum):
    """When a cancelled subscription stops to count."""

    WHEN_ASKED = auto()
    """The moment that its customer cancels."""
    WHEN_ENDED = auto()
    """The moment that it ends in billing."""
    WHEN_USED_UP = auto()
    """The end of what is paid for, however early it ends; earlier only for a refunded year."""


class Counted(Enum):
    """What movements are the differences of."""

    EACH_CHANGE = auto()
    """Of a customer's revenue before and after every change of it."""
    WHOLE_MONTH = auto()
    """Of a customer's revenue at the month's start and end: who comes and goes within a month was never there."""


class Retention(Enum):
    """What net and gross retention are made of."""

    MOVEMENTS = auto()
    """1 - (churn + contraction [- expansion - reactivation]) / start, all movements of the month."""
    CUSTOMERS = auto()
    """What the customers of the start bring at the end over what they brought; gross, at most what each brought."""


class Base(Enum):
    """Whom logo churn is divided by."""

    START = auto()
    START_AND_NEW = auto()
    """The customers of the start and those that came in the month."""


class Terms(NamedTuple):
    """One definition's answers."""

    discounts: frozenset[Duration]
    """Which discounts lower recurring revenue while they last."""
    dunning_days: int | None
    """How long a subscription that is past due counts; None is until it is ended."""
    unpaid_counts: bool
    """Whether it counts after billing gave up asking."""
    paused_counts: bool
    """Whether a paused one counts in full. Otherwise it counts nothing, and its customer stays one."""
    free_stays: bool
    """Whether a customer who paid before and now pays nothing (free plan, fully discounted) is one still."""
    churns: Churns
    counted: Counted
    retention: Retention
    base: Base
    months: dict[Interval, Fraction]
    """Months of an interval, exactly; a day's revenue is divided by a day's part of a month."""


_YEARLY = {Interval.MONTH: Fraction(1), Interval.YEAR: Fraction(12)}
_OF_A_YEAR = _YEARLY | {Interval.DAY: Fraction(12, 365), Interval.WEEK: Fraction(12, 52)}
"""365 days and 52 weeks of 12 months: neither ChartMogul nor Stripe says what it takes."""
_OF_PADDLE = _YEARLY | {Interval.DAY: Fraction(1, 30), Interval.WEEK: Fraction(100, 433)}
"""Days times 30, weeks times 4.33."""

TERMS = {
    Definition.CHARTMOGUL: Terms(
        discounts=frozenset(Duration),
        dunning_days=None,
        unpaid_counts=True,
        paused_counts=True,
        free_stays=True,
        churns=Churns.WHEN_ENDED,
        counted=Counted.EACH_CHANGE,
        retention=Retention.MOVEMENTS,
        base=Base.START,
        months=_OF_A_YEAR,
    ),
    Definition.STRIPE: Terms(
        discounts=frozenset({Duration.FOREVER}),
        dunning_days=None,
        unpaid_counts=False,
        paused_counts=True,
        free_stays=False,
        churns=Churns.WHEN_ASKED,
        counted=Counted.EACH_CHANGE,
        retention=Retention.CUSTOMERS,
        base=Base.START_AND_NEW,
        months=_OF_A_YEAR,
    ),
    Definition.PROFITWELL: Terms(
        discounts=frozenset(Duration),
        dunning_days=15,
        unpaid_counts=False,
        paused_counts=False,
        free_stays=False,
        churns=Churns.WHEN_USED_UP,
        counted=Counted.WHOLE_MONTH,
        retention=Retention.CUSTOMERS,
        base=Base.START,
        months=_OF_PADDLE,
    ),
}


def chosen(name: str) -> Definition:
    """The definition of a name. Raises InvalidRequest for another one than there is."""
    try:
        return Definition(name)
    except ValueError:
        raise InvalidRequest(f"{name!r} defines no revenue; choose one of {', '.join(Definition)}.") from None
