import math
from datetime import date, timedelta

import pytest

from code24.analytics.models import DayRollup
from code24.experiments.models import AbTestPlan, Metric, MetricKind, Rule
from code24.experiments.planning import (
    PLAUSIBLE,
    Refusal,
    Traffic,
    inflation,
    open_ended_inflation,
    planned,
    traffic_of_days,
)
from code24.types import Goal

METRIC = Metric()


def plan(visitors: int, converting: int, **named: object) -> AbTestPlan:
    found = planned(Traffic(28, visitors, converting, 0.0, 0.0), METRIC, **named)  # type: ignore[arg-type]
    assert isinstance(found, AbTestPlan), found
    return found


def test_enough_traffic_gets_a_planned_test_of_whole_weeks() -> None:
    found = plan(28_000, 840)
    assert found.rule is Rule.PLANNED
    # A single look would need 24,193; eight looks a bit more.
    assert found.visitors_per_arm == pytest.approx(24_193 * inflation(8, 0.05, 0.8), rel=0.01)
    assert found.expected_days == 56
    assert found.looks == 8
    assert found.longest_days == 70
    assert "15% more than 3.00%" in found.sentence


def test_more_traffic_takes_less_time_and_never_less_than_a_week() -> None:
    days = [plan(visitors, visitors // 20).expected_days for visitors in (28_000, 100_000, 1_000_000)]
    assert days == sorted(days, reverse=True)
    assert days[-1] == 7


def test_little_traffic_gets_an_open_ended_test_of_twelve_weeks() -> None:
    found = plan(2_800, 280)
    assert found.rule is Rule.OPEN_ENDED
    assert (found.longest_days, found.visitors_per_arm) == (84, 4_200)


@pytest.mark.parametrize(("visitors", "converting"), [(2_800, 84), (280, 8)])
def test_too_little_is_refused_with_what_it_needs_and_what_could_be_seen(visitors: int, converting: int) -> None:
    found = planned(Traffic(28, visitors, converting, 0.0, 0.0), METRIC)
    assert isinstance(found, Refusal)
    assert found.figures["needed_per_arm"] > found.figures["expected_per_arm"]
    assert found.figures["detectable"] > PLAUSIBLE
    assert f"{int(found.figures['expected_per_arm']):,} are expected" in found.sentence


@pytest.mark.parametrize("traffic", [Traffic(0, 0, 0, 0, 0), Traffic(28, 1_000, 0, 0, 0)])
def test_nothing_to_compare_is_refused(traffic: Traffic) -> None:
    found = planned(traffic, METRIC)
    assert isinstance(found, Refusal)
    assert "nothing to compare" in found.sentence


@pytest.mark.parametrize(("visitors", "converting"), [(28_000, 28_000), (28_000_000, 27_999_999)])
@pytest.mark.parametrize("rule", [None, *Rule])
def test_a_goal_that_everybody_reaches_is_refused(visitors: int, converting: int, rule: Rule | None) -> None:
    found = planned(Traffic(28, visitors, converting, 0.0, 0.0), METRIC, rule=rule)
    assert isinstance(found, Refusal)
    assert f"{converting:,} of the {visitors:,} visitors" in found.sentence


def test_a_high_rate_is_planned_with_the_effect_that_it_has_room_for() -> None:
    found = plan(28_000, 26_600)
    assert found.minimum_effect == pytest.approx(0.05263, abs=1e-5)
    assert found.sentence.startswith("To see 5.26% more than 95.00% ")


def test_a_named_rule_is_kept_or_refused() -> None:
    assert plan(28_000, 840, rule=Rule.HYBRID).rule is Rule.HYBRID
    assert isinstance(planned(Traffic(28, 2_800, 280, 0.0, 0.0), METRIC, rule=Rule.PLANNED), Refusal)


def test_more_arms_and_less_coverage_take_longer() -> None:
    assert plan(100_000, 5_000, arms=3).expected_days > plan(100_000, 5_000).expected_days
    assert plan(100_000, 5_000, coverage=0.5).expected_days > plan(100_000, 5_000).expected_days


def test_revenue_is_planned_by_its_variance() -> None:
    metric = Metric(kind=MetricKind.REVENUE)
    even = planned(Traffic(28, 28_000, 1_400, 70_000.0, 4_000_000.0), metric)
    wild = planned(Traffic(28, 28_000, 1_400, 70_000.0, 8_000_000.0), metric)
    assert isinstance(even, AbTestPlan)
    assert even.baseline == 2.5
    assert isinstance(wild, Refusal) or wild.visitors_per_arm > even.visitors_per_arm


def test_looking_costs_visitors() -> None:
    assert inflation(1, 0.05, 0.8) == pytest.approx(1.0, abs=1e-6)
    assert 1.0 < inflation(4, 0.05, 0.8) < inflation(12, 0.05, 0.8) < 1.15
    assert open_ended_inflation(0.05, 0.8) == pytest.approx(1.915, abs=1e-3)
    assert math.isfinite(open_ended_inflation(0.01, 0.9))


def days(count: int, empty: int = 0) -> list[DayRollup]:
    first = date(2026, 3, 1)
    figures = {
        "totals": {"visitors": 100, "converting": 10},
        "types": {"leads": [6, 9]},
        "goals": {"leads": {"Call": {"row": [4, 5], "revenue": {}}}},
        "pages": {"/": [80, 90, 1, 1, 1, 1, 1], "/a/": [20, 20, 1, 1, 1, 1, 1]},
        "holdout": {"others": {"revenue": {"EUR": 50_000_000}, "squares": {"EUR": 2_500.0}}},
    }
    return [
        DayRollup(
            site_id="s000000000001", day=first + timedelta(days=number), timezone="UTC",
            figures={} if number < empty else figures,
        )
        for number in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("metric", "paths", "expected"),
    [
        (Metric(), (), (1_000, 100)),
        (Metric(goal_type=Goal.LEADS), (), (1_000, 60)),
        (Metric(goal="Call"), (), (1_000, 40)),
        (Metric(goal="Nothing"), (), (1_000, 0)),
        (Metric(), ("/a/index.html", "/a/"), (200, 20)),
        (Metric(goal_type=Goal.SALES), (), (1_000, 0)),
    ],
)
def test_traffic_is_read_from_the_days(metric: Metric, paths: tuple[str, ...], expected: tuple[int, int]) -> None:
    found = traffic_of_days(days(10), metric, paths)
    assert (found.visitors, found.converting) == expected
    assert found.days == 10


def test_days_before_the_first_visitor_are_no_days() -> None:
    found = traffic_of_days(days(10, empty=6), METRIC)
    assert (found.days, found.per_day) == (4, 100.0)
    assert (found.revenue, found.revenue_squares) == (200.0, 10_000.0)
    assert traffic_of_days([], METRIC).per_day == 0.0


def test_uneven_arms_need_more_visitors_for_the_same_power() -> None:
    """The variance of a lift goes with 1/n of both arms: at 80 to 20 it takes 1.5625 times as many in all."""
    even, uneven = plan(280_000, 14_000, rule=Rule.HYBRID), plan(280_000, 14_000, rule=Rule.HYBRID, weights=(0.8, 0.2))
    assert uneven.visitors_per_arm == pytest.approx(1.5625 * even.visitors_per_arm, rel=1e-3)
    assert plan(280_000, 14_000, rule=Rule.HYBRID, weights=(0.5, 0.5)) == even


def test_the_sentence_tells_the_visitors_of_the_test_and_not_of_the_site() -> None:
    assert "at 2,000 visitors a day that takes" in plan(280_000, 14_000, coverage=0.2).sentence
    assert "To see 1.5% more than" in plan(28_000_000, 1_400_000, minimum_effect=0.015).sentence
