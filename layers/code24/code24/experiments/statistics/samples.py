"""What is kept of an arm: sums from which every mean, variance and covariance follows.

Counts are of units (visitors). Variances are per unit; a mean's own is the variance over the number of units. Where
there are too few units to tell, a variance is 0, and whoever needs one refuses with `CannotAnswer`.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple, Protocol, Self

from code24.errors import CannotAnswer, InvalidRequest


class Sample(Protocol):
    """An arm of a test, as effects see it."""

    @property
    def units(self) -> int:
        """How many units were observed."""

    @property
    def mean(self) -> float:
        """The metric per unit, adjusted if the sample is."""

    @property
    def unadjusted_mean(self) -> float:
        """The metric per unit as it was observed."""

    @property
    def variance(self) -> float:
        """The variance of one unit's (adjusted, linearised) value."""


class _Proportion(NamedTuple):
    visitors: int
    conversions: int


class Proportion(_Proportion):
    """A share: how many of `visitors` converted, each at most once. The variance is p (1 - p)."""

    __slots__ = ()

    def __new__(cls, visitors: int, conversions: int) -> Self:
        """Raise `InvalidRequest` for figures that cannot be."""
        self = super().__new__(cls, visitors, conversions)
        _check_numbers(self, {"visitors": self.visitors, "conversions": self.conversions})
        if self.conversions > self.visitors:
            raise _wrong("conversions", f"{self.conversions} of {self.visitors} visitors is more than all")
        return self

    @property
    def units(self) -> int:
        """How many there are."""
        return self.visitors

    @property
    def mean(self) -> float:
        """The share; 0 without visitors."""
        return self.conversions / self.visitors if self.visitors else 0.0

    @property
    def unadjusted_mean(self) -> float:
        """As it was observed."""
        return self.mean

    @property
    def variance(self) -> float:
        """Of whether a visitor converts."""
        return self.mean * (1.0 - self.mean)


class _Mean(NamedTuple):
    visitors: int
    sum: float
    sum_squares: float


class Mean(_Mean):
    """An amount per visitor: the sum of amounts and of their squares, those who brought nothing included."""

    __slots__ = ()

    def __new__(cls, visitors: int, sum: float, sum_squares: float) -> Self:
        """Raise `InvalidRequest` for figures that cannot be."""
        self = super().__new__(cls, visitors, sum, sum_squares)
        _check_numbers(self, {"visitors": self.visitors, "sum_squares": self.sum_squares}, {"sum": self.sum})
        return self

    @property
    def units(self) -> int:
        """How many there are."""
        return self.visitors

    @property
    def mean(self) -> float:
        """The amount per visitor; 0 without visitors."""
        return self.sum / self.visitors if self.visitors else 0.0

    @property
    def unadjusted_mean(self) -> float:
        """As it was observed."""
        return self.mean

    @property
    def variance(self) -> float:
        """Of a visitor's amount, with n - 1."""
        return covariance(self.visitors, self.sum, self.sum, self.sum_squares)


def covariance(units: int, first: float, second: float, products: float) -> float:
    """The sample covariance of two amounts per unit, from their sums and the sum of products; 0 below two units."""
    return (products - first * second / units) / (units - 1) if units > 1 else 0.0


class _Ratio(NamedTuple):
    units: int
    numerator_sum: float
    numerator_sum_squares: float
    denominator_sum: float
    denominator_sum_squares: float
    product_sum: float


class Ratio(_Ratio):
    """A ratio of two sums over the same units, such as bounces per visit: numerator and denominator both vary.

    The variance is that of one unit's linearised ratio (Deng, Knoblich and Lu, KDD 2018, "Applying the delta method in
    metric analytics", section 3.1): `(Var N - 2 R Cov(N, D) + R² Var D) / D̄²` with the ratio R = ΣN / ΣD.
    """

    __slots__ = ()

    def __new__(  # noqa: PLR0917 (as many sums as there are)
        cls,
        units: int,
        numerator_sum: float,
        numerator_sum_squares: float,
        denominator_sum: float,
        denominator_sum_squares: float,
        product_sum: float,
    ) -> Self:
        """Raise `InvalidRequest` for figures that cannot be."""
        self = super().__new__(
            cls, units, numerator_sum, numerator_sum_squares, denominator_sum, denominator_sum_squares, product_sum
        )
        _check_numbers(
            self,
            {
                "units": self.units,
                "numerator_sum_squares": self.numerator_sum_squares,
                "denominator_sum_squares": self.denominator_sum_squares,
            },
            {
                "numerator_sum": self.numerator_sum,
                "denominator_sum": self.denominator_sum,
                "product_sum": self.product_sum,
            },
        )
        return self

    @property
    def mean(self) -> float:
        """The ratio of the sums; 0 without a denominator."""
        return self.numerator_sum / self.denominator_sum if self.denominator_sum else 0.0

    @property
    def unadjusted_mean(self) -> float:
        """As it was observed."""
        return self.mean

    @property
    def variance(self) -> float:
        """Of a unit's linearised ratio."""
        if self.units <= 1 or self.denominator_sum == 0.0:
            return 0.0
        per_unit = self.denominator_sum / self.units
        above = covariance(self.units, self.numerator_sum, self.numerator_sum, self.numerator_sum_squares)
        below = covariance(self.units, self.denominator_sum, self.denominator_sum, self.denominator_sum_squares)
        both = covariance(self.units, self.numerator_sum, self.denominator_sum, self.product_sum)
        return (above - 2.0 * self.mean * both + self.mean * self.mean * below) / (per_unit * per_unit)


class _Adjusted(NamedTuple):
    after: Mean
    before: Mean
    product_sum: float
    theta: float


class Adjusted(_Adjusted):
    """An amount per unit from which what the units did before the test explains part (CUPED).

    `after` and `before` are of the same units; `product_sum` is the sum of each unit's product of both. `theta` is the
    share of the earlier amount that is subtracted: `cuped.adjusted` chooses it.
    """

    __slots__ = ()

    def __new__(cls, after: Mean, before: Mean, product_sum: float, theta: float) -> Self:
        """Raise `InvalidRequest` for figures that cannot be."""
        self = super().__new__(cls, after, before, product_sum, theta)
        _check_numbers(self, {}, {"product_sum": self.product_sum, "theta": self.theta})
        if self.after.visitors != self.before.visitors:
            raise _wrong("before", f"counts {self.before.visitors} units, but `after` {self.after.visitors}")
        return self

    @property
    def units(self) -> int:
        """How many there are."""
        return self.after.visitors

    @property
    def mean(self) -> float:
        """The amount per unit less what was to be expected of it."""
        return self.after.mean - self.theta * self.before.mean

    @property
    def unadjusted_mean(self) -> float:
        """As it was observed."""
        return self.after.mean

    @property
    def variance(self) -> float:
        """Of a unit's adjusted amount."""
        if self.units <= 1:
            return 0.0
        both = covariance(self.units, self.after.sum, self.before.sum, self.product_sum)
        return self.after.variance + self.theta * self.theta * self.before.variance - 2.0 * self.theta * both


def require_units(*samples: Sample) -> None:
    """Refuse where an arm has no units. Raises `CannotAnswer`."""
    if any(sample.units <= 0 for sample in samples):
        raise CannotAnswer("An arm has no units yet.", because="no-units")


def require_variance(*samples: Sample) -> None:
    """Refuse where an arm has no units or its values do not vary. Raises `CannotAnswer`."""
    require_units(*samples)
    for sample in samples:
        if not sample.variance > 0.0:
            raise CannotAnswer(
                f"The {sample.units} units of an arm do not differ in the metric, so nothing says how exact it is.",
                because="no-variance",
            )


def _check_numbers(sample: object, counts: Mapping[str, float], amounts: Mapping[str, float] | None = None) -> None:
    for name, value in {**counts, **(amounts or {})}.items():
        if not math.isfinite(value):
            raise _wrong(name, f"{type(sample).__name__} needs a finite number, not {value!r}")
        if name in counts and value < 0:
            raise _wrong(name, f"{type(sample).__name__} needs a count or a sum of squares, not {value!r}")


def _wrong(field: str, detail: str) -> InvalidRequest:
    return InvalidRequest(f"{field}: {detail}", field=field)
