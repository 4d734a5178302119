"""Always-valid intervals, p-values and e-values: right at every look, however often and whenever somebody looks.

The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas ("Time-uniform central limit
theory and asymptotic confidence sequences", arXiv 2103.06476v7): with N units so far, tuned to be narrowest at N*,

    ρ² = (2 ln(1/α) + ln(1 + 2 ln(1/α))) / N*        (equation 161)
    r  = N ρ²
    ln E = -½ ln(1 + r) + ½ z² r / (1 + r)           (equation 155)
    p  = min(1, 1/E)
    half-width = se √((1 + r)/r (ln(1 + r) + 2 ln(1/α)))  (equation 9; Howard et al., arXiv 1810.08240, equation 14)

on the logarithm of the ratio for shares, and on the difference for means. On the relative lift by the delta method,
which is GrowthBook's default, it is invalid early in a test; that form is here for comparison.
"""

import math
from collections.abc import Iterable
from itertools import accumulate
from typing import Literal, NamedTuple

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.statistics.effects import Effect, Interval, Scale, effect
from code24.experiments.statistics.samples import Proportion, Sample, require_units

Direction = Literal["greater", "lesser"]


class AlwaysValid(NamedTuple):
    """One look at a test."""

    estimate: float
    """The treatment's lift (0.1 is ten per cent more than the control), or its difference in the metric's unit."""
    p: float
    """Of no effect; valid at every look."""
    log_e: float
    """The natural logarithm of the e-value against no effect."""
    interval: Interval
    """Of what `estimate` estimates. All looks' intervals hold it together with probability 1 - alpha."""
    z: float
    """The estimate over its standard error, on the scale on which it was tested."""
    standard_error: float
    """On that scale: of the logarithm of the ratio, or of the difference."""


def of_ratio(control: Proportion, treatment: Proportion, *, alpha: float, planned: float) -> AlwaysValid:
    """The lift of a share on the scale of `ln(pT/pC)`, with N* = `planned` units of both arms together.

    Raises `CannotAnswer` while an arm has no units or no conversions, or everybody converts.
    """
    ratio = log_ratio(control, treatment)
    looked = _two_sided(ratio, control.units + treatment.units, alpha, planned)
    lower, upper = looked.interval
    return looked._replace(estimate=_lift(ratio.estimate), interval=Interval(_lift(lower), _lift(upper)))


def of_difference(control: Sample, treatment: Sample, *, alpha: float, planned: float) -> AlwaysValid:
    """The difference of two means with Welch's variance, in the metric's unit, with N* = `planned` units in all.

    Raises `CannotAnswer` without units or variance in both arms.
    """
    return _two_sided(effect(control, treatment, "absolute"), control.units + treatment.units, alpha, planned)


def of_effect(control: Sample, treatment: Sample, scale: Scale, *, alpha: float, planned: float) -> AlwaysValid:
    """GrowthBook's form (gbstats, `SequentialTwoSidedTTest`) on either scale; the relative one is for comparison only.

    Raises `CannotAnswer` as `effect` does.
    """
    return _two_sided(effect(control, treatment, scale), control.units + treatment.units, alpha, planned)


class OneSided(NamedTuple):
    """One look at a test that asks in one direction: whether the effect is greater (or lesser) than nothing."""

    estimate: float
    p: float
    interval: Interval
    """Open to the side asked about."""


def one_sided(found: Effect, units: int, *, alpha: float, planned: float, direction: Direction) -> OneSided:
    """The one-sided sequence (arXiv 2103.06476v7, equation 134) for an effect measured on `units` units in all.

    half-width = `se √(2 (1 + r)/r ln(1 + √(1 + r)/(2α)))` with ρ² of 2α. `p` is the smallest alpha whose interval, with
    ρ as it is, leaves out 0: `√(1 + r) / (2 (e^(z² r/(2 (1 + r))) - 1))`, and 1 where the effect points the other way.
    """
    _require_tuning(min(2.0 * alpha, 0.999_999), planned)
    r = units * rho_squared(2.0 * alpha, planned)
    half = found.standard_error * math.sqrt(2.0 * (1.0 + r) / r * math.log1p(math.sqrt(1.0 + r) / (2.0 * alpha)))
    z = found.estimate / found.standard_error
    toward = z if direction == "greater" else -z
    exponent = 0.5 * toward * toward * r / (1.0 + r)
    p = 1.0
    if toward > 0.0 and exponent > 0.0:
        # ln(e^x - 1) as x + ln(1 - e^-x), which neither overflows nor cancels.
        log_p = 0.5 * math.log1p(r) - math.log(2.0) - exponent - math.log(-math.expm1(-exponent))
        p = math.exp(min(log_p, 0.0))
    if direction == "greater":
        return OneSided(found.estimate, p, Interval(found.estimate - half, math.inf))
    return OneSided(found.estimate, p, Interval(-math.inf, found.estimate + half))


def log_ratio(control: Proportion, treatment: Proportion) -> Effect:
    """`ln(pT/pC)` and its standard error, the root of `(1 - pC)/(nC pC) + (1 - pT)/(nT pT)`; degrees are infinite.

    Raises `CannotAnswer` where an arm has no units or no conversions, or everybody converts in both.
    """
    require_units(control, treatment)
    if not (control.conversions and treatment.conversions):
        raise CannotAnswer("An arm has no conversions yet, so there is no ratio of rates.", because="no-conversions")
    variance = sum((arm.visitors - arm.conversions) / arm.conversions / arm.visitors for arm in (control, treatment))
    if variance <= 0.0:
        raise CannotAnswer("Everybody converted in both arms, so nothing says how exact the rates are.", because="all")
    above, below = treatment.conversions * control.visitors, control.conversions * treatment.visitors
    # For arms that are close the quotient's rounding would be most of the logarithm.
    close = 0.5 < above / below < 2.0
    return Effect(math.log1p((above - below) / below) if close else math.log(above / below), variance**0.5, math.inf)


def rho_squared(alpha: float, planned: float) -> float:
    """ρ² of equation 161, per unit, for a sequence that is narrowest at N* = `planned` units."""
    log_alpha = -2.0 * math.log(alpha)
    return (log_alpha + math.log1p(log_alpha)) / planned


def critical_z(units: float, *, alpha: float, planned: float, tuned: float | None = None) -> float:
    """The |z| from which on the two-sided sequence leaves out no effect, at `units` units.

    `tuned` is the alpha of ρ where it is another one: Holm's procedure lowers alpha during a test, but ρ has to stay.
    """
    r = units * rho_squared(tuned or alpha, planned)
    return math.sqrt((1.0 + r) / r * (math.log1p(r) - 2.0 * math.log(alpha)))


def log_e_value(z: float, units: float, *, alpha: float, planned: float) -> float:
    """Ln E against no effect, of the look's `z` at `units` units."""
    r = units * rho_squared(alpha, planned)
    return -0.5 * math.log1p(r) + 0.5 * z * z * r / (1.0 + r)


def running_minimum(p_values: Iterable[float]) -> tuple[float, ...]:
    """The smallest always-valid p-value up to each look, which is itself always valid."""
    return tuple(accumulate(p_values, min))


def _two_sided(found: Effect, units: int, alpha: float, planned: float) -> AlwaysValid:
    _require_tuning(alpha, planned)
    z = found.estimate / found.standard_error
    half = found.standard_error * critical_z(units, alpha=alpha, planned=planned)
    log_e = log_e_value(z, units, alpha=alpha, planned=planned)
    interval = Interval(found.estimate - half, found.estimate + half)
    return AlwaysValid(found.estimate, math.exp(min(-log_e, 0.0)), log_e, interval, z, found.standard_error)


def _lift(log: float) -> float:
    return math.expm1(log) if log < 700.0 else math.inf


def _require_tuning(alpha: float, planned: float) -> None:
    if not 0.0 < alpha < 1.0:
        raise InvalidRequest(f"alpha lies between 0 and 1, not at {alpha!r}", field="alpha")
    if not 0.0 < planned < math.inf:
        raise InvalidRequest(f"a number of planned units is positive, not {planned!r}", field="planned")
