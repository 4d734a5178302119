"""Months, and the guard of what is called on each of a month's last six days."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.reports.calendar import Month, is_last_weekday, months, previous_month

FIRST, LAST = Month(1970, 1), Month(2100, 12)
YEARS = st.integers(min_value=3, max_value=9997)
MONTHS = st.builds(Month, YEARS, st.integers(min_value=1, max_value=12))


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (Month(2026, 11), date(2026, 11, 30)),  # a Monday
        (Month(2026, 10), date(2026, 10, 30)),  # the 31st is a Saturday
        (Month(2026, 5), date(2026, 5, 29)),  # the 31st is a Sunday
        (Month(2026, 2), date(2026, 2, 27)),
        (Month(2015, 2), date(2015, 2, 27)),
        (Month(2009, 2), date(2009, 2, 27)),
        (Month(2032, 2), date(2032, 2, 27)),  # a leap year that ends on a Sunday
        (Month(2021, 2), date(2021, 2, 26)),  # the earliest that there is: 28 days, the last one a Sunday
        (Month(2026, 12), date(2026, 12, 31)),
    ],
)
def test_the_last_weekday_of_a_month(month: Month, day: date) -> None:
    assert month.last_weekday == day
    assert [each for each in month.days if is_last_weekday(each)] == [day]


def test_the_days_of_the_schedule_hold_exactly_one_last_weekday_of_every_month() -> None:
    called = 0
    for month in months(FIRST, LAST):
        days = [day for day in month.days if 26 <= day.day <= 31]
        assert sum(is_last_weekday(day) for day in days) == 1, month
        called += 1

    assert called == 131 * 12


def test_nothing_before_the_26th_is_a_last_weekday() -> None:
    earliest = min(month.last_weekday.day for month in months(FIRST, LAST))

    assert earliest == 26


@given(MONTHS)
def test_the_last_weekday_is_a_weekday_with_only_a_weekend_after_it(month: Month) -> None:
    assert month.last_weekday.isoweekday() <= 5
    assert all(day.isoweekday() > 5 for day in month.days if day > month.last_weekday)


def test_a_moment_counts_as_its_day() -> None:
    assert is_last_weekday(datetime(2026, 11, 30, 23, 59, tzinfo=UTC))
    assert not is_last_weekday(datetime(2026, 11, 29, 23, 59, tzinfo=UTC))


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 11, 1, 15, tzinfo=UTC), Month(2026, 10)),
        (datetime(2026, 1, 1, tzinfo=UTC), Month(2025, 12)),
        (datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=2))), Month(2026, 1)),  # still February in UTC
        (datetime(2026, 3, 31, 23, tzinfo=timezone(timedelta(hours=-2))), Month(2026, 3)),  # April in UTC
    ],
)
def test_the_previous_month_is_that_of_utc(moment: datetime, month: Month) -> None:
    assert previous_month(moment) == month


def test_a_moment_without_a_zone_is_in_no_month() -> None:
    with pytest.raises(ValueError, match="2026-11-01T00:00:00 has no time zone"):
        previous_month(datetime(2026, 11, 1))


def test_a_month_says_where_it_begins_and_ends() -> None:
    month = Month(2024, 2)

    assert (month.first, month.last, len(month.days)) == (date(2024, 2, 1), date(2024, 2, 29), 29)
    assert (str(month), month.path) == ("2024-02", "2024/02")
    assert date(2024, 2, 29) in month
    assert date(2025, 2, 28) not in month
    assert (month.begins(), month.ends()) == (datetime(2024, 2, 1, tzinfo=UTC), datetime(2024, 3, 1, tzinfo=UTC))


def test_a_month_with_a_change_of_clocks_is_an_hour_shorter() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    month = Month(2026, 3)
    length = month.ends(berlin).astimezone(UTC) - month.begins(berlin).astimezone(UTC)

    assert length == timedelta(days=31, hours=-1)


@given(MONTHS)
def test_a_month_reads_back(month: Month) -> None:
    assert Month.parsed(str(month)) == month


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "2026-1", "2026-011", "11-2026", " 2026-1", "\uff12026-11"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Month.parsed(text)


@pytest.mark.parametrize(("year", "month"), [(2026, 0), (2026, 13), (0, 1)])
def test_there_are_twelve(year: int, month: int) -> None:
    with pytest.raises(ValueError, match=r"must be in|out of range|bad month"):
        Month(year, month)


@given(MONTHS, st.integers(min_value=-20, max_value=20))
def test_adding_months_can_be_undone_and_is_counted(month: Month, count: int) -> None:
    later = month.plus(count)

    assert later.since(month) == count
    assert later.plus(month.since(later)) == month
    assert (later > month) == (later.since(month) > 0)


@given(MONTHS)
def test_months_follow_each_other_without_a_gap(month: Month) -> None:
    assert month.last + timedelta(days=1) == month.plus(1).first
    assert month.ends() == month.plus(1).begins()


def test_months_are_listed_with_both_ends() -> None:
    assert [str(month) for month in months(Month(2025, 11), Month(2026, 2))] == [
        *("2025-11", "2025-12", "2026-01", "2026-02"),
    ]
    assert list(months(Month(2026, 2), Month(2026, 2))) == [Month(2026, 2)]
    assert list(months(Month(2026, 2), Month(2026, 1))) == []
