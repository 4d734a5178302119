import statistics

import pytest

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.statistics.samples import (
    Adjusted,
    Mean,
    Proportion,
    Ratio,
    covariance,
    require_units,
    require_variance,
)

AMOUNTS, VISITS = [0.0, 0.0, 3.5, 12.0, 7.25, 0.0], [1.0, 2.0, 2.0, 5.0, 3.0, 1.0]


def mean_of(amounts: list[float]) -> Mean:
    return Mean(len(amounts), sum(amounts), sum(amount * amount for amount in amounts))


def products(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_a_share() -> None:
    arm = Proportion(200, 30)

    assert (arm.units, arm.mean, arm.unadjusted_mean) == (200, 0.15, 0.15)
    assert arm.variance == pytest.approx(0.15 * 0.85)
    assert Proportion(0, 0).mean == 0.0


def test_a_mean_is_that_of_its_amounts() -> None:
    arm = mean_of(AMOUNTS)

    assert arm.mean == pytest.approx(statistics.mean(AMOUNTS))
    assert arm.variance == pytest.approx(statistics.variance(AMOUNTS))
    assert (Mean(1, 5.0, 25.0).variance, Mean(0, 0.0, 0.0).mean) == (0.0, 0.0)


def test_a_covariance_is_that_of_its_pairs() -> None:
    found = covariance(6, sum(AMOUNTS), sum(VISITS), products(AMOUNTS, VISITS))

    assert found == pytest.approx(statistics.covariance(AMOUNTS, VISITS))


def test_a_ratio_varies_as_its_linearised_units() -> None:
    ratio = sum(AMOUNTS) / sum(VISITS)
    arm = Ratio(
        units=6,
        numerator_sum=sum(AMOUNTS),
        numerator_sum_squares=products(AMOUNTS, AMOUNTS),
        denominator_sum=sum(VISITS),
        denominator_sum_squares=products(VISITS, VISITS),
        product_sum=products(AMOUNTS, VISITS),
    )
    linearised = [(a - ratio * v) / statistics.mean(VISITS) for a, v in zip(AMOUNTS, VISITS, strict=True)]

    assert arm.mean == arm.unadjusted_mean == pytest.approx(ratio)
    assert arm.variance == pytest.approx(statistics.variance(linearised))
    assert Ratio(3, 1.0, 1.0, 0.0, 0.0, 0.0).variance == 0.0
    assert Ratio(3, 1.0, 1.0, 0.0, 0.0, 0.0).mean == 0.0


def test_an_adjusted_mean_varies_as_its_rests() -> None:
    arm = Adjusted(mean_of(AMOUNTS), mean_of(VISITS), products(AMOUNTS, VISITS), theta=1.5)
    rests = [a - 1.5 * v for a, v in zip(AMOUNTS, VISITS, strict=True)]

    assert arm.mean == pytest.approx(statistics.mean(rests))
    assert arm.unadjusted_mean == pytest.approx(statistics.mean(AMOUNTS))
    assert arm.variance == pytest.approx(statistics.variance(rests))


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Proportion(-1, 0), "visitors"),
        (lambda: Proportion(10, -1), "conversions"),
        (lambda: Proportion(10, 11), "conversions"),
        (lambda: Mean(10, float("nan"), 1.0), "sum"),
        (lambda: Mean(10, 1.0, float("inf")), "sum_squares"),
        (lambda: Mean(10, 1.0, -1.0), "sum_squares"),
        (lambda: Ratio(-2, 1.0, 1.0, 1.0, 1.0, 1.0), "units"),
        (lambda: Adjusted(Mean(3, 1.0, 1.0), Mean(4, 1.0, 1.0), 1.0, 0.5), "before"),
        (lambda: Adjusted(Mean(3, 1.0, 1.0), Mean(3, 1.0, 1.0), 1.0, float("nan")), "theta"),
    ],
)
def test_figures_that_cannot_be(make: object, field: str) -> None:
    assert callable(make)
    with pytest.raises(InvalidRequest) as refusal:
        make()
    assert refusal.value.field == field


def test_refusals_name_their_reason() -> None:
    with pytest.raises(CannotAnswer) as refusal:
        require_units(Proportion(10, 1), Proportion(0, 0))
    assert refusal.value.because == "no-units"
    with pytest.raises(CannotAnswer) as refusal:
        require_variance(Proportion(10, 1), Proportion(10, 10))
    assert refusal.value.because == "no-variance"
    # The sum of squares is smaller than it could be: the variance would be negative.
    with pytest.raises(CannotAnswer):
        require_variance(Mean(10, 100.0, 1.0), Mean(10, 1.0, 5.0))
