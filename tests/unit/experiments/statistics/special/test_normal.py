import math
import random

import pytest
from mpmath import mp
from scipy import special

from code24.experiments.statistics.special import norm_cdf, norm_isf, norm_logsf, norm_pdf, norm_ppf, norm_sf

PLACES = [random.Random(1).uniform(-37.0, 37.0) for _ in range(200)] + [-0.0, 1e-9, 1.0, 1.4142, 37.4]


@pytest.mark.parametrize("x", [0.0, 0.5, 1.0, 5.0, 20.0, 37.0])
def test_tails_against_fifty_digits(x: float) -> None:
    with mp.workdps(50):
        truth = mp.erfc(mp.mpf(x) / mp.sqrt(2)) / 2
        assert norm_sf(x) == pytest.approx(float(truth), rel=1e-15)
        assert norm_cdf(-x) == norm_sf(x)
        assert norm_logsf(x) == pytest.approx(float(mp.log(truth)), rel=1e-15)


def test_tails_against_scipy() -> None:
    for x in PLACES:
        assert norm_sf(x) == pytest.approx(special.ndtr(-x), rel=1e-12, abs=0.0)
        assert norm_logsf(x) == pytest.approx(special.log_ndtr(-x), rel=1e-12)
        assert norm_pdf(x) == pytest.approx(math.exp(-x * x / 2) / math.sqrt(2 * math.pi), rel=1e-12)


@pytest.mark.parametrize("x", [50.0, 1_000.0, 1e8])
def test_the_logarithm_goes_on_where_the_tail_underflows(x: float) -> None:
    assert norm_logsf(x) == pytest.approx(float(special.log_ndtr(-x)), rel=1e-13)


def test_quantiles_against_scipy() -> None:
    generator = random.Random(2)
    for _ in range(300):
        p = generator.choice([generator.random(), 10 ** generator.uniform(-300, 0)])
        assert norm_ppf(p) == pytest.approx(special.ndtri(p), rel=1e-12, abs=1e-14)
        assert norm_isf(p) == -norm_ppf(p)


def test_the_ends() -> None:
    assert (norm_ppf(0.0), norm_ppf(0.5), norm_ppf(1.0)) == (-math.inf, 0.0, math.inf)
    assert (norm_sf(math.inf), norm_sf(-math.inf)) == (0.0, 1.0)


@pytest.mark.parametrize("p", [-0.1, 1.1, math.nan])
def test_no_quantile_outside_of_probabilities(p: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        norm_ppf(p)
