"""Classical tests of two shares, and intervals, at a size fixed before. Differences are treatment minus control."""

import math
from typing import NamedTuple

from code24.errors import CannotAnswer
from code24.experiments.statistics.effects import Interval
from code24.experiments.statistics.means import require_alpha
from code24.experiments.statistics.samples import Proportion, require_units
from code24.experiments.statistics.special import beta_isf, beta_ppf, norm_isf, norm_sf


class ZTested(NamedTuple):
    """A two-sided test: the standard normal statistic, positive if the treatment's share is larger, and its p-value."""

    z: float
    p: float


def pooled_test(control: Proportion, treatment: Proportion) -> ZTested:
    """The two-proportion z test with the variance of the pooled share, as the null hypothesis has it.

    Raises `CannotAnswer` without units, or where nobody or everybody converted.
    """
    return _z_test(control, treatment, _pooled_variance(control, treatment))


def unpooled_test(control: Proportion, treatment: Proportion) -> ZTested:
    """Wald's test: each arm's own variance. Raises `CannotAnswer` where neither arm has any."""
    return _z_test(control, treatment, _own_variance(control, treatment))


def score_test(control: Proportion, treatment: Proportion) -> ZTested:
    """The score test of Miettinen and Nurminen (Statistics in Medicine 4, 1985) at a difference of 0.

    There it is the pooled test with the variance times N / (N - 1). Raises `CannotAnswer` as `pooled_test` does.
    """
    units = control.visitors + treatment.visitors
    return _z_test(control, treatment, _pooled_variance(control, treatment) * units / (units - 1))


def wald_interval(control: Proportion, treatment: Proportion, *, alpha: float = 0.05) -> Interval:
    """The normal interval of the difference with each arm's own variance. Raises `CannotAnswer` where there is none."""
    half = _critical(alpha) * math.sqrt(_own_variance(control, treatment))
    difference = treatment.mean - control.mean
    return Interval(difference - half, difference + half)


def newcombe_interval(control: Proportion, treatment: Proportion, *, alpha: float = 0.05) -> Interval:
    """The interval of the difference from both arms' Wilson intervals, sensible for 0 of n and n of n too.

    Newcombe, Statistics in Medicine 17 (1998), method 10. Raises `CannotAnswer` without units.
    """
    low_c, high_c = wilson_interval(control, alpha=alpha)
    low_t, high_t = wilson_interval(treatment, alpha=alpha)
    difference = treatment.mean - control.mean
    down = math.hypot(treatment.mean - low_t, high_c - control.mean)
    up = math.hypot(control.mean - low_c, high_t - treatment.mean)
    return Interval(difference - down, difference + up)


def ratio_interval(control: Proportion, treatment: Proportion, *, alpha: float = 0.05) -> Interval:
    """The interval of p_T / p_C, normal on its logarithm (Katz et al., Biometrics 34, 1978).

    Without width where everybody converted in both arms. Raises `CannotAnswer` where an arm has no conversions.
    """
    require_units(control, treatment)
    if not (control.conversions and treatment.conversions):
        raise CannotAnswer("An arm has no conversions, so there is no ratio of shares.", because="no-baseline")
    variance = sum((arm.visitors - arm.conversions) / arm.conversions / arm.visitors for arm in (control, treatment))
    ratio = treatment.mean / control.mean
    factor = math.exp(_critical(alpha) * math.sqrt(variance))
    return Interval(ratio / factor, ratio * factor)


def wilson_interval(arm: Proportion, *, alpha: float = 0.05) -> Interval:
    """Wilson's score interval of a share (JASA 22, 1927), within [0, 1]. Raises `CannotAnswer` without units."""
    require_units(arm)
    square = _critical(alpha) ** 2
    units, failures = arm.visitors, arm.visitors - arm.conversions
    whole = units + square
    root = math.sqrt(square * (arm.conversions * failures / units + 0.25 * square))
    # The ends in forms that subtract nothing: lower x² / … and 1 - upper likewise.
    lower = arm.conversions**2 / units / (arm.conversions + 0.5 * square + root) if arm.conversions else 0.0
    missing = failures**2 / units / (failures + 0.5 * square + root) if failures else 0.0
    upper = (arm.conversions + 0.5 * square + root) / whole if failures else 1.0
    return Interval(lower, upper if missing > 0.5 else 1.0 - missing)


def exact_interval(arm: Proportion, *, alpha: float = 0.05) -> Interval:
    """The exact binomial interval of a share (Clopper and Pearson, Biometrika 26, 1934), by beta quantiles.

    Raises `CannotAnswer` without units.
    """
    require_units(arm)
    require_alpha(alpha)
    converted, failed = arm.conversions, arm.visitors - arm.conversions
    lower = beta_ppf(converted, failed + 1, 0.5 * alpha) if converted else 0.0
    upper = beta_isf(converted + 1, failed, 0.5 * alpha) if failed else 1.0
    return Interval(lower, upper)


def _critical(alpha: float) -> float:
    require_alpha(alpha)
    return norm_isf(0.5 * alpha)


def _own_variance(control: Proportion, treatment: Proportion) -> float:
    require_units(control, treatment)
    return _some(control.variance / control.visitors + treatment.variance / treatment.visitors)


def _pooled_variance(control: Proportion, treatment: Proportion) -> float:
    require_units(control, treatment)
    visitors = control.visitors + treatment.visitors
    converted = control.conversions + treatment.conversions
    share, rest = converted / visitors, (visitors - converted) / visitors
    return _some(share * rest * (1.0 / control.visitors + 1.0 / treatment.visitors))


def _some(variance: float) -> float:
    if variance <= 0.0:
        raise CannotAnswer("Nobody or everybody converted, so the shares have no variance.", because="no-variance")
    return variance


def _z_test(control: Proportion, treatment: Proportion, variance: float) -> ZTested:
    z = (treatment.mean - control.mean) / math.sqrt(variance)
    return ZTested(z, 2.0 * norm_sf(abs(z)))
