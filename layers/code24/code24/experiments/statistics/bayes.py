"""Bayesian figures of conversion rates: beta posteriors compared exactly, by integration instead of by sampling.

They are shown and never stop a test: looked at again and again, a chance to win of 95 % is wrong in most tests without
an effect. Sources: Evan Miller, "Formulas for Bayesian A/B testing" (the chance as the integral of one density times
the other's tail); Stucchio, "Bayesian A/B testing at VWO" (2015), section 3 (expected loss).
"""

import math
from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.statistics.differences import difference_interval, lift_interval
from code24.experiments.statistics.effects import Interval
from code24.experiments.statistics.grids import Beta, Grid, grid_of
from code24.experiments.statistics.samples import Proportion
from code24.experiments.statistics.special import beta_isf, beta_ppf

_CONVERSIONS_FOR_A_LIFT = 5
"""With fewer in the control its rate may be almost nothing, and the lift's interval says nothing."""

_LIGHTEST = 0.1
"""Lighter priors pile up at 0 and 1, and say that a rate without conversions is certainly nothing."""


class Prior(NamedTuple):
    """Beta(`alpha`, `beta`) on each arm's rate before any data; 1 and 1 is flat."""

    alpha: float = 1.0
    beta: float = 1.0


FLAT = Prior()


class RatesCompared(NamedTuple):
    """Two arms' posteriors. Losses are in conversions per visitor; intervals are equal-tailed."""

    chance_to_beat_control: float
    chance_control_better: float
    """Its own integral, so that it means something when it is tiny."""
    expected_loss_choose_treatment: float
    expected_loss_choose_control: float
    posterior_mean_control: float
    posterior_mean_treatment: float
    credible_interval_control: Interval
    credible_interval_treatment: Interval
    difference_interval: Interval
    """Of the treatment's rate minus the control's."""
    lift_interval: Interval | None
    """Of the treatment's rate over the control's, minus 1; none below five conversions of the control."""


class ArmsCompared(NamedTuple):
    """Several arms' posteriors, the control first."""

    chance_to_be_best: list[float]
    """Sums to 1."""
    expected_loss: list[float]
    """What choosing each arm loses against the best, in conversions per visitor."""
    chance_to_beat_control: list[float]
    """Of every arm but the control."""


def posterior(arm: Proportion, prior: Prior) -> Beta:
    """The posterior of an arm's rate. Raises `InvalidRequest` for a prior lighter than a tenth of a visitor."""
    if not (_LIGHTEST <= prior.alpha < math.inf and _LIGHTEST <= prior.beta < math.inf):
        raise InvalidRequest(
            f"prior: both parameters are at least {_LIGHTEST}, not {prior.alpha!r} and {prior.beta!r}", field="prior"
        )
    return Beta(prior.alpha + arm.conversions, prior.beta + (arm.visitors - arm.conversions))


def credible_interval(rate: Beta, level: float) -> Interval:
    """The equal-tailed interval that holds the rate with probability `level`."""
    tail = 0.5 * (1.0 - level)
    return Interval(beta_ppf(rate.a, rate.b, tail), beta_isf(rate.a, rate.b, tail))


def compare_rates(
    control: Proportion, treatment: Proportion, *, prior: Prior = FLAT, level: float = 0.95
) -> RatesCompared:
    """Two arms' conversion rates, compared exactly: chances and losses to a relative 1e-9, intervals to 1e-8 of width.

    An arm without visitors keeps its prior.
    """
    _require_level(level)
    one, other = posterior(control, prior), posterior(treatment, prior)
    grid = grid_of([one, other])
    losses = _losses(grid, [one, other])
    lift = lift_interval(one, other, level) if control.conversions >= _CONVERSIONS_FOR_A_LIFT else None
    return RatesCompared(
        chance_to_beat_control=_chance(grid, 0, 1),
        chance_control_better=_chance(grid, 1, 0),
        expected_loss_choose_treatment=losses[1],
        expected_loss_choose_control=losses[0],
        posterior_mean_control=one.mean,
        posterior_mean_treatment=other.mean,
        credible_interval_control=credible_interval(one, level),
        credible_interval_treatment=credible_interval(other, level),
        difference_interval=difference_interval(one, other, level),
        lift_interval=lift,
    )


def compare_arms(arms: Sequence[Proportion], *, prior: Prior = FLAT) -> ArmsCompared:
    """Two or more arms' conversion rates at once, the control first. Raises `CannotAnswer` for fewer than two."""
    if len(arms) < 2:
        raise CannotAnswer(f"{len(arms)} arms cannot be compared.", because="too-few")
    rates = [posterior(arm, prior) for arm in arms]
    grid = grid_of(rates)
    chances = [_best(grid, index) for index in range(len(arms))]
    return ArmsCompared(chances, _losses(grid, rates), [_chance(grid, 0, index) for index in range(1, len(arms))])


def _chance(grid: Grid, low: int, high: int) -> float:
    """P(rate of `high` > rate of `low`) = ∫ f_low S_high."""
    return min(1.0, _integral(grid.weights, grid.arms[low].density, grid.arms[high].above))


def _best(grid: Grid, index: int) -> float:
    """P(arm `index` has the highest rate) = ∫ f ∏ F of the others."""
    others = [arm.below for other, arm in enumerate(grid.arms) if other != index]
    return min(1.0, _integral(grid.weights, grid.arms[index].density, *others))


def _losses(grid: Grid, rates: Sequence[Beta]) -> list[float]:
    """E[max of all rates - the arm's rate] for each arm.

    For the arm with the highest mean it is `∫ F (1 - ∏ F of the others)`, a sum of positive parts; the others lose the
    distance of the means on top.
    """
    best = max(range(len(rates)), key=lambda index: rates[index].mean)
    # 1 - ∏ (1 - S), without the cancellation.
    missed = [0.0] * len(grid.places)
    for index, arm in enumerate(grid.arms):
        if index != best:
            missed = [so_far + (1.0 - so_far) * above for so_far, above in zip(missed, arm.above, strict=True)]
    least = _integral(grid.rate_weights, grid.arms[best].below, missed)
    return [least if index == best else least + _apart(rates[best], rate) for index, rate in enumerate(rates)]


def _integral(weights: list[float], first: list[float], *others: list[float]) -> float:
    """The sum over a grid's points of the weight times all factors."""
    product = first
    for factor in others:
        product = list(map(mul, product, factor))
    # What is nothing may come out below it by a rounding.
    return max(0.0, math.sumprod(weights, product))


def _apart(high: Beta, low: Beta) -> float:
    """The distance of two means, exact where they almost agree."""
    cross = (high.a * low.b) - (low.a * high.b)
    return cross / (high.a + high.b) / (low.a + low.b)


def _require_level(level: float) -> None:
    if not 0.0 < level < 1.0:
        raise InvalidRequest(f"level: a credible level lies between 0 and 1, not {level!r}", field="level")
