"""Lighthouse's curves: how a measured value becomes a score (`shared/statistics.js`, mobile control points)."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import erf, log

_INVERSE_ERFC_ONE_FIFTH = 0.9061938024368232


@dataclass(frozen=True)
class Curve:
    """A log-normal distribution by two of its points."""

    p10: float
    """The value that scores 0.9."""
    median: float
    """The value that scores 0.5."""
    weight: float

    def score(self, value: float) -> float:
        """From 0 to 1: the share of the distribution above the value."""
        if value <= 0:
            return 1.0
        x = log(value / self.median) * _INVERSE_ERFC_ONE_FIFTH / -log(self.p10 / self.median)
        return max(0.0, min(1.0, (1 - erf(x)) / 2))


MOBILE: Mapping[str, Curve] = {
    "FCP": Curve(1800, 3000, 10),
    "SI": Curve(3387, 5800, 10),
    "LCP": Curve(2500, 4000, 25),
    "TBT": Curve(200, 600, 30),
    "CLS": Curve(0.1, 0.25, 25),
}
"""Lighthouse 13.5: control points of `core/audits/metrics/*.js` and weights of `default-config.js`; milliseconds, CLS
without unit."""


def performance(values: Mapping[str, float]) -> float:
    """The performance score of measured or estimated metrics, 0 to 100."""
    weight = sum(curve.weight for curve in MOBILE.values())
    return 100 * sum(curve.weight * curve.score(values[name]) for name, curve in MOBILE.items()) / weight
