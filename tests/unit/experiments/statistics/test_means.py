import random
import statistics

import pytest
from scipy import stats

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.statistics.effects import effect
from code24.experiments.statistics.means import t_test, welch_test
from code24.experiments.statistics.samples import Mean, Proportion


def drawn(seed: int, count: int, deviation: float) -> list[float]:
    generator = random.Random(seed)
    return [generator.gauss(5.0, deviation) for _ in range(count)]


def mean_of(amounts: list[float]) -> Mean:
    return Mean(len(amounts), sum(amounts), sum(amount * amount for amount in amounts))


@pytest.mark.parametrize(("first", "second", "alpha"), [(3, 40, 0.05), (200, 90, 0.01), (2, 2, 0.2)])
def test_welch_against_scipy(first: int, second: int, alpha: float) -> None:
    one, other = drawn(1, first, 1.0), drawn(2, second, 3.0)
    reference = stats.ttest_ind(other, one, equal_var=False)
    ends = reference.confidence_interval(1 - alpha)

    found = welch_test(mean_of(one), mean_of(other), alpha=alpha)
    assert (found.statistic, found.degrees) == pytest.approx((reference.statistic, reference.df), rel=1e-9)
    assert found.p == pytest.approx(reference.pvalue, rel=1e-9)
    assert found.interval == pytest.approx((ends.low, ends.high), rel=1e-8)


def test_relative_effects_agree_with_simulation() -> None:
    control, treatment = Mean(400, 2_000.0, 10_400.0), Mean(300, 1_650.0, 9_300.0)
    found = effect(control, treatment, "relative")

    generator = random.Random(3)
    below, above = (control.variance / 400) ** 0.5, (treatment.variance / 300) ** 0.5
    ratios = [generator.gauss(5.5, above) / generator.gauss(5.0, below) - 1.0 for _ in range(40_000)]
    assert found.estimate == pytest.approx(0.1)
    assert found.standard_error == pytest.approx(statistics.stdev(ratios), rel=0.02)


def test_a_test_on_shares() -> None:
    found = t_test(Proportion(1_000, 30), Proportion(1_000, 39), "relative")

    assert found.estimate == pytest.approx(0.3)
    assert found.interval.lower < 0.0 < found.interval.upper
    assert found.p == pytest.approx(0.3337611748564755, rel=1e-9)


def test_a_significant_interval_leaves_out_nothing() -> None:
    for conversions in range(30, 90, 4):
        found = t_test(Proportion(1_000, 30), Proportion(1_000, conversions), "absolute")
        assert (found.p < 0.05) == (found.interval.lower > 0.0)


@pytest.mark.parametrize("scale", ["absolute", "relative"])
@pytest.mark.parametrize(
    ("control", "treatment"),
    [
        (Proportion(0, 0), Proportion(10, 1)),
        (Proportion(10, 1), Proportion(0, 0)),
        (Proportion(10, 0), Proportion(10, 1)),
        (Proportion(10, 1), Proportion(10, 10)),
        (Proportion(1, 1), Proportion(1, 0)),
        (Mean(5, 0.0, 7.0), Mean(5, 1.0, 7.0)),
    ],
)
def test_refusals(control: Proportion, treatment: Proportion, scale: str) -> None:
    with pytest.raises(CannotAnswer):
        t_test(control, treatment, scale)  # type: ignore[arg-type]


def test_welch_bears_one_arm_without_variance() -> None:
    steady, varied = Mean(10, 50.0, 250.0), Mean(10, 60.0, 380.0)

    assert welch_test(steady, varied).degrees == pytest.approx(9.0)
    with pytest.raises(CannotAnswer):
        welch_test(steady, steady)
    with pytest.raises(CannotAnswer, match="two units"):
        welch_test(Mean(1, 5.0, 25.0), varied)


@pytest.mark.parametrize("alpha", [0.0, 1.0, -0.1, float("nan")])
def test_an_alpha_is_a_rate(alpha: float) -> None:
    with pytest.raises(InvalidRequest, match="alpha"):
        t_test(Proportion(10, 1), Proportion(10, 2), "absolute", alpha=alpha)
