"""Opening hours for people: one row per run of days with the same hours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

WHOLE_DAY = "00:00\u201324:00"
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@dataclass(frozen=True)
class Row:
    """Days from `first` to `last` (0 is Monday), and when the doors are open, with an en dash."""

    first: int
    last: int
    times: tuple[str, ...]

    @property
    def around_the_clock(self) -> bool:
        """True where the doors never close on these days."""
        return self.times == (WHOLE_DAY,)


def days_of(text: str) -> set[int]:
    """The days that `Mo-We,Su` names, from 0 for Monday."""
    days: set[int] = set()
    for part in text.split(","):
        ends = [DAYS.index(day) for day in part.split("-")]
        first, last = ends[0], ends[-1]
        days |= {day % 7 for day in range(first, last + 1 if last >= first else last + 8)}
    return days


def spans_by_day(opening_hours: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """When the doors are open (`09:00-18:00`) on each day that has hours, from schema.org `openingHours` lines.

    A later line for the same day takes the place of an earlier one that it overlaps ("Tu-Su 08:30-19:00" and
    "Th 08:30-23:00": on Thursday until eleven).
    """
    found: dict[int, list[str]] = {}
    for line in opening_hours:
        days, span = re.split(r"\s+", line, maxsplit=1)
        for day in days_of(days):
            found[day] = [*(each for each in found.get(day, ()) if not _overlap(each, span)), span]
    return {day: tuple(sorted(found[day])) for day in sorted(found)}


def _overlap(one: str, other: str) -> bool:
    (begin, end), (other_begin, other_end) = _minutes(one), _minutes(other)
    return begin < other_end and other_begin < end


def _minutes(span: str) -> tuple[int, int]:
    """Begin and end in minutes of the day; what ends past midnight ends the next day."""
    begin, end = (int(time[:2]) * 60 + int(time[3:5]) for time in span.split("-"))
    return begin, end if end > begin else end + 24 * 60


def rows_of(opening_hours: Sequence[str]) -> tuple[Row, ...]:
    """Rows in the order of the week from schema.org `openingHours` lines; days without a line are left out."""
    rows: list[Row] = []
    for day, spans in spans_by_day(opening_hours).items():
        times = tuple(span.replace("-", "\u2013") for span in spans)
        if rows and rows[-1].last == day - 1 and rows[-1].times == times:
            rows[-1] = Row(rows[-1].first, day, times)
        else:
            rows.append(Row(day, day, times))
    return tuple(rows)
