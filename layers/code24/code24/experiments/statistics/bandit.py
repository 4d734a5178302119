"""Traffic that follows the evidence: Thompson sampling by its exact weights, with a floor for every arm."""

import math
from collections.abc import Sequence

from code24.errors import InvalidRequest
from code24.experiments.statistics.bayes import Prior, compare_arms
from code24.experiments.statistics.samples import Proportion

FLOOR = 0.05
"""The least part of the traffic that an arm keeps, so that what changes over time is still noticed."""


def thompson_weights(
    arms: Sequence[Proportion], *, floor: float = FLOOR, prior: Prior | None = None
) -> tuple[float, ...]:
    """The arms' parts of the traffic, which sum to 1: their chances to have the highest rate, none below `floor`.

    Thompson sampling (Biometrika 25, 1933) gives each visitor the arm that is best in one draw from the posteriors, so
    an arm's part is its chance to be best. Here the chances are integrals and not draws: the same figures give the same
    parts. What lifts an arm to the floor is taken from the others in proportion to their chances.

    Args:
        arms: Everything so far, the control first.
        floor: From 0 up to an even split.
        prior: Of each arm's rate; flat if there is none.

    Raises:
        CannotAnswer: Fewer than two arms.
        InvalidRequest: A floor that the arms cannot all have.

    """
    if not 0.0 <= floor * len(arms) <= 1.0:
        raise InvalidRequest(f"{len(arms)} arms cannot each have at least {floor!r} of the traffic", field="floor")
    chances = compare_arms(arms, prior=prior or Prior()).chance_to_be_best
    return floored(chances, floor)


def floored(shares: Sequence[float], floor: float) -> tuple[float, ...]:
    """Shares, not negative, scaled to a sum of 1 of which none is below `floor`; the rest keep their proportions."""
    held: set[int] = set()
    while True:
        free = 1.0 - floor * len(held)
        rest = math.fsum(share for index, share in enumerate(shares) if index not in held)
        if rest <= 0.0:
            left = len(shares) - len(held)
            return tuple(floor if index in held else free / left for index in range(len(shares)))
        low = {index for index, share in enumerate(shares) if index not in held and share / rest * free < floor}
        if not low:
            return tuple(floor if index in held else share / rest * free for index, share in enumerate(shares))
        held |= low
