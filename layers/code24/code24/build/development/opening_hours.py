"""Opening hours for people: one row per run of days with the same hours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@dataclass(frozen=True)
class Row:
    """Days from `first` to `last` (0 is Monday), and when the doors are open, with an en dash."""

    first: int
    last: int
    times: tuple[str, ...]


def days_of(text: str) -> set[int]:
    """The days that `Mo-We,Su` names, from 0 for Monday."""
    days: set[int] = set()
    for part in text.split(","):
        ends = [DAYS.index(day) for day in part.split("-")]
        first, last = ends[0], ends[-1]
        days |= {day % 7 for day in range(first, last + 1 if last >= first else last + 8)}
    return days


def rows_of(opening_hours: Sequence[str]) -> tuple[Row, ...]:
    """Rows in the order of the week from schema.org `openingHours` lines; days without a line are left out."""
    by_day: dict[int, set[str]] = {}
    for line in opening_hours:
        days, span = re.split(r"\s+", line, maxsplit=1)
        for day in days_of(days):
            by_day.setdefault(day, set()).add(span.replace("-", "\u2013"))
    rows: list[Row] = []
    for day in sorted(by_day):
        times = tuple(sorted(by_day[day]))
        if rows and rows[-1].last == day - 1 and rows[-1].times == times:
            rows[-1] = Row(rows[-1].first, day, times)
        else:
            rows.append(Row(day, day, times))
    return tuple(rows)
