"""What the next month is expected to bring, with intervals.

R. J. Hyndman, G. Athanasopoulos: Forecasting: Principles and Practice (3rd edition), section 5.2 for the methods and
5.5 for their intervals, one month ahead (h = 1), of T months y and residuals e:

- Drift: y_T + (y_T - y_1) / (T - 1); standard error s sqrt(1 + 1 / (T - 1)) with s² = sum e² / (T - 2).
- Seasonal naive: y of the same month a year before; standard error s with s² = sum e² / (T - 12).

An interval is the forecast and a quantile times the standard error. The book takes the normal distribution's quantile;
with as few months as sites have that covers too little, so it is Student's t here, with as many degrees of freedom as
the variance has, which for normal residuals is exact.
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from code24.experiments.statistics.special.student import t_isf
from code24.reports.monthly.models import Forecast, MonthPoint

FEWEST, SEASONAL = 6, 24
"""Whole months from which there is a forecast, and from which the season is looked at."""
LEVELS = (0.80, 0.95)
NAMES = ("visitors", "visits", "views", "completions")
_YEAR = 12


class Expected(NamedTuple):
    """A value one month ahead."""

    method: str
    value: float
    error: float
    """The standard error of the forecast."""
    degrees: int

    def interval(self, level: float) -> tuple[float, float]:
        """The ends between which the value lies with a probability."""
        reach = t_isf((1 - level) / 2, self.degrees) * self.error
        return self.value - reach, self.value + reach


def drift(values: Sequence[float]) -> Expected:
    """The last value and the mean change, of three values or more."""
    count = len(values)
    slope = (values[-1] - values[0]) / (count - 1)
    squares = math.fsum((after - before - slope) ** 2 for before, after in pairwise(values))
    deviation = math.sqrt(squares / (count - 2))
    return Expected("drift", _last_and_mean_change(values), deviation * math.sqrt(1 + 1 / (count - 1)), count - 2)


def seasonal_naive(values: Sequence[float]) -> Expected:
    """The value of a year before, of 13 values or more."""
    residuals = [after - before for before, after in zip(values, values[_YEAR:], strict=False)]
    deviation = math.sqrt(math.fsum(each**2 for each in residuals) / len(residuals))
    return Expected("seasonal-naive", _year_before(values), deviation, len(residuals))


def expected(values: Sequence[float]) -> Expected | None:
    """The next value; None of fewer than six.

    From two years on, the method that was closer in each of the last twelve months when it knew those before only (the
    smaller mean absolute error, section 5.8), and drift where both were alike.
    """
    if len(values) < FEWEST:
        return None
    if len(values) >= SEASONAL and _missed(_year_before, values) < _missed(_last_and_mean_change, values):
        return seasonal_naive(values)
    return drift(values)


def forecasts_of(points: Sequence[MonthPoint]) -> tuple[Forecast, ...]:
    """What the month behind the last one is expected to bring; never less than nothing."""
    return tuple(_forecast(name, _series(points, name)) for name in NAMES)


def _series(points: Sequence[MonthPoint], name: str) -> list[float]:
    """The values from the first whole month with visitors on: a month cut off by its beginning says little."""
    values = list(points)
    while values and (not values[0].whole or not values[0].visitors):
        values.pop(0)
    return [float(getattr(point, name)) for point in values]


def _forecast(name: str, values: Sequence[float]) -> Forecast:
    found = expected(values)
    if found is None:
        there = f"there {'is' if len(values) == 1 else 'are'} {len(values)}"
        sentence = f"A forecast needs {FEWEST} whole months with visitors; so far {there}."
        return Forecast(name=name, method="", months=len(values), sentence=sentence)
    (low80, high80), (low95, high95) = (found.interval(level) for level in LEVELS)
    return Forecast(
        name=name,
        method=found.method,
        months=len(values),
        value=_count(found.value),
        low80=_count(low80),
        high80=_count(high80),
        low95=_count(low95),
        high95=_count(high95),
        sentence=_sentence(name, found, len(values)),
    )


def _sentence(name: str, found: Expected, months: int) -> str:
    (low80, high80), (low95, high95) = (tuple(map(_count, found.interval(level))) for level in LEVELS)
    how = (
        "the last month and the mean change from month to month"
        if found.method == "drift"
        else "the same month a year before"
    )
    return (
        f"Next month about {_count(found.value):,.0f} {name} are expected: with 80 % probability {low80:,.0f} to "
        f"{high80:,.0f}, with 95 % {low95:,.0f} to {high95:,.0f}. It follows from {how}, over {months} months."
    )


def _count(value: float) -> float:
    return max(0.0, round(value, 1))


def _last_and_mean_change(values: Sequence[float]) -> float:
    return values[-1] + (values[-1] - values[0]) / (len(values) - 1)


def _year_before(values: Sequence[float]) -> float:
    return values[-_YEAR]


def _missed(next_of: Callable[[Sequence[float]], float], values: Sequence[float]) -> float:
    """The mean absolute error over the last twelve months, each forecast from those before it."""
    ends = range(len(values) - _YEAR, len(values))
    return math.fsum(abs(next_of(values[:end]) - values[end]) for end in ends) / _YEAR
