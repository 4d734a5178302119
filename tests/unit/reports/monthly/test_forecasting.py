"""What the next month is expected to bring."""

from math import cos, pi
from random import Random

import pytest

from code24.reports.monthly.forecasting import Expected, drift, expected, forecasts_of, seasonal_naive
from code24.reports.monthly.models import MonthPoint


def points(values: list[int], *, whole: bool = True) -> tuple[MonthPoint, ...]:
    return tuple(
        MonthPoint(month=f"{2024 + at // 12}-{at % 12 + 1:02}", visitors=value, sites=1, whole=whole or at > 0)
        for at, value in enumerate(values)
    )


def found_of(values: list[float]) -> Expected:
    found = expected(values)
    assert found is not None
    return found


def test_drift_by_hand() -> None:
    """Slope 8/5; squared residuals .16 + 6.76 + 5.76 + 6.76 + 5.76 = 25.2, over 6 - 2; t(.1, 4) = 1.533, t(.025, 4) =
    2.776."""
    found = drift([10, 12, 11, 15, 14, 18])
    assert found.value == pytest.approx(19.6)
    assert found.error == pytest.approx((25.2 / 4 * 1.2) ** 0.5)
    assert found.interval(0.80) == pytest.approx((19.6 - 4.215611, 19.6 + 4.215611), abs=1e-5)
    assert found.interval(0.95) == pytest.approx((19.6 - 7.633971, 19.6 + 7.633971), abs=1e-5)


def test_the_seasonal_naive_method_by_hand() -> None:
    """Of 14 months the residuals are those of two: 3 and -1, so s² = 10 / 2."""
    values = [10.0, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 13, 19]
    found = seasonal_naive(values)
    assert found.value == 30
    assert found.error == pytest.approx(5**0.5)
    assert found.degrees == 2


def test_below_six_months_there_is_none() -> None:
    assert expected([1, 2, 3, 4, 5]) is None
    [visitors, *_] = forecasts_of(points([10, 20, 30]))
    assert visitors.value is None
    assert visitors.sentence == "A forecast needs 6 whole months with visitors; so far there are 3."


def test_a_season_is_seen_from_two_years_on_and_drift_where_there_is_none() -> None:
    season = [1_000 + 500 * cos(2 * pi * month / 12) + month % 5 for month in range(36)]
    assert found_of(season[:23]).method == "drift"
    found = found_of(season[:24])
    assert (found.method, found.value) == ("seasonal-naive", season[12])
    found = found_of([1_000.0 + 50 * month for month in range(36)])
    assert found.method == "drift"
    assert found.value == pytest.approx(2_800)
    assert found.interval(0.95) == pytest.approx((2_800, 2_800))


def test_months_before_the_first_whole_one_with_visitors_do_not_count() -> None:
    [visitors, *_] = forecasts_of(points([3, 0, 0, 100, 100, 100, 100, 100, 100], whole=False))
    assert (visitors.months, visitors.value, visitors.low95, visitors.high95) == (6, 100, 100, 100)


def test_a_count_is_never_less_than_nothing() -> None:
    [visitors, *_] = forecasts_of(points([900, 500, 400, 100, 50, 10]))
    assert visitors.value == visitors.low80 == visitors.low95 == 0
    assert (visitors.high95 or 0) > 0
    assert "0 to" in visitors.sentence


@pytest.mark.parametrize(("level", "months"), [(0.80, 6), (0.95, 6), (0.80, 14), (0.95, 14)])
def test_the_interval_of_a_random_walk_holds_as_often_as_it_says(level: float, months: int) -> None:
    chance, inside, runs = Random(f"{level}/{months}"), 0, 1_500
    for _ in range(runs):
        walk = [1_000.0]
        for _ in range(months):
            walk.append(walk[-1] + chance.gauss(20, 50))
        low, high = drift(walk[:-1]).interval(level)
        inside += low <= walk[-1] <= high
    assert inside / runs == pytest.approx(level, abs=0.025)


def test_the_interval_of_a_season_holds_as_often_as_it_says() -> None:
    """Independent noise around a season: a residual is the difference of two noises, as the forecast's error is."""
    chance, inside, runs = Random(8), 0, 1_000
    for _ in range(runs):
        values = [1_000 + 400 * cos(2 * pi * month / 12) + chance.gauss(0, 30) for month in range(25)]
        low, high = seasonal_naive(values[:-1]).interval(0.80)
        inside += low <= values[-1] <= high
    assert inside / runs == pytest.approx(0.80, abs=0.03)
