import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from code24.errors import CannotAnswer
from code24.experiments.statistics import proportions
from code24.experiments.statistics.samples import Proportion

ARMS = st.integers(1, 10**8).flatmap(lambda n: st.integers(0, n).map(lambda k: Proportion(n, k)))


@given(ARMS, st.sampled_from([0.05, 0.01, 0.2]))
def test_intervals_of_a_share_against_scipy(arm: Proportion, alpha: float) -> None:
    reference = stats.binomtest(arm.conversions, arm.visitors)
    for ours, method in ((proportions.exact_interval, "exact"), (proportions.wilson_interval, "wilson")):
        low, high = reference.proportion_ci(1 - alpha, method=method)
        found = ours(arm, alpha=alpha)
        assert found == pytest.approx((low, high), rel=1e-8, abs=1e-13)
        assert 0.0 <= found.lower <= arm.mean <= found.upper <= 1.0


def test_the_pooled_test_is_the_square_root_of_chi_square() -> None:
    control, treatment = Proportion(820, 71), Proportion(790, 95)
    table = [[arm.conversions, arm.visitors - arm.conversions] for arm in (control, treatment)]
    reference = stats.chi2_contingency(table, correction=False)

    found = proportions.pooled_test(control, treatment)
    assert found.z == pytest.approx(math.sqrt(reference.statistic), rel=1e-12)
    assert found.p == pytest.approx(reference.pvalue, rel=1e-10)


def test_a_loser_has_a_negative_statistic() -> None:
    control, treatment = Proportion(1_000, 80), Proportion(1_000, 50)

    for test in (proportions.pooled_test, proportions.unpooled_test, proportions.score_test):
        assert test(control, treatment).z == pytest.approx(-test(treatment, control).z)
        assert test(control, treatment).z < 0.0


@given(ARMS, ARMS)
def test_newcombe_covers_the_difference_and_stays_inside(control: Proportion, treatment: Proportion) -> None:
    low, high = proportions.newcombe_interval(control, treatment)

    assert -1.0 - 1e-12 <= low <= treatment.mean - control.mean <= high <= 1.0 + 1e-12


def test_the_ratio_mirrors() -> None:
    control, treatment = Proportion(5_000, 150), Proportion(5_100, 180)
    low, high = proportions.ratio_interval(control, treatment)

    assert proportions.ratio_interval(treatment, control) == pytest.approx((1 / high, 1 / low))
    assert low < treatment.mean / control.mean < high


def test_refusals() -> None:
    nobody, everybody, some, empty = Proportion(9, 0), Proportion(9, 9), Proportion(9, 4), Proportion(0, 0)

    for test in (proportions.pooled_test, proportions.unpooled_test, proportions.score_test):
        for pair in ((nobody, nobody), (everybody, everybody), (empty, some)):
            with pytest.raises(CannotAnswer):
                test(*pair)
    with pytest.raises(CannotAnswer):
        proportions.unpooled_test(nobody, everybody)
    with pytest.raises(CannotAnswer):
        proportions.wald_interval(nobody, everybody)
    with pytest.raises(CannotAnswer):
        proportions.ratio_interval(nobody, some)
    for interval in (proportions.wilson_interval, proportions.exact_interval):
        with pytest.raises(CannotAnswer):
            interval(empty)
