"""The combined lift against the holdout."""

import math

import pytest

from code24.errors import CannotAnswer
from code24.experiments.statistics.holdout import combined_rate, combined_revenue
from code24.experiments.statistics.samples import Mean, Proportion
from code24.experiments.statistics.sequential import of_ratio


def test_the_rate_is_told_with_what_it_brought() -> None:
    holdout, optimized = Proportion(5_000, 150), Proportion(95_000, 3_420)
    found = combined_rate(holdout, optimized, planned=100_000)

    assert found.lift == pytest.approx(0.2)
    assert found.extra == pytest.approx(3_420 - 95_000 * 0.03)
    assert found.interval == of_ratio(holdout, optimized, alpha=0.05, planned=100_000).interval
    assert found.extra_interval.lower == pytest.approx(3_420 * (1 - 1 / (1 + found.interval.lower)))
    assert found.extra_interval.lower < found.extra < found.extra_interval.upper


def test_revenue_is_told_with_what_it_brought() -> None:
    holdout, optimized = Mean(5_000, 10_000.0, 800_000.0), Mean(95_000, 228_000.0, 19_000_000.0)
    found = combined_revenue(holdout, optimized, planned=100_000)

    assert found.lift == pytest.approx(0.2)
    assert found.extra == pytest.approx(228_000 - 2 * 95_000)
    assert found.interval.lower < 0.2 < found.interval.upper
    assert (found.interval.lower > 0) == (found.p < 0.05)
    assert found.extra_interval.upper == pytest.approx(found.interval.upper * 2 * 95_000)


def test_too_little_is_refused() -> None:
    with pytest.raises(CannotAnswer):
        combined_rate(Proportion(500, 24), Proportion(9_500, 300), planned=1e4)
    with pytest.raises(CannotAnswer):
        combined_revenue(Mean(500, 0.0, 0.0), Mean(9_500, 300.0, 900.0), planned=1e4)
    with pytest.raises(CannotAnswer):
        combined_revenue(Mean(500, 90.0, 800.0), Mean(9_500, 300.0, 900.0), planned=1e4, paying=3)


def test_an_interval_without_end_stays_without_end() -> None:
    found = combined_rate(Proportion(100, 30), Proportion(100, 30), planned=1e15)

    assert found.interval.upper == math.inf
    assert found.extra_interval == (-math.inf, 30)
    assert found.lift == found.extra == 0
