"""A total over currencies, at rates that somebody gave: none are known here, and none are made up."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from code24.errors import CannotAnswer
from code24.reports.calendar import Month
from code24.revenue.currencies import DECIMALS, checked_currency
from code24.revenue.models import ExchangeRate, Movements, RevenueMonth, TotalRevenue


def total(months: Sequence[RevenueMonth], rates: Sequence[ExchangeRate], counter: str) -> TotalRevenue:
    """One month's currencies in `counter`, each figure of each currency rounded to its minor unit, halves to even.

    A currency is converted at its newest rate of the month's last day or before, start and movements too: what rates
    do from month to month is no movement, so a month's start here is not the end of the month before. The end is what
    the rounded figures add up to. Raises CannotAnswer where a rate is missing, InvalidRequest for an unknown currency.
    """
    checked_currency(counter)
    used: dict[str, Decimal] = {}
    start, moves = 0, dict.fromkeys(Movements.model_fields, 0)
    for month in months:
        rate = Decimal(1)
        if month.currency != counter:
            rate = used[month.currency] = _rate(rates, month.currency, counter, Month(month.year, month.month).last)
        exact = Fraction(rate) * Fraction(10) ** (DECIMALS[counter] - DECIMALS[month.currency])
        start += round(month.start_mrr * exact)
        for name in moves:
            moves[name] += round(getattr(month.movements, name) * exact)
    movements = Movements(**moves)
    return TotalRevenue(
        currency=counter, start_mrr=start, movements=movements, end_mrr=start + movements.net, rates=used
    )


def _rate(rates: Sequence[ExchangeRate], currency: str, counter: str, day: date) -> Decimal:
    known = [each for each in rates if (each.currency, each.counter) == (currency, counter) and each.day <= day]
    if not known:
        raise CannotAnswer(
            f"No exchange rate of {currency} in {counter} is given for {day} or before; give one, or ask for no total.",
            because="no-rate",
        )
    return max(known, key=lambda each: each.day).rate
