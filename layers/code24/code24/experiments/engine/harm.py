"""When a test is stopped at once: harm, and arms that do not get their visitors. Right at every look.

Counts (visitors who met an error, or converted) are judged exactly, by an e-process on the share of them that an arm
has: under no harm each one falls to the variant with at most a known chance, so the likelihood under a uniform mixture
of larger chances, over the likelihood under that chance, is ever above 1/alpha with a probability of at most alpha
(Ville's inequality). Visitors and not errors, since somebody who tries a page again and again is no further evidence.
Means (vitals, revenue) are judged by one-sided confidence sequences.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from code24.experiments.figures.models import ArmFigures
from code24.experiments.models import AbTest, Direction, Guardrail, Measure, Outcome
from code24.experiments.statistics.effects import Effect
from code24.experiments.statistics.mismatch import ALERT, anytime_p
from code24.experiments.statistics.sequential import one_sided
from code24.experiments.statistics.special import beta_sf, log_beta

ALPHA = 0.02
"""Of all guardrails together, over the whole test and all its variants: so many harmless tests are stopped at most."""
ALONE = 0.01
"""Of a guardrail that is watched alone, on a winner's way to everybody."""
_READINGS = {Measure.LCP: "ms", Measure.INP: "ms", Measure.FCP: "ms", Measure.TTFB: "ms", Measure.CLS: ""}
_FEWEST_READINGS = 100
"""Of a mean, in each arm: below, the sequence's normal approximation is not to be trusted."""
_PLANNED_READINGS = 2_000
"""At which the sequences of means are narrowest."""
_TINY = 1e-290


class Harm(NamedTuple):
    """Why a test has to stop."""

    outcome: Outcome
    sentence: str
    figures: dict[str, float]


def default_guardrails() -> tuple[Guardrail, ...]:
    """What no variant may make worse, whatever its test is about."""
    return (
        Guardrail(measure=Measure.ERROR_RATE, direction=Direction.RISE, margin=0.0),
        Guardrail(measure=Measure.CONVERSION, direction=Direction.FALL, margin=0.0),
        Guardrail(measure=Measure.LCP, direction=Direction.RISE, margin=0.2),
        Guardrail(measure=Measure.INP, direction=Direction.RISE, margin=0.2),
    )


def harm_in(test: AbTest, arms: Sequence[ArmFigures]) -> Harm | None:
    """What the figures show that must not go on; None where nothing does."""
    users = [arm.exposed for arm in arms]
    lowest = test.results.mismatch if test.results else 1.0
    p_value = anytime_p(users, test.traffic_split, lowest=lowest) if sum(users) else 1.0
    if p_value < ALERT:
        shown = " to ".join(f"{count:,}" for count in users)
        planned = " to ".join(f"{100 * share:.3g}%" for share in test.traffic_split)
        return Harm(
            Outcome.MISMATCH,
            f"The arms have {shown} visitors where {planned} was planned ({p_shown(p_value)}, valid at every look); "
            "something sends visitors of one arm elsewhere, so no figure of this test can be trusted.",
            {"p_value": round(p_value, 12)},
        )
    for number, (arm, share) in enumerate(zip(arms[1:], test.traffic_split[1:], strict=True), start=1):
        for guardrail in test.guardrails:
            shares = test.traffic_split[0], share
            alpha = ALPHA / len(test.guardrails) / (len(arms) - 1)
            found = breach(guardrail, arms[0], arm, shares, alpha)
            if found is not None:
                name = test.variants[number].name
                return Harm(
                    Outcome.HARM, f"{name} did harm: {found[0]} Everybody is back on the control.", dict(found[1])
                )
    return None


def breach(
    guardrail: Guardrail, control: ArmFigures, variant: ArmFigures, shares: tuple[float, float], alpha: float
) -> tuple[str, dict[str, float]] | None:
    """What a guardrail has against a variant. `shares` are the two arms' parts of the visitors."""
    match guardrail.measure:
        case Measure.ERROR_RATE:
            counts = control.failed, variant.failed
            return _counts("met an error", guardrail, counts, (control, variant), shares=shares, alpha=alpha)
        case Measure.CONVERSION:
            counts = control.converted, variant.converted
            return _counts("converted", guardrail, counts, (control, variant), shares=shares, alpha=alpha)
        case Measure.REVENUE:
            one = (control.exposed, control.revenue, control.revenue_squares)
            other = (variant.exposed, variant.revenue, variant.revenue_squares)
            return _means("Revenue per visitor", guardrail, one, other, alpha)
        case measure:
            if measure.value not in control.vitals or measure.value not in variant.vitals:
                return None
            read, other_read = control.vitals[measure.value], variant.vitals[measure.value]
            return _means(
                measure.value.upper(), guardrail, (read.count, read.total, read.squares),
                (other_read.count, other_read.total, other_read.squares), alpha,
            )  # fmt: skip


def log_e_of_share(of_one: int, total: int, chance: float) -> float:
    """The logarithm of the e-value against "a thing is this arm's with a chance of at most `chance`".

    With x = `of_one` things of m = `total`: `∫_c^1 p^x (1-p)^(m-x) dp / ((1 - c) c^x (1-c)^(m-x))`.
    """
    a, b = of_one + 1.0, total - of_one + 1.0
    tail = beta_sf(a, b, chance)
    if tail < _TINY:
        return -math.inf
    mixed = log_beta(a, b) + math.log(tail) - math.log1p(-chance)
    return mixed - of_one * math.log(chance) - (total - of_one) * math.log1p(-chance)


def _counts(
    what: str,
    guardrail: Guardrail,
    counts: tuple[int, int],
    arms: tuple[ArmFigures, ArmFigures],
    *,
    shares: tuple[float, float],
    alpha: float,
) -> tuple[str, dict[str, float]] | None:
    rising = guardrail.direction is Direction.RISE
    most = shares[1] * (1.0 + guardrail.margin if rising else 1.0 - guardrail.margin)
    whole = shares[0] + most
    if not sum(counts) or not 0.0 < most < whole:
        return None
    worse, chance = (counts[1], most / whole) if rising else (counts[0], shares[0] / whole)
    log_e = log_e_of_share(worse, sum(counts), chance)
    if log_e < -math.log(alpha):
        return None
    sentence = (
        f"{counts[1]:,} of {arms[1].exposed:,} visitors {what}, against {counts[0]:,} of {arms[0].exposed:,} in the "
        f"control: {'more' if rising else 'fewer'} {_than(guardrail)} (p < {alpha:.2g}, valid at every look)."
    )
    return sentence, {"control": counts[0], "variant": counts[1], "log_e": round(log_e, 3)}


def _means(
    what: str, guardrail: Guardrail, control: tuple[int, float, float], variant: tuple[int, float, float], alpha: float
) -> tuple[str, dict[str, float]] | None:
    if min(control[0], variant[0]) < _FEWEST_READINGS:
        return None
    rising = guardrail.direction is Direction.RISE
    factor = 1.0 + guardrail.margin if rising else 1.0 - guardrail.margin
    (mean, variance), (other, other_variance) = _mean_of(*control), _mean_of(*variant)
    spread = math.sqrt(other_variance / variant[0] + factor * factor * variance / control[0])
    if spread == 0.0:
        return None
    found = one_sided(
        Effect(other - factor * mean, spread, math.inf),
        control[0] + variant[0],
        alpha=alpha,
        planned=_PLANNED_READINGS,
        direction="greater" if rising else "lesser",
    )
    if found.p > alpha:
        return None
    unit = _READINGS.get(guardrail.measure)
    shown = [f"{value:,.0f} {unit}" if unit else f"{value:,.2f}" for value in (other, mean)]
    sentence = (
        f"{what} is {shown[0]} against {shown[1]} in the control: {'more' if rising else 'less'} {_than(guardrail)} "
        f"({p_shown(found.p)}, valid at every look)."
    )
    return sentence, {"control": mean, "variant": other, "p_value": round(found.p, 12)}


def _than(guardrail: Guardrail) -> str:
    if not guardrail.margin:
        return "than there"
    return f"than the {100 * guardrail.margin:.3g}% that were allowed"


def p_shown(p: float) -> str:
    """A p-value in a sentence."""
    return f"p = {p:.4f}" if p >= 0.0001 else "p < 0.0001"


def _mean_of(count: int, total: float, squares: float) -> tuple[float, float]:
    mean = total / count
    return mean, max(0.0, (squares - total * mean) / (count - 1))
