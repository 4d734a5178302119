from math import comb

import pytest
from scipy import stats

from code24.analytics.surprises import dispersion, higher_count, higher_rate, lower_rate, more_than


@pytest.mark.parametrize(
    ("now", "before"), [((3, 200), [(40, 1_000)]), ((0, 100), [(100, 1_000)]), ((9, 100), [(5, 90)])]
)
def test_rates_are_compared_exactly(now: tuple[int, int], before: list[tuple[int, int]]) -> None:
    count, trials = now
    others, past = before[0]
    share = trials / (trials + past)
    assert lower_rate(now, before) == pytest.approx(stats.binom.cdf(count, count + others, share), rel=1e-9)
    assert higher_rate(now, before) == pytest.approx(stats.binom.sf(count - 1, count + others, share), rel=1e-9)


def test_nothing_to_compare_is_no_surprise() -> None:
    assert lower_rate((0, 0), [(5, 10)]) == lower_rate((0, 10), []) == lower_rate((0, 10), [(0, 10)]) == 1.0
    assert higher_rate((0, 10), [(0, 10)]) == higher_count(10_000, [1] * 6) == 1.0


def test_more_than_a_share() -> None:
    expected = sum(comb(20, k) * 0.25**k * 0.75 ** (20 - k) for k in range(9, 21))
    assert more_than(9, 20, 0.25) == pytest.approx(expected, rel=1e-9)
    assert more_than(0, 20, 0.25) == 1.0
    assert more_than(20, 20, 0.25) == pytest.approx(0.25**20, rel=1e-9)


def test_days_that_differ_more_than_by_chance_make_a_drop_less_surprising() -> None:
    even, uneven = [(50, 1_000)] * 10, [(20, 1_000), (80, 1_000)] * 5
    assert dispersion(even) == 1.0
    assert dispersion(uneven) == pytest.approx(10 * 900 / (1_000 * 0.05 * 0.95) / 9)
    assert lower_rate((20, 1_000), even) < 1e-5
    assert lower_rate((20, 1_000), uneven) > 0.05


def test_a_count_is_judged_by_how_the_days_before_scatter() -> None:
    quiet, wild = [100, 101, 99, 100, 98, 102, 100], [20, 250, 60, 180, 40, 90, 120]
    assert higher_count(220, quiet) < 1e-4
    assert higher_count(220, wild) > 0.05
