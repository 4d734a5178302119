"""What can happen to a subscription. Amounts are in minor units of the currency, without tax; moments are in UTC."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, model_validator

from code24.models import Model
from code24.revenue.models import Reason
from code24.types import CustomerId

_FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""What is said to be before it is an empty field that was read as 1970."""


def _in_utc(moment: datetime) -> datetime:
    try:
        if moment >= _FIRST:
            return moment.astimezone(UTC)
    except OverflowError:  # its offset leads out of the calendar
        pass
    raise ValueError(f"{moment.isoformat()} is not a moment from 2000 to 9999 in UTC")


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
SubscriptionId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,64}$")]
"""As billing names it."""
EventId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,100}$")]
DiscountId = SubscriptionId
Plan = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]{0,59}$")]
"""A plan's stable name (`pro`, `pro-2026`)."""
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""ISO 4217, in capitals."""
Amount = Annotated[int, Field(strict=True, ge=0, le=10**15)]
"""A JSON number without a point: `19.00` and `"19.00"` are meant as 19 euros, and would be 19 cents."""
Quantity = Annotated[int, Field(strict=True, ge=0, le=10**9)]
Periods = Annotated[int, Field(strict=True, ge=1, le=120)]


class Interval(StrEnum):
    """What a subscription is paid by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Duration(StrEnum):
    """How long a discount lasts."""

    ONCE = "once"
    """One billing period, from when it happens on."""
    REPEATING = "repeating"
    """A number of months."""
    FOREVER = "forever"
    """Until it is ended."""


class Started(Model):
    """A subscription begins, with its trial where it has one: that ends by itself, and then the subscription counts."""

    kind: Literal["started"] = "started"
    plan: Plan
    interval: Interval
    interval_count: Periods = 1
    """Intervals of one billing period: a quarter is 3 months."""
    amount: Amount
    """Of one billing period and one unit, before discounts."""
    currency: Currency
    quantity: Quantity = 1
    trial_ends_at: Moment | None = None


class Changed(Model):
    """Something of it changes at this moment; what is not given stays. Its currency never changes."""

    kind: Literal["changed"] = "changed"
    plan: Plan | None = None
    interval: Interval | None = None
    interval_count: Periods | None = None
    amount: Amount | None = None
    quantity: Quantity | None = None
    trial_ends_at: Moment | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.model_fields_set - {"kind"} or all(value is None for name, value in self if name != "kind"):
            raise ValueError("says nothing that changes; give at least one of plan, interval, amount, quantity, …")
        return self


class Discounted(Model):
    """A discount begins to count: by per cent or by an amount of each billing period."""

    kind: Literal["discounted"] = "discounted"
    discount_id: DiscountId
    percent: Annotated[Decimal, Field(gt=0, le=100, max_digits=7, decimal_places=4)] | None = None
    amount: Annotated[Amount, Field(gt=0)] | None = None
    duration: Duration
    months: Periods | None = None
    """Only of a repeating one."""

    @model_validator(mode="after")
    def _is_one_discount(self) -> Self:
        if (self.percent is None) == (self.amount is None):
            raise ValueError("needs either percent or amount")
        if (self.duration is Duration.REPEATING) != (self.months is not None):
            raise ValueError("needs months where its duration is repeating, and only there")
        return self


class DiscountEnded(Model):
    """A discount stops to count before its time."""

    kind: Literal["discount_ended"] = "discount_ended"
    discount_id: DiscountId


class PastDue(Model):
    """An invoice was not paid, and is asked for again."""

    kind: Literal["past_due"] = "past_due"


class Unpaid(Model):
    """Billing gave up asking, without ending the subscription."""

    kind: Literal["unpaid"] = "unpaid"


class Recovered(Model):
    """What was due or given up was paid."""

    kind: Literal["recovered"] = "recovered"


class Cancelled(Model):
    """Its customer cancels: at once, or at the end of what is paid for."""

    kind: Literal["cancelled"] = "cancelled"
    effective_at: Moment | None = None
    """When it ends in billing; None is at once."""
    paid_until: Moment | None = None
    """The end of the period that is paid for, where that is later than it ends."""
    refunded: bool = False
    """Whether what is left of that period was paid back."""
    reason: Reason = Reason.UNKNOWN


class CancellationWithdrawn(Model):
    """Its customer stays after all, before the cancellation took effect."""

    kind: Literal["cancellation_withdrawn"] = "cancellation_withdrawn"


class Ended(Model):
    """It ends now without its customer's asking: it was not paid, or its term is over."""

    kind: Literal["ended"] = "ended"
    paid_until: Moment | None = None
    refunded: bool = False
    reason: Reason = Reason.PAYMENT_FAILED


class Reactivated(Model):
    """What had ended goes on, as it was but for what is given; discounts do not come back."""

    kind: Literal["reactivated"] = "reactivated"
    plan: Plan | None = None
    interval: Interval | None = None
    interval_count: Periods | None = None
    amount: Amount | None = None
    quantity: Quantity | None = None


class Paused(Model):
    """It rests from now on: nothing is billed."""

    kind: Literal["paused"] = "paused"


class Resumed(Model):
    """It is billed again."""

    kind: Literal["resumed"] = "resumed"


# fmt: off
type Happening = Annotated[
    Started | Changed | Discounted | DiscountEnded | PastDue | Unpaid | Recovered | Cancelled | CancellationWithdrawn
    | Ended | Reactivated | Paused | Resumed,
    Field(discriminator="kind"),
]
# fmt: on

_MOMENTS = {
    "started": ("trial_ends_at",),
    "changed": ("trial_ends_at",),
    "cancelled": ("effective_at", "paid_until"),
    "ended": ("paid_until",),
}
"""What may lie ahead of an event, and never before it."""


class Event(Model):
    """Something that happened to a subscription, as billing or an operator tells it."""

    event_id: EventId
    """Told twice, it happened once."""
    subscription_id: SubscriptionId
    customer_id: CustomerId
    occurred_at: Moment
    sequence: Annotated[int, Field(strict=True, ge=0, le=9_999)] = 0
    """What is first of what happened at one moment; the start is always first, and then the id decides."""
    happening: Happening

    @property
    def order(self) -> tuple[datetime, bool, int, str]:
        """Where it stands in its subscription."""
        return self.occurred_at, self.happening.kind != "started", self.sequence, self.event_id

    @model_validator(mode="after")
    def _looks_ahead(self) -> Self:
        for name in _MOMENTS.get(self.happening.kind, ()):
            moment = getattr(self.happening, name)
            if moment is not None and moment < self.occurred_at:
                raise ValueError(f"{name} is {moment.isoformat()}, before the event occurred at {self.occurred_at}")
        return self


class Entry(Event):
    """An event in the ledger."""

    recorded_at: Moment
    """When the ledger learned of it: later than it happened, sometimes by months."""


class Recorded(Model):
    """What became of an event that was told."""

    event_id: str
    subscription_id: str
    recorded_at: datetime
    already: bool = False
    """Whether the ledger knew it: it was told before, with the same content."""
    entries: int
    """Of its subscription, with this one."""
