"""Subscription ledgers for tests: in memory, by hand, and made up at random but valid."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from code24.errors import AlreadyExists, Conflict
from code24.revenue.ledger.models import Entry, Event
from code24.revenue.ledger.states import Standing, State, states


class FakeLedger:
    """Keeps entries in memory, with the conditions that the real one has."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self.entries: dict[str, Entry] = {entry.event_id: entry for entry in entries}

    def append(self, entry: Entry, after: int) -> None:
        if entry.event_id in self.entries:
            raise AlreadyExists(f"Event {entry.event_id} was recorded already.")
        before = self.of_subscription(entry.subscription_id)
        if len(before) != after or any(each.customer_id != entry.customer_id for each in before):
            raise Conflict(f"Subscription {entry.subscription_id} changed meanwhile; try again.")
        self.entries[entry.event_id] = entry

    def entry(self, event_id: str) -> Entry | None:
        return self.entries.get(event_id)

    def of_subscription(self, subscription_id: str) -> Sequence[Entry]:
        mine = (entry for entry in self.entries.values() if entry.subscription_id == subscription_id)
        return sorted(mine, key=lambda entry: entry.order)

    def events(self, until: datetime) -> Iterator[Entry]:
        told = (entry for entry in self.entries.values() if entry.occurred_at < until)
        return iter(sorted(told, key=lambda entry: (entry.customer_id, entry.subscription_id, entry.order)))


def moment(text: str) -> datetime:
    """`2026-01-15`, or with a time of day, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def event(
    at: str, kind: str, *, subscription: str = "sub-1", customer: str = "acme", id: str = "", **said: Any
) -> Event:
    """Something that happened; dates are read as `moment` reads them."""
    ahead = {
        name: moment(value) if name in {"trial_ends_at", "effective_at", "paid_until"} else value
        for name, value in said.items()
    }
    return Event.model_validate({
        "event_id": id or f"{subscription}.{at}.{kind}",
        "subscription_id": subscription,
        "customer_id": f"c{customer:0>12}",
        "occurred_at": moment(at),
        "happening": {"kind": kind, **ahead},
    })  # fmt: skip


def started(at: str, amount: int = 10_000, **said: Any) -> Event:
    """A subscription to `pro` in USD that is paid every month."""
    return event(at, "started", **{"plan": "pro", "interval": "month", "amount": amount, "currency": "USD"} | said)


def entries(*events: Event) -> list[Entry]:
    """Events as the ledger has them, each learned of when it happened."""
    return [Entry(**dict(each), recorded_at=each.occurred_at) for each in events]


_PLANS = {"starter": 1_900, "pro": 4_900, "team": 14_900, "free": 0}
_KINDS = (
    *("changed", "changed", "changed", "discounted", "discount_ended", "past_due", "past_due", "unpaid", "cancelled"),
    *("recovered", "recovered", "recovered", "cancellation_withdrawn", "ended", "paused", "resumed", "resumed"),
)


def made_up(seed: int, customers: int, *, days: int = 1_000, most: int = 20) -> Iterator[Entry]:
    """A valid ledger of so many customers from 2024 on, up to `most` events a subscription; some are told late."""
    random = Random(seed)
    for number in range(customers):
        for which in range(random.choice((1, 1, 1, 2))):
            for place, told in enumerate(_life(random, days, most)):
                occurred_at, happening = told
                late = timedelta(days=random.choice((0, 0, 0, 0, 3, 40)))
                yield Entry.model_validate({
                    "event_id": f"sub-{number}-{which}.{place:03}",
                    "subscription_id": f"sub-{number}-{which}",
                    "customer_id": f"c{number:012}",
                    "occurred_at": occurred_at,
                    "recorded_at": occurred_at + late,
                    "happening": happening,
                })  # fmt: skip


type _Told = tuple[datetime, dict[str, Any]]


def _life(random: Random, days: int, most: int) -> Sequence[_Told]:
    now = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=random.randrange(days))
    plan, interval = random.choice(tuple(_PLANS)), random.choice(("month", "month", "month", "year", "week"))
    trial = {"trial_ends_at": now + timedelta(days=14)} if random.random() < 0.3 else {}
    told: list[_Told] = [
        (now, {"kind": "started", "plan": plan, "amount": _PLANS[plan], "interval": interval, **trial}
              | {"currency": random.choice(("EUR", "EUR", "USD", "JPY")), "quantity": random.randint(1, 9)})
    ]  # fmt: skip
    state = _state(told)
    for place in range(1, random.randint(2, most)):
        now += timedelta(days=random.expovariate(1 / 40), seconds=random.choice((0, 0, 1)))
        if random.random() < 0.1:
            now = (now.replace(day=1) + timedelta(days=31)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        kind = "reactivated" if state.ended(now) else random.choice(_KINDS)
        if _MAY.get(kind, lambda _: True)(state):
            told.append((now, {"kind": kind} | _SAYS.get(kind, _nothing)(random, state, now, place)))
            state = _state(told)
    return told


def _state(told: Sequence[_Told]) -> State:
    events = [
        Event.model_validate({
            "event_id": str(place), "subscription_id": "s", "customer_id": "c" + 12 * "0",
            "occurred_at": now, "happening": happening,
        })
        for place, (now, happening) in enumerate(told)
    ]  # fmt: skip
    *_, (_, state) = states(events)
    return state


_MAY: Mapping[str, Callable[[State], bool]] = {
    "discount_ended": lambda state: any(each.ends_at is None for each in state.discounts),
    "past_due": lambda state: state.standing is Standing.GOOD,
    "unpaid": lambda state: state.standing is not Standing.UNPAID,
    "recovered": lambda state: state.standing is not Standing.GOOD,
    "paused": lambda state: not state.paused,
    "resumed": lambda state: state.paused,
    "cancelled": lambda state: state.cancellation is None,
    "cancellation_withdrawn": lambda state: state.cancellation is not None,
}


def _nothing(random: Random, state: State, now: datetime, place: int) -> dict[str, Any]:
    return {}


def _change(random: Random, state: State, now: datetime, place: int) -> dict[str, Any]:
    plan = random.choice(tuple(_PLANS))
    return {"quantity": random.randint(1, 9)} | (
        {"plan": plan, "amount": _PLANS[plan]} if random.random() < 0.5 else {}
    )


def _discount(random: Random, state: State, now: datetime, place: int) -> dict[str, Any]:
    much = {"percent": random.choice((10, 33, 50, 100))} if random.random() < 0.7 else {"amount": 777}
    duration = random.choice(("once", "repeating", "forever"))
    months = {"months": random.randint(1, 6)} if duration == "repeating" else {}
    return {"discount_id": f"d{place}", "duration": duration, **much, **months}


def _discount_end(random: Random, state: State, now: datetime, place: int) -> dict[str, Any]:
    return {"discount_id": next(each.discount_id for each in state.discounts if each.ends_at is None)}


def _cancel(random: Random, state: State, now: datetime, place: int) -> dict[str, Any]:
    ends = now + timedelta(days=random.choice((0, 10, 40)))
    paid_until = ends + timedelta(days=random.choice((0, 20, 300)))
    return {"effective_at": ends, "paid_until": paid_until, "refunded": random.random() < 0.3, "reason": "unused"}


def _end(random: Random, state: State, now: datetime, place: int) -> dict[str, Any]:
    return {"paid_until": now + timedelta(days=random.choice((0, 20)))}


_SAYS: Mapping[str, Callable[[Random, State, datetime, int], dict[str, Any]]] = {
    "changed": _change,
    "reactivated": _change,
    "discounted": _discount,
    "discount_ended": _discount_end,
    "cancelled": _cancel,
    "ended": _end,
}
