"""Ranges of days in a site's time zone, what they are compared with, and the intervals they are cut into."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from code24.analytics.querying.models import Interval
from code24.errors import InvalidRequest

MOST_DAYS = 731
MOST_HOURLY_DAYS = 31
DAILY_UP_TO = 92
"""Days up to which a range is cut into days where nobody asks for something else."""


class Period(StrEnum):
    """Ranges by name; all but `custom` end today."""

    DAY = "day"
    WEEK = "7d"
    DAYS = "30d"
    MONTH = "month"
    """From the month's first day."""
    HALF_YEAR = "6mo"
    """This month and the five before it."""
    YEAR = "12mo"
    """This month and the eleven before it."""
    CUSTOM = "custom"
    """`from` to `to`."""


class Comparison(StrEnum):
    """What a range is compared with."""

    PREVIOUS = "previous_period"
    """As many days, right before it."""
    YEAR = "year_over_year"
    """The same dates a year before."""
    CUSTOM = "custom"
    """`compareFrom` to `compareTo`."""


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days, both ends included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def days(self) -> Iterator[date]:
        """The days in order."""
        return (self.first + timedelta(days=number) for number in range(self.length))


def today_in(timezone: str, now: datetime) -> date:
    """The site's local day at a moment."""
    return now.astimezone(ZoneInfo(timezone)).date()


def range_of(period: Period, today: date, since: date | None = None, until: date | None = None) -> DayRange:
    """The days that a period means. Raises InvalidRequest for dates that go with no or no such range."""
    if period is Period.CUSTOM:
        return _custom(since, until, "from", "to")
    if since is not None or until is not None:
        field = "from" if since is not None else "to"
        raise InvalidRequest(f"`{field}` goes with `period=custom`, not with `period={period.value}`.", field=field)
    firsts = {
        Period.DAY: today,
        Period.WEEK: today - timedelta(days=6),
        Period.DAYS: today - timedelta(days=29),
        Period.MONTH: today.replace(day=1),
        Period.HALF_YEAR: _months_before(today, 5),
        Period.YEAR: _months_before(today, 11),
    }
    return DayRange(firsts[period], today)


def compared_range(
    asked: DayRange, comparison: Comparison, since: date | None = None, until: date | None = None
) -> DayRange:
    """The days that a range is compared with. Raises InvalidRequest."""
    if comparison is Comparison.CUSTOM:
        return _custom(since, until, "compareFrom", "compareTo")
    if since is not None or until is not None:
        field = "compareFrom" if since is not None else "compareTo"
        raise InvalidRequest(
            f"`{field}` goes with `compare=custom`, not with `compare={comparison.value}`.", field=field
        )
    try:
        if comparison is Comparison.YEAR:
            return DayRange(_a_year_before(asked.first), _a_year_before(asked.last))
        return DayRange(asked.first - timedelta(days=asked.length), asked.first - timedelta(days=1))
    except (OverflowError, ValueError) as error:
        raise InvalidRequest("There is nothing before the first day of the calendar.", field="from") from error


def interval_of(asked: DayRange, interval: Interval | None) -> Interval:
    """The interval to cut a range into. Raises InvalidRequest for hours of too many days."""
    if interval is None:
        if asked.length == 1:
            return Interval.HOUR
        return Interval.DAY if asked.length <= DAILY_UP_TO else Interval.MONTH
    if interval is Interval.HOUR and asked.length > MOST_HOURLY_DAYS:
        raise InvalidRequest(
            f"Hours can be asked of {MOST_HOURLY_DAYS} days at most, and these are {asked.length:,}; ask for days.",
            field="interval",
        )
    return interval


def begin_of(day: date, interval: Interval) -> date:
    """The first day of the week or month that a day is in; the day itself for days."""
    if interval is Interval.WEEK:
        return date.fromordinal(max(1, day.toordinal() - day.weekday()))
    return day.replace(day=1) if interval is Interval.MONTH else day


def change(value: float, before: float) -> float | None:
    """The change in percent, with one decimal; None where it began at nothing, and 0 where both are nothing."""
    if before:
        return round((value - before) / before * 100, 1)
    return None if value else 0.0


def _custom(since: date | None, until: date | None, first: str, last: str) -> DayRange:
    if since is None or until is None:
        missing = first if since is None else last
        raise InvalidRequest(f"A custom range needs `{missing}`, a date such as 2026-03-01.", field=missing)
    if until < since:
        raise InvalidRequest(f"`{last}` ({until}) lies before `{first}` ({since}).", field=last)
    asked = DayRange(since, until)
    if asked.length > MOST_DAYS:
        raise InvalidRequest(f"A range has {MOST_DAYS} days at most, and these are {asked.length:,}.", field=first)
    if not 1971 <= since.year <= until.year <= 9998:
        raise InvalidRequest("A range lies in the years 1971 to 9998.", field=first)
    return asked


def _months_before(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
