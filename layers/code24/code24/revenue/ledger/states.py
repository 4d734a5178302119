"""What a subscription is after each thing that happened to it, and what cannot happen to it.

The states do not depend on any definition of recurring revenue: they are what billing knows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from code24.errors import Conflict
from code24.revenue.ledger import models as ledger
from code24.revenue.ledger.models import Duration, Entry, Event, Interval
from code24.revenue.ledger.periods import later
from code24.revenue.models import Reason


class Standing(Enum):
    """Whether it is paid."""

    GOOD = auto()
    PAST_DUE = auto()
    UNPAID = auto()


class Discount(NamedTuple):
    """A discount that was given. It counts until `ends_at`."""

    discount_id: str
    percent: Decimal | None
    amount: int | None
    duration: Duration
    ends_at: datetime | None


class Cancellation(NamedTuple):
    """Its end, which may lie ahead."""

    asked_at: datetime
    effective_at: datetime
    paid_until: datetime
    """Never before it is effective."""
    refunded: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class State:
    """A subscription from one event to the next."""

    plan: str
    interval: Interval
    interval_count: int
    amount: int
    currency: str
    quantity: int
    trial_ends_at: datetime | None = None
    discounts: tuple[Discount, ...] = ()
    standing: Standing = Standing.GOOD
    due_since: datetime | None = None
    paused: bool = False
    cancellation: Cancellation | None = None

    def ended(self, moment: datetime) -> bool:
        """Whether it is over in billing at a moment."""
        return self.cancellation is not None and self.cancellation.effective_at <= moment


def states(entries: Sequence[Event]) -> Iterator[tuple[datetime, State]]:
    """The state from each event on; entries of one subscription, in their order.

    Raises Conflict for the first one that cannot have happened then; it names the two that do not fit.
    """
    state: State | None = None
    for place, entry in enumerate(entries):
        state = _after(state, entry, entries[place - 1] if place else None)
        yield entry.occurred_at, state


def _after(state: State | None, event: Event, before: Event | None) -> State:
    happening, moment = event.happening, event.occurred_at
    if isinstance(happening, ledger.Started):
        if state is not None:
            raise _impossible(event, before, "it has started already; what ended is `reactivated`")
        _in_order(event, happening.trial_ends_at, "trial_ends_at")
        return State(
            **happening.model_dump(include={"plan", "amount", "currency", "quantity", "trial_ends_at"}),
            interval=happening.interval,
            interval_count=happening.interval_count,
        )
    if state is None:
        raise _impossible(event, before, "nothing `started` before; record that first, then this again")
    if isinstance(happening, ledger.Reactivated):
        if not state.ended(moment):
            raise _impossible(event, before, "only what has ended is reactivated; a cancellation ahead is withdrawn")
        return replace(
            state,
            **happening.model_dump(exclude={"kind"}, exclude_none=True),
            trial_ends_at=None,
            discounts=(),
            standing=Standing.GOOD,
            due_since=None,
            paused=False,
            cancellation=None,
        )
    if state.ended(moment):
        raise _impossible(event, before, "it has ended; it may only be `reactivated`")
    return _changed(state, event, before)


def _changed(state: State, event: Event, before: Event | None) -> State:
    happening, moment = event.happening, event.occurred_at
    match happening:
        case ledger.Changed():
            _in_order(event, happening.trial_ends_at, "trial_ends_at")
            return replace(state, **happening.model_dump(exclude={"kind"}, exclude_none=True))
        case ledger.Discounted():
            if any(each.discount_id == happening.discount_id for each in _counting(state, moment)):
                raise _impossible(event, before, f"the discount {happening.discount_id} counts already")
            return replace(state, discounts=(*_counting(state, moment), _discount(state, happening, moment)))
        case ledger.DiscountEnded():
            left = tuple(each for each in state.discounts if each.discount_id != happening.discount_id)
            if len(left) == len(state.discounts):
                raise _impossible(event, before, f"it has no discount {happening.discount_id}")
            return replace(state, discounts=left)
        case ledger.PastDue() if state.standing is Standing.GOOD:
            return replace(state, standing=Standing.PAST_DUE, due_since=moment)
        case ledger.Unpaid() if state.standing is not Standing.UNPAID:
            return replace(state, standing=Standing.UNPAID, due_since=state.due_since or moment)
        case ledger.Recovered() if state.standing is not Standing.GOOD:
            return replace(state, standing=Standing.GOOD, due_since=None)
        case ledger.Paused() if not state.paused:
            return replace(state, paused=True)
        case ledger.Resumed() if state.paused:
            return replace(state, paused=False)
        case ledger.Cancelled() if state.cancellation is None:
            _in_order(event, happening.effective_at, "effective_at")
            return replace(state, cancellation=_cancellation(event, happening.effective_at or moment, happening))
        case ledger.CancellationWithdrawn() if state.cancellation is not None:
            return replace(state, cancellation=None)
        case ledger.Ended():
            return replace(state, cancellation=_cancellation(event, moment, happening, state.cancellation))
        case _:
            raise _impossible(event, before, _NOT_SO[happening.kind])


_NOT_SO = {
    "past_due": "it is past due or unpaid already",
    "unpaid": "it is unpaid already",
    "recovered": "nothing is due",
    "paused": "it is paused already",
    "resumed": "it is not paused",
    "cancelled": "it is cancelled already; withdraw that first",
    "cancellation_withdrawn": "it is not cancelled",
}


def _counting(state: State, moment: datetime) -> tuple[Discount, ...]:
    return tuple(each for each in state.discounts if each.ends_at is None or each.ends_at > moment)


def _discount(state: State, given: ledger.Discounted, moment: datetime) -> Discount:
    match given.duration:
        case Duration.ONCE:
            ends_at = later(moment, state.interval, state.interval_count)
        case Duration.REPEATING:
            ends_at = later(moment, Interval.MONTH, given.months or 1)
        case Duration.FOREVER:
            ends_at = None
    return Discount(given.discount_id, given.percent, given.amount, given.duration, ends_at)


def _cancellation(
    event: Event,
    effective_at: datetime,
    said: ledger.Cancelled | ledger.Ended,
    asked: Cancellation | None = None,
) -> Cancellation:
    """An end that comes before the one that was asked for keeps the moment and the reason of the asking."""
    return Cancellation(
        asked.asked_at if asked else event.occurred_at,
        effective_at,
        max(said.paid_until or effective_at, effective_at),
        said.refunded,
        asked.reason if asked else said.reason,
    )


def _in_order(event: Event, moment: datetime | None, field: str) -> None:
    if moment is not None and moment < event.occurred_at:
        raise Conflict(
            f"The {field} of event {event.event_id} is {moment.isoformat()}, before it happened at "
            f"{event.occurred_at.isoformat()}.",
            field=f"happening.{field}",
        )


def _impossible(event: Event, before: Event | None, why: str) -> Conflict:
    stands = f", after `{before.happening.kind}` ({before.event_id})" if isinstance(before, Entry | Event) else ""
    return Conflict(
        f"`{event.happening.kind}` ({event.event_id}) cannot happen to subscription {event.subscription_id} at "
        f"{event.occurred_at.isoformat()}{stands}: {why}."
    )
