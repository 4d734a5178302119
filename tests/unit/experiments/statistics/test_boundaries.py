"""The boundaries of Howard et al.: consistency; their values are in the vectors."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaln

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.statistics.boundaries import bernoulli_interval, normal_log_mixture, normal_mixture_bound


@given(st.floats(1e-3, 1e9), st.floats(1e-6, 0.4), st.floats(1e-2, 1e7), st.booleans())
def test_at_the_bound_the_mixture_reaches_one_over_alpha(v: float, alpha: float, v_opt: float, one_sided: bool) -> None:
    bound = normal_mixture_bound(v, alpha=alpha, v_opt=v_opt, one_sided=one_sided)

    assert normal_log_mixture(bound, v, v_opt=v_opt, one_sided=one_sided) == pytest.approx(-math.log(alpha), rel=1e-9)


def test_a_one_sided_bound_is_tighter() -> None:
    one, two = (normal_mixture_bound(900.0, alpha=0.05, v_opt=1_000.0, one_sided=sided) for sided in (True, False))

    assert 0 < one < two


@given(st.integers(1, 10**7), st.floats(0, 1), st.sampled_from([0.01, 0.05, 0.2]))
def test_the_interval_of_a_share_holds_it(trials: int, share: float, alpha: float) -> None:
    successes = round(trials * share)
    lower, upper = bernoulli_interval(successes, trials, alpha=alpha, t_opt=5_000)

    assert 0 <= lower <= successes / trials <= upper <= 1


def test_the_ends_are_where_the_mixture_reaches_one_over_alpha() -> None:
    weight = 5_000 / (-2 * math.log(0.05) + math.log(1 - 2 * math.log(0.05))) - 1
    for p in bernoulli_interval(30, 1_000, alpha=0.05, t_opt=5_000):
        mixed = betaln(weight * (1 - p) + 970, weight * p + 30) - betaln(weight * (1 - p), weight * p)
        assert mixed - 30 * math.log(p) - 970 * math.log1p(-p) == pytest.approx(-math.log(0.05), rel=1e-8)


def test_nothing_and_everything_leave_one_side_open() -> None:
    assert bernoulli_interval(0, 500, alpha=0.05, t_opt=500).lower == 0
    assert bernoulli_interval(500, 500, alpha=0.05, t_opt=500).upper == 1


def test_nonsense_is_refused() -> None:
    with pytest.raises(CannotAnswer):
        bernoulli_interval(0, 0, alpha=0.05, t_opt=100)
    with pytest.raises(InvalidRequest):
        bernoulli_interval(6, 5, alpha=0.05, t_opt=100)
    with pytest.raises(InvalidRequest):
        normal_mixture_bound(1.0, alpha=1.5, v_opt=1.0, one_sided=False)
    with pytest.raises(InvalidRequest):
        normal_mixture_bound(1.0, alpha=0.05, v_opt=1.0, alpha_opt=0.6, one_sided=True)
    with pytest.raises(InvalidRequest):
        normal_log_mixture(1.0, 1.0, v_opt=0.0, one_sided=False)
