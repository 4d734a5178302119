"""One site's month, by its own calendar."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from code24.analytics.models import AnalyticsSettings, GoalDefinition
from code24.analytics.querying.answering import Asked, aggregate, breakdown, goals, vitals
from code24.analytics.querying.ranges import Period
from code24.analytics.querying.workers import Question, ask
from code24.reports.calendar import Month
from code24.reports.monthly.making.site import MOST_CYCLES, site_month
from code24.reports.monthly.models import SiteFile
from code24.types import Goal
from tests.ab_testing import example
from tests.unit.reports.monthly.cycles import cycle, fix, keep
from tests.unit.reports.monthly.months import DUE, NOVEMBER, OWNER, SITE, Platform, figures


@pytest.fixture
def platform() -> Platform:
    made = Platform()
    made.add_customer()
    made.add_site()
    return made


def made(platform: Platform, month: Month = NOVEMBER, at: datetime = DUE) -> SiteFile:
    return site_month(platform.sites.get(SITE), month, at, **platform.ports(site_month))


def test_its_figures_are_those_that_the_api_answers_for_the_same_days(platform: Platform) -> None:
    goal = GoalDefinition(name="Never reached", type=Goal.SALES, path="/thanks")
    platform.site_analytics.put(AnalyticsSettings(site_id=SITE, timezone="Europe/Berlin", goals=(goal,)))
    platform.add_days(
        NOVEMBER,
        lambda day: figures(
            100 + day.day, converting=day.day % 4, source=f"Source {day.day % 3}", lcp=1_000 + 90 * day.day
        ),
        timezone="Europe/Berlin",
    )
    found = made(platform)
    question = Question(Period.CUSTOM, date(2026, 11, 1), date(2026, 11, 30))
    platform.clock.moment = DUE

    def answer(of: Callable[[Asked], Any]) -> Any:
        return ask(SITE, OWNER, question, of, **platform.ports(ask))

    assert found.audience.figures == answer(aggregate).figures
    assert found.audience.sources == answer(lambda asked: breakdown(asked, "source", 25, 1)).rows
    assert found.audience.channels == answer(lambda asked: breakdown(asked, "channel", 25, 1)).rows
    assert found.audience.vitals == answer(lambda asked: vitals(asked, 1)).measures
    view = answer(goals)
    assert (found.audience.goals, found.audience.types) == (view.goals, view.types)
    assert [each.name for each in found.audience.goals] == ["Form: Submission", "Never reached"]
    assert found.audience.figures.visitors == sum(100 + day for day in range(1, 31))
    assert (found.timezone, found.days, found.range.first, found.range.last) == (
        "Europe/Berlin", 30, date(2026, 11, 1), date(2026, 11, 30)
    )  # fmt: skip


def test_a_month_without_a_visitor_is_one_of_zeros(platform: Platform) -> None:
    found = made(platform)
    assert (found.audience.figures.visitors, found.audience.figures.conversion_rate, found.days) == (0, 0.0, 0)
    assert (found.audience.sources, found.audience.goals, found.audience.vitals) == ((), (), ())
    assert found.lift.lift is None
    assert [point.month for point in found.history.months] == ["2026-09", "2026-10", "2026-11"]
    assert {forecast.value for forecast in found.history.forecasts} == {None}


def test_a_site_that_was_made_in_the_month_has_no_earlier_one(platform: Platform) -> None:
    platform.sites.records[SITE] = platform.sites.get(SITE).model_copy(
        update={"created_at": datetime(2026, 11, 17, 23, 30, tzinfo=UTC)}
    )
    platform.site_analytics.put(AnalyticsSettings(site_id=SITE, timezone="Asia/Tokyo"))
    platform.add_days(NOVEMBER, lambda day: figures(10 * (day.day >= 18)), timezone="Asia/Tokyo")
    found = made(platform)
    assert found.since == date(2026, 11, 18)
    [point] = found.history.months
    assert (point.visitors, point.whole) == (130, False)
    assert found.history.trends[0].previous is None


def test_earlier_months_are_counted_again_from_their_days_two_years_back(platform: Platform) -> None:
    platform.sites.records[SITE] = platform.sites.get(SITE).model_copy(
        update={"created_at": datetime(2023, 5, 5, tzinfo=UTC)}
    )
    for back in range(30):
        month = NOVEMBER.plus(-back)
        platform.add_days(month, lambda _, back=back: figures(100 + back))  # type: ignore[misc]
    found = made(platform)
    assert [point.month for point in found.history.months][:1] == ["2024-11"]
    assert len(found.history.months) == 25
    visitors = found.history.trends[0]
    assert (visitors.value, visitors.previous, visitors.year_before) == (3_000, 31 * 101, 30 * 112)
    assert found.history.forecasts[0].method in {"drift", "seasonal-naive"}


@pytest.mark.parametrize(("zone", "hours"), [("America/New_York", 721), ("Europe/Berlin", 720), ("UTC", 720)])
def test_months_with_a_change_of_clocks_are_those_of_the_site(platform: Platform, zone: str, hours: int) -> None:
    """Cycles of the month's first and last hour count, those of an hour earlier and later do not."""
    platform.site_analytics.put(AnalyticsSettings(site_id=SITE, timezone=zone))
    begins = datetime(2026, 11, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    for number, hour in enumerate((-1, 0, hours - 1, hours), 1):
        at = datetime.fromtimestamp(begins.timestamp() + 3_600 * hour, UTC)
        keep(cycle(number, at, fix(str(number))), SITE, platform.jobs, platform.optimizations)
    found = made(platform).fixes
    assert (found.cycles, found.kinds[0].fixes) == (2, 2)


def test_of_very_many_cycles_the_first_and_the_last_are_read(platform: Platform) -> None:
    for number in range(1, 61):
        at = datetime(2026, 11, 1 + number // 3, number % 3, tzinfo=UTC)
        keep(
            cycle(number, at, fix("1"), before=number, after=100 - number / 10),
            SITE,
            platform.jobs,
            platform.optimizations,
        )
    found = made(platform).fixes
    assert (found.cycles, found.unread) == (60, 60 - MOST_CYCLES)
    assert (found.scores[1].before, found.scores[1].after) == (1, 94)


def test_a_result_that_is_not_kept_any_more_is_no_failure(platform: Platform) -> None:
    keep(cycle(1, datetime(2026, 11, 5, tzinfo=UTC)), SITE, platform.jobs, platform.optimizations)
    platform.optimizations.delete_all(SITE)
    assert (made(platform).fixes.cycles, made(platform).fixes.unread) == (1, 1)


def test_all_pages_of_tests_are_looked_through(platform: Platform) -> None:
    for number in range(120):
        created = datetime(2026, 11, 1, number % 24, number // 24, tzinfo=UTC)
        platform.tests.create(example(f"t{number:012d}", created_at=created, start=created))
    assert len(made(platform).experiments) == 120


def test_the_lift_is_that_of_the_holdout(platform: Platform) -> None:
    platform.add_days(NOVEMBER, lambda _: figures(1_000, converting=60, held=(50, 2)))
    lift = made(platform).lift
    assert (lift.holdout_visitors, lift.holdout_converting, lift.visitors, lift.converting) == (
        1_500,
        60,
        28_500,
        1_740,
    )
    assert lift.lift == pytest.approx((1_740 / 28_500) / (60 / 1_500) - 1, abs=1e-6)
    assert lift.low is not None
    assert lift.high is not None
    assert lift.low < lift.lift < lift.high
    assert lift.sentence.startswith("Those who see the optimized website convert at 6.11%, the holdout at 4.00%")


def test_late_events_change_the_figures_that_follow_from_them_and_no_other(platform: Platform) -> None:
    platform.add_days(NOVEMBER, lambda _: figures(10))
    keep(cycle(1, datetime(2026, 11, 5, tzinfo=UTC)), SITE, platform.jobs, platform.optimizations)
    before = json.loads(made(platform).model_dump_json())
    [late] = platform.rollups.days(SITE, date(2026, 11, 30), date(2026, 11, 30))
    platform.rollups.put(late.model_copy(update={"figures": figures(11)}))
    after = json.loads(made(platform).model_dump_json())
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"audience", "history", "lift", "sums"}
    assert after["audience"]["figures"]["visitors"] == 301


def test_days_of_a_former_time_zone_are_counted(platform: Platform) -> None:
    platform.site_analytics.put(AnalyticsSettings(site_id=SITE, timezone="Asia/Tokyo"))
    platform.add_days(NOVEMBER, lambda _: figures(10), timezone="UTC")
    platform.add_days(Month(2026, 10), lambda _: figures(10), timezone="UTC")
    assert made(platform).former_zone_days == 30
    platform.add_days(NOVEMBER, lambda _: figures(10), timezone="Asia/Tokyo")
    assert made(platform).former_zone_days == 0
