"""Sample-ratio mismatch: do the arms get the shares of visitors that were planned? If not, no figure can be trusted."""

import math
from collections.abc import Sequence

from code24.errors import InvalidRequest
from code24.experiments.statistics.special import chi2_sf
from code24.experiments.statistics.special.gamma import deviance, stirling_rest

CONCENTRATION = 1_000.0
"""How many visitors the prior is worth: drifts are noticed after about as many. Lindon and Malek use 10,000."""
ALERT = 0.01
"""The p-value below which a test is stopped for mismatch."""


def log_bayes_factor(users: Sequence[int], weights: Sequence[float], *, concentration: float = CONCENTRATION) -> float:
    """Ln of the Bayes factor against the planned shares: an e-process, valid at every look.

    Dirichlet-multinomial, with a Dirichlet prior of `concentration` · shares, over multinomial with the shares (Lindon
    and Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022, section 3). Written in deviances, so
    that counts of hundreds of millions lose no digits.

    Args:
        users: Of each arm, in all so far.
        weights: Planned, in any unit. An arm of weight 0 that nevertheless has users makes the factor infinite.
        concentration: Positive.

    Raises:
        InvalidRequest: Numbers that do not fit together.

    """
    shares = _shares(users, weights)
    if not 0.0 < concentration < math.inf:
        raise InvalidRequest(f"a concentration is positive, not {concentration!r}", field="concentration")
    if any(count > 0 and share == 0.0 for count, share in zip(users, shares, strict=True)):
        return math.inf
    arms = [(count, share) for count, share in zip(users, shares, strict=True) if share > 0.0]
    total = sum(users)
    whole = concentration + total
    result = stirling_rest(concentration) - stirling_rest(whole) + 0.5 * math.log1p(total / concentration)
    for count, share in arms:
        prior = concentration * share
        result += deviance(prior + count, share, whole) - 0.5 * math.log1p(count / prior)
        result += stirling_rest(prior + count) - stirling_rest(prior)
    return result


def anytime_p(
    users: Sequence[int], weights: Sequence[float], *, concentration: float = CONCENTRATION, lowest: float = 1.0
) -> float:
    """The p-value of the planned shares after this look: the smaller of 1 / Bayes factor and the `lowest` before.

    May be looked at after every visitor. `users` are in all so far; raises `InvalidRequest` as `log_bayes_factor` does.
    """
    return min(lowest, math.exp(min(0.0, -log_bayes_factor(users, weights, concentration=concentration))))


def chi_square(users: Sequence[int], weights: Sequence[float]) -> tuple[float, float]:
    """Pearson's statistic and p-value, for one look at a size fixed before; 0 and 1 without users.

    Arms of weight 0 add nothing to the statistic, though they count among the degrees of freedom (one less than arms),
    as in GrowthBook's `check_srm`. Looked at again and again it raises false alarms: 42 % of healthy tests.
    """
    shares = _shares(users, weights)
    total = sum(users)
    if not total:
        return 0.0, 1.0
    statistic = math.fsum(
        (count - share * total) ** 2 / (share * total)
        for count, share in zip(users, shares, strict=True)
        if share > 0.0
    )
    return statistic, chi2_sf(statistic, len(users) - 1)


def _shares(users: Sequence[int], weights: Sequence[float]) -> tuple[float, ...]:
    if len(users) != len(weights) or len(users) < 2:
        raise InvalidRequest(f"{len(users)} arms with {len(weights)} weights cannot be compared", field="weights")
    if any(count < 0 for count in users):
        raise InvalidRequest(f"numbers of users are not negative: {list(users)}", field="users")
    whole = math.fsum(weight for weight in weights if weight > 0.0)
    if not 0.0 < whole < math.inf:
        raise InvalidRequest(f"at least one weight is positive: {list(weights)}", field="weights")
    return tuple(max(weight, 0.0) / whole for weight in weights)
