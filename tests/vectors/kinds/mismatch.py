"""Whether arms get the visitors that were planned."""

import math
from itertools import accumulate
from typing import Any

from code24.experiments.statistics.mismatch import anytime_p, chi_square
from tests.vectors.kinds.kind import Given, Kind

_CONCENTRATION = 10_000.0
"""The library's."""


def chi2(given: Given) -> dict[str, Any]:
    statistic, p = chi_square(given["users"], given["weights"])
    of_unplanned = [users for users, weight in zip(given["users"], given["weights"], strict=True) if weight <= 0.0]
    if of_unplanned:
        # The engine skips arms of weight 0, as gbstats does; scipy divides by it.
        infinite = any(of_unplanned)
        return {"p_value": p, "p_value_scipy": 0.0 if infinite else None, "chi2": math.inf if infinite else None}
    return {"p_value": p, "p_value_scipy": p, "chi2": statistic}


def anytime(given: Given) -> dict[str, Any]:
    weights = given["weights"]
    totals = accumulate(given["looks"], lambda so_far, new: [a + b for a, b in zip(so_far, new, strict=True)])
    p_values = [1.0]
    for users in totals:
        p_values.append(anytime_p(users, weights, concentration=_CONCENTRATION, lowest=p_values[-1]))
    return {"p_values": p_values[1:]}


KINDS = {"srm_chi2": Kind(chi2), "srm_sequential": Kind(anytime)}
