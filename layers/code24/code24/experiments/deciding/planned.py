"""*Planned*: a group sequential test with the looks of its plan. Lan-DeMets spending of alpha by alpha · t².

A planned look is due when the visitors so far reach its part of the plan; what was spent follows the visitors that it
really had. Whoever looks in between sees an always-valid interval, and nothing is decided.
"""

from collections.abc import Sequence

from code24.experiments.deciding.measuring import Measured
from code24.experiments.deciding.rule import History, Rule
from code24.experiments.statistics.group_sequential import last_bound, spent
from code24.experiments.statistics.multiplicity import holm
from code24.experiments.statistics.repeated import repeated_p

PHI = 2.0
"""Between O'Brien-Fleming (3) and Pocock (about 1)."""
_ROUNDING = 1e-9


def due(rule: Rule, history: History, visitors: int, *, last: bool) -> bool:
    """Whether a planned look may be taken with so many visitors in all; `last` asks for the final one at once."""
    if history.taken and visitors <= history.taken[-1]:
        return False
    before = history.taken[-1] / rule.planned if history.taken else 0.0
    waiting = [look for look in rule.looks if look > before + _ROUNDING]
    return last or bool(waiting and visitors / rule.planned >= waiting[0] - _ROUNDING)


def spending(rule: Rule, taken: Sequence[int], *, final: bool) -> tuple[float, ...]:
    """Of alpha, in all up to each look taken; a final look spends what is left, also of a test that ran over."""
    parts = [spent(visitors / rule.planned, alpha=rule.alpha, phi=PHI) for visitors in taken]
    return (*parts[:-1], rule.alpha if final else parts[-1])


def critical(rule: Rule, taken: tuple[int, ...], *, final: bool, comparisons: int = 1) -> float:
    """The |z| from which on the last look of `taken` stops the test, with alpha shared by so many comparisons."""
    information = tuple(float(visitors) for visitors in taken)
    return last_bound(information, tuple(part / comparisons for part in spending(rule, taken, final=final)))


def p_values(rule: Rule, taken: tuple[int, ...], arms: Sequence[Measured], *, final: bool) -> tuple[float, ...]:
    """Repeated p-values at the last look of `taken`, adjusted by Holm.

    Maurer and Bretz (Statistics in Biopharmaceutical Research 5, 2013) on Holm's step-down in group sequential tests.
    """
    information = tuple(float(visitors) for visitors in taken)
    parts = spending(rule, taken, final=final)
    return tuple(holm([repeated_p(information, parts, arm.z, alpha=rule.alpha) for arm in arms]))
