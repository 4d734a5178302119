"""CUPED: what units did before the test explains part of what they do in it, and that part's variance goes.

Deng, Xu, Kohavi and Walker, "Improving the sensitivity of online controlled experiments by utilizing pre-experiment
data" (WSDM 2013), section 3.
"""

from typing import NamedTuple

from code24.experiments.statistics.effects import Scale
from code24.experiments.statistics.means import Tested, t_test
from code24.experiments.statistics.samples import Adjusted, Mean, covariance


class Observed(NamedTuple):
    """An arm's units before and in the test, with the sum of each unit's product of both amounts."""

    after: Mean
    before: Mean
    product_sum: float


class AdjustedTest(NamedTuple):
    """The test with and without the adjustment."""

    theta: float
    """0 where what came before does not vary; then both tests are the same."""
    adjusted: Tested
    unadjusted: Tested
    variance_reduction: float
    """`1 - se²/se²`: the share of the estimate's variance that went."""


def theta_of(control: Observed, treatment: Observed) -> float:
    """The regression coefficient of after on before in both arms together (equation 4); 0 if either does not vary."""
    after = _together(control.after, treatment.after)
    before = _together(control.before, treatment.before)
    if before.variance == 0.0 or after.variance == 0.0:
        return 0.0
    products = control.product_sum + treatment.product_sum
    return covariance(before.visitors, after.sum, before.sum, products) / before.variance


def adjusted_test(control: Observed, treatment: Observed, scale: Scale, *, alpha: float = 0.05) -> AdjustedTest:
    """The t test of the adjusted means. A relative effect is a share of the control's unadjusted mean.

    Raises `CannotAnswer` without units, variance in both arms, or a baseline.
    """
    theta = theta_of(control, treatment)
    plain = t_test(control.after, treatment.after, scale, alpha=alpha)
    if theta == 0.0:
        return AdjustedTest(0.0, plain, plain, 0.0)
    adjusted = t_test(Adjusted(*control, theta), Adjusted(*treatment, theta), scale, alpha=alpha)
    return AdjustedTest(theta, adjusted, plain, 1.0 - (adjusted.standard_error / plain.standard_error) ** 2)


def _together(one: Mean, other: Mean) -> Mean:
    return Mean(one.visitors + other.visitors, one.sum + other.sum, one.sum_squares + other.sum_squares)
