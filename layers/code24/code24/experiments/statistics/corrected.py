"""What a winner's effect is, without the part by which winners overstate themselves.

A test that stops when its estimate is large, and is told of because it was large, reads too high twice. The bias of the
estimate given that the test ended with a winner is computed exactly from the test's own looks and bounds, and
subtracted: Whitehead (Biometrika 73, 1986, "On the bias of maximum likelihood estimation following a sequential test")
for the subtraction, Fan, DeMets and Lan (Journal of Biopharmaceutical Statistics 14, 2004) for the bias given the
outcome, Lee and Shen (KDD 2018, "Winner's curse: bias estimation for total effects of features in online controlled
experiments") for experiments on websites. As the bias belongs to the true effect, which nobody knows, it is taken at
the estimate first and again at the corrected one (Hall and Martin, Biometrika 75, 1988: each round takes away a part of
what is left).

In simulations with a true lift of 15 % and the planned rule, the estimates of winners average 22 to 24 %, and the
corrected ones 14 to 15 %.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from code24.experiments.statistics.group_sequential import Going, paths
from code24.experiments.statistics.special import norm_pdf, norm_sf

_ROUNDS = 2
"""More rounds take more of the bias of small effects, and make the estimate of large ones less exact."""


class Winning(NamedTuple):
    """How tests with a certain effect end as winners."""

    probability: float
    estimate: float
    """The mean of the estimated drift, given that the test was won."""


def winning(information: Sequence[float], z_bounds: Sequence[float], drift: float) -> Winning:
    """The probability to cross an upper bound, and the mean estimate S/t of those that do, under a true `drift`.

    Args:
        information: At each look, increasing.
        z_bounds: Of each look.
        drift: The expected z of information 1.

    """
    probability = total = 0.0
    for going, time, bound in zip(paths(tuple(information), tuple(z_bounds)), information, z_bounds, strict=True):
        if math.isfinite(bound):
            here, estimates = _crossing(going, time, bound * math.sqrt(time), drift)
            probability, total = probability + here, total + estimates
    return Winning(probability, total / probability if probability > 0.0 else math.nan)


def corrected(information: Sequence[float], z_bounds: Sequence[float], look: int, z: float) -> float:
    """The corrected effect of a winner, in standard errors of its estimate: between 0 and |z|, with the sign of z.

    Multiplied by the standard error it is the effect on the scale where it was tested.

    Args:
        information: Of all looks, those after the one that stopped the test included, in any unit.
        z_bounds: Of each look.
        look: The one that stopped the test, from 0.
        z: Of the estimate there. Where it is inside of the bound nothing was selected, and it is returned as it is.

    """
    if not abs(z) >= z_bounds[look]:
        return z
    whole = information[-1]
    fractions = [time / whole for time in information]
    root = math.sqrt(fractions[look])
    estimate = drift = abs(z) / root
    for _ in range(_ROUNDS):
        expected = winning(fractions, z_bounds, drift).estimate
        if math.isnan(expected):
            break
        drift = min(max(estimate - (expected - drift), 0.0), estimate)
    return math.copysign(drift * root, z)


def _crossing(going: Going, time: float, level: float, drift: float) -> tuple[float, float]:
    """The probability to cross here first, and its product with the mean of S / `time` of those who do."""
    step = time - going.information
    deviation, moved = math.sqrt(step), drift * step
    rest = 0.5 * drift * drift * going.information
    probability = total = 0.0
    for node, mass in zip(going.nodes, going.masses, strict=True):
        centre = node + moved
        distance = (level - centre) / deviation
        weight = mass * math.exp(drift * node - rest)
        above = weight * norm_sf(distance)
        probability += above
        total += centre * above + deviation * weight * norm_pdf(distance)
    return probability, total / time
