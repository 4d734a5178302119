"""The revenue of a month, from the ledger."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import dropwhile, groupby

from code24.errors import InvalidRequest, RevenueDoesNotAddUp
from code24.reports.calendar import Month, months
from code24.revenue.breakdown import Breakdown, economics
from code24.revenue.currencies import DECIMALS
from code24.revenue.customers import Moved, Span, moved, together
from code24.revenue.definitions import TERMS, Counted
from code24.revenue.ledger.models import Entry
from code24.revenue.ledger.states import State, states
from code24.revenue.levels import Step, steps
from code24.revenue.models import CurrencyRevenue, Definition, RevenueMonth, RevenueReport
from code24.revenue.months import MonthSums, revenue_month
from code24.revenue.ports import Ledger

HISTORY = 13
"""Months of a history: this one, and the same one of the year before."""

type History = list[tuple[datetime, State]]


@dataclass(slots=True)
class _Gathered:
    """One currency's sums: of each month of the history, and of the month by the other definitions."""

    history: list[MonthSums]
    others: dict[Definition, MonthSums]
    breakdown: Breakdown = field(default_factory=Breakdown)


def revenue_of(
    month: Month,
    *,
    ledger: Ledger,
    definition: Definition = Definition.CHARTMOGUL,
    until: datetime | None = None,
    known_at: datetime | None = None,
) -> RevenueReport:
    """What a month (in UTC) was like, by a definition, with the others beside it and 12 months before it.

    `until` ends a month that is still running; `known_at` leaves out what the ledger learned then or later, so that a
    report of the past can be made again as it was. The ledger is read once, customer by customer, and only sums are
    kept. Raises RevenueDoesNotAddUp instead of answering with figures that do not; InvalidRequest for an `until`
    outside the month.
    """
    ends = until or month.ends()
    if not month.begins() < ends <= month.ends():
        raise InvalidRequest(f"until is {ends.isoformat()}, which does not end {month}.", field="until")
    named = list(months(month.plus(1 - HISTORY), month))
    spans = [Span(each.begins(), min(each.ends(), ends)) for each in named]
    gathered: dict[str, _Gathered] = {}
    events = subscriptions = 0
    read = (entry for entry in ledger.events(ends) if known_at is None or entry.recorded_at < known_at)
    for customer_id, entries in groupby(read, key=lambda entry: entry.customer_id):
        told = list(entries)
        histories = list(_histories(told))
        events += len(told)
        subscriptions += len(histories)
        for currency, several in _by_currency(histories):
            if currency not in gathered:
                gathered[currency] = _nothing(definition)
            _gather(gathered[currency], customer_id, several, spans, definition)
    found = [_currency(currency, each, named, definition) for currency, each in gathered.items()]
    found.sort(key=lambda each: (-each.month.end_customers, each.currency))
    return RevenueReport(
        year=month.year,
        month=month.month,
        until=ends,
        definition=definition,
        currencies=tuple(found),
        events=events,
        subscriptions=subscriptions,
    )


def _nothing(definition: Definition) -> _Gathered:
    others = {each: MonthSums() for each in Definition if each is not definition}
    return _Gathered([MonthSums() for _ in range(HISTORY)], others)


def _histories(entries: Iterable[Entry]) -> Iterator[History]:
    for _, told in groupby(entries, key=lambda entry: entry.subscription_id):
        yield list(states(list(told)))


def _by_currency(histories: Sequence[History]) -> Iterator[tuple[str, list[History]]]:
    for currency in sorted({history[0][1].currency for history in histories}):
        yield currency, [history for history in histories if history[0][1].currency == currency]


def _gather(
    gathered: _Gathered, customer_id: str, histories: Sequence[History], spans: Sequence[Span], definition: Definition
) -> None:
    until = spans[-1].ends
    mine = customer_months(histories, spans, definition, until, gathered.breakdown.add_subscription)
    for sums, each in zip(gathered.history, mine, strict=True):
        sums.add(customer_id, each)
    gathered.breakdown.add_customer(mine)
    for other, sums in gathered.others.items():
        [each] = customer_months(histories, spans[-1:], other, until)
        sums.add(customer_id, each)


def customer_months(
    histories: Sequence[History],
    spans: Sequence[Span],
    definition: Definition,
    until: datetime,
    seen: Callable[[History, Sequence[Step], Span, Counted], None] | None = None,
) -> list[Moved]:
    """The months of a customer with these subscriptions in one currency; `seen` is told each one's steps."""
    terms = TERMS[definition]
    several = [steps(history, terms, until) for history in histories]
    if seen:
        for history, each in zip(histories, several, strict=True):
            seen(history, each, spans[-1], terms.counted)
    return list(moved(together(several), spans, terms.counted))


def _currency(currency: str, gathered: _Gathered, named: Sequence[Month], definition: Definition) -> CurrencyRevenue:
    history: list[RevenueMonth] = []
    before: MonthSums | None = None
    for month, sums in zip(named, gathered.history, strict=True):
        history.append(revenue_month(month, currency, definition, sums, before))
        before = sums
    this = history[-1]
    plans = gathered.breakdown.plan_revenues()
    if sum(each.mrr for each in plans) != this.end_mrr:
        raise RevenueDoesNotAddUp(
            f"{named[-1]} in {currency} by {definition} ends with {this.end_mrr}, and its subscriptions bring "
            f"{sum(each.mrr for each in plans)}, in minor units. Nothing is published; docs/revenue.md says what to do."
        )
    return CurrencyRevenue(
        currency=currency,
        decimals=DECIMALS[currency],
        month=this,
        others=tuple(
            revenue_month(named[-1], currency, other, sums) for other, sums in sorted(gathered.others.items())
        ),
        history=_from_the_first_customer(history),
        economics=economics(this),
        plans=plans,
        lost_to=gathered.breakdown.losses(),
        cohorts=gathered.breakdown.cohort_rows(named),
    )


def _from_the_first_customer(history: Sequence[RevenueMonth]) -> tuple[RevenueMonth, ...]:
    *before, this = history
    return (*dropwhile(lambda month: not (month.start_customers or month.new_customers), before), this)
