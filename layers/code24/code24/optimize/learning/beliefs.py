"""How likely a kind of change is to work, from counts with a prior.

A change either holds (its findings are gone and it was kept) or it does not, so its chance is a beta-binomial one. The
scopes are nested (everybody, an industry, its goal, the site itself), and the mean of each is the prior mean of the
next with a fixed strength: the usual shrinkage of a hierarchical model with a known concentration (Gelman et al.,
Bayesian Data Analysis, 3rd edition, section 5.3). Where little was tried, the wider scope speaks.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from code24.optimize.learning.models import Tallies, Tally
from code24.optimize.models import FixRecord, FixStatus

PRIOR_MEAN = 0.9
"""Of a kind that nobody has tried: it passed the tests of those who made it."""
TEST_PRIOR_MEAN = 0.2
"""Of a kind of challenger that nobody has tested. Between a tenth and a third of ideas win (Kohavi, Tang and Xu,
Trustworthy Online Controlled Experiments, 2020, chapter 1)."""
OF_TESTS = "test:"
"""What the names of kinds of challengers begin with: their outcomes are those of A/B tests."""
PRIOR_STRENGTH = 10.0
"""How many trials a wider scope's opinion is worth."""
FEWEST_SITES = 5
"""Sites that an aggregate must come from before another customer's plan uses it: nothing shows of one site's data."""


def chances(kinds: Collection[str], shared: Sequence[Tallies], own: Tallies) -> Mapping[str, float]:
    """The expected chance of each kind, from 0 to 1; `shared` are the scopes' counts, the widest first."""
    return {kind: chance([scope.get(kind) for scope in shared], own.get(kind), _prior(kind)) for kind in kinds}


def chance(shared: Iterable[Tally | None], own: Tally | None, prior: float = PRIOR_MEAN) -> float:
    """The posterior mean for one kind. Scopes with fewer than `FEWEST_SITES` sites say nothing."""
    mean = prior
    spoken = [tally for tally in shared if tally and tally.sites >= FEWEST_SITES]
    for tally in [*spoken, *([own] if own else [])]:
        tried = tally.worked + tally.failed
        mean = (PRIOR_STRENGTH * mean + tally.worked) / (PRIOR_STRENGTH + tried)
    return mean


def _prior(kind: str) -> float:
    return TEST_PRIOR_MEAN if kind.startswith(OF_TESTS) else PRIOR_MEAN


def outcomes(fixes: Iterable[FixRecord]) -> Mapping[str, Tally]:
    """What the fixes of one cycle say: one trial a file. What the owner undid is taste and says nothing."""
    counted: dict[str, tuple[int, int]] = {}
    for fix in fixes:
        if fix.status is FixStatus.WITHHELD:
            continue
        better = sum(fix.found_after.values()) < sum(fix.found_before.values())
        held = fix.status is FixStatus.APPLIED and (better or not fix.answers)
        worked, failed = counted.get(fix.kind, (0, 0))
        counted[fix.kind] = (worked + held, failed + (not held))
    return {kind: Tally(worked=worked, failed=failed) for kind, (worked, failed) in counted.items()}
