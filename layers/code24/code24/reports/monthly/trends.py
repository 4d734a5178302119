"""Months one after another: added up over sites, and the last one against those before it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from code24.analytics.querying.answers import share
from code24.analytics.querying.ranges import change
from code24.reports.calendar import Month
from code24.reports.monthly.models import MonthPoint, Trend

COUNTS = ("visitors", "visits", "views", "completions", "converting")
"""Of a point, and of the totals of days."""
COMPARED = ("visitors", "visits", "views", "completions", "conversionRate")


def point_of(month: Month, days: Iterable[Mapping[str, Any]], *, whole: bool) -> MonthPoint:
    """A site's month, of the figures of its days."""
    sums = dict.fromkeys(COUNTS, 0)
    for figures in days:
        for name in COUNTS:
            sums[name] += figures["totals"].get(name, 0)
    return MonthPoint(month=str(month), sites=1, whole=whole, **sums)


def added_points(several: Iterable[Sequence[MonthPoint]]) -> tuple[MonthPoint, ...]:
    """The months of several sites or customers together, oldest first, without a gap between the first and the last."""
    found: dict[str, MonthPoint] = {}
    for points in several:
        for point in points:
            known = found.get(point.month)
            found[point.month] = point if known is None else _both(known, point)
    if not found:
        return ()
    first, last = Month.parsed(min(found)), Month.parsed(max(found))
    labels = [str(first.plus(passed)) for passed in range(last.since(first) + 1)]
    return tuple(found.get(label) or MonthPoint(month=label, whole=False) for label in labels)


def trends_of(points: Sequence[MonthPoint]) -> tuple[Trend, ...]:
    """The last month against the one before it, and the same one a year before."""
    if not points:
        return ()
    now, known = points[-1], {point.month: point for point in points if point.sites}
    month = Month.parsed(now.month)
    before, year = known.get(str(month.plus(-1))), known.get(str(month.plus(-12)))
    return tuple(
        Trend(
            name=name,
            value=_value(now, name),
            previous=None if before is None else _value(before, name),
            change=_change(now, before, name),
            year_before=None if year is None else _value(year, name),
            year_change=_change(now, year, name),
        )
        for name in COMPARED
    )


def _change(now: MonthPoint, earlier: MonthPoint | None, name: str) -> float | None:
    """None against a month that began in its middle: a site's first days are no measure for a whole month.

    None for the rate of a month without visitors, too: a share of nobody has not risen or fallen.
    """
    if name == "conversionRate" and not (now.visitors and earlier is not None and earlier.visitors):
        return None
    return change(_value(now, name), _value(earlier, name)) if earlier is not None and earlier.whole else None


def _value(point: MonthPoint, name: str) -> float:
    if name == "conversionRate":
        return share(point.converting, point.visitors)
    return float(getattr(point, name))


def _both(one: MonthPoint, other: MonthPoint) -> MonthPoint:
    sums = {name: getattr(one, name) + getattr(other, name) for name in (*COUNTS, "sites")}
    return MonthPoint(month=one.month, whole=one.whole or other.whole, **sums)
