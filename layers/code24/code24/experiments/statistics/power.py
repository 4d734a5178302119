"""How many units a test needs, what it can find with those it has, and how sure that is, for one look at the end.

Two-sided tests; lifts are shares of the control's value (0.15 is 15 % more), sizes are of one arm and not rounded.
"""

import math
from collections.abc import Callable

from code24.errors import InvalidRequest
from code24.experiments.statistics.noncentral import noncentral_t_cdf, noncentral_t_sf
from code24.experiments.statistics.special import norm_cdf, norm_isf, norm_sf, t_isf


def proportions_size(
    baseline: float, lift: float, *, alpha: float = 0.05, power: float = 0.8, ratio: float = 1.0
) -> float:
    """Units of the treatment for a test of two shares, the control having `ratio` times as many.

    `((z_α/2 σ_0 + z_power σ_1) / (p_T - p_C))²` with σ_0 of the pooled share and σ_1 of both, the pooled-null formula
    of statsmodels (`samplesize_proportions_2indep_onetail`); Fleiss, Levin and Paik, "Statistical Methods for Rates and
    Proportions", 2003, section 4.3.
    """
    difference, null, alternative = _proportions(baseline, lift, ratio)
    _require(alpha, power)
    return ((norm_isf(0.5 * alpha) * null + norm_isf(1.0 - power) * alternative) / difference) ** 2


def proportions_power(baseline: float, lift: float, units: float, *, alpha: float = 0.05, ratio: float = 1.0) -> float:
    """The power of the test of `proportions_size` with `units` of the treatment (`power_proportions_2indep`)."""
    difference, null, alternative = _proportions(baseline, lift, ratio)
    _require(alpha)
    critical = norm_isf(0.5 * alpha) * null / alternative
    drift = difference * math.sqrt(units) / alternative
    return norm_sf(critical - drift) + norm_cdf(-critical - drift)


def cohen_h(baseline: float, lift: float) -> float:
    """Cohen's h of two shares, `2 (asin √p_T - asin √p_C)` ("Statistical Power Analysis", 1988, equation 6.2.1)."""
    _proportions(baseline, lift, 1.0)
    other = baseline * (1.0 + lift)
    # Of close shares the difference of arcs loses digits; sin(a - b) does not.
    sine = (other - baseline) / (math.sqrt(other * (1.0 - baseline)) + math.sqrt(baseline * (1.0 - other)))
    return 2.0 * math.asin(sine)


def cohen_size(effect: float, *, alpha: float = 0.05, power: float = 0.8, ratio: float = 1.0) -> float:
    """Units of one arm, the other having `ratio` times as many, for a normal test of a standardised `effect`.

    `effect` is Cohen's h of shares or a difference over its standard deviation; statsmodels' `NormalIndPower`.
    """
    _require(alpha, power)
    _require_effect(effect, ratio)
    first = ((norm_isf(0.5 * alpha) + norm_isf(1.0 - power)) / effect) ** 2 * (1.0 + 1.0 / ratio)
    return _smallest(lambda units: cohen_power(effect, units, alpha=alpha, ratio=ratio), power, first)


def cohen_power(effect: float, units: float, *, alpha: float = 0.05, ratio: float = 1.0) -> float:
    """The power of the test of `cohen_size` with `units` of one arm."""
    _require_effect(effect, ratio)
    critical, drift = norm_isf(0.5 * alpha), abs(effect) * math.sqrt(units / (1.0 + 1.0 / ratio))
    return norm_sf(critical - drift) + norm_cdf(-critical - drift)


def mean_size(effect: float, *, alpha: float = 0.05, power: float = 0.8, ratio: float = 1.0) -> float:
    """Units of one arm, the other having `ratio` times as many, for Student's t test of two means.

    `effect` is the difference over the standard deviation, which both arms share; statsmodels' `TTestIndPower`.
    """
    _require(alpha, power)
    _require_effect(effect, ratio)
    first = cohen_size(effect, alpha=alpha, power=power, ratio=ratio) + 1.0
    least = 2.0 / (1.0 + ratio) * (1.0 + 1e-6)
    return _smallest(lambda units: mean_power(effect, units, alpha=alpha, ratio=ratio), power, max(first, least), least)


def mean_power(effect: float, units: float, *, alpha: float = 0.05, ratio: float = 1.0) -> float:
    """The power of the test of `mean_size`, by the noncentral t distribution; more than two units in all."""
    _require_effect(effect, ratio)
    degrees = units * (1.0 + ratio) - 2.0
    if not degrees > 0.0:
        raise InvalidRequest(f"{units!r} units of an arm are too few for a t test", field="units")
    critical, shift = t_isf(0.5 * alpha, degrees), abs(effect) * math.sqrt(units / (1.0 + 1.0 / ratio))
    return noncentral_t_sf(critical, degrees, shift) + noncentral_t_cdf(-critical, degrees, shift)


def detectable_lift(
    baseline: float, units: float, *, alpha: float = 0.05, power: float = 0.8, ratio: float = 1.0
) -> float:
    """The smallest positive lift of a share that `units` of the treatment find with `power`; infinite if none does."""
    _require(alpha, power)
    most = (1.0 - 1e-9) / baseline - 1.0
    if proportions_power(baseline, most, units, alpha=alpha, ratio=ratio) < power:
        return math.inf
    small, large = 0.0, most
    while large - small > 1e-12 * large:
        middle = 0.5 * (small + large)
        if middle in {small, large}:
            break
        if proportions_power(baseline, middle, units, alpha=alpha, ratio=ratio) < power:
            small = middle
        else:
            large = middle
    return large


def _proportions(baseline: float, lift: float, ratio: float) -> tuple[float, float, float]:
    other = baseline * (1.0 + lift)
    if not (0.0 < baseline < 1.0 and 0.0 < other < 1.0 and lift and ratio > 0.0):
        raise InvalidRequest(
            f"a share of {baseline!r} with a lift of {lift!r} (arms 1 to {ratio!r}) cannot be planned: both shares "
            "must lie between 0 and 1 and differ",
            field="lift",
        )
    pooled = (other + baseline * ratio) / (1.0 + ratio)
    null = math.sqrt(pooled * (1.0 - pooled) * (1.0 + 1.0 / ratio))
    return other - baseline, null, math.sqrt(other * (1.0 - other) + baseline * (1.0 - baseline) / ratio)


def _smallest(powered: Callable[[float], float], power: float, first: float, least: float = 0.0) -> float:
    """The size at which an increasing power reaches `power`: bracketed from a guess, then regula falsi (Illinois)."""
    low = high = first
    while powered(high) < power:
        high *= 1.5
    while powered(low) > power and low > least:
        low = max(low / 1.5, least)
    below, above = powered(low) - power, powered(high) - power
    for _ in range(200):
        if high - low <= 1e-12 * high or above == below:
            break
        middle = high - above * (high - low) / (above - below)
        if not low < middle < high:
            break
        reached = powered(middle) - power
        if abs(reached) < 1e-14:
            return middle
        if reached > 0.0:
            high, above, below = middle, reached, 0.5 * below
        else:
            low, below, above = middle, reached, 0.5 * above
    return high if abs(above) < abs(below) else low


def _require(alpha: float, power: float = 0.5) -> None:
    if not (0.0 < alpha < 1.0 and alpha < power < 1.0):
        raise InvalidRequest(f"alpha {alpha!r} and power {power!r} lie between 0 and 1, and alpha is the smaller")


def _require_effect(effect: float, ratio: float) -> None:
    if effect == 0.0 or not math.isfinite(effect) or not 0.0 < ratio < math.inf:
        raise InvalidRequest(f"an effect of {effect!r} with arms 1 to {ratio!r} cannot be planned", field="effect")
