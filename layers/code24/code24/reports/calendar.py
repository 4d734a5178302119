"""Months and their last weekdays, by the proleptic Gregorian calendar."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

SATURDAY = 5
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A month of a year; later ones are greater, and `str` is ISO 8601's `2026-11`. Raises ValueError."""

    year: int
    month: int
    """1 to 12."""

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that a day lies in; of a datetime, by its own zone."""
        return cls(day.year, day.month)

    @classmethod
    def parsed(cls, text: str) -> "Month":
        """Read `2026-11`. Raises ValueError for anything else."""
        if not (found := _MONTH.fullmatch(text)):
            raise ValueError(f"{text!r} is not a month as in 2026-11")
        return cls(int(found[1]), int(found[2]))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def days(self) -> tuple[date, ...]:
        """All of its days, in order."""
        return tuple(self.first + timedelta(days=passed) for passed in range(self.last.day))

    @property
    def last_weekday(self) -> date:
        """Its last Monday-to-Friday day (holidays are not considered)."""
        return self.last - timedelta(days=max(0, self.last.weekday() - SATURDAY + 1))

    @property
    def path(self) -> str:
        """`2026/11`: how storage keys name it."""
        return f"{self.year:04}/{self.month:02}"

    def begins(self, zone: tzinfo = UTC) -> datetime:
        """The moment of its first midnight in a zone."""
        return datetime(self.year, self.month, 1, tzinfo=zone)

    def ends(self, zone: tzinfo = UTC) -> datetime:
        """The moment of the next month's first midnight in a zone: the first one that is not its own."""
        return self.plus(1).begins(zone)

    @property
    def everywhere_over(self) -> datetime:
        """The moment at which it has ended in every time zone: twelve hours after UTC."""
        return self.ends() + timedelta(hours=12)

    def plus(self, months: int) -> "Month":
        """So many months later, or earlier where negative. Raises ValueError before year 1 and after year 9999."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def since(self, earlier: "Month") -> int:
        """How many months lie between; negative where `earlier` is later."""
        return (self.year - earlier.year) * 12 + self.month - earlier.month

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.month)


def is_last_weekday(day: date) -> bool:
    """True on the month's last Monday-to-Friday day (holidays are not considered)."""
    return (day.year, day.month, day.day) == _parts(Month.of(day).last_weekday)


def previous_month(moment: datetime) -> Month:
    """The month before the one that a moment lies in, in UTC. Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone: it is a different month in different ones")
    return Month.of(moment.astimezone(UTC)).plus(-1)


def months(first: Month, last: Month) -> Iterator[Month]:
    """Every month from the first to the last, both included; none where `last` is earlier."""
    return (first.plus(passed) for passed in range(last.since(first) + 1))


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day
