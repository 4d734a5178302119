"""*Hybrid*: a fifth of alpha on the confidence sequence at every look, the rest on one test at the planned size."""

from collections.abc import Sequence

from code24.experiments.deciding.measuring import Measured
from code24.experiments.deciding.open_ended import sequence_p
from code24.experiments.deciding.rule import SEQUENCE_SHARE, Rule
from code24.experiments.statistics.multiplicity import holm
from code24.experiments.statistics.sequential import critical_z
from code24.experiments.statistics.special import norm_isf, norm_sf


def critical(rule: Rule, arm: int, measured: Measured, *, final: bool, comparisons: int = 1) -> float:
    """The |z| from which on a comparison stops the test; `final` is the one test at the planned size."""
    alpha = rule.alpha / comparisons
    share = {"alpha": alpha * SEQUENCE_SHARE, "tuned": rule.alpha * SEQUENCE_SHARE}
    sequence = critical_z(measured.units, planned=rule.planned_of(arm), **share)
    return min(sequence, norm_isf(0.5 * alpha * (1.0 - SEQUENCE_SHARE))) if final else sequence


def p_values(rule: Rule, arms: Sequence[tuple[int, Measured]], *, final: bool) -> tuple[float, ...]:
    """p-values of both tests together, each divided by its share of alpha (weighted Bonferroni), adjusted by Holm."""
    found = []
    for arm, measured in arms:
        p = sequence_p(measured, rule.planned_of(arm), rule.alpha * SEQUENCE_SHARE) / SEQUENCE_SHARE
        if final:
            p = min(p, 2.0 * norm_sf(abs(measured.z)) / (1.0 - SEQUENCE_SHARE))
        found.append(min(p, 1.0))
    return tuple(holm(found))
