"""What all that was shipped has brought: visitors who see it against the holdout, which never does.

The holdout is not selected by any result, so unlike the sum of winners' lifts this one does not overstate itself.
"""

import math
from typing import NamedTuple

from code24.errors import CannotAnswer
from code24.experiments.statistics.effects import Interval
from code24.experiments.statistics.samples import Mean, Proportion
from code24.experiments.statistics.sequential import AlwaysValid, of_difference, of_ratio

LEAST_CONVERSIONS = 25
"""In either group, before a lift is told; for revenue, visitors of the holdout who paid."""


class Combined(NamedTuple):
    """One metric of the optimized site against the holdout."""

    lift: float
    """.1 is ten per cent more per visitor."""
    interval: Interval
    """Of the lift, valid however often it is looked at."""
    p: float
    """Of no difference; likewise."""
    extra: float
    """Conversions, or revenue, that the optimized visitors brought beyond what the holdout's figures expect."""
    extra_interval: Interval


def combined_rate(holdout: Proportion, optimized: Proportion, *, planned: float, alpha: float = 0.05) -> Combined:
    """The combined lift of the conversion rate, with the always-valid interval of the ratio of rates.

    Args:
        holdout: Visitors of the release from before optimization.
        optimized: Everybody else.
        planned: Visitors of both groups at which the interval is tightest; fixed once, for instance a quarter's.
        alpha: Of the interval.

    Raises:
        CannotAnswer: A group has fewer than 25 conversions.

    """
    if min(holdout.conversions, optimized.conversions) < LEAST_CONVERSIONS:
        raise CannotAnswer(
            f"The holdout has {holdout.conversions} conversions and the others {optimized.conversions}; a lift is told "
            f"from {LEAST_CONVERSIONS} in each.",
            because="too-few",
        )
    found = of_ratio(holdout, optimized, alpha=alpha, planned=planned)
    return _told(found, found.estimate, found.interval, optimized.conversions)


def combined_revenue(
    holdout: Mean, optimized: Mean, *, planned: float, alpha: float = 0.05, paying: int | None = None
) -> Combined:
    """The combined lift of revenue per visitor, with the always-valid interval of the difference of means.

    The interval of the lift is the difference's over the holdout's observed mean.

    Args:
        holdout: Visitors of the release from before optimization, those who brought nothing included.
        optimized: Everybody else.
        planned: As in `combined_rate`.
        alpha: Of the interval.
        paying: Visitors of the holdout who brought revenue, where known.

    Raises:
        CannotAnswer: No variance in a group, a holdout without revenue, or with fewer than 25 paying visitors.

    """
    if paying is not None and paying < LEAST_CONVERSIONS:
        raise CannotAnswer(
            f"{paying} visitors of the holdout paid; a lift of revenue is told from {LEAST_CONVERSIONS}.",
            because="too-few",
        )
    if not holdout.mean > 0.0:
        raise CannotAnswer(
            "The holdout brought no revenue; there is no baseline to compare with.", because="no-baseline"
        )
    found = of_difference(holdout, optimized, alpha=alpha, planned=planned)
    base = holdout.mean
    interval = Interval(found.interval.lower / base, found.interval.upper / base)
    extra = Interval(found.interval.lower * optimized.visitors, found.interval.upper * optimized.visitors)
    return Combined(found.estimate / base, interval, found.p, found.estimate * optimized.visitors, extra)


def _told(found: AlwaysValid, lift: float, interval: Interval, brought: float) -> Combined:
    """Of what was brought, `lift / (1 + lift)` is beyond what the holdout's rate expects."""
    lower, middle, upper = (
        brought * (1.0 - 1.0 / (1.0 + each)) if each > -1.0 else -math.inf
        for each in (interval.lower, lift, interval.upper)
    )
    return Combined(lift, interval, found.p, middle, Interval(lower, upper))
