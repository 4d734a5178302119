"""The noncentral t distribution, on which the power of a t test rests."""

import math

from code24.experiments.statistics.special import legendre, norm_sf
from code24.experiments.statistics.special.gamma import stirling_rest

_NEGLIGIBLE = 41.0
"""The density of the logarithm of S is cut where it has fallen by e to this power."""
_PANEL_POINTS = 16
_INVERSE_ROOT_PI = 1.0 / math.sqrt(math.pi)


def noncentral_t_sf(t: float, degrees: float, noncentrality: float) -> float:
    """P(T > t) for T = (Z + `noncentrality`) / S with S² = χ²/degrees; absolute error about 1e-13.

    P(Z > t S - noncentrality) is averaged over u = ln S, whose density is `√(ν/π) e^(-r) e^(-ν/2 (e^2u - 1 - 2u))` with
    Stirling's rest r of ν/2 (Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions" 2, 1995, chapter
    31). Raises `ValueError` for degrees that are not positive.
    """
    if not 0.0 < degrees < math.inf:
        raise ValueError(f"degrees of freedom are positive and finite, not {degrees!r}")
    lowest, highest = _edge(degrees, -1.0), _edge(degrees, 1.0)
    # The normal tail turns within a step of 1/|noncentrality|; panels are at most as wide as what turns fastest.
    width = min(4.0 / math.sqrt(degrees), 1.0 / max(0.5 * abs(noncentrality), 0.25 * abs(t), 1.0))
    panels = max(math.ceil((highest - lowest) / width), 4)
    half = 0.5 * (highest - lowest) / panels
    places, weights = legendre(_PANEL_POINTS)
    total = 0.0
    for panel in range(panels):
        middle = lowest + (2 * panel + 1) * half
        for place, weight in zip(places, weights, strict=True):
            u = middle + half * place
            density = math.exp(-0.5 * degrees * (math.expm1(2.0 * u) - 2.0 * u))
            total += weight * density * norm_sf(t * math.exp(u) - noncentrality)
    result = total * half * math.sqrt(degrees) * _INVERSE_ROOT_PI * math.exp(-stirling_rest(0.5 * degrees))
    return min(max(result, 0.0), 1.0)


def noncentral_t_cdf(t: float, degrees: float, noncentrality: float) -> float:
    """P(T < t), which is P(T > -t) with the opposite noncentrality."""
    return noncentral_t_sf(-t, degrees, -noncentrality)


def _edge(degrees: float, side: float) -> float:
    """Where ln S has lost its density: the root of `ν/2 (e^2u - 1 - 2u) = 41` below (`side` -1) or above 0."""
    fallen = 2.0 * _NEGLIGIBLE / degrees
    # Below, the left side is at most -1 - 2u and at most 2u²; above, it is at least 2u².
    u = -0.5 * (1.0 + fallen) if side < 0.0 else math.sqrt(0.5 * fallen)
    for _ in range(60):
        step = (math.expm1(2.0 * u) - 2.0 * u - fallen) / (2.0 * math.expm1(2.0 * u))
        u -= step
        if abs(step) < 1e-6 * abs(u):
            break
    return u
