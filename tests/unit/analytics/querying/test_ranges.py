from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.analytics.querying.models import Interval
from code24.analytics.querying.ranges import (
    Comparison,
    DayRange,
    Period,
    begin_of,
    change,
    compared_range,
    interval_of,
    range_of,
    today_in,
)
from code24.errors import InvalidRequest

TODAY = date(2026, 3, 10)


def days(text: str) -> DayRange:
    first, last = text.split("/")
    return DayRange(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("day", "2026-03-10/2026-03-10"),
        ("7d", "2026-03-04/2026-03-10"),
        ("30d", "2026-02-09/2026-03-10"),
        ("month", "2026-03-01/2026-03-10"),
        ("6mo", "2025-10-01/2026-03-10"),
        ("12mo", "2025-04-01/2026-03-10"),
    ],
)
def test_a_period_ends_today(period: str, expected: str) -> None:
    assert range_of(Period(period), TODAY) == days(expected)


def test_today_is_the_site_s() -> None:
    now = datetime(2026, 3, 10, 18, 40, tzinfo=UTC)
    assert today_in("Asia/Kolkata", now) == date(2026, 3, 11)
    assert today_in("America/New_York", now) == TODAY


@pytest.mark.parametrize(
    ("comparison", "asked", "expected"),
    [
        ("previous_period", "2026-03-04/2026-03-10", "2026-02-25/2026-03-03"),
        ("previous_period", "2026-03-10/2026-03-10", "2026-03-09/2026-03-09"),
        ("year_over_year", "2024-02-29/2024-03-02", "2023-02-28/2023-03-02"),
    ],
)
def test_what_a_range_is_compared_with(comparison: str, asked: str, expected: str) -> None:
    assert compared_range(days(asked), Comparison(comparison)) == days(expected)


@pytest.mark.parametrize(
    ("arguments", "field", "said"),
    [
        ((Period.CUSTOM, TODAY), "from", "needs `from`"),
        ((Period.CUSTOM, TODAY, TODAY), "to", "needs `to`"),
        ((Period.CUSTOM, TODAY, TODAY, date(2026, 3, 9)), "to", "lies before"),
        ((Period.CUSTOM, TODAY, date(2020, 1, 1), TODAY), "from", "731 days at most, and these are 2,261"),
        ((Period.CUSTOM, TODAY, date(1, 1, 1), date(1, 1, 2)), "from", "1971"),
        ((Period.DAY, TODAY, TODAY), "from", "period=custom"),
        ((Period.DAY, TODAY, None, TODAY), "to", "period=custom"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(arguments: tuple[object, ...], field: str, said: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        range_of(*arguments)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert said in refused.value.detail


def test_an_interval_follows_from_the_length() -> None:
    lengths = {1: Interval.HOUR, 2: Interval.DAY, 92: Interval.DAY, 93: Interval.MONTH}
    for length, expected in lengths.items():
        assert interval_of(DayRange(TODAY - timedelta(days=length - 1), TODAY), None) is expected
    with pytest.raises(InvalidRequest, match="31 days at most, and these are 32"):
        interval_of(DayRange(TODAY - timedelta(days=31), TODAY), Interval.HOUR)


def test_weeks_begin_on_monday_and_months_on_their_first() -> None:
    assert begin_of(TODAY, Interval.WEEK) == date(2026, 3, 9)
    assert begin_of(date(2026, 3, 8), Interval.WEEK) == date(2026, 3, 2)
    assert begin_of(TODAY, Interval.MONTH) == date(2026, 3, 1)
    assert begin_of(TODAY, Interval.DAY) == TODAY


@given(st.dates(date(1972, 1, 1), date(2100, 1, 1)), st.sampled_from(list(Period)[:-1]))
def test_any_day_has_its_ranges(today: date, period: Period) -> None:
    asked = range_of(period, today)
    assert list(asked.days())[-1] == today
    before = compared_range(asked, Comparison.PREVIOUS)
    assert (before.length, before.last + timedelta(days=1)) == (asked.length, asked.first)
    assert compared_range(asked, Comparison.YEAR).last < today


def test_changes_are_percent() -> None:
    assert change(120, 100) == 20.0
    assert change(1, 3) == -66.7
    assert change(0, 0) == 0.0
    assert change(5, 0) is None
