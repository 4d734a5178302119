"""The A/B tests of a month, as they stood at its end: what came later belongs to later months."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from code24.experiments.models import AbTest, AbTestStatus
from code24.reports.monthly.models import Experiment

RUNNING, PAUSED = "running", "paused"
_SHIPPING = ("shipped", "rolled-back")
"""What entries of the audit trail say of a winner."""


def experiments_of(tests: Iterable[AbTest], begins: datetime, ends: datetime) -> tuple[Experiment, ...]:
    """The tests that ran between two moments, the second one excluded."""
    return tuple(_experiment(test, ends) for test in tests if _ran(test, begins, ends))


def counts_of(experiments: Iterable[Experiment]) -> dict[str, int]:
    """How many there are of each state; what was shipped and rolled back besides."""
    found: Counter[str] = Counter()
    for each in experiments:
        found[each.state] += 1
        if each.shipped:
            found[each.shipped] += 1
    return dict(sorted(found.items()))


def _ran(test: AbTest, begins: datetime, ends: datetime) -> bool:
    return test.start is not None and test.start < ends and (test.end is None or test.end >= begins)


def _experiment(test: AbTest, ends: datetime) -> Experiment:
    ended = test.end is not None and test.end < ends
    known = Experiment(
        test_id=test.test_id,
        site_id=test.site_id,
        name=test.name,
        test_type=test.test_type,
        state=_state(test, ends, ended=ended),
        start=test.start or test.created_at,
        end=test.end if ended else None,
        shipped=next((each.what for each in reversed(test.entries) if each.what in _SHIPPING and each.at < ends), ""),
    )
    if not ended:
        return known
    told = known.model_copy(update={"sentence": test.decision})
    if not test.winner:
        return told
    comparisons = test.results.comparisons if test.results else ()
    of_winner = next((each for each in comparisons if each.arm == test.winner), None)
    return told.model_copy(
        update={
            "winner": test.variants[test.winner].name,
            "lift": of_winner and of_winner.lift,
            "low": of_winner and of_winner.low,
            "high": of_winner and of_winner.high,
        }
    )


def _state(test: AbTest, ends: datetime, *, ended: bool) -> str:
    if ended:
        return test.outcome.value if test.outcome else AbTestStatus.STOPPED.value
    return PAUSED if test.paused_at is not None and test.paused_at < ends else RUNNING
