"""What a running test decides at its looks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.errors import InvalidRequest
from code24.experiments.deciding.looking import look
from code24.experiments.deciding.rule import Arm, Decision, History, Rule, Verdict
from code24.experiments.models import Rule as RuleName
from code24.experiments.statistics.samples import Mean
from code24.experiments.statistics.sequential import of_ratio

WEEKS = (0.25, 0.5, 0.75, 1.0)
PLANNED = Rule(RuleName.PLANNED, 40_000, WEEKS)
HYBRID, OPEN_ENDED = (replace(PLANNED, name=name) for name in (RuleName.HYBRID, RuleName.OPEN_ENDED))


def looked(rule: Rule, *conversions: int, visitors: int, taken: tuple[int, ...] = (), last: bool = False) -> Verdict:
    """A look at arms of equal size."""
    arms = [Arm.of(visitors, count) for count in conversions]
    return look(rule, History(taken), arms[0], arms[1:], last=last)


def test_a_clear_winner_ends_a_planned_test_at_its_next_look() -> None:
    found = looked(PLANNED, 300, 400, visitors=10_000, taken=(10_000,))

    assert found.decision is Decision.WINNER
    assert found.arm == 1
    assert found.look == 2
    assert found.history == History((10_000, 20_000))
    assert found.lift == pytest.approx(1 / 3)
    assert found.interval is not None
    assert found.interval.lower > 0
    assert found.p is not None
    assert found.p < 0.05
    assert found.sentence.startswith(
        "Variant 1 is better than the control: 400 conversions of 10,000 visitors (4.00 %) against 300 conversions of "
        "10,000 visitors (3.00 %) of the control, a lift of +33.3 % (between +"
    )
    assert "p < 0.001 by the rule “planned” at look 2 of 4 after 20,000 of 40,000 planned visitors" in found.sentence


def test_a_clear_loser_ends_it_too() -> None:
    found = looked(PLANNED, 400, 300, visitors=10_000, taken=(10_000,))

    assert found.decision is Decision.LOSER
    assert found.interval is not None
    assert found.interval.upper < 0
    assert "is worse than the control" in found.sentence


def test_between_planned_looks_nothing_is_decided() -> None:
    """Even what the always-valid interval, which is shown then, would call a winner."""
    found = looked(PLANNED, 300, 500, visitors=9_999, taken=(10_000,))

    assert found.decision is Decision.CONTINUE
    assert found.look is None
    assert found.history == History((10_000,))
    assert not found.comparisons[0].significant
    want = of_ratio(Arm.of(9_999, 300).sample, Arm.of(9_999, 500).sample, alpha=0.05, planned=40_000)  # type: ignore[arg-type]
    assert found.interval == pytest.approx(want.interval)
    assert found.p == pytest.approx(want.p)
    assert found.sentence.endswith("Nothing is decided before the next planned look.")


def test_rates_of_a_large_site_are_said_with_the_digits_that_they_have() -> None:
    found = looked(PLANNED, 300, 400, visitors=10_000_000)

    assert "400 conversions of 10,000,000 visitors (0.0040 %) against 300" in found.sentence
    assert "(0.0030 %) of the control" in found.sentence


def test_one_look_covers_the_planned_looks_that_were_missed() -> None:
    first = looked(PLANNED, 480, 490, visitors=16_000)

    assert first.history == History((32_000,))
    assert looked(PLANNED, 510, 520, visitors=17_000, taken=(32_000,)).look is None
    assert looked(PLANNED, 600, 610, visitors=20_000, taken=(32_000,)).decision is Decision.NO_DIFFERENCE


def test_the_same_visitors_are_no_second_look() -> None:
    assert looked(PLANNED, 300, 320, visitors=10_000, taken=(10_000, 20_000)).look is None


@pytest.mark.parametrize("rule", [PLANNED, HYBRID])
def test_without_a_difference_it_ends_at_the_planned_size(rule: Rule) -> None:
    found = looked(rule, 600, 630, visitors=20_000, taken=(10_000, 20_000, 30_000) if rule is PLANNED else ())

    assert found.decision is Decision.NO_DIFFERENCE
    assert found.decision.ends
    assert "No difference was found" in found.sentence


def test_an_open_ended_test_goes_on_beyond_it_until_it_must_end() -> None:
    assert looked(OPEN_ENDED, 900, 930, visitors=30_000).decision is Decision.CONTINUE
    assert looked(OPEN_ENDED, 900, 930, visitors=30_000, last=True).decision is Decision.NO_DIFFERENCE
    assert looked(OPEN_ENDED, 900, 1_100, visitors=30_000).decision is Decision.WINNER


def test_a_last_look_spends_what_is_left_of_alpha() -> None:
    """At 20,000 of 40,000 visitors the bound would be 2.71; spending everything it is 1.98."""
    usual = looked(PLANNED, 300, 355, visitors=10_000, taken=(10_000,))
    last = looked(PLANNED, 300, 355, visitors=10_000, taken=(10_000,), last=True)

    assert usual.decision is Decision.CONTINUE
    assert last.decision is Decision.WINNER


def test_a_hybrid_tests_once_at_the_planned_size() -> None:
    """z is 2.15: not enough for the sequence, but for a single test at .04."""
    assert looked(HYBRID, 590, 669, visitors=19_900).decision is Decision.CONTINUE
    found = looked(HYBRID, 590, 669, visitors=20_000)

    assert found.decision is Decision.WINNER
    assert found.comparisons[0].z == pytest.approx(2.26, abs=0.01)
    assert found.p == pytest.approx(0.0238 / 0.8, abs=5e-4)


@pytest.mark.parametrize("rule", [PLANNED, HYBRID, OPEN_ENDED])
def test_nothing_is_decided_with_too_few_conversions(rule: Rule) -> None:
    """However large the difference, and no look is spent on it."""
    waiting = looked(rule, 24, 200, visitors=5_000)
    ended = looked(rule, 24, 200, visitors=5_000, last=True)

    assert waiting.decision is Decision.CONTINUE
    assert waiting.history == History()
    assert ended.decision is Decision.CANNOT_ANSWER
    assert "24 conversions, and 25 are the least" in ended.sentence


@pytest.mark.parametrize("rule", [PLANNED, HYBRID, OPEN_ENDED])
@given(one=st.integers(25, 2_000), other=st.integers(25, 2_000), visitors=st.integers(5_000, 30_000))
def test_interval_p_and_decision_agree(rule: Rule, one: int, other: int, visitors: int) -> None:
    found = looked(rule, one, other, visitors=visitors)
    compared = found.comparisons[0]

    excluded = compared.interval.lower > 0 or compared.interval.upper < 0
    if rule is not PLANNED or found.look:
        assert excluded == compared.significant == (compared.p <= 0.05)
        assert (found.decision is Decision.WINNER) == (excluded and other > one)
        assert (found.decision is Decision.LOSER) == (excluded and other < one)
    assert compared.interval.lower <= compared.lift <= compared.interval.upper


def test_a_test_that_everybody_converts_in_ends_with_a_plain_sentence() -> None:
    found = looked(PLANNED, 100, 100, visitors=100, last=True)

    assert found.decision is Decision.CANNOT_ANSWER
    assert found.sentence == (
        "The test ends after 200 visitors without an answer: Everybody converted in both arms, so nothing says how "
        "exact the rates are."
    )


def test_several_arms_share_alpha_and_the_largest_lift_wins() -> None:
    rule = replace(PLANNED, planned=60_000, weights=(1.0, 1.0, 1.0))
    found = looked(rule, 300, 380, 420, visitors=10_000)

    assert found.decision is Decision.WINNER
    assert found.arm == 2
    assert [each.significant for each in found.comparisons] == [True, True]
    # Alone it would be significant, but not as one of two.
    alone = looked(PLANNED, 300, 367, visitors=10_000)
    shared = looked(rule, 300, 367, 300, visitors=10_000)
    assert alone.decision is Decision.WINNER
    assert shared.decision is Decision.CONTINUE
    assert shared.comparisons[0].p == pytest.approx(2 * alone.comparisons[0].p, rel=0.02)


def test_an_arm_that_loses_does_not_end_the_test_of_the_others() -> None:
    rule = replace(OPEN_ENDED, planned=60_000, weights=(1.0, 1.0, 1.0))
    found = looked(rule, 400, 250, 410, visitors=10_000)

    assert found.decision is Decision.CONTINUE
    assert [each.significant for each in found.comparisons] == [True, False]
    assert looked(rule, 400, 250, 260, visitors=10_000).decision is Decision.LOSER


def test_an_arm_that_cannot_be_compared_yet_hides_no_figures_of_the_others() -> None:
    rule = replace(PLANNED, planned=60_000, weights=(1.0, 1.0, 1.0))
    found = looked(rule, 300, 500, 12, visitors=10_000)

    assert found.decision is Decision.CONTINUE
    assert [each.arm for each in found.comparisons] == [1]
    assert not found.comparisons[0].significant


def test_revenue_is_compared_on_the_absolute_scale() -> None:
    control, treatment = Arm(Mean(10_000, 20_000.0, 1_000_000.0), 300), Arm(Mean(10_000, 26_000.0, 1_400_000.0), 320)
    found = look(PLANNED, History(), control, [treatment])

    assert found.decision is Decision.WINNER
    assert found.lift == pytest.approx(0.3)
    assert found.interval is not None
    assert found.interval.lower + found.interval.upper == pytest.approx(0.6)
    assert "2.60 a visitor (10,000 visitors) against 2.00 a visitor" in found.sentence


def test_a_control_without_revenue_cannot_be_compared() -> None:
    control, treatment = Arm(Mean(10_000, 0.0, 0.0), 30), Arm(Mean(10_000, 26_000.0, 1_400_000.0), 320)

    assert look(PLANNED, History(), control, [treatment], last=True).decision is Decision.CANNOT_ANSWER


def test_arms_that_are_not_the_rules_are_refused() -> None:
    with pytest.raises(InvalidRequest):
        looked(PLANNED, 300, 310, 320, visitors=10_000)


@pytest.mark.parametrize(
    "changed",
    [
        {"looks": ()},
        {"looks": (0.5, 0.9)},
        {"looks": (0.5, 0.5, 1.0)},
        {"planned": 0},
        {"alpha": 0.0},
        {"weights": (1.0,)},
        {"weights": (1.0, 0.0)},
    ],
)
def test_a_rule_that_is_none_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(InvalidRequest):
        replace(PLANNED, **changed)  # type: ignore[arg-type]
