"""Billing periods on the calendar."""

from calendar import monthrange
from datetime import datetime, timedelta

from code24.revenue.ledger.models import Interval

_DAYS = {Interval.DAY: 1, Interval.WEEK: 7}
_MONTHS = {Interval.MONTH: 1, Interval.YEAR: 12}


def later(moment: datetime, interval: Interval, count: int) -> datetime:
    """So many intervals later; a day that the month does not have is its last one (31 January + 1 month)."""
    if days := _DAYS.get(interval):
        return moment + timedelta(days=days * count)
    year, month = divmod(moment.year * 12 + moment.month - 1 + _MONTHS[interval] * count, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))
