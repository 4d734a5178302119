"""*Open-ended*: the confidence sequence alone. It may be looked at whenever and for as long as somebody likes."""

import math
from collections.abc import Sequence

from code24.experiments.deciding.measuring import Measured
from code24.experiments.deciding.rule import Rule
from code24.experiments.statistics.multiplicity import holm
from code24.experiments.statistics.sequential import critical_z, log_e_value


def critical(rule: Rule, arm: int, measured: Measured, *, comparisons: int = 1) -> float:
    """The |z| from which on a comparison stops the test."""
    alpha = rule.alpha / comparisons
    return critical_z(measured.units, alpha=alpha, planned=rule.planned_of(arm), tuned=rule.alpha)


def p_values(rule: Rule, arms: Sequence[tuple[int, Measured]]) -> tuple[float, ...]:
    """Always-valid p-values, adjusted by Holm."""
    return tuple(holm([sequence_p(measured, rule.planned_of(arm), rule.alpha) for arm, measured in arms]))


def sequence_p(measured: Measured, planned: float, tuned: float) -> float:
    """The always-valid p-value of a comparison."""
    return math.exp(min(-log_e_value(measured.z, measured.units, alpha=tuned, planned=planned), 0.0))
