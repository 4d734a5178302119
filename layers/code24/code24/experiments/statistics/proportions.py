"""Classical tests of two shares and their intervals, each at a size fixed before. Differences are treatment minus control."""

import math
from typing import NamedTuple

from code24.errors import CannotAnswer
from code24.experiments.statistics.effects import Interval
from code24.experiments.statistics.means import require_alpha
from code24.experiments.statistics.samples import Proportion, require_units
from code24.experiments.statistics.special import beta_isf, beta_ppf, norm_isf, norm_sf


class ZTested(NamedTuple):
    """A two-sided test: the standard normal statistic, positive where the treatment's share is larger, and its p-value."""

    z: float
    p: float


def pooled_test(control: Proportion, treatment: Proportion) -> ZTested:
    """The two-proportion z test with the variance of the pooled share, as the null hypothesis has it.

    Raises `CannotAnswer` without units, or where nobody or everybody converted.
    """
    return _z_test(control, treatment, _pooled_variance(control, treatment))


def unpooled_test(control: Proportion, treatment: Proportion) -> ZTested:
    """Wald's test: each arm's own variance. Raises `CannotAnswer` where neither arm has any."""
    return _z_test(control, treatment, _own_variance(control, treatment))


def score_test(control: Proportion, treatment: Proportion) -> ZTested:
    """The score test of Miettinen and Nurminen (Statistics in Medicine 4, 1985) at a difference of 0.

    There it is the pooled test with the variance times N / (N - 1). Raises `CannotAnswer` as `pooled_test` does.
    """
    units = control.visitors + treatment.visitors
    return _z_test(control, treatment, _pooled_variance(control, treatment) * units / (units - 1))


def fisher_test(control: Proportion, treatment: Proportion) -> float:
    """The p-value of Fisher's exact test, two-sided: of all tables that are at most as probable as the one observed.

    Exact for any counts; takes time with the counts' square root. Without visitors there is one table, and p is 1.
    """
    visitors, conversions = control.visitors + treatment.visitors, control.conversions + treatment.conversions
    lowest = max(0, conversions - treatment.visitors)
    highest = min(control.visitors, conversions)
    if lowest == highest:
        return 1.0

    def step(count: int) -> float:
        """The probability of `count` + 1 conversions of the control over that of `count`."""
        up = (control.visitors - count) * (conversions - count)
        return up / ((count + 1) * (visitors - control.visitors - conversions + count + 1))

    mode = (conversions + 1) * (control.visitors + 1) // (visitors + 2)
    mode = min(max(mode, lowest), highest)
    observed = _against_mode(control.conversions, mode, step)
    least = observed * (1.0 + _TIES)
    both = inside = 0.0
    for direction, end in ((1, highest), (-1, lowest)):
        count, share = mode, 1.0
        while count != end and share > 0.0:
            share = share * step(count) if direction > 0 else share / step(count - 1)
            count += direction
            both += share
            if share <= least:
                inside += share
            if share < 1e-20 * min(inside, 1.0) and inside > 0.0:
                break
    both += 1.0
    if least >= 1.0:
        inside += 1.0
    return min(1.0, inside / both)
