"""What a subscription counts as recurring revenue, from moment to moment, by the terms of a definition."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from code24.revenue.definitions import Churns, Terms
from code24.revenue.ledger.models import Interval
from code24.revenue.ledger.states import Cancellation, Standing, State
from code24.revenue.models import Reason


class Level(NamedTuple):
    """What a subscription, or a customer with all of them, is worth at a moment."""

    mrr: int = 0
    """In minor units."""
    stays: bool = False
    """Whether it makes a customer of who has paid before, even where it brings nothing."""
    reason: Reason | None = None
    """Why it stopped to count, where it did."""


type Step = tuple[datetime, Level]
"""A level, and the moment that it holds from."""

NOTHING = Level()


def steps(history: Sequence[tuple[datetime, State]], terms: Terms, until: datetime) -> list[Step]:
    """The levels of one subscription before `until`, in order; each one differs from the one before."""
    found: list[Step] = []
    last = NOTHING
    for place, (begins, state) in enumerate(history):
        ends = history[place + 1][0] if place + 1 < len(history) else until
        if begins >= until or begins == ends:
            continue  # at one moment only the last state counts: it is a change, and not a movement there and back
        moments = [begins, *sorted({each for each in _turns(state, terms) if begins < each < min(ends, until)})]
        for moment in moments:
            now = level(state, moment, terms)
            if now != last:
                found.append((moment, now))
                last = now
    return found


def _turns(state: State, terms: Terms) -> Iterator[datetime]:
    """Moments at which a state counts differently though nothing happens."""
    if state.trial_ends_at:
        yield state.trial_ends_at
    if state.cancellation:
        yield _churns_at(state.cancellation, state, terms)
    if state.due_since and terms.dunning_days is not None:
        yield state.due_since + timedelta(days=terms.dunning_days)
    for discount in state.discounts:
        if discount.ends_at:
            yield discount.ends_at


def level(state: State, moment: datetime, terms: Terms) -> Level:
    """What a subscription in a state counts as at a moment."""
    if state.cancellation and moment >= _churns_at(state.cancellation, state, terms):
        return Level(reason=state.cancellation.reason)
    if state.trial_ends_at and moment < state.trial_ends_at:
        return NOTHING
    if _given_up(state, moment, terms):
        return Level(reason=Reason.PAYMENT_FAILED)
    if state.paused and not terms.paused_counts:
        return Level(stays=True)
    mrr = _monthly(_price(state, moment, terms), state.interval, state.interval_count, terms)
    return Level(mrr, stays=mrr > 0 or terms.free_stays)


def _churns_at(cancellation: Cancellation, state: State, terms: Terms) -> datetime:
    match terms.churns:
        case Churns.WHEN_ASKED:
            return cancellation.asked_at
        case Churns.WHEN_ENDED:
            return cancellation.effective_at
        case Churns.WHEN_USED_UP:
            paid_back = cancellation.refunded and state.interval is Interval.YEAR
            return cancellation.effective_at if paid_back else cancellation.paid_until


def _given_up(state: State, moment: datetime, terms: Terms) -> bool:
    match state.standing:
        case Standing.GOOD:
            return False
        case Standing.UNPAID:
            return not terms.unpaid_counts
        case Standing.PAST_DUE:
            days = terms.dunning_days
            return days is not None and state.due_since is not None and moment >= state.due_since + timedelta(days=days)


def _price(state: State, moment: datetime, terms: Terms) -> Fraction | int:
    """Of one billing period, after the discounts that count, in the order that they were given; never below nothing."""
    price: Fraction | int = state.amount * state.quantity
    for discount in state.discounts:
        if discount.duration not in terms.discounts or (discount.ends_at and moment >= discount.ends_at):
            continue
        if discount.percent is not None:
            price = price * (1 - Fraction(discount.percent) / 100)
        else:
            price = max(price - (discount.amount or 0), 0)
    return price


def _monthly(price: Fraction | int, interval: Interval, count: int, terms: Terms) -> int:
    """A month's part, rounded to the nearest minor unit, halves up.

    Each subscription is rounded by itself, so that whatever is added up from it is exact.
    """
    months = terms.months[interval]
    part, whole = price.numerator * months.denominator, price.denominator * months.numerator * count
    return (2 * part + whole) // (2 * whole)
