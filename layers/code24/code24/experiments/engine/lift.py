"""What optimization brought in all: everybody against those who see the website from before, from the site's days."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from code24.analytics.models import DayRollup
from code24.analytics.rates import percent
from code24.errors import CannotAnswer
from code24.experiments.models import Metric
from code24.experiments.planning import FEWEST_CONVERSIONS
from code24.experiments.statistics.effects import Effect
from code24.experiments.statistics.holdout import combined_rate
from code24.experiments.statistics.samples import Proportion
from code24.experiments.statistics.sequential import log_ratio, one_sided

ALPHA, HARM = 0.05, 0.01
STEEP, STEEP_FALL = 0.001, 0.3
"""Where there is no holdout: the p-value, and by how much the rate has to have fallen."""
_PLANNED = 20_000
"""Visitors at which the interval is narrowest."""


class Group(NamedTuple):
    """Some of a site's visitors, over days; who comes on two days counts twice."""

    visitors: int
    converting: int

    @property
    def rate(self) -> float:
        """The share of them who converted."""
        return self.converting / self.visitors if self.visitors else 0.0


class Lift(NamedTuple):
    """Everybody else against the holdout."""

    holdout: Group
    others: Group
    lift: float | None
    """Relative; None where nothing can be said yet."""
    low: float | None
    high: float | None
    """The ends of the always-valid interval."""
    extra: float | None
    """Conversions beyond what the holdout's rate expects."""
    p_value: float
    sentence: str


def groups_of(days: Iterable[DayRollup], metric: Metric) -> tuple[Group, Group]:
    """The holdout and the others, summed over days. Goals by their names are not known by group: then all count."""
    sums = [[0, 0], [0, 0]]
    for day in days:
        both = day.figures.get("holdout")
        if not isinstance(both, Mapping):
            continue
        for place, name in enumerate(("holdout", "others")):
            figures: Mapping[str, Any] = both.get(name, {})
            converting = figures.get("converting", 0)
            if metric.goal_type is not None:
                converting = figures.get("types", {}).get(metric.goal_type.value, 0)
            sums[place][0] += figures.get("visitors", 0)
            sums[place][1] += converting
    holdout, others = (Group(visitors, converting) for visitors, converting in sums)
    return holdout, others


def lift_of(days: Iterable[DayRollup], metric: Metric) -> Lift:
    """The combined lift with its always-valid interval: no test of its own, so nothing in it is chosen."""
    holdout, others = groups_of(days, metric)
    try:
        found = combined_rate(
            Proportion(holdout.visitors, holdout.converting),
            Proportion(others.visitors, others.converting),
            planned=_PLANNED,
            alpha=ALPHA,
        )
    except CannotAnswer as refused:
        return Lift(holdout, others, None, None, None, None, 1.0, refused.detail)
    low, high = found.interval
    sentence = (
        f"Those who see the optimized website convert at {percent(others.rate)}, the holdout at "
        f"{percent(holdout.rate)}: a lift of {found.lift:+.1%} ({low:+.1%} to {high:+.1%}, valid at every look), "
        f"{found.extra:+,.0f} conversions."
    )
    return Lift(holdout, others, found.lift, low, high, found.extra, found.p, sentence)


def harm_since(days: Sequence[DayRollup], since: date, metric: Metric) -> str | None:
    """Why what went live does harm: since then others do worse beside the holdout than they did before.

    Both are compared on the logarithm of the ratio of rates; the first day counts as neither. Without a holdout only a
    steep fall against the same weekdays before counts, as days differ by themselves. None where nothing shows.
    """
    before, after = ([day for day in days if day.day < since], [day for day in days if day.day > since])
    now_held, now = groups_of(after, metric)
    then_held, then = groups_of(before, metric)
    if not now_held.visitors:
        weekdays = {day.day.weekday() for day in after}
        return _fall(groups_of([day for day in before if day.day.weekday() in weekdays], metric)[1], now)
    try:
        present = log_ratio(Proportion(*now_held), Proportion(*now))
    except CannotAnswer:
        return None
    earlier = Effect(0.0, 0.0, math.inf)
    if min(then_held.converting, then.converting) >= FEWEST_CONVERSIONS:
        earlier = log_ratio(Proportion(*then_held), Proportion(*then))
    if min(now_held.converting, now.converting) < FEWEST_CONVERSIONS:
        return None
    change = Effect(
        present.estimate - earlier.estimate, math.hypot(present.standard_error, earlier.standard_error), math.inf
    )
    units = now_held.visitors + now.visitors
    found = one_sided(change, units, alpha=HARM, planned=_PLANNED, direction="lesser")
    if found.p > HARM:
        return None
    return (
        f"since it went live visitors convert at {percent(now.rate)} beside {percent(now_held.rate)} in the holdout, "
        f"against {percent(then.rate)} beside {percent(then_held.rate)} before (p = {found.p:.2g})."
    )


def _fall(then: Group, now: Group) -> str | None:
    if min(then.converting, now.visitors) < FEWEST_CONVERSIONS:
        return None
    # One conversion more than there were: none at all has no logarithm, and is the steepest fall.
    after = Proportion(now.visitors + 1, now.converting + 1)
    ratio = log_ratio(Proportion(*then), after)
    found = one_sided(ratio, then.visitors + after.units, alpha=STEEP, planned=_PLANNED, direction="lesser")
    if found.p > STEEP or math.expm1(ratio.estimate) > -STEEP_FALL:
        return None
    return (
        f"since it went live visitors convert at {percent(now.rate)}, against {percent(then.rate)} before "
        f"(p = {found.p:.2g})."
    )
