import math
from datetime import timedelta

import pytest

from code24.analytics.models import AnalyticsSettings, GoalDefinition
from code24.experiments.counting import Counted
from code24.experiments.deciding.rule import Decision
from code24.experiments.engine.discoveries import log_e_of, rate_of_discovery
from code24.experiments.engine.judging import GoalOfMetric, looked_at, outcome_of, over_time, weeks_since
from code24.experiments.figures.models import ArmFigures, DayFigures
from code24.experiments.models import Metric, MetricKind, Outcome, Rule, Variant
from code24.types import Goal
from tests.ab_test_fakes import NOW, SITE
from tests.ab_testing import PLAN, example

SETTINGS = AnalyticsSettings(
    site_id=SITE,
    goals=(
        GoalDefinition(name="Calls", type=Goal.LEADS, event="Call*"),
        GoalDefinition(name="Menu", type=Goal.TRAFFIC, path="/menu/"),
    ),
)
FORM, LINK, START = "Form: Submission", "Outbound Link: Click", "Form: Start"


@pytest.mark.parametrize(
    ("metric", "counted"),
    [
        (Metric(), {FORM, LINK, "Call me", "Order"}),
        (Metric(goal_type=Goal.SALES), {FORM, "Order"}),
        (Metric(goal_type=Goal.LEADS), {FORM, "Call me"}),
        (Metric(goal_type=Goal.BOOKINGS), {FORM}),
        (Metric(goal_type=Goal.TRAFFIC), {LINK}),
        (Metric(goal="Calls"), {"Call me"}),
        (Metric(goal=START), {START}),
    ],
)
def test_the_metric_counts_its_goals_by_their_names(metric: Metric, counted: set[str]) -> None:
    is_goal = GoalOfMetric(metric, SETTINGS)
    names = {FORM: 0.0, LINK: 0.0, START: 0.0, "Call me": 0.0, "Order": 12.5, "Scroll": 0.0}
    assert {name for name, revenue in names.items() if is_goal("goal", name, revenue)} == counted
    menu = metric in {Metric(), Metric(goal_type=Goal.TRAFFIC)}
    assert is_goal("exposure", "/menu/", 0.0) is menu, "a goal of the settings that is a view"
    assert not is_goal("exposure", "/", 0.0)


def test_weeks_are_whole_ones() -> None:
    assert [weeks_since(NOW, NOW + timedelta(days=days)) for days in (0, 6.99, 7, 13, 14)] == [0, 0, 1, 1, 2]


def arm(exposed: int, converted: int, **more: float) -> ArmFigures:
    return ArmFigures.model_validate({"exposed": exposed, "converted": converted} | more)


@pytest.mark.parametrize("rule", list(Rule))
def test_every_rule_finds_a_large_effect_and_names_it(rule: Rule) -> None:
    test = example("t000000000001", plan=PLAN.model_copy(update={"rule": rule}))
    found = looked_at(test, Counted((arm(8_000, 400), arm(8_000, 640)), (), 3), NOW, deciding=True, last=False)
    assert found.verdict is not None
    assert outcome_of(found.verdict) == (Outcome.WON, 1)
    assert "“Bread” is better than the control" in found.results.sentence
    [compared] = found.results.comparisons
    assert compared.lift == pytest.approx(0.6)
    assert compared.low is not None
    assert 0 < compared.low < 0.6
    assert compared.chance_to_win > 0.999
    assert found.results.dropped == 3


@pytest.mark.parametrize("rule", list(Rule))
def test_no_rule_decides_between_weeks_nor_with_few_conversions(rule: Rule) -> None:
    test = example("t000000000001", plan=PLAN.model_copy(update={"rule": rule}))
    arms = (arm(8_000, 400), arm(8_000, 640))
    assert looked_at(test, Counted(arms, (), 0), NOW, deciding=False, last=False).verdict is None
    few = looked_at(test, Counted((arm(100, 2), arm(100, 24)), (), 0), NOW, deciding=True, last=False)
    assert few.verdict is not None
    assert outcome_of(few.verdict) is None
    last = looked_at(test, Counted((arm(100, 2), arm(100, 24)), (), 0), NOW, deciding=True, last=True)
    assert last.verdict is not None
    assert last.verdict.decision is Decision.CANNOT_ANSWER
    assert outcome_of(last.verdict) == (Outcome.UNDECIDED, None)


def test_a_worse_variant_leaves_the_control() -> None:
    test = example("t000000000001")
    found = looked_at(test, Counted((arm(15_000, 900), arm(15_000, 600)), (), 0), NOW, deciding=True, last=False)
    assert found.verdict is not None
    assert outcome_of(found.verdict) == (Outcome.LOST, 0)


def test_of_several_variants_the_best_wins_and_each_keeps_its_name() -> None:
    variants = tuple(Variant(name=name) for name in ("Control", "Bread", "Rolls"))
    test = example("t000000000001", variants=variants, traffic_split=(0.4, 0.3, 0.3))
    arms = (arm(16_000, 800), arm(12_000, 640), arm(12_000, 900))
    found = looked_at(test, Counted(arms, (), 0), NOW, deciding=True, last=False)
    assert found.verdict is not None
    assert outcome_of(found.verdict) == (Outcome.WON, 2)
    assert "“Rolls” is better" in found.results.sentence
    assert [each.arm for each in found.results.comparisons] == [1, 2]


def test_revenue_is_compared_per_visitor() -> None:
    test = example("t000000000001", metric=Metric(kind=MetricKind.REVENUE))
    arms = (
        arm(15_000, 700, revenue=35_000.0, revenue_squares=2_000_000.0),
        arm(15_000, 700, revenue=49_000.0, revenue_squares=4_000_000.0),
    )
    found = looked_at(test, Counted(arms, (), 0), NOW, deciding=True, last=False)
    assert found.verdict is not None
    assert outcome_of(found.verdict) == (Outcome.WON, 1)
    assert found.results.comparisons[0].lift == pytest.approx(0.4)
    assert found.results.comparisons[0].chance_to_win > 0.99


def test_what_somebody_would_have_seen_each_day() -> None:
    days = tuple(
        DayFigures(day=NOW.date() + timedelta(days=number), arms=(arm(n, n // 20), arm(n, n // 15)))
        for number, n in enumerate((100, 2_000, 20_000))
    )
    seen = [compared for _, (compared,) in over_time(example("t000000000001"), days)]
    assert seen[0].low is None, "too few conversions"
    widths = [each.high - each.low for each in seen[1:] if each.high is not None and each.low is not None]
    assert widths[0] > widths[1] > 0


def test_a_variant_may_be_called_as_another_one_is_numbered() -> None:
    variants = (Variant(name="Control"), Variant(name="Bread"), Variant(name="Variant 1 again"))
    test = example("t000000000001", variants=variants, traffic_split=(0.4, 0.3, 0.3))
    arms = (arm(16_000, 800), arm(12_000, 640), arm(12_000, 900))
    found = looked_at(test, Counted(arms, (), 0), NOW, deciding=True, last=False)
    assert "“Variant 1 again” is better" in found.results.sentence


def test_a_planned_winner_is_worth_twice_one_over_alpha_against_no_better() -> None:
    """By chance one test in forty names a winner: of eight tests one such winner is within a fifth of false ones."""
    test = example("t000000000001")
    found = looked_at(test, Counted((arm(15_000, 600), arm(15_000, 900)), (), 0), NOW, deciding=True, last=False)
    assert found.verdict is not None
    log_e = log_e_of(test, found.verdict, won=True)
    assert math.exp(log_e) == pytest.approx(40.0)
    assert rate_of_discovery(log_e, [-700.0] * 7) == pytest.approx(0.2)
