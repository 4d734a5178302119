"""Bayesian figures."""

from typing import Any

from code24.experiments.statistics.bayes import Prior, compare_arms, compare_rates
from code24.experiments.statistics.gaussian import EffectPrior, effect_posterior
from tests.vectors.comparing import of_width
from tests.vectors.kinds.kind import Given, Kind, proportion, sample


def rates(given: Given) -> dict[str, Any]:
    prior = Prior(given["prior"]["alpha"], given["prior"]["beta"])
    arms = proportion(given["control"]), proportion(given["treatment"])
    return compare_rates(*arms, prior=prior, level=given["level"])._asdict()


def arms(given: Given) -> dict[str, Any]:
    prior = Prior(given["prior"]["alpha"], given["prior"]["beta"])
    return compare_arms([proportion(arm) for arm in given["arms"]], prior=prior)._asdict()


def effect(given: Given) -> dict[str, Any]:
    prior = given["prior"]
    found = effect_posterior(
        sample(given["control"]),
        sample(given["treatment"]),
        given["difference_type"],
        prior=EffectPrior(prior["mean"], prior["variance"]) if prior["proper"] else None,
        alpha=given["alpha"],
        lower_is_better=given["inverse"],
    )
    return {
        "chance_to_win": found.chance_to_win,
        "expected": found.expected,
        "ci": found.interval,
        "posterior_stddev": found.deviation,
        "risk_control": found.loss_of_control,
        "risk_treatment": found.loss_of_treatment,
    }


# The kind's note wants intervals within 1e-5 of their width.
_INTERVALS = ("credible_interval_control", "credible_interval_treatment", "difference_interval", "lift_interval")
KINDS = {
    "bayes_beta_binomial": Kind(rates, dict.fromkeys(_INTERVALS, of_width(1e-5))),
    "bayes_multi_arm": Kind(arms),
    "bayes_gaussian_effect": Kind(effect),
}
