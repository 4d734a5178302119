"""A winner's lift as it will probably stay: corrected for the looks and bounds that made it a winner."""

from code24.errors import CannotAnswer
from code24.experiments.deciding.measuring import Measured, measured
from code24.experiments.deciding.planned import PHI
from code24.experiments.deciding.rule import SEQUENCE_SHARE, Arm, History, Rule
from code24.experiments.models import Rule as RuleName
from code24.experiments.statistics.corrected import corrected
from code24.experiments.statistics.group_sequential import bounds, spent
from code24.experiments.statistics.sequential import critical_z
from code24.experiments.statistics.special import norm_isf

_LOOKS = 20
"""Stand for the looks of a rule that may look at any time."""
_SAME = 1e-6


def corrected_lift(rule: Rule, history: History, control: Arm, treatment: Arm, arm: int) -> float | None:
    """The corrected lift of an arm that was found better or worse; None where the arms cannot be compared.

    On the scale where it was tested (the logarithm of the ratio for shares), towards no effect and never past it. Where
    several arms were compared, each one's bounds are those of a Bonferroni share of alpha; that the best of several was
    picked is not corrected for.

    Args:
        rule: Of the test.
        history: Of the verdict that ended the test.
        control: As at that verdict.
        treatment: Likewise.
        arm: Its number, from 1.

    """
    try:
        found = measured(control, treatment, rule.least_conversions)
    except CannotAnswer:
        return None
    if rule.name is RuleName.PLANNED and history.taken:
        look = len(history.taken) - 1
        information, limits = _planned(rule, history)
        if abs(found.z) < limits[look]:  # its time was over: the last look at once, which spent all that was left
            information, limits = _planned(rule, history, ended=True)
    else:
        information, limits, look = _at_any_time(rule, found, arm)
    share = corrected(information, limits, look, found.z) * found.effect.standard_error
    return found.as_lift(share)


def _planned(rule: Rule, history: History, *, ended: bool = False) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """All looks of a planned test: those taken, and those that would have followed if it had not `ended`."""
    taken = [visitors / rule.planned for visitors in history.taken]
    ahead = [] if ended else [look for look in rule.looks if look > taken[-1] * (1.0 + _SAME)]
    information = (*taken, *ahead)
    alpha = rule.alpha / (len(rule.weights) - 1)
    spending = [spent(part, alpha=alpha, phi=PHI) for part in information]
    spending[-1] = alpha
    return information, bounds(information, tuple(spending))


def _at_any_time(rule: Rule, found: Measured, arm: int) -> tuple[tuple[float, ...], tuple[float, ...], int]:
    """Looks at equal steps, and the one that ended the test, under the sequence's bounds."""
    planned, count = rule.planned_of(arm), len(rule.weights) - 1
    now = found.units / planned
    others = [step / _LOOKS for step in range(1, _LOOKS + 1)]
    information = sorted([part for part in others if abs(part - now) > 0.5 / _LOOKS] + [now])
    hybrid = rule.name is RuleName.HYBRID
    tuned = rule.alpha * (SEQUENCE_SHARE if hybrid else 1.0)
    limits = [critical_z(part, alpha=tuned / count, planned=1.0, tuned=tuned) for part in information]
    look = information.index(now)
    if hybrid:
        single = norm_isf(0.5 * rule.alpha * (1.0 - SEQUENCE_SHARE) / count)
        # The one test is at the planned size, or where the test's time was over before.
        last = look if abs(found.z) < limits[look] else len(information)
        limits = [
            min(limit, single) if part >= 1.0 - _SAME or place >= last else limit
            for place, (part, limit) in enumerate(zip(information, limits, strict=True))
        ]
    return tuple(information), tuple(limits), look
