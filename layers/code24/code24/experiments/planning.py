"""What a test needs, from what the site had: visitors, their rate, and whether both can ever decide anything."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from code24.analytics.models import DayRollup
from code24.analytics.rates import percent, precise
from code24.experiments.models import AbTestPlan, Metric, MetricKind, Rule
from code24.experiments.statistics.group_sequential import crossing, planned_bounds
from code24.experiments.statistics.power import detectable_lift, proportions_size
from code24.experiments.statistics.sequential import rho_squared
from code24.experiments.statistics.special import norm_isf
from code24.types import Goal

DAYS = 28
"""Of the past that are looked at: four whole weeks."""
WEEK = 7
LONGEST_WEEKS = 12
"""Of a test that is open-ended: seasons, releases and browsers change what longer ones would compare."""
PLANNED_WEEKS = 8
"""The most that a planned test may take; what would take longer is open-ended."""
PLAUSIBLE = 0.5
"""Relative: an open-ended test that could not even see an effect of this size is not worth its time."""
HYBRID_INFLATION = 1.08
"""How many times the visitors of a single look the hybrid rule needs, which keeps four fifths of alpha for its end."""
ALPHA, POWER = 0.05, 0.8
MINIMUM_EFFECT = 0.15
"""Relative. What the smallest change worth finding is where nobody says."""
FEWEST_CONVERSIONS = 25
"""Of each arm, before anything is decided."""
_HIGHEST = 1 - 1e-6
"""Of a rate that can be planned with."""
_ROUNDED = 1.0 + 1e-9
MILLION = 1_000_000


class Traffic(NamedTuple):
    """A site's visitors over some days, as far as a metric goes."""

    days: int
    """Days since the first that had any visitor."""
    visitors: int
    """Who saw one of the pages that differ; the whole site's where any may."""
    converting: int
    """The whole site's, in proportion to `visitors` where only some pages differ."""
    revenue: float
    revenue_squares: float

    @property
    def per_day(self) -> float:
        """Visitors a day."""
        return self.visitors / self.days if self.days else 0.0


class Refusal(NamedTuple):
    """Why the traffic can never decide a test."""

    sentence: str
    figures: Mapping[str, float]


def traffic_of_days(days: Sequence[DayRollup], metric: Metric, paths: Sequence[str] = ()) -> Traffic:
    """The visitors of a site's days, those of the pages at `paths` alone where there are any.

    Rollups are of one day each: who comes on two days counts twice. How the site's converting visitors are spread over
    its pages is not in them, so that the rate is the whole site's.
    """
    first = next((index for index, day in enumerate(days) if _number(day.figures, "totals", "visitors")), len(days))
    visitors = everybody = converting = 0
    revenue = squares = 0.0
    for day in days[first:]:
        figures = day.figures
        whole = _number(figures, "totals", "visitors")
        pages = _at(figures, "pages")
        some = max((_row(pages.get(path))[0] for path in paths), default=whole)
        visitors, everybody = visitors + some, everybody + whole
        converting += _converting(figures, metric)
        for group in _at(figures, "holdout").values():
            revenue += sum(group.get("revenue", {}).values()) / MILLION
            squares += sum(group.get("squares", {}).values())
    share = visitors / everybody if everybody else 0.0
    count = (days[-1].day - days[first].day).days + 1 if first < len(days) else 0
    return Traffic(count, visitors, round(converting * share), revenue * share, squares * share)


def planned(
    traffic: Traffic,
    metric: Metric,
    *,
    arms: int = 2,
    weights: Sequence[float] = (),
    coverage: float = 1.0,
    minimum_effect: float | None = None,
    rule: Rule | None = None,
    alpha: float = ALPHA,
    power: float = POWER,
) -> AbTestPlan | Refusal:
    """A plan for a test on such traffic, or why there can be none.

    The rule is the planned one where the minimum effect can be found within `PLANNED_WEEKS`, and the open-ended one
    within `LONGEST_WEEKS` otherwise; a rule that somebody names is kept. `weights` are the arms' parts of the visitors,
    the control first; even where empty.
    """
    effect, daily = minimum_effect or MINIMUM_EFFECT, traffic.per_day * coverage
    known = {"visitors_per_day": round(daily, 2), "conversions": traffic.converting, "days": traffic.days}
    if daily <= 0 or traffic.converting <= 0 or (metric.kind is MetricKind.REVENUE and traffic.revenue <= 0):
        of_metric = f"{traffic.converting:,} of them reached the goal"
        if metric.kind is MetricKind.REVENUE:
            of_metric = f"they brought {traffic.revenue:,.2f}"
        return Refusal(
            f"This cannot be tested yet: the last {DAYS} days had {traffic.visitors:,} visitors on these pages, and "
            f"{of_metric}; so there is nothing to compare, and no way to say how long it would take.",
            known,
        )
    baseline = _rate(traffic)
    if metric.kind is MetricKind.CONVERSION:
        effect = min(effect, _room(traffic))
        if effect <= 0:
            return Refusal(
                f"This cannot be tested: {traffic.converting:,} of the {traffic.visitors:,} visitors that these pages "
                f"had in the last {DAYS} days reached the goal, and no variant can do better.",
                known,
            )
    share = alpha / (arms - 1)
    parts = weights or (1 / arms,) * arms
    uneven = (1 / parts[0] + 1 / min(parts[1:])) / (2 * arms)
    even = _needed(traffic, metric, effect, alpha=share, power=power)
    needed = even * uneven
    weekly = daily / arms * WEEK
    planned_size = math.ceil(needed * inflation(max(1, min(PLANNED_WEEKS, math.ceil(needed / weekly))), share, power))
    weeks = math.ceil(planned_size / weekly * (2 - _ROUNDED))
    open_size = math.ceil(needed * open_ended_inflation(share, power))
    most = weekly * LONGEST_WEEKS
    open_to = _seen(traffic, metric, most / uneven / open_ended_inflation(share, power), alpha=share, power=power)
    chosen = rule or (Rule.PLANNED if weeks <= PLANNED_WEEKS else Rule.OPEN_ENDED)
    sizes = {Rule.PLANNED: planned_size, Rule.HYBRID: math.ceil(needed * HYBRID_INFLATION), Rule.OPEN_ENDED: open_size}
    size = sizes[chosen]
    if chosen is Rule.OPEN_ENDED:
        hopeless, size = open_to > max(effect, PLAUSIBLE), min(size, math.floor(most))
    else:
        hopeless = size > most
    if hopeless or most * arms * min(parts) * baseline < FEWEST_CONVERSIONS:
        seen = open_to
        if chosen is not Rule.OPEN_ENDED:
            seen = _seen(traffic, metric, most * even / size, alpha=share, power=power)
        could = f"An effect of {seen:.0%} or more could be seen." if math.isfinite(seen) else "No effect could be seen."
        shown = _shown(traffic, metric)
        return Refusal(
            f"This test could never decide: to see {_percent(effect)} more than {shown} it needs {planned_size:,} "
            f"visitors in each of {arms} arms, and in {LONGEST_WEEKS} weeks only {int(most):,} are expected "
            f"({_a_day(daily)} in all). {could}",
            known
            | {"needed_per_arm": planned_size, "expected_per_arm": int(most), "baseline": baseline}
            | ({"detectable": seen} if math.isfinite(seen) else {}),
        )  # fmt: skip
    looks = max(1, math.ceil(size / weekly * (2 - _ROUNDED)))
    longest = LONGEST_WEEKS if chosen is Rule.OPEN_ENDED else min(LONGEST_WEEKS, looks + 2)
    return AbTestPlan(
        baseline=traffic.revenue / traffic.visitors if metric.kind is MetricKind.REVENUE else baseline,
        visitors_per_day=round(daily, 2),
        minimum_effect=effect,
        alpha=alpha,
        power=power,
        rule=chosen,
        visitors_per_arm=size,
        expected_days=looks * WEEK,
        longest_days=longest * WEEK,
        looks=looks,
        sentence=_sentence(traffic, metric, (effect, open_to, power), (daily, size, arms, looks, longest), chosen),
    )


@lru_cache(maxsize=64)
def inflation(looks: int, alpha: float, power: float) -> float:
    """How many times the visitors of a single look a planned test needs, for looking `looks` times on the way."""
    fractions = tuple((index + 1) / looks for index in range(looks))
    bounds = planned_bounds(fractions, alpha=alpha)
    single = norm_isf(alpha / 2) + norm_isf(1 - power)
    low, high = single, 2 * single
    for _ in range(40):
        middle = (low + high) / 2
        if sum(crossing(fractions, bounds, drift=middle)) < power:
            low = middle
        else:
            high = middle
    return (high / single) ** 2


@lru_cache(maxsize=64)
def open_ended_inflation(alpha: float, power: float) -> float:
    """How many times the visitors of a single look the sequence needs at its planned size, where it is narrowest."""
    r = rho_squared(alpha, 1.0)
    critical = math.sqrt((1.0 + r) / r * (math.log1p(r) - 2.0 * math.log(alpha)))
    z_power = norm_isf(1 - power)
    return ((critical + z_power) / (norm_isf(alpha / 2) + z_power)) ** 2


def _needed(traffic: Traffic, metric: Metric, effect: float, *, alpha: float, power: float) -> float:
    """Visitors of each arm for a single look."""
    if metric.kind is MetricKind.CONVERSION:
        return proportions_size(_rate(traffic), effect, alpha=alpha, power=power)
    mean = traffic.revenue / traffic.visitors
    variance = max(0.0, traffic.revenue_squares / traffic.visitors - mean * mean)
    z = norm_isf(alpha / 2) + norm_isf(1 - power)
    return max(2.0, 2 * variance * (z / (mean * effect)) ** 2)


def _seen(traffic: Traffic, metric: Metric, visitors: float, *, alpha: float, power: float) -> float:
    """The smallest lift that so many visitors of each arm show at a single look; infinite where there is none."""
    if visitors < 2:
        return math.inf
    if metric.kind is MetricKind.CONVERSION:
        return detectable_lift(_rate(traffic), visitors, alpha=alpha, power=power)
    return math.sqrt(_needed(traffic, metric, 1.0, alpha=alpha, power=power) / visitors)


def _sentence(
    traffic: Traffic,
    metric: Metric,
    found: tuple[float, float, float],
    counts: tuple[float, int, int, int, int],
    rule: Rule,
) -> str:
    (effect, open_to, power), (daily, size, arms, looks, longest) = found, counts
    shown = _shown(traffic, metric)
    if rule is Rule.OPEN_ENDED:
        return (
            f"At {_a_day(daily)} in {arms} arms an effect of {_percent(open_to)} on {shown} is "
            f"found with a power of {power:.0%} within {longest * WEEK} days, and a larger one sooner."
        )
    return (
        f"To see {_percent(effect)} more than {shown} with a power of {power:.0%} it needs {size:,} visitors in each "
        f"of {arms} arms; at {_a_day(daily)} that takes about {looks * WEEK} days, and {longest * WEEK} at most."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.3g}%"


def _a_day(visitors: float) -> str:
    return f"{visitors:,.0f} visitors a day" if visitors >= 10 else f"{visitors:.1f} visitors a day"


def _rate(traffic: Traffic) -> float:
    return min(traffic.converting / traffic.visitors, _HIGHEST)


def _room(traffic: Traffic) -> float:
    """The largest lift that a rate has room for."""
    return _HIGHEST / _rate(traffic) - 1


def _shown(traffic: Traffic, metric: Metric) -> str:
    if metric.kind is MetricKind.REVENUE:
        return f"{precise(traffic.revenue / traffic.visitors)} per visitor"
    return percent(_rate(traffic))


def _converting(figures: Mapping[str, object], metric: Metric) -> int:
    if metric.goal is not None:
        goals = _at(figures, "goals")
        return max((_row(named.get(metric.goal, {}).get("row"))[0] for named in goals.values()), default=0)
    if metric.goal_type is not None:
        return _row(_at(figures, "types").get(Goal(metric.goal_type).value))[0]
    return _number(figures, "totals", "converting")


def _at(figures: Mapping[str, object], name: str) -> Mapping[str, Any]:
    found = figures.get(name)
    return found if isinstance(found, Mapping) else {}


def _row(found: object) -> Sequence[int]:
    return found if isinstance(found, Sequence) and len(found) else (0,)


def _number(figures: Mapping[str, object], table: str, name: str) -> int:
    found = _at(figures, table).get(name, 0)
    return int(found) if isinstance(found, int | float) else 0
