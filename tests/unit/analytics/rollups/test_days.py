from datetime import UTC, date, datetime

import pytest

from code24.analytics.rollups.days import days_touched, local_day, utc_days


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000


@pytest.mark.parametrize(
    ("day", "timezone", "start", "hours"),
    [
        ("2026-03-10", "UTC", "2026-03-10T00:00", 24),
        ("2026-03-10", "Asia/Kolkata", "2026-03-09T18:30", 24),
        ("2026-03-10", "Asia/Kathmandu", "2026-03-09T18:15", 24),
        ("2026-03-29", "Europe/Berlin", "2026-03-28T23:00", 23),
        ("2026-10-25", "Europe/Berlin", "2026-10-24T22:00", 25),
        ("2026-04-05", "Australia/Lord_Howe", "2026-04-04T13:00", 25),  # 24½ hours
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00", 23),  # midnight did not exist
        ("2011-12-30", "Pacific/Apia", "2011-12-30T10:00", 0),  # nor did the day
    ],
)
def test_a_day_lies_where_its_clocks_say(day: str, timezone: str, start: str, hours: int) -> None:
    local = local_day(date.fromisoformat(day), timezone)
    assert (local.start, local.hours) == (utc(start), hours)


@pytest.mark.parametrize(
    ("timezone", "expected"),
    [
        ("UTC", ["2026-03-09", "2026-03-10", "2026-03-11"]),
        ("Europe/Berlin", ["2026-03-09", "2026-03-10", "2026-03-11"]),
        ("America/New_York", ["2026-03-10", "2026-03-11"]),
        ("Asia/Tokyo", ["2026-03-09", "2026-03-10"]),
    ],
)
def test_a_day_needs_the_utc_days_around_it(timezone: str, expected: list[str]) -> None:
    assert [day.isoformat() for day in utc_days(date(2026, 3, 10), timezone)] == expected


@pytest.mark.parametrize(
    ("hour", "timezone", "expected"),
    [
        ("2026-03-10T12:00", "UTC", ["10"]),
        ("2026-03-10T03:30", "UTC", ["09", "10"]),
        ("2026-03-10T04:00", "UTC", ["10"]),
        ("2026-03-10T19:00", "UTC", ["10"]),
        ("2026-03-10T20:00", "UTC", ["10", "11"]),
        ("2026-03-10T12:00", "Asia/Tokyo", ["10", "11"]),
        ("2026-03-10T12:00", "America/New_York", ["09", "10"]),
    ],
)
def test_an_hour_touches_the_days_that_can_change_with_it(hour: str, timezone: str, expected: list[str]) -> None:
    touched = days_touched([datetime.fromisoformat(hour).replace(tzinfo=UTC)], timezone)
    assert [f"{day:%d}" for day in touched] == expected


def test_every_touched_day_needs_the_utc_day_of_the_hour() -> None:
    for timezone in ("UTC", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe"):
        for number in range(24):
            hour = datetime(2026, 3, 10, number, tzinfo=UTC)
            touched = days_touched([hour], timezone)
            assert touched
            assert all(hour.date() in utc_days(day, timezone) for day in touched), (timezone, number)
