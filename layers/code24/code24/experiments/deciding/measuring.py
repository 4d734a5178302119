"""An arm against the control in one number with its exactness: the z on which every rule rests."""

import math
from typing import NamedTuple

from code24.errors import CannotAnswer
from code24.experiments.deciding.rule import Arm
from code24.experiments.statistics.effects import Effect, Interval, effect
from code24.experiments.statistics.samples import Proportion
from code24.experiments.statistics.sequential import log_ratio


class Measured(NamedTuple):
    """The effect on the scale where it is tested: the logarithm of the ratio for shares, the difference for means."""

    effect: Effect
    units: int
    """Of both arms."""
    base: float | None
    """The control's mean, of which a difference is a share; None on the logarithmic scale."""

    @property
    def z(self) -> float:
        """The effect over its standard error."""
        return self.effect.estimate / self.effect.standard_error

    @property
    def lift(self) -> float:
        """The effect as a share of the control's value."""
        return self.as_lift(self.effect.estimate)

    def as_lift(self, value: float) -> float:
        """A value on the tested scale as a lift."""
        if self.base is not None:
            return value / self.base
        return math.expm1(value) if value < 700.0 else math.inf

    def interval(self, critical: float) -> Interval:
        """The lift's interval of `critical` standard errors to either side; everything where that is infinite."""
        if math.isinf(critical):
            return Interval(-1.0 if self.base is None else -math.inf, math.inf)
        half = critical * self.effect.standard_error
        return Interval(self.as_lift(self.effect.estimate - half), self.as_lift(self.effect.estimate + half))


def measured(control: Arm, treatment: Arm, least_conversions: int) -> Measured:
    """Compare an arm with the control.

    Raises CannotAnswer where an arm has fewer than `least_conversions`, or no variance, or the control's mean is not
    positive.
    """
    fewest = min(control.conversions, treatment.conversions)
    if fewest < least_conversions:
        raise CannotAnswer(
            f"an arm has {fewest} conversion{'' if fewest == 1 else 's'}, and {least_conversions} are the least that "
            "can be judged",
            because="too-few",
        )
    one, other = control.sample, treatment.sample
    if isinstance(one, Proportion) and isinstance(other, Proportion):
        return Measured(log_ratio(one, other), one.units + other.units, None)
    if not one.mean > 0.0:
        raise CannotAnswer(f"the control's mean is {one.mean:g}, of which nothing is a share", because="no-baseline")
    return Measured(effect(one, other, "absolute"), one.units + other.units, one.mean)
