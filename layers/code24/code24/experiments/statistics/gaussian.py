"""GrowthBook's Bayesian figures: an effect estimate, taken as normal, combined with a normal prior on the effect.

Approximate where counts are small; for shares `bayes` has the exact ones. Source: GrowthBook's statistics documentation
and gbstats, `EffectBayesianABTest`.
"""

import math
from typing import NamedTuple

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.statistics.effects import Interval, Scale, effect
from code24.experiments.statistics.means import require_alpha
from code24.experiments.statistics.samples import Sample
from code24.experiments.statistics.special import norm_isf, norm_pdf, norm_sf


class EffectPrior(NamedTuple):
    """What is expected of a relative effect before any data: Normal(`mean`, `variance`)."""

    mean: float
    variance: float


class EffectPosterior(NamedTuple):
    """The effect's posterior, in the scale's unit. Losses are of keeping the control and of shipping the treatment."""

    chance_to_win: float
    expected: float
    interval: Interval
    deviation: float
    loss_of_control: float
    loss_of_treatment: float


def effect_posterior(
    control: Sample,
    treatment: Sample,
    scale: Scale,
    *,
    prior: EffectPrior | None = None,
    alpha: float = 0.05,
    lower_is_better: bool = False,
) -> EffectPosterior:
    """The posterior of the effect with its equal-tailed interval at 1 - `alpha`; without a prior, a flat one.

    On the absolute scale the prior is multiplied by the control's value. Raises `CannotAnswer` as `effect` does.
    """
    require_alpha(alpha)
    found = effect(control, treatment, scale)
    precision = found.standard_error**-2
    mean = found.estimate
    if prior is not None:
        if not prior.variance > 0.0:
            raise InvalidRequest(f"a prior's variance is positive, not {prior.variance!r}", field="prior")
        unit = 1.0 if scale == "relative" else abs(control.unadjusted_mean)
        if unit == 0.0:
            raise CannotAnswer("The prior is a share of the control's value, which is 0.", because="no-baseline")
        prior_precision = 1.0 / (prior.variance * unit * unit)
        mean = (mean * precision + prior.mean * unit * prior_precision) / (precision + prior_precision)
        precision += prior_precision
    deviation = math.sqrt(1.0 / precision)
    half = norm_isf(0.5 * alpha) * deviation
    above, below = positive_part(mean, deviation), positive_part(-mean, deviation)
    toward = -mean if lower_is_better else mean
    return EffectPosterior(
        chance_to_win=norm_sf(-toward / deviation),
        expected=mean,
        interval=Interval(mean - half, mean + half),
        deviation=deviation,
        loss_of_control=below if lower_is_better else above,
        loss_of_treatment=above if lower_is_better else below,
    )


def positive_part(mean: float, deviation: float) -> float:
    """E[max(X, 0)] for X ~ Normal(`mean`, `deviation`²), without cancellation where it is tiny.

    `σ φ(z) + μ Φ(z)` with z = μ/σ; far below 0 by the continued fraction of erfc's repeated integral (DLMF 7.18.13).
    """
    z = mean / deviation
    if z > -3.0:
        return deviation * norm_pdf(z) + mean * norm_sf(-z)
    x = -z
    below = x
    for term in range(60, 1, -1):
        below = x + term / below
    return deviation * norm_sf(x) / below
