"""Tests as they stood at a month's end."""

from datetime import UTC, datetime
from typing import Any

import pytest

from code24.experiments.figures.models import ArmFigures, Comparison, Results
from code24.experiments.models import AbTest, AbTestStatus, Entry, Outcome
from code24.reports.monthly.experiments import counts_of, experiments_of
from tests.ab_testing import example

BEGINS, ENDS = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)


def at(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


def ended(moment: datetime, **changes: Any) -> AbTest:
    comparison = Comparison(arm=1, lift=0.12, low=0.03, high=0.2, p_value=0.01, chance_to_win=0.99, expected_loss=0.0)
    results = Results(at=moment, arms=(ArmFigures(), ArmFigures()), comparisons=(comparison,))
    given: dict[str, Any] = {
        "status": AbTestStatus.COMPLETE, "start": at(2, 10), "end": moment, "outcome": Outcome.WON, "winner": 1,
        "results": results, "decision": "Bread is better.",
    }  # fmt: skip
    return example("t000000000001", **given | changes)


def test_a_test_that_was_decided_in_the_month_tells_its_decision() -> None:
    [found] = experiments_of([ended(at(20))], BEGINS, ENDS)
    assert (found.state, found.winner, found.lift, found.low, found.high) == ("won", "Bread", 0.12, 0.03, 0.2)
    assert (found.sentence, found.end, found.shipped) == ("Bread is better.", at(20), "")


def test_what_came_after_the_month_is_not_told() -> None:
    shipped = Entry(at=at(3, 12), actor="engine", what="shipped", sentence="")
    [found] = experiments_of([ended(at(2, 12), entries=(shipped,))], BEGINS, ENDS)
    assert (found.state, found.end, found.winner, found.lift, found.sentence, found.shipped) == (
        "running", None, "", None, "", ""
    )  # fmt: skip


def test_what_was_shipped_and_taken_back() -> None:
    def entry(day: int, what: str, month: int = 11) -> Entry:
        return Entry(at=at(day, month), actor="engine", what=what, sentence="")

    entries = (entry(20, "decided"), entry(21, "shipped"), entry(2, "rolled-back", 12))
    [found] = experiments_of([ended(at(20), entries=entries)], BEGINS, ENDS)
    assert found.shipped == "shipped"
    [found] = experiments_of([ended(at(20), entries=entries)], BEGINS, at(3, 12))
    assert found.shipped == "rolled-back"


@pytest.mark.parametrize(
    "changes",
    [{"start": None, "end": None}, {"end": at(31, 10)}, {"start": at(1, 12), "end": None}],
    ids=["a draft", "one that ended before", "one that began after"],
)
def test_those_of_other_months_are_left_out(changes: dict[str, Any]) -> None:
    assert experiments_of([ended(at(20), **changes)], BEGINS, ENDS) == ()


def test_one_that_was_paused_in_the_month_says_so() -> None:
    paused = {"status": AbTestStatus.PAUSED, "end": None, "outcome": None, "winner": None}
    assert experiments_of([ended(at(20), paused_at=at(9), **paused)], BEGINS, ENDS)[0].state == "paused"
    assert experiments_of([ended(at(20), paused_at=at(9, 12), **paused)], BEGINS, ENDS)[0].state == "running"


def test_they_are_counted_by_state_and_by_what_was_shipped() -> None:
    shipped = Entry(at=at(21), actor="engine", what="shipped", sentence="")
    tests = [ended(at(20), entries=(shipped,)), ended(at(20)), ended(at(21), outcome=Outcome.UNDECIDED, winner=None)]
    assert counts_of(experiments_of(tests, BEGINS, ENDS)) == {"shipped": 1, "undecided": 1, "won": 2}
