"""A verdict in a sentence with its numbers."""

import math

from code24.analytics.rates import precise
from code24.experiments.deciding.rule import Arm, Compared, Decision, Rule
from code24.experiments.models import Rule as RuleName
from code24.experiments.statistics.effects import Interval
from code24.experiments.statistics.samples import Proportion


def of(
    decision: Decision, shown: Compared, arms: tuple[Arm, Arm], *, rule: Rule, visitors: int, look: int | None
) -> str:
    """The sentence of a verdict about one arm; `arms` are the control and that arm."""
    control, treatment = arms
    name = f"Variant {shown.arm}"
    figures = f"{_value(treatment)} against {_value(control)} of the control, a lift of {_percent(shown.lift)}"
    doubt = f"{_range(shown.interval)}, {_probability(shown.p)} by the rule “{rule.name}”{_where(rule, visitors, look)}"
    match decision:
        case Decision.WINNER:
            return f"{name} is better than the control: {figures} ({doubt})."
        case Decision.LOSER:
            return f"{name} is worse than the control: {figures} ({doubt})."
        case Decision.NO_DIFFERENCE:
            return f"No difference was found up to the end: {name} brought {figures} ({doubt})."
        case _:
            waiting = " Nothing is decided before the next planned look." if _between(rule, look) else ""
            return f"Not decided yet: {name} brings {figures} ({doubt}).{waiting}"


def unanswered(reason: str, visitors: int, *, final: bool) -> str:
    """The sentence of a look that could not compare the arms, for a reason that is a sentence or a part of one."""
    reason = reason.removesuffix(".")
    if final:
        return f"The test ends after {visitors:,} visitors without an answer: {reason}."
    return f"Not decided yet after {visitors:,} visitors: {reason}."


def _between(rule: Rule, look: int | None) -> bool:
    return rule.name is RuleName.PLANNED and look is None


def _where(rule: Rule, visitors: int, look: int | None) -> str:
    at = f" at look {look} of {len(rule.looks)}" if look is not None else ""
    return f"{at} after {visitors:,} of {rule.planned:,} planned visitors"


def _value(arm: Arm) -> str:
    sample = arm.sample
    if isinstance(sample, Proportion):
        return f"{sample.conversions:,} conversions of {sample.visitors:,} visitors ({precise(100 * sample.mean)} %)"
    return f"{precise(sample.mean)} a visitor ({sample.units:,} visitors)"


def _range(interval: Interval) -> str:
    lower, upper = (_percent(end) if math.isfinite(end) else None for end in interval)
    if lower is None or upper is None or interval.lower <= -1.0:
        return "no interval yet" if upper is None else f"at most {upper}"
    return f"between {lower} and {upper}"


def _percent(share: float) -> str:
    return f"{100 * share:+.1f} %"


def _probability(p: float) -> str:
    return f"p = {p:.3f}" if p >= 0.001 else "p < 0.001"
