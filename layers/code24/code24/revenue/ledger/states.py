"""What a subscription is after each thing that happened to it, and what cannot happen to it.

The states do not depend on any definition of recurring revenue: they are what billing knows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum, auto
from typing import Any, NamedTuple

from code24.errors import Conflict
from code24.revenue.ledger import models as ledger
from code24.revenue.ledger.models import Duration, Event, Interval
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
        return State(**{name: value for name, value in happening if name != "kind"})
    if state is None:
        raise _impossible(event, before, "nothing `started` before; record that first, then this again")
    if isinstance(happening, ledger.Reactivated):
        if not state.ended(moment):
            raise _impossible(event, before, "only what has ended is reactivated; a cancellation ahead is withdrawn")
        return replace(
            state,
            **{name: value for name, value in happening if value is not None and name != "kind"},
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
    after = _CHANGES[event.happening.kind](state, event.happening, event.occurred_at)
    if isinstance(after, str):
        raise _impossible(event, before, after)
    return after


def _change(state: State, said: ledger.Changed, moment: datetime) -> State:
    return replace(state, **{name: value for name, value in said if value is not None and name != "kind"})


def _discount(state: State, given: ledger.Discounted, moment: datetime) -> State | str:
    counting = _counting(state, moment)
    if any(each.discount_id == given.discount_id for each in counting):
        return f"the discount {given.discount_id} counts already"
    ends_at: datetime | None = None
    if given.duration is Duration.ONCE:
        ends_at = later(moment, state.interval, state.interval_count)
    elif given.months:
        ends_at = later(moment, Interval.MONTH, given.months)
    discount = Discount(given.discount_id, given.percent, given.amount, given.duration, ends_at)
    return replace(state, discounts=(*counting, discount))


def _end_discount(state: State, said: ledger.DiscountEnded, moment: datetime) -> State | str:
    counting = _counting(state, moment)
    left = tuple(each for each in counting if each.discount_id != said.discount_id)
    if len(left) == len(counting):
        return f"no discount {said.discount_id} counts"
    return replace(state, discounts=left)


def _fall_due(state: State, said: ledger.PastDue, moment: datetime) -> State | str:
    if state.standing is not Standing.GOOD:
        return "it is past due or unpaid already"
    return replace(state, standing=Standing.PAST_DUE, due_since=moment)


def _give_up(state: State, said: ledger.Unpaid, moment: datetime) -> State | str:
    if state.standing is Standing.UNPAID:
        return "it is unpaid already"
    return replace(state, standing=Standing.UNPAID, due_since=state.due_since or moment)


def _recover(state: State, said: ledger.Recovered, moment: datetime) -> State | str:
    if state.standing is Standing.GOOD:
        return "nothing is due"
    return replace(state, standing=Standing.GOOD, due_since=None)


def _pause(state: State, said: ledger.Paused, moment: datetime) -> State | str:
    return "it is paused already" if state.paused else replace(state, paused=True)


def _resume(state: State, said: ledger.Resumed, moment: datetime) -> State | str:
    return replace(state, paused=False) if state.paused else "it is not paused"


def _cancel(state: State, said: ledger.Cancelled, moment: datetime) -> State | str:
    if state.cancellation:
        return "it is cancelled already; withdraw that first"
    return replace(state, cancellation=_cancellation(moment, said.effective_at or moment, said))


def _withdraw(state: State, said: ledger.CancellationWithdrawn, moment: datetime) -> State | str:
    return replace(state, cancellation=None) if state.cancellation else "it is not cancelled"


def _end(state: State, said: ledger.Ended, moment: datetime) -> State:
    """An end that comes before the one that was asked for keeps the moment and the reason of the asking."""
    cancellation = _cancellation(moment, moment, said)
    if asked := state.cancellation:
        cancellation = cancellation._replace(asked_at=asked.asked_at, reason=asked.reason)
    return replace(state, cancellation=cancellation)


def _cancellation(moment: datetime, effective_at: datetime, said: ledger.Cancelled | ledger.Ended) -> Cancellation:
    paid_until = max(said.paid_until or effective_at, effective_at)
    return Cancellation(moment, effective_at, paid_until, said.refunded, said.reason)


_CHANGES: Mapping[str, Callable[[State, Any, datetime], State | str]] = {
    "changed": _change,
    "discounted": _discount,
    "discount_ended": _end_discount,
    "past_due": _fall_due,
    "unpaid": _give_up,
    "recovered": _recover,
    "paused": _pause,
    "resumed": _resume,
    "cancelled": _cancel,
    "cancellation_withdrawn": _withdraw,
    "ended": _end,
}
"""What a subscription is after something happened to it, or why that cannot have happened."""


def _counting(state: State, moment: datetime) -> tuple[Discount, ...]:
    return tuple(each for each in state.discounts if each.ends_at is None or each.ends_at > moment)


def _impossible(event: Event, before: Event | None, why: str) -> Conflict:
    stands = f", after `{before.happening.kind}` ({before.event_id})" if before else ""
    return Conflict(
        f"`{event.happening.kind}` ({event.event_id}) cannot happen to subscription {event.subscription_id} at "
        f"{event.occurred_at.isoformat()}{stands}: {why}."
    )
