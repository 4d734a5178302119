import math
import random

import pytest
from scipy import special

from code24.experiments.statistics.special import norm_sf, t_cdf, t_isf, t_ppf, t_sf


def test_tails_against_scipy() -> None:
    generator = random.Random(1)
    for _ in range(300):
        degrees = 10 ** generator.uniform(0, 8)
        t = generator.choice([generator.uniform(-30, 30), 10 ** generator.uniform(-8, 1)])
        assert t_sf(t, degrees) == pytest.approx(special.stdtr(degrees, -t), rel=1e-9, abs=1e-250)
        assert t_cdf(t, degrees) == t_sf(-t, degrees)


def test_quantiles_against_scipy() -> None:
    generator = random.Random(2)
    for _ in range(150):
        degrees, p = 10 ** generator.uniform(0, 8), 10 ** generator.uniform(-10, -0.31)
        assert t_isf(p, degrees) == pytest.approx(-special.stdtrit(degrees, p), rel=1e-9)
        assert t_ppf(1.0 - p, degrees) == pytest.approx(t_isf(p, degrees), rel=1e-5)


def test_one_degree_is_cauchy() -> None:
    assert t_sf(1.0, 1.0) == pytest.approx(0.25, rel=1e-14)
    assert t_sf(1e200, 1.0) == pytest.approx(1 / math.pi * 1e-200, rel=1e-12)


def test_infinitely_many_degrees_are_normal() -> None:
    assert t_sf(2.0, math.inf) == norm_sf(2.0)
    assert t_sf(2.0, 1e12) == pytest.approx(norm_sf(2.0), rel=1e-11)


def test_the_ends() -> None:
    assert (t_sf(math.inf, 5.0), t_sf(-math.inf, 5.0), t_sf(0.0, 5.0)) == (0.0, 1.0, 0.5)
    assert (t_isf(0.0, 5.0), t_isf(0.5, 5.0), t_isf(1.0, 5.0)) == (math.inf, 0.0, -math.inf)


@pytest.mark.parametrize("degrees", [0.0, -1.0, math.nan])
def test_degrees_are_positive(degrees: float) -> None:
    with pytest.raises(ValueError, match="degrees"):
        t_sf(1.0, degrees)
    with pytest.raises(ValueError, match="degrees"):
        t_isf(0.1, degrees)
