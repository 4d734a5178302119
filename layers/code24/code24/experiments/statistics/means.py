"""Tests of means, ratios and shares at a size fixed before: Welch's t, absolute and relative."""

import math
from typing import NamedTuple

from code24.errors import InvalidRequest
from code24.experiments.statistics.effects import Effect, Interval, Scale, effect, require_baseline, welch_degrees
from code24.experiments.statistics.samples import Sample
from code24.experiments.statistics.special import t_isf, t_sf


class Tested(NamedTuple):
    """A two-sided test of one look: of no effect, with the effect's interval at 1 - alpha."""

    estimate: float
    standard_error: float
    degrees: float
    statistic: float
    p: float
    interval: Interval


def welch_test(control: Sample, treatment: Sample, *, alpha: float = 0.05) -> Tested:
    """Welch's unequal-variance t test of the absolute difference, in the metric's unit (Biometrika 34, 1947).

    One arm may be without variance. Raises `CannotAnswer` for an arm of fewer than two units, or no variance at all.
    """
    degrees = welch_degrees(control, treatment)
    spread = math.sqrt(control.variance / control.units + treatment.variance / treatment.units)
    return tested(Effect(treatment.mean - control.mean, spread, degrees), alpha=alpha)


def t_test(control: Sample, treatment: Sample, scale: Scale, *, alpha: float = 0.05) -> Tested:
    """The fixed-horizon test of GrowthBook (gbstats, `TwoSidedTTest`): a t test of the effect on either scale.

    For shares, means, ratios and adjusted means alike. Raises `CannotAnswer` without units or variance in both arms, or
    without a baseline, on which it insists for absolute effects too.
    """
    require_baseline(control)
    return tested(effect(control, treatment, scale), alpha=alpha)


def tested(found: Effect, *, alpha: float) -> Tested:
    """The two-sided t test of an effect against 0. Raises `InvalidRequest` for an alpha outside of (0, 1)."""
    require_alpha(alpha)
    statistic = found.estimate / found.standard_error
    half = t_isf(0.5 * alpha, found.degrees) * found.standard_error
    p = 2.0 * t_sf(abs(statistic), found.degrees)
    interval = Interval(found.estimate - half, found.estimate + half)
    return Tested(found.estimate, found.standard_error, found.degrees, statistic, p, interval)


def require_alpha(alpha: float) -> None:
    """Raise `InvalidRequest` where `alpha` is no error rate."""
    if not 0.0 < alpha < 1.0:
        raise InvalidRequest(f"alpha lies between 0 and 1, not at {alpha!r}", field="alpha")
