import math
import random
from collections.abc import Iterator

import pytest
from mpmath import mp
from scipy import special

from code24.experiments.statistics.special import beta_cdf, beta_isf, beta_ppf, beta_sf, incomplete_beta, log_beta


def parameters(seed: int, count: int) -> Iterator[tuple[float, float, float]]:
    """Parameters from fractions to a hundred million, and a place within ten standard deviations of the mean."""
    generator = random.Random(seed)
    for _ in range(count):
        a, b = 10 ** generator.uniform(-0.5, 8), 10 ** generator.uniform(-0.5, 8)
        mean = a / (a + b)
        x = mean + generator.uniform(-10, 10) * math.sqrt(mean * (1 - mean) / (a + b + 1))
        yield a, b, min(max(x, mean / 1_000), 1 - (1 - mean) / 1_000)


def test_both_tails_against_scipy() -> None:
    for a, b, x in parameters(1, 300):
        assert beta_cdf(a, b, x) == pytest.approx(special.betainc(a, b, x), rel=2e-11, abs=1e-290)
        assert beta_sf(a, b, x) == pytest.approx(special.betaincc(a, b, x), rel=2e-11, abs=1e-290)


@pytest.mark.parametrize(("a", "b", "x"), [(1, 5, 0.3), (3.5, 0.5, 0.999), (25, 40, 0.2), (301, 9_701, 0.0312)])
def test_against_forty_digits(a: float, b: float, x: float) -> None:
    with mp.workdps(40):
        assert beta_cdf(a, b, x) == pytest.approx(float(mp.betainc(a, b, 0, x, regularized=True)), rel=1e-13)
        assert log_beta(a, b) == pytest.approx(float(mp.log(mp.beta(a, b))), rel=1e-14)


def test_the_mirror_image_swaps_tails() -> None:
    mirrored = incomplete_beta(90.0, 30.0, 0.8, 0.2)[::-1]
    assert incomplete_beta(30.0, 90.0, 0.2, 0.8) == pytest.approx(mirrored, rel=1e-14)


def test_log_beta_does_not_cancel() -> None:
    # ln Γ(1e8) is 1.7e9, of which doubles know the seventh decimal.
    with mp.workdps(40):
        truth = float(mp.loggamma(1e8) + mp.loggamma(2.5) - mp.loggamma(mp.mpf(1e8) + 2.5))
    assert log_beta(1e8, 2.5) == pytest.approx(truth, rel=1e-14)


def test_quantiles_against_scipy() -> None:
    generator = random.Random(3)
    for a, b, _ in parameters(3, 100):
        p = generator.choice([generator.random(), 10 ** generator.uniform(-12, -1)])
        assert beta_ppf(a, b, p) == pytest.approx(special.betaincinv(a, b, p), rel=1e-9)
        assert beta_isf(a, b, p) == pytest.approx(special.betainccinv(a, b, p), rel=1e-9)


def test_the_ends() -> None:
    assert (beta_cdf(2, 3, 0.0), beta_cdf(2, 3, 1.0)) == (0.0, 1.0)
    assert (beta_ppf(2, 3, 0.0), beta_ppf(2, 3, 1.0)) == (0.0, 1.0)
    assert beta_ppf(1, 1, 0.25) == pytest.approx(0.25, rel=1e-14)
