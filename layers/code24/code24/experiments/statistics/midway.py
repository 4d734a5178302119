"""What a running test still needs: its power so far, and how many more units would make it enough."""

import math
from typing import NamedTuple

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.statistics.effects import Effect
from code24.experiments.statistics.sequential import critical_z
from code24.experiments.statistics.special import norm_cdf, norm_isf, norm_sf

_MOST = 2.0**27
_EXACT = 1e-5
"""How near to the target the power has to come; more digits would say nothing about real traffic."""


class Midway(NamedTuple):
    """How far a test is."""

    power_now: float
    scaling_factor: float
    """Additional units over the present ones; 0 where the power is already there."""
    additional_units: float | None
    """Of both arms together; None where no more are needed."""


def power_midway(
    found: Effect,
    units: int,
    *,
    detectable: float,
    alpha: float = 0.05,
    target: float = 0.8,
    planned: float | None = None,
    comparisons: int = 1,
) -> Midway:
    """The power to find an effect of `detectable`, and what is missing to `target`.

    The standard error falls with the root of the units. gbstats, `MidExperimentPower` with a flat prior.

    Args:
        found: The effect so far, on the scale of `detectable`.
        units: Of both arms together.
        detectable: The effect that matters, of either sign.
        alpha: Two-sided.
        target: The power that is enough.
        planned: N* of the always-valid sequence; None for a fixed test.
        comparisons: Among how many tests alpha is shared out.

    Raises:
        CannotAnswer: More than 134 million times the present units would be needed.

    """
    if detectable == 0.0 or not 0.0 < target < 1.0 or comparisons < 1 or units <= 0:
        raise InvalidRequest(f"an effect of {detectable!r} with power {target!r} on {units} units cannot be planned")
    share = alpha / comparisons

    def powered(factor: float) -> float:
        spread = found.standard_error / math.sqrt(1.0 + factor)
        whole = units * (1.0 + factor)
        critical = norm_isf(0.5 * share) if planned is None else critical_z(whole, alpha=share, planned=planned)
        drift = abs(detectable) / spread
        return norm_sf(critical - drift) + norm_cdf(-critical - drift)

    now = powered(0.0)
    if now > target:
        return Midway(now, 0.0, None)
    high = 1.0
    while powered(high) < target:
        high *= 2.0
        if high > _MOST:
            raise CannotAnswer(
                f"Even {_MOST:,.0f} times the units so far would not find an effect of {detectable:g}.",
                because="too-few",
            )
    low, factor, gap = 0.0, high, math.inf
    while abs(gap) >= _EXACT and low < factor:
        low, high = (low, factor) if gap > 0.0 else (factor, high)
        factor = 0.5 * (low + high)
        gap = powered(factor) - target
    return Midway(now, factor, units * factor)
