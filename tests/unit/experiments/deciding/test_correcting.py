"""The corrected lift of what a rule found."""

from dataclasses import replace

import pytest

from code24.experiments.deciding.correcting import corrected_lift
from code24.experiments.deciding.looking import look
from code24.experiments.deciding.rule import Arm, Decision, History, Rule
from code24.experiments.models import Rule as RuleName
from code24.experiments.statistics.samples import Mean

RULE = Rule(RuleName.PLANNED, 40_000, (0.25, 0.5, 0.75, 1.0))


@pytest.mark.parametrize("name", RuleName)
def test_a_winner_is_told_smaller(name: RuleName) -> None:
    rule = replace(RULE, name=name)
    control, treatment = Arm.of(15_000, 450), Arm.of(15_000, 570)
    verdict = look(rule, History((10_000, 20_000)), control, [treatment])
    found = corrected_lift(rule, verdict.history, control, treatment, 1)

    assert verdict.decision is Decision.WINNER
    assert verdict.lift is not None
    assert found is not None
    assert 0.0 < found < verdict.lift - 0.02


def test_a_loser_is_told_less_bad() -> None:
    control, treatment = Arm.of(15_000, 540), Arm.of(15_000, 450)
    verdict = look(RULE, History((10_000, 20_000)), control, [treatment])
    found = corrected_lift(RULE, verdict.history, control, treatment, 1)

    assert verdict.decision is Decision.LOSER
    assert verdict.lift is not None
    assert found is not None
    assert verdict.lift < found <= 0


@pytest.mark.parametrize("visitors", [20_000, 23_000])
def test_the_last_look_of_a_plan_and_one_beyond(visitors: int) -> None:
    control, treatment = Arm.of(visitors, visitors * 3 // 100), Arm.of(visitors, visitors * 35 // 1000)
    verdict = look(RULE, History((10_000, 20_000, 30_000)), control, [treatment])
    found = corrected_lift(RULE, verdict.history, control, treatment, 1)

    assert verdict.decision is Decision.WINNER
    assert found is not None
    assert 0.05 < found < verdict.lift  # type: ignore[operator]


@pytest.mark.parametrize("name", [RuleName.PLANNED, RuleName.HYBRID])
def test_a_winner_of_a_test_whose_time_was_over_early_is_told_smaller_as_well(name: RuleName) -> None:
    """Its bound is that of the last look, and not the one that it would have met on the way."""
    rule = replace(RULE, name=name)
    control, treatment = Arm.of(7_000, 210), Arm.of(7_000, 258)
    verdict = look(rule, History((10_000,)), control, [treatment], last=True)
    found = corrected_lift(rule, verdict.history, control, treatment, 1)

    assert verdict.decision is Decision.WINNER
    assert verdict.lift is not None
    assert found is not None
    assert 0.0 <= found < verdict.lift - 0.02


def test_revenue_is_corrected_on_its_own_scale() -> None:
    control, treatment = Arm(Mean(10_000, 20_000.0, 1_000_000.0), 300), Arm(Mean(10_000, 26_000.0, 1_400_000.0), 320)
    verdict = look(RULE, History(), control, [treatment])
    found = corrected_lift(RULE, verdict.history, control, treatment, 1)

    assert found is not None
    assert 0.1 < found < 0.3


def test_what_cannot_be_compared_has_none() -> None:
    assert corrected_lift(RULE, History(), Arm.of(100, 3), Arm.of(100, 9), 1) is None
