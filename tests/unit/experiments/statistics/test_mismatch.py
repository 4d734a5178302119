"""Sample-ratio mismatch: exact values, no false alarms however often one looks, and real drifts are noticed."""

import math

import numpy as np
import pytest
from mpmath import mp
from scipy.special import loggamma
from scipy.stats import chisquare

from code24.errors import InvalidRequest
from code24.experiments.statistics.mismatch import ALERT, anytime_p, chi_square, log_bayes_factor


@pytest.mark.parametrize("users", [(0, 0, 0), (12, 9, 4), (5_000, 3_100, 2_050)])
def test_the_bayes_factor_is_that_of_the_dirichlet_multinomial(users: tuple[int, ...]) -> None:
    shares, concentration = (0.5, 0.3, 0.2), 1_000.0
    want = loggamma(concentration) - loggamma(concentration + sum(users))
    for count, share in zip(users, shares, strict=True):
        prior = concentration * share
        want += loggamma(prior + count) - loggamma(prior) - count * math.log(share)

    assert log_bayes_factor(users, (5, 3, 2)) == pytest.approx(want, abs=1e-8)


def test_looking_after_every_hundred_visitors_raises_few_false_alarms() -> None:
    """The chi-square does in four of ten healthy tests."""
    looks = np.random.default_rng(3).binomial(100, 0.5, (100, 60)).cumsum(axis=1)
    alarms = chi_alarms = 0
    for path in looks:
        p_values = [anytime_p((int(one), 100 * (at + 1) - int(one)), (1, 1)) for at, one in enumerate(path)]
        chi = [chi_square((int(one), 100 * (at + 1) - int(one)), (1, 1))[1] for at, one in enumerate(path)]
        alarms += min(p_values) < ALERT
        chi_alarms += min(chi) < 0.05
    assert alarms <= 3
    assert chi_alarms >= 20


def test_a_drift_is_noticed_and_stays_noticed() -> None:
    found = anytime_p((5_400, 4_600), (0.5, 0.5))

    assert found < 1e-6
    assert anytime_p((50_000, 50_000), (0.5, 0.5), lowest=found) == found


def test_counts_of_hundreds_of_millions_lose_no_digits() -> None:
    users, prior = (300_000_000, 300_060_000), 500
    with mp.workdps(40):
        gained = sum(mp.loggamma(prior + count) - mp.loggamma(prior) for count in users)
        want = gained + mp.loggamma(1_000) - mp.loggamma(1_000 + sum(users)) + sum(users) * mp.log(2)

    assert log_bayes_factor(users, (1, 1)) == pytest.approx(float(want), rel=1e-11)


def test_a_visitor_in_an_arm_without_traffic_is_proof() -> None:
    assert anytime_p((100, 101, 1), (0.5, 0.5, 0.0)) == 0.0
    assert anytime_p((100, 101, 0), (0.5, 0.5, 0.0)) == anytime_p((100, 101), (0.5, 0.5))


def test_the_chi_square_agrees_with_scipy() -> None:
    statistic, p = chi_square((510, 300, 190), (0.5, 0.3, 0.2))
    want = chisquare((510, 300, 190), (500, 300, 200))

    assert statistic == pytest.approx(want.statistic, rel=1e-12)
    assert p == pytest.approx(want.pvalue, rel=1e-11)
    assert chi_square((0, 0), (1, 1)) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("users", "weights", "concentration"),
    [((1,), (1,), 1e3), ((1, 2), (1,), 1e3), ((-1, 2), (1, 1), 1e3), ((1, 2), (0, 0), 1e3), ((1, 2), (1, 1), 0.0)],
)
def test_nonsense_is_refused(users: tuple[int, ...], weights: tuple[float, ...], concentration: float) -> None:
    with pytest.raises(InvalidRequest):
        log_bayes_factor(users, weights, concentration=concentration)
