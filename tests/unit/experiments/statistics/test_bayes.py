import math
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.statistics.bayes import Prior, compare_arms, compare_rates, posterior
from code24.experiments.statistics.samples import Proportion


def exact_chance(low: Proportion, high: Proportion) -> Fraction:
    """P(rate of `high` > rate of `low`) under flat priors, in fractions (Miller's finite sum)."""
    a, b = low.conversions + 1, low.visitors - low.conversions + 1
    c, d = high.conversions + 1, high.visitors - high.conversions + 1

    def beta(x: int, y: int) -> Fraction:
        return Fraction(math.factorial(x - 1) * math.factorial(y - 1), math.factorial(x + y - 1))

    return sum((beta(a + i, b + d) / ((d + i) * beta(1 + i, d) * beta(a, b)) for i in range(c)), Fraction(0))


def arms(most: int) -> st.SearchStrategy[Proportion]:
    return st.integers(0, most).flatmap(lambda n: st.integers(0, n).map(lambda k: Proportion(n, k)))


@settings(max_examples=40, deadline=None)
@given(arms(60), arms(60))
def test_chances_against_fractions(control: Proportion, treatment: Proportion) -> None:
    found = compare_arms([control, treatment])

    truth = float(exact_chance(control, treatment))
    assert found.chance_to_beat_control == [pytest.approx(truth, rel=1e-10)]
    assert found.chance_to_be_best == pytest.approx([float(1 - exact_chance(control, treatment)), truth], rel=1e-10)


@pytest.mark.parametrize("units", [3, 100, 10**5, 10**8])
def test_equal_arms_are_equal(units: int) -> None:
    arm = Proportion(units, units // 3)
    found = compare_rates(arm, arm)

    assert found.chance_to_beat_control == pytest.approx(0.5, rel=1e-9)
    assert found.expected_loss_choose_control == pytest.approx(found.expected_loss_choose_treatment, rel=1e-9)
    assert found.difference_interval.lower == pytest.approx(-found.difference_interval.upper, rel=1e-7)


def test_figures_against_sampling() -> None:
    control, treatment = Proportion(120, 11), Proportion(90, 14)
    found = compare_rates(control, treatment, prior=Prior(2.0, 20.0), level=0.9)

    generator = random.Random(1)
    pairs = [(generator.betavariate(13, 129), generator.betavariate(16, 96)) for _ in range(60_000)]
    differences = sorted(t - c for c, t in pairs)
    lifts = sorted(t / c - 1 for c, t in pairs)
    mean = math.fsum(max(d, 0.0) for d in differences) / len(pairs)
    assert found.chance_to_beat_control == pytest.approx(sum(d > 0 for d in differences) / len(pairs), abs=0.007)
    assert found.expected_loss_choose_control == pytest.approx(mean, rel=0.02)
    assert found.difference_interval == pytest.approx([differences[3_000], differences[57_000]], abs=0.002)
    assert found.lift_interval == pytest.approx([lifts[3_000], lifts[57_000]], abs=0.06)


def test_a_chance_of_almost_nothing_has_digits() -> None:
    # P(p_C > p_T) for 0 of n against n of n is 1 / C(2n + 2, n + 1).
    found = compare_rates(Proportion(40, 0), Proportion(40, 40))

    assert found.chance_control_better == pytest.approx(1 / math.comb(82, 41), rel=1e-9)
    assert found.chance_to_beat_control == pytest.approx(1.0, rel=1e-12)
    assert 0.0 < found.expected_loss_choose_treatment < 1e-25


@settings(max_examples=15, deadline=None)
@given(arms(10**8), arms(10**8), st.sampled_from([Prior(), Prior(0.5, 0.5), Prior(30.0, 970.0)]))
def test_figures_fit_together_at_any_size(control: Proportion, treatment: Proportion, prior: Prior) -> None:
    found = compare_rates(control, treatment, prior=prior)

    assert found.chance_to_beat_control + found.chance_control_better == pytest.approx(1.0, rel=1e-9)
    lost = found.expected_loss_choose_control - found.expected_loss_choose_treatment
    gap = found.posterior_mean_treatment - found.posterior_mean_control
    assert lost == pytest.approx(gap, rel=1e-7, abs=1e-15)
    for interval in (found.credible_interval_control, found.credible_interval_treatment, found.difference_interval):
        assert interval.lower < interval.upper
    assert found.difference_interval.lower < gap < found.difference_interval.upper
    assert (found.lift_interval is None) == (control.conversions < 5)


def test_of_three_arms() -> None:
    found = compare_arms([Proportion(1_000, 30), Proportion(1_000, 30), Proportion(1_000, 30)])

    assert found.chance_to_be_best == pytest.approx([1 / 3] * 3, rel=1e-9)
    assert found.chance_to_beat_control == pytest.approx([0.5, 0.5], rel=1e-9)
    assert len({round(loss, 12) for loss in found.expected_loss}) == 1


def test_several_chances_sum_to_one() -> None:
    found = compare_arms([Proportion(900, 20), Proportion(10, 1), Proportion(50_000, 1_300), Proportion(0, 0)])

    assert sum(found.chance_to_be_best) == pytest.approx(1.0, rel=1e-10)


def test_without_visitors_the_prior_speaks() -> None:
    found = compare_rates(Proportion(0, 0), Proportion(0, 0))

    assert found.credible_interval_control == pytest.approx((0.025, 0.975), rel=1e-12)
    # The difference of two uniform rates is triangular.
    assert found.difference_interval.upper == pytest.approx(1 - math.sqrt(0.05), rel=1e-6)
    assert found.lift_interval is None


def test_arms_that_are_worlds_apart_under_a_light_prior() -> None:
    found = compare_rates(Proportion(10**8, 0), Proportion(10**8, 10**8), prior=Prior(0.1, 0.1))

    assert found.chance_to_beat_control == pytest.approx(1.0)
    assert 0.0 <= found.chance_control_better < 1e-200
    assert found.expected_loss_choose_control == pytest.approx(1.0, abs=1e-8)


def test_what_cannot_be_asked() -> None:
    arm = Proportion(10, 1)
    with pytest.raises(CannotAnswer, match="1 arms"):
        compare_arms([arm])
    with pytest.raises(InvalidRequest, match="at least"):
        posterior(arm, Prior(0.0, 1.0))
    with pytest.raises(InvalidRequest, match="level"):
        compare_rates(arm, arm, level=1.0)
