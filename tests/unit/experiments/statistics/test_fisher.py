from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from code24.experiments.statistics.fisher import fisher_test
from code24.experiments.statistics.samples import Proportion

ARMS = st.integers(0, 40).flatmap(lambda n: st.integers(0, n).map(lambda k: Proportion(n, k)))


@given(ARMS, ARMS)
def test_against_all_tables(control: Proportion, treatment: Proportion) -> None:
    whole = control.conversions + treatment.conversions
    ways = [comb(control.visitors, k) * comb(treatment.visitors, whole - k) for k in range(whole + 1)]
    at_most = sum(way for way in ways if way <= ways[control.conversions])

    assert fisher_test(control, treatment) == pytest.approx(float(Fraction(at_most, sum(ways))), rel=1e-11)


@pytest.mark.parametrize(
    ("control", "treatment"),
    [
        (Proportion(10_000, 300), Proportion(10_000, 345)),
        (Proportion(400, 372), Proportion(400, 400)),
        (Proportion(37_941, 38), Proportion(110, 37)),
    ],
)
def test_against_scipy(control: Proportion, treatment: Proportion) -> None:
    table = [[arm.conversions, arm.visitors - arm.conversions] for arm in (control, treatment)]

    assert fisher_test(control, treatment) == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-9)


def test_large_counts_agree_with_the_normal_test() -> None:
    found = fisher_test(Proportion(10**8, 3_000_000), Proportion(10**8, 3_005_000))

    assert found == pytest.approx(0.0382, abs=0.001)
