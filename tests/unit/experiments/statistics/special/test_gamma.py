import math
import random

import pytest
from mpmath import mp
from scipy import special

from code24.experiments.statistics.special import chi2_sf, incomplete_gamma
from code24.experiments.statistics.special.gamma import deviance, stirling_rest


def test_chi_square_against_scipy() -> None:
    generator = random.Random(1)
    for _ in range(300):
        degrees = generator.choice([generator.randint(1, 30), 10 ** generator.uniform(0, 5)])
        x = abs(degrees + math.sqrt(2 * degrees) * generator.uniform(-6, 30))
        assert chi2_sf(x, degrees) == pytest.approx(special.chdtrc(degrees, x), rel=1e-10, abs=1e-290)


@pytest.mark.parametrize(
    ("shape", "x"), [(0.5, 0.01), (2.0, 2.5), (19.9, 20.5), (20.0, 3.0), (20.0, 90.0), (5e5, 5.01e5)]
)
def test_against_thirty_digits(shape: float, x: float) -> None:
    with mp.workdps(30):
        # DLMF 8.7.1, whose parts are all positive.
        part = whole = 1 / mp.mpf(shape)
        count = 0
        while part > whole * mp.mpf(10) ** -28:
            count += 1
            part *= x / (shape + mp.mpf(count))
            whole += part
        lower = whole * mp.exp(shape * mp.log(x) - x - mp.loggamma(shape))
        assert incomplete_gamma(shape, x) == pytest.approx((float(lower), float(1 - lower)), rel=1e-11)


def test_the_ends() -> None:
    assert incomplete_gamma(3.0, 0.0) == (0.0, 1.0)
    assert incomplete_gamma(3.0, math.inf) == (1.0, 0.0)
    with pytest.raises(ValueError, match="positive"):
        chi2_sf(1.0, 0.0)


@pytest.mark.parametrize("z", [1e-3, 0.5, 1.0, 7.99, 8.0, 1e3, 1e8])
def test_the_rest_of_stirling(z: float) -> None:
    with mp.workdps(40):
        exact = mp.loggamma(z) - ((mp.mpf(z) - 0.5) * mp.log(z) - z + mp.log(2 * mp.pi) / 2)
    assert stirling_rest(z) == pytest.approx(float(exact), rel=1e-12)


@pytest.mark.parametrize(("observed", "mean"), [(3e6, 3e6 + 1.0), (5.0, 7.0), (5.0, 5e-9), (5.0, 5e9), (100.0, 101.0)])
def test_a_deviance_keeps_its_digits(observed: float, mean: float) -> None:
    with mp.workdps(40):
        x, m = mp.mpf(observed), mp.mpf(mean)
        assert deviance(observed, mean, 1.0) == pytest.approx(float(x * mp.log(x / m) + m - x), rel=1e-14)
