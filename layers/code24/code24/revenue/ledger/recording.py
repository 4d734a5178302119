"""Recording what happened: once, in order or late, and only what can have happened."""

from collections.abc import Sequence
from datetime import timedelta

from code24.errors import AlreadyExists, Conflict, InvalidRequest
from code24.ports import Clock
from code24.revenue.currencies import checked_currency
from code24.revenue.ledger.models import Entry, Event, Recorded, Started
from code24.revenue.ledger.states import states
from code24.revenue.ports import Ledger

_AHEAD = timedelta(minutes=5)
"""How far clocks of those who tell may be ahead."""

_NEXT = timedelta(microseconds=1)
"""Between what a ledger learned of one subscription: what it knew at any moment is a history that can have been."""


def record_event(request: Event, *, ledger: Ledger, clock: Clock) -> Recorded:
    """Add an event to the ledger. It may be late and out of order: the past is then told anew.

    The same event again is no second one. Raises Conflict where the same id was told with other content, where the
    subscription is another customer's, and where the event, or one that the ledger has behind it, cannot have happened
    so; InvalidRequest for an unknown currency and for an event of the future.
    """
    now = clock.now()
    if request.occurred_at > now + _AHEAD:
        raise InvalidRequest(
            f"Event {request.event_id} happens at {request.occurred_at.isoformat()}, which is ahead; record it when it "
            f"has happened. (A cancellation ahead happened now, and says when it is effective.)",
            field="occurred_at",
        )
    if isinstance(request.happening, Started):
        checked_currency(request.happening.currency)
    if known := ledger.entry(request.event_id):
        return _again(request, known, ledger)
    entries = ledger.of_subscription(request.subscription_id)
    learned_at = max([now, *(each.recorded_at + _NEXT for each in entries)])
    entry = Entry(**dict(request), recorded_at=learned_at)
    _fits(entry, entries)
    try:
        ledger.append(entry, len(entries))
    except AlreadyExists:
        if not (known := ledger.entry(request.event_id)):
            raise
        return _again(request, known, ledger)
    return Recorded(
        event_id=entry.event_id,
        subscription_id=entry.subscription_id,
        recorded_at=learned_at,
        entries=len(entries) + 1,
    )


def _again(request: Event, known: Entry, ledger: Ledger) -> Recorded:
    if Event(**{name: getattr(known, name) for name in Event.model_fields}) != request:
        raise Conflict(
            f"Event {request.event_id} was recorded with other content on {known.recorded_at.isoformat()}; the ledger "
            f"keeps what it has. Tell what corrects it as another event.",
            field="event_id",
        )
    return Recorded(
        event_id=known.event_id,
        subscription_id=known.subscription_id,
        recorded_at=known.recorded_at,
        already=True,
        entries=len(ledger.of_subscription(known.subscription_id)),
    )


def _fits(entry: Entry, entries: Sequence[Entry]) -> None:
    if entries and entries[0].customer_id != entry.customer_id:
        raise Conflict(f"Subscription {entry.subscription_id} is another customer's.", field="customer_id")
    for _ in states(sorted((*entries, entry), key=lambda each: each.order)):
        pass
