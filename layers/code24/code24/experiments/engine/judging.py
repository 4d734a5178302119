"""What a look at a test sees: figures in, a verdict and results out. Pure."""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings
from code24.analytics.rollups.goals import FORM_GOALS, SUBMISSION, GoalRules
from code24.errors import CannotAnswer
from code24.experiments.counting import Counted
from code24.experiments.deciding.correcting import corrected_lift
from code24.experiments.deciding.looking import look
from code24.experiments.deciding.rule import Arm, Decision, History, Rule, Verdict
from code24.experiments.figures.models import ArmFigures, Comparison, DayFigures, Results
from code24.experiments.models import AbTest, Metric, MetricKind, Outcome
from code24.experiments.models import Rule as RuleName
from code24.experiments.planning import WEEK
from code24.experiments.statistics.bayes import compare_rates
from code24.experiments.statistics.gaussian import effect_posterior
from code24.experiments.statistics.mismatch import anytime_p
from code24.experiments.statistics.samples import Mean, Proportion

_VARIANT = re.compile(r"Variant (\d+) ")
"""How the rules call a variant, whose name they do not know."""


class GoalOfMetric:
    """Whether a goal is one that a metric counts, as far as its name and its revenue tell: rows have no props."""

    def __init__(self, metric: Metric, settings: AnalyticsSettings) -> None:
        self._metric, self._rules, self._known = metric, GoalRules(settings), dict[tuple[str, str, bool], bool]()

    def __call__(self, kind: str, name: str, revenue: float) -> bool:
        """Whether a goal, or the view of a page (`exposure`), counts; a form that was sent does for every type."""
        key = kind, name, revenue > 0
        if key not in self._known:
            self._known[key] = self._is(*key)
        return self._known[key]

    def _is(self, kind: str, name: str, paid: bool) -> bool:
        metric = self._metric
        if kind == "goal" and metric.goal == name:
            return True
        event = Event("", "", 0, "", "goal", name, "", revenue=1.0 if paid else None)
        if kind == "exposure":
            event = Event("", "", 0, "", "view", "pageview", name)
        found = self._rules.completions(event)
        if metric.goal is not None:
            return any(each.name == metric.goal for each in found)
        if metric.goal_type is None:
            return bool(found)
        if kind == "goal" and name == SUBMISSION and metric.goal_type.value in FORM_GOALS.values():
            return True
        return any(each.type == metric.goal_type.value for each in found)


class Look(NamedTuple):
    """A look at a test."""

    results: Results
    verdict: Verdict | None
    """None where nothing may be decided now."""


def weeks_since(start: datetime, now: datetime) -> int:
    """Whole weeks that a test runs."""
    return (now - start) // timedelta(days=WEEK)


def rule_of(test: AbTest) -> Rule:
    """The rule that a test named when it started."""
    plan = test.plan
    looks = tuple((index + 1) / plan.looks for index in range(plan.looks))
    return Rule(
        name=plan.rule,
        planned=plan.visitors_per_arm * len(test.variants),
        looks=looks,
        alpha=plan.alpha,
        weights=test.traffic_split,
    )


def looked_at(test: AbTest, counted: Counted, now: datetime, *, deciding: bool, last: bool) -> Look:
    """Look at a test's figures; a decision is possible where `deciding` says so, and has to be made if `last`."""
    control, *treatments = (_arm(test.metric, figures) for figures in counted.arms)
    users = [figures.exposed for figures in counted.arms]
    lowest = test.results.mismatch if test.results else 1.0
    rule, verdict = rule_of(test), None
    shown = Rule(RuleName.OPEN_ENDED, rule.planned, (1.0,), rule.alpha, rule.weights)
    if deciding or last:
        verdict = look(rule, History(test.taken), control, treatments, last=last)
    seen = verdict or look(shown, History(), control, treatments)
    results = Results(
        at=now,
        arms=counted.arms,
        comparisons=tuple(_comparison(test.metric, counted.arms, each, seen) for each in range(1, len(counted.arms))),
        mismatch=stored(anytime_p(users, test.traffic_split, lowest=lowest)) if sum(users) else lowest,
        dropped=counted.dropped,
        days=counted.days,
        sentence=_named(test, seen.sentence),
    )
    return Look(results, verdict)


def over_time(test: AbTest, days: tuple[DayFigures, ...]) -> list[tuple[DayFigures, tuple[Comparison, ...]]]:
    """Each day's comparisons with the always-valid interval that somebody would have seen then."""
    rule = rule_of(test)
    shown = Rule(RuleName.OPEN_ENDED, rule.planned, (1.0,), rule.alpha, rule.weights)
    found = []
    for day in days:
        control, *treatments = (_arm(test.metric, figures) for figures in day.arms)
        seen = look(shown, History(), control, treatments)
        found.append((day, tuple(_comparison(test.metric, day.arms, arm, seen) for arm in range(1, len(day.arms)))))
    return found


def with_corrected_lifts(test: AbTest, results: Results, verdict: Verdict) -> Results:
    """The results at a decision, with the lifts of what was found without the part by which it overstates itself."""
    rule, arms = rule_of(test), [_arm(test.metric, figures) for figures in results.arms]
    found = {each.arm for each in verdict.comparisons if each.significant}
    comparisons = tuple(
        each.model_copy(
            update={"corrected_lift": corrected_lift(rule, verdict.history, arms[0], arms[each.arm], each.arm)}
        )
        if each.arm in found
        else each
        for each in results.comparisons
    )
    return results.model_copy(update={"comparisons": comparisons})


def outcome_of(verdict: Verdict) -> tuple[Outcome, int | None] | None:
    """How a test ends with a verdict, and with which arm (0 is the control); None where it goes on."""
    match verdict.decision:
        case Decision.CONTINUE:
            return None
        case Decision.WINNER:
            return Outcome.WON, verdict.arm
        case Decision.LOSER:
            return Outcome.LOST, 0
        case _:
            return Outcome.UNDECIDED, None


def _named(test: AbTest, sentence: str) -> str:
    return _VARIANT.sub(lambda found: f"“{test.variants[int(found[1])].name}” ", sentence)


def _arm(metric: Metric, figures: ArmFigures) -> Arm:
    if metric.kind is MetricKind.REVENUE:
        return Arm(Mean(figures.exposed, figures.revenue, figures.revenue_squares), figures.converted)
    return Arm.of(figures.exposed, figures.converted)


def _comparison(metric: Metric, arms: tuple[ArmFigures, ...], number: int, seen: Verdict) -> Comparison:
    """One variant in figures; what cannot be said yet is left open."""
    control, variant = arms[0], arms[number]
    chance, loss = map(stored, _bayesian(metric, control, variant))
    for each in seen.comparisons:
        if each.arm == number:
            return Comparison(
                arm=number,
                lift=stored(each.lift),
                low=_finite(each.interval.lower),
                high=_finite(each.interval.upper),
                p_value=stored(each.p),
                chance_to_win=chance,
                expected_loss=loss,
            )
    base, value = _per_visitor(metric, control), _per_visitor(metric, variant)
    lift = value / base - 1 if base else 0.0
    return Comparison(arm=number, lift=stored(lift), p_value=1.0, chance_to_win=chance, expected_loss=loss)


def _bayesian(metric: Metric, control: ArmFigures, variant: ArmFigures) -> tuple[float, float]:
    """The chance that the variant is better, and what is lost per visitor if it is chosen and is not."""
    if metric.kind is MetricKind.CONVERSION:
        found = compare_rates(
            Proportion(control.exposed, control.converted), Proportion(variant.exposed, variant.converted)
        )
        return found.chance_to_beat_control, found.expected_loss_choose_treatment
    try:
        posterior = effect_posterior(
            Mean(control.exposed, control.revenue, control.revenue_squares),
            Mean(variant.exposed, variant.revenue, variant.revenue_squares),
            "absolute",
        )
    except CannotAnswer:
        return 0.5, 0.0
    return posterior.chance_to_win, posterior.loss_of_treatment


def _per_visitor(metric: Metric, figures: ArmFigures) -> float:
    whole = figures.revenue if metric.kind is MetricKind.REVENUE else figures.converted
    return whole / figures.exposed if figures.exposed else 0.0


def _finite(value: float) -> float | None:
    return stored(value) if -1e100 < value < 1e100 else None


def stored(value: float) -> float:
    """A figure as it is kept: twelve digits behind the point, as no table holds probabilities of 1e-200."""
    return round(value, 12)
