"""Answers out of days' figures."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from code24.analytics.querying.models import Figures, Interval, Money, Point, Range
from code24.analytics.querying.ranges import DayRange, begin_of, change
from code24.analytics.rollups.columns import HOUR
from code24.analytics.rollups.days import HOUR_MS, local_day
from code24.analytics.rollups.goals import MICRO
from code24.analytics.rollups.merging import merged

type Days = Mapping[date, Mapping[str, Any]]
"""The figures of days; those without any are missing."""

_COMPARED = (
    *("visitors", "visits", "views", "views_per_visit", "bounce_rate", "visit_duration", "events", "completions"),
    *("converting", "conversion_rate"),
)


def range_view(asked: DayRange) -> Range:
    """A range as it is answered."""
    return Range(first=asked.first, last=asked.last)


def share(part: float, whole: float, digits: int = 4) -> float:
    """A ratio, rounded; 0 where there is nothing."""
    return round(part / whole, digits) if whole else 0.0


def money(sums: Mapping[str, int]) -> tuple[Money, ...]:
    """Sums by currency, the largest first."""
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Money(currency=currency, amount=round(value / MICRO, 6)) for currency, value in ordered)


def figures_of(days: Days) -> Figures:
    """The figures of all days together."""
    found = merged(days.values(), "totals", "holdout")
    totals: dict[str, int] = found["totals"]
    of = totals.get
    revenue: dict[str, int] = {}
    for group in found["holdout"].values():
        for currency, value in group["revenue"].items():
            revenue[currency] = revenue.get(currency, 0) + value
    visits, visitors = of("visits", 0), of("visitors", 0)
    return Figures(
        visitors=visitors,
        visits=visits,
        views=of("views", 0),
        views_per_visit=share(of("visitViews", 0), visits, 2),
        bounce_rate=share(of("bounces", 0), visits),
        visit_duration=share(of("duration", 0) / 1_000, visits, 1),
        events=of("events", 0),
        completions=of("completions", 0),
        converting=of("converting", 0),
        conversion_rate=share(of("converting", 0), visitors),
        revenue=money(revenue),
        flood_visitors=of("floodVisitors", 0),
        flood_events=of("floodEvents", 0),
    )


def changes(now: Figures, before: Figures) -> dict[str, float | None]:
    """The changes of all figures in percent, and of revenue where both are in one currency."""
    found = {name: change(getattr(now, name), getattr(before, name)) for name in _COMPARED}
    currencies = {each.currency for each in (*now.revenue, *before.revenue)}
    if len(currencies) == 1:
        found["revenue"] = change(*(sum(each.amount for each in of.revenue) for of in (now, before)))
    fields = Figures.model_fields
    return {fields[name].alias or name: value for name, value in found.items()}


def series(days: Days, asked: DayRange, interval: Interval, timezone: str) -> tuple[Point, ...]:
    """The range cut into intervals, in order; the first and the last week and month hold asked days only."""
    if interval is Interval.HOUR:
        return tuple(point for day in asked.days() for point in _hours(days.get(day), day, timezone))
    grouped = groupby(asked.days(), lambda day: begin_of(day, interval))
    return tuple(
        _point(max(begin, asked.first).isoformat(), _day_rows(days[day] for day in members if day in days))
        for begin, members in grouped
    )


def _hours(figures: Mapping[str, Any] | None, day: date, timezone: str) -> Iterable[Point]:
    local, zone = local_day(day, timezone), ZoneInfo(timezone)
    rows: Sequence[Sequence[int]] = figures["hours"] if figures else ()
    for number in range(local.hours):
        begin = datetime.fromtimestamp((local.start + number * HOUR_MS) / 1_000, UTC).astimezone(zone)
        yield _point(begin.isoformat(), (rows[number],) if number < len(rows) else ())


def _day_rows(days: Iterable[Mapping[str, Any]]) -> Iterable[Sequence[int]]:
    """Days in the columns of hours."""
    for figures in days:
        totals = figures["totals"]
        yield [totals[name] for name in HOUR]


def _point(at: str, rows: Iterable[Sequence[int]]) -> Point:
    sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(HOUR)
    visitors, visits, views, bounces, duration, events, completions = sums
    return Point(
        at=at,
        visitors=visitors,
        visits=visits,
        views=views,
        bounce_rate=share(bounces, visits),
        visit_duration=share(duration / 1_000, visits, 1),
        events=events,
        completions=completions,
    )
