"""Months against earlier ones."""

from code24.reports.calendar import Month
from code24.reports.monthly.models import MonthPoint
from code24.reports.monthly.trends import added_points, point_of, trends_of
from tests.unit.reports.monthly.months import figures


def point(month: str, visitors: int, converting: int = 0, *, sites: int = 1) -> MonthPoint:
    return MonthPoint(month=month, visitors=visitors, converting=converting, sites=sites)


def test_a_month_is_the_sum_of_its_days() -> None:
    found = point_of(Month(2026, 11), [figures(10, converting=2), figures(5)], whole=False)
    assert found == MonthPoint(
        month="2026-11", visitors=15, visits=15, views=30, completions=2, converting=2, sites=1, whole=False
    )


def test_the_last_month_is_compared_with_the_one_before_and_the_year_before() -> None:
    points = added_points([[point("2025-11", 50, 5), point("2026-10", 200, 10), point("2026-11", 100, 10)]])
    visitors, *_, rate = trends_of(points)
    assert (visitors.value, visitors.previous, visitors.change) == (100, 200, -50.0)
    assert (visitors.year_before, visitors.year_change) == (50, 100.0)
    assert (rate.name, rate.value, rate.previous, rate.change) == ("conversionRate", 0.1, 0.05, 100.0)


def test_without_a_site_in_the_month_before_nothing_is_compared() -> None:
    [visitors, *_] = trends_of([point("2026-11", 100)])
    assert (visitors.previous, visitors.change, visitors.year_before) == (None, None, None)


def test_what_began_at_nothing_has_no_change_in_percent() -> None:
    [visitors, *_] = trends_of([point("2026-10", 0), point("2026-11", 100)])
    assert (visitors.previous, visitors.change) == (0, None)


def test_a_rate_of_nobody_is_not_compared() -> None:
    for before, now in ((0, 100), (100, 0), (0, 0)):
        *_, rate = trends_of([point("2026-10", before), point("2026-11", now)])
        assert (rate.name, rate.change) == ("conversionRate", None)


def test_sites_are_added_month_by_month_without_gaps() -> None:
    found = added_points([[point("2026-09", 1), point("2026-11", 3)], [point("2026-11", 30)]])
    assert [(each.month, each.visitors, each.sites) for each in found] == [
        ("2026-09", 1, 1),
        ("2026-10", 0, 0),
        ("2026-11", 33, 2),
    ]
    assert added_points([]) == ()


def test_a_month_that_began_in_its_middle_is_told_and_not_compared_with() -> None:
    part = point("2026-10", 20).model_copy(update={"whole": False})
    [visitors, *_] = trends_of([part, point("2026-11", 100)])
    assert (visitors.previous, visitors.change) == (20, None)
