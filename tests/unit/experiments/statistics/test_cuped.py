import random
import statistics

import pytest

from code24.errors import CannotAnswer
from code24.experiments.statistics.cuped import Observed, adjusted_test, theta_of
from code24.experiments.statistics.means import t_test
from code24.experiments.statistics.samples import Mean


def mean_of(amounts: list[float]) -> Mean:
    return Mean(len(amounts), sum(amounts), sum(amount * amount for amount in amounts))


def arm(seed: int, lift: float, noise: float, count: int = 500) -> tuple[Observed, list[float], list[float]]:
    generator = random.Random(seed)
    before = [generator.gauss(20.0, 6.0) for _ in range(count)]
    after = [0.8 * amount + lift + generator.gauss(0.0, noise) for amount in before]
    products = sum(a * b for a, b in zip(after, before, strict=True))
    return Observed(mean_of(after), mean_of(before), products), before, after


def test_theta_is_the_slope_of_all_units() -> None:
    control, first_before, first_after = arm(1, 0.0, 2.0)
    treatment, second_before, second_after = arm(2, 0.5, 2.0)

    slope = statistics.linear_regression(first_before + second_before, first_after + second_after).slope
    assert theta_of(control, treatment) == pytest.approx(slope, rel=1e-9)


def test_what_was_before_takes_variance_away() -> None:
    control, before, after = arm(1, 0.0, 2.0)
    treatment, *_ = arm(2, 0.5, 2.0)
    found = adjusted_test(control, treatment, "absolute")

    correlation = statistics.correlation(before, after)
    assert found.variance_reduction == pytest.approx(correlation**2, abs=0.03)
    assert found.adjusted.estimate == pytest.approx(0.5, abs=4 * found.adjusted.standard_error)
    assert found.adjusted.standard_error < 0.5 * found.unadjusted.standard_error
    assert found.unadjusted == t_test(control.after, treatment.after, "absolute")


def test_without_variance_before_nothing_is_adjusted() -> None:
    nothing = Mean(50, 0.0, 0.0)
    control = Observed(Mean(50, 100.0, 300.0), nothing, 0.0)
    found = adjusted_test(control, Observed(Mean(50, 110.0, 330.0), nothing, 0.0), "relative")

    assert (found.theta, found.variance_reduction) == (0.0, 0.0)
    assert found.adjusted == found.unadjusted


def test_refusals() -> None:
    empty = Observed(Mean(0, 0.0, 0.0), Mean(0, 0.0, 0.0), 0.0)
    control, *_ = arm(1, 0.0, 2.0)
    for pair in ((empty, empty), (control, empty), (empty, control)):
        with pytest.raises(CannotAnswer):
            adjusted_test(*pair, "absolute")
