"""How many of the winners among tests that began by themselves may be chance."""

import math
from collections.abc import Sequence

from code24.errors import CannotAnswer
from code24.experiments.deciding.rule import Verdict
from code24.experiments.engine.judging import rule_of
from code24.experiments.models import AbTest
from code24.experiments.models import Rule as RuleName
from code24.experiments.statistics.multiplicity import e_benjamini_hochberg
from code24.experiments.statistics.sequential import log_e_value

_LARGEST = 700.0
"""Of a logarithm whose exponential is still a number."""


def log_e_of(test: AbTest, verdict: Verdict, *, won: bool) -> float:
    """The logarithm of a decided test's e-value against "its variant is no better".

    By the open-ended rule it is that of the sequence. By the others it is all or nothing: 2/alpha where the test names
    a winner, which it does by chance with a probability of at most alpha/2 (the other half names losers), and 0
    otherwise; so its mean is at most 1.
    """
    if test.plan.rule is not RuleName.OPEN_ENDED:
        return -math.log(0.5 * test.plan.alpha) if won else -_LARGEST
    best = next((each for each in verdict.comparisons if each.arm == verdict.arm), None)
    if best is None or test.results is None:
        return -_LARGEST
    rule = rule_of(test)
    arms = test.results.arms
    try:
        units = arms[0].exposed + arms[best.arm].exposed
        found = log_e_value(best.z, units, alpha=rule.alpha, planned=rule.planned_of(best.arm))
    except CannotAnswer:
        return -_LARGEST
    return max(-_LARGEST, min(_LARGEST, found)) if best.z > 0 else -_LARGEST


def rate_of_discovery(log_e: float, others: Sequence[float]) -> float:
    """The lowest false discovery rate at which a test is a discovery beside others (e-BH, Wang and Ramdas, 2022)."""
    values = [math.exp(max(-_LARGEST, min(_LARGEST, each))) for each in (log_e, *others)]
    return e_benjamini_hochberg(values)[0]
