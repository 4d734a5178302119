"""Fisher's exact test of two shares, for counts of which no approximation may be trusted."""

from typing import NamedTuple

from code24.experiments.statistics.samples import Proportion
from code24.experiments.statistics.special import beta_front

_TIES = 1.0 + 1e-7
"""Tables this close in probability count as equally probable, as in R."""
_NEGLIGIBLE = 1e-18


def fisher_test(control: Proportion, treatment: Proportion) -> float:
    """The two-sided p-value: of all tables with these margins that are at most as probable as the observed one.

    Exact to a relative 1e-12 for any counts; takes time with the square root of the conversions. Without visitors in an
    arm, or with nobody or everybody converting, there is one table, and p is 1. Source: Fisher, "Statistical methods
    for research workers" (1934), section 21.02; two-sided as R and scipy have it.
    """
    tables = _Tables(control.visitors, treatment.visitors, control.conversions + treatment.conversions)
    observed = control.conversions
    mode = tables.mode
    limit = tables.probability(observed) * _TIES
    if tables.probability(mode) <= limit:
        return 1.0
    if observed < mode:
        below, above = observed, _first(tables, mode, tables.highest + 1, limit)
    else:
        below, above = _first(tables, mode, tables.lowest - 1, limit), observed
    return min(1.0, tables.tail(below, -1) + tables.tail(above, 1))


class _Tables(NamedTuple):
    """All tables with given margins, by how many of the control converted: the hypergeometric distribution."""

    control: int
    treatment: int
    converted: int

    @property
    def lowest(self) -> int:
        return max(0, self.converted - self.treatment)

    @property
    def highest(self) -> int:
        return min(self.control, self.converted)

    @property
    def mode(self) -> int:
        return int((self.converted + 1) * (self.control + 1) // (self.control + self.treatment + 2))

    def probability(self, count: int) -> float:
        """Of `count` conversions in the control: two binomial probabilities over that of their sum, at any share."""
        if not self.lowest <= count <= self.highest:
            return 0.0
        visitors = self.control + self.treatment
        share = (self.converted + 1) / (visitors + 2)
        rest = (visitors - self.converted + 1) / (visitors + 2)
        of_control = _binomial(self.control, count, share, rest)
        of_treatment = _binomial(self.treatment, self.converted - count, share, rest)
        return of_control * of_treatment / _binomial(visitors, self.converted, share, rest)

    def tail(self, start: int, direction: int) -> float:
        """The probability of `start` and everything beyond it, away from the mode."""
        term = total = self.probability(start)
        count = start
        while term > total * _NEGLIGIBLE:
            low = min(count, count + direction)
            up = (self.control - low) * (self.converted - low)
            down = (low + 1) * (self.treatment - self.converted + low + 1)
            above, below = (up, down) if direction > 0 else (down, up)
            if below <= 0:
                break
            term *= above / below
            total += term
            count += direction
        return total


def _binomial(trials: int, count: int, share: float, rest: float) -> float:
    return beta_front(count + 1.0, trials - count + 1.0, share, rest) / ((trials + 1.0) * share * rest)


def _first(tables: _Tables, inside: int, outside: int, limit: float) -> int:
    """The count nearest to `inside`, which is more probable than `limit`, that is not, on the way to `outside`."""
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        if tables.probability(middle) <= limit:
            outside = middle
        else:
            inside = middle
    return outside
