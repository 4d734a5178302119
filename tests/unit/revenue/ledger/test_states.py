"""What can happen to a subscription, and what cannot."""

from collections.abc import Sequence

import pytest
from pydantic import ValidationError

from code24.errors import Conflict
from code24.revenue.ledger.models import Event
from code24.revenue.ledger.states import Standing, State, states
from tests.ledgers import event, moment, started

BEGUN = started("2026-01-01")
CANCELLED = event("2026-02-01", "cancelled", effective_at="2026-03-01")
ENDED = event("2026-02-01", "ended")
PAUSED = event("2026-02-01", "paused")
GIFT = event("2026-02-01", "discounted", discount_id="gift", percent=10, duration="repeating", months=3)


def last(*events: Event) -> State:
    *_, (_, state) = states(events)
    return state


IMPOSSIBLE = [
    ([event("2026-01-01", "changed", quantity=2)], "nothing `started` before"),
    ([event("2026-01-01", "reactivated")], "nothing `started` before"),
    ([BEGUN, started("2026-02-01")], "it has started already"),
    ([BEGUN, event("2026-02-01", "reactivated")], "only what has ended is reactivated"),
    ([BEGUN, CANCELLED, event("2026-02-20", "reactivated")], "only what has ended is reactivated"),
    ([BEGUN, CANCELLED, event("2026-02-20", "cancelled")], "it is cancelled already"),
    ([BEGUN, CANCELLED, event("2026-03-01", "changed", quantity=2)], "it has ended"),
    ([BEGUN, CANCELLED, event("2026-03-01", "cancellation_withdrawn")], "it has ended"),
    ([BEGUN, ENDED, event("2026-02-02", "changed", quantity=2)], "it has ended"),
    ([BEGUN, ENDED, event("2026-02-02", "ended")], "it has ended"),
    ([BEGUN, ENDED, event("2026-02-02", "past_due")], "it has ended"),
    ([BEGUN, event("2026-02-01", "cancellation_withdrawn")], "it is not cancelled"),
    ([BEGUN, event("2026-02-01", "recovered")], "nothing is due"),
    ([BEGUN, event("2026-02-01", "past_due"), event("2026-02-02", "past_due")], "past due or unpaid already"),
    ([BEGUN, event("2026-02-01", "unpaid"), event("2026-02-02", "past_due")], "past due or unpaid already"),
    ([BEGUN, event("2026-02-01", "unpaid"), event("2026-02-02", "unpaid")], "it is unpaid already"),
    ([BEGUN, PAUSED, event("2026-02-02", "paused")], "it is paused already"),
    ([BEGUN, event("2026-02-02", "resumed")], "it is not paused"),
    ([BEGUN, GIFT, event("2026-02-02", "discounted", discount_id="gift", amount=1, duration="once")], "counts already"),
    ([BEGUN, event("2026-02-02", "discount_ended", discount_id="gift")], "no discount gift counts"),
    ([BEGUN, GIFT, event("2026-05-01", "discount_ended", discount_id="gift")], "no discount gift counts"),
]


@pytest.mark.parametrize(("events", "why"), IMPOSSIBLE, ids=lambda value: value if isinstance(value, str) else None)
def test_what_cannot_happen_is_refused_by_name(events: Sequence[Event], why: str) -> None:
    with pytest.raises(Conflict, match=why) as refused:
        last(*events)
    assert events[-1].event_id in refused.value.detail
    assert len(events) == 1 or f"after `{events[-2].happening.kind}`" in refused.value.detail


def test_a_change_changes_what_it_says() -> None:
    state = last(BEGUN, event("2026-02-01", "changed", quantity=0, plan="team"))
    assert (state.plan, state.quantity, state.amount, state.currency) == ("team", 0, 10_000, "USD")


def test_what_is_due_was_due_since_the_first_failure() -> None:
    due = (BEGUN, event("2026-02-01", "past_due"), event("2026-02-20", "unpaid"))
    assert (last(*due).standing, last(*due).due_since) == (Standing.UNPAID, moment("2026-02-01"))
    paid = last(*due, event("2026-02-21", "recovered"))
    assert (paid.standing, paid.due_since) == (Standing.GOOD, None)


def test_an_end_before_the_one_that_was_asked_for_keeps_the_asking() -> None:
    asked = event("2026-02-01", "cancelled", effective_at="2026-03-01", reason="unused")
    end = last(BEGUN, asked, event("2026-02-10", "ended", paid_until="2026-02-20")).cancellation
    assert end is not None
    assert (end.asked_at, end.effective_at, end.paid_until) == tuple(
        moment(f"2026-02-{day}") for day in ("01", "10", "20")
    )
    assert end.reason == "unused"


def test_what_comes_back_is_as_it_was_without_what_ended_it() -> None:
    state = last(BEGUN, GIFT, PAUSED, event("2026-02-03", "past_due"), event("2026-02-04", "ended"),
                 event("2026-05-01", "reactivated", amount=9_000))  # fmt: skip
    assert state == State(
        plan="pro", interval=BEGUN.happening.interval, interval_count=1, amount=9_000, currency="USD", quantity=1  # type: ignore[union-attr]
    )  # fmt: skip


def test_a_discount_that_ran_out_may_be_given_again() -> None:
    again = event("2026-05-01", "discounted", discount_id="gift", percent=20, duration="forever")
    [discount] = last(BEGUN, GIFT, again).discounts
    assert discount.percent == 20


def test_what_starts_at_a_moment_is_first_there_then_the_sequence_decides() -> None:
    several = [
        event("2026-01-01", "changed", quantity=5, id="a"),
        event("2026-01-01", "changed", quantity=4, id="b"),
        started("2026-01-01", id="z"),
    ]
    assert [each.event_id for each in sorted(several, key=lambda each: each.order)] == ["z", "a", "b"]
    several[0] = several[0].model_copy(update={"sequence": 1})
    assert last(*sorted(several, key=lambda each: each.order)).quantity == 5


@pytest.mark.parametrize(
    ("kind", "said", "why"),
    [
        ("started", {"plan": "pro", "interval": "month", "amount": -1, "currency": "EUR"}, "than or equal to 0"),
        ("started", {"plan": "pro", "interval": "month", "amount": 1.5, "currency": "EUR"}, "integer"),
        ("started", {"plan": "pro", "interval": "month", "amount": 19.0, "currency": "EUR"}, "integer"),
        ("started", {"plan": "pro", "interval": "month", "amount": "19.00", "currency": "EUR"}, "integer"),
        ("changed", {"amount": True}, "integer"),
        ("changed", {"quantity": 2.0}, "integer"),
        ("changed", {"interval_count": "3"}, "integer"),
        ("discounted", {"discount_id": "d", "duration": "once", "amount": "5.00"}, "integer"),
        ("discounted", {"discount_id": "d", "duration": "once", "amount": 0}, "greater than 0"),
        ("discounted", {"discount_id": "d", "duration": "once", "percent": "NaN"}, "finite"),
        ("started", {"plan": "pro", "interval": "month", "amount": 1, "currency": "eur"}, "pattern"),
        ("started", {"plan": "pro", "interval": "fortnight", "amount": 1, "currency": "EUR"}, "'day', 'week'"),
        ("started", {"plan": "pro", "interval": "month", "amount": 1, "currency": "EUR", "tax": 1}, "not permitted"),
        ("changed", {}, "says nothing that changes"),
        ("discounted", {"discount_id": "d", "duration": "once"}, "either percent or amount"),
        ("discounted", {"discount_id": "d", "duration": "once", "percent": 1, "amount": 1}, "either percent or amount"),
        ("discounted", {"discount_id": "d", "duration": "repeating", "percent": 1}, "needs months"),
        ("discounted", {"discount_id": "d", "duration": "once", "percent": 1, "months": 1}, "needs months"),
        ("discounted", {"discount_id": "d", "duration": "once", "percent": 101}, "less than or equal to 100"),
        ("cancelled", {"effective_at": "2025-12-31"}, "before the event occurred"),
        ("ended", {"paid_until": "2025-12-31"}, "before the event occurred"),
        ("cancelled", {"reason": "bored"}, "too_expensive"),
        ("refunded", {}, "tag"),
    ],
)  # fmt: skip
def test_what_says_nothing_sensible_is_no_event(kind: str, said: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        event("2026-01-01", kind, **said)


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", "0999-01-01T00:00:00Z", "1999-12-31T23:59:59Z", 0]
)
def test_a_moment_that_cannot_be_meant_is_refused(at: object) -> None:
    """Out of the calendar in UTC, or what an empty field is read as."""
    with pytest.raises(ValidationError, match="not a moment from 2000 to 9999"):
        Event.model_validate(BEGUN.model_dump() | {"occurred_at": at})


@pytest.mark.parametrize("name", ["event_id", "subscription_id", "customer_id"])
@pytest.mark.parametrize("end", ["\n", "\0", "#", "\u202e", "x" * 1_000_000])
def test_a_name_is_nothing_but_a_name(name: str, end: str) -> None:
    with pytest.raises(ValidationError, match="match pattern"):
        Event.model_validate(BEGUN.model_dump() | {name: getattr(BEGUN, name) + end})
