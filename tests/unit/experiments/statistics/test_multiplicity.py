import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from code24.errors import InvalidRequest
from code24.experiments.statistics.multiplicity import (
    benjamini_hochberg,
    benjamini_yekutieli,
    bonferroni,
    e_benjamini_hochberg,
    holm,
    rejected,
)

P_VALUES = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=12)


@given(P_VALUES)
def test_false_discovery_rates_against_scipy(p_values: list[float]) -> None:
    assert benjamini_hochberg(p_values) == pytest.approx(stats.false_discovery_control(p_values), rel=1e-12)
    by = stats.false_discovery_control(p_values, method="by")
    assert benjamini_yekutieli(p_values) == pytest.approx(by, rel=1e-12)


@given(P_VALUES)
def test_one_adjustment_is_stricter_than_the_other(p_values: list[float]) -> None:
    orders = zip(p_values, benjamini_hochberg(p_values), holm(p_values), bonferroni(p_values), strict=True)
    for plain, hochberg, step_down, strict in orders:
        assert plain <= hochberg * (1 + 1e-12)
        assert hochberg <= step_down * (1 + 1e-12)
        assert step_down <= strict <= 1.0


def test_holm_steps_down() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(st.lists(st.floats(0.0, 1e12), min_size=1, max_size=12), st.sampled_from([0.05, 0.2]))
def test_e_values_are_discovered_as_defined(e_values: list[float], rate: float) -> None:
    count = len(e_values)
    ranked = sorted(e_values, reverse=True)
    enough = [k for k in range(1, count + 1) if ranked[k - 1] >= count / (k * rate)]
    least = ranked[max(enough) - 1] if enough else math.inf

    assert rejected(e_benjamini_hochberg(e_values), rate) == [e >= least for e in e_values]


def test_a_p_value_at_the_rate_is_a_discovery() -> None:
    for count in range(1, 20):
        assert rejected(bonferroni([0.05 / count] * count), 0.05) == [True] * count
    assert rejected(bonferroni([0.0500001]), 0.05) == [False]


def test_no_tests_at_all() -> None:
    assert holm([]) == benjamini_hochberg([]) == benjamini_yekutieli([]) == bonferroni([]) == []


@pytest.mark.parametrize("wrong", [-0.1, 1.5, math.nan])
def test_what_is_no_p_value(wrong: float) -> None:
    for adjust in (bonferroni, holm, benjamini_hochberg, benjamini_yekutieli):
        with pytest.raises(InvalidRequest, match="p-values"):
            adjust([0.5, wrong])
    if not wrong > 0:
        with pytest.raises(InvalidRequest, match="e-values"):
            e_benjamini_hochberg([2.0, wrong])
