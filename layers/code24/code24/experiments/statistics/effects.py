"""The effect of a treatment on a metric, as a difference or as a share of the control's value, and its exactness."""

import math
from typing import Literal, NamedTuple

from code24.errors import CannotAnswer
from code24.experiments.statistics.samples import Sample, require_variance

Scale = Literal["absolute", "relative"]


class Effect(NamedTuple):
    """Treatment minus control. `estimate` is in the metric's unit, or a share of the control's value if relative."""

    estimate: float
    standard_error: float
    degrees: float
    """Welch-Satterthwaite degrees of freedom of the absolute difference."""


class Interval(NamedTuple):
    """From `lower` to `upper`, either of which may be infinite."""

    lower: float
    upper: float


def effect(control: Sample, treatment: Sample, scale: Scale) -> Effect:
    """The effect on a scale, with the standard error by the delta method where it is relative.

    Absolute: `m_T - m_C`, variance `V_T/n_T + V_C/n_C`. Relative: divided by the control's unadjusted mean, variance
    `V_T/(n_T m_C²) + V_C m_T²/(n_C m_C⁴)` with unadjusted means (Deng, Knoblich and Lu, KDD 2018, section 3.1; the form
    of GrowthBook's gbstats). A negative baseline turns a relative effect's sign around.

    Raises `CannotAnswer` without units, variance in both arms or, for a relative effect, a control's value but 0.
    """
    if scale == "relative":
        require_baseline(control)
    require_variance(control, treatment)
    base, other = control.unadjusted_mean, treatment.unadjusted_mean
    control_part = control.variance / control.units
    treatment_part = treatment.variance / treatment.units
    difference = treatment.mean - control.mean
    degrees = welch_degrees(control, treatment)
    if scale == "absolute":
        return Effect(difference, math.sqrt(control_part + treatment_part), degrees)
    spread = math.sqrt(treatment_part + control_part * (other / base) ** 2) / abs(base)
    return Effect(difference / base, spread, degrees)


def require_baseline(control: Sample) -> None:
    """Refuse where the control's value is 0, of which nothing can be a share. Raises `CannotAnswer`."""
    if control.mean == 0.0 or control.unadjusted_mean == 0.0:
        raise CannotAnswer("The control's value is 0; there is no baseline to compare with.", because="no-baseline")


def welch_degrees(control: Sample, treatment: Sample) -> float:
    """Welch (1947), Satterthwaite (1946): `(a + b)² / (a²/(n_C - 1) + b²/(n_T - 1))` for the variance's parts `V/n`.

    Raises `CannotAnswer` for an arm of fewer than two units, or where nothing varies.
    """
    if control.units < 2 or treatment.units < 2:
        raise CannotAnswer("An arm has fewer than two units.", because="too-few")
    part = control.variance / control.units
    other = treatment.variance / treatment.units
    whole = part + other
    if not (whole > 0.0 and part >= 0.0 and other >= 0.0):
        raise CannotAnswer("The units do not differ in the metric.", because="no-variance")
    return 1.0 / ((part / whole) ** 2 / (control.units - 1) + (other / whole) ** 2 / (treatment.units - 1))
