import pytest

from code24.optimize.learning.beliefs import FEWEST_SITES, PRIOR_MEAN, TEST_PRIOR_MEAN, chance, chances, outcomes
from code24.optimize.learning.models import Tally
from code24.optimize.models import FixRecord, FixStatus


def record(kind: str, status: FixStatus = FixStatus.APPLIED, before: int = 1, after: int = 0) -> FixRecord:
    return FixRecord(
        fix_id="f000000000000",
        kind=kind,
        title=kind,
        path="/index.html",
        status=status,
        answers=("rule",),
        found_before={"rule": before},
        found_after={"rule": after},
    )


def test_nobody_has_tried_it() -> None:
    assert chance([None, None], None) == PRIOR_MEAN


def test_the_posterior_mean_of_one_scope() -> None:
    """Prior Beta(9, 1); 30 successes and 60 failures: (9 + 30) / (10 + 90)."""
    assert chance([Tally(worked=30, failed=60, sites=50)], None) == pytest.approx(39 / 100)


def test_a_narrower_scope_starts_from_the_wider_one() -> None:
    wide, narrow = Tally(worked=30, failed=60, sites=50), Tally(worked=8, failed=2, sites=6)
    assert chance([wide, narrow], None) == pytest.approx((10 * 0.39 + 8) / 20)


def test_an_aggregate_of_few_sites_is_not_used() -> None:
    few = Tally(worked=0, failed=500, sites=FEWEST_SITES - 1)
    assert chance([few], None) == PRIOR_MEAN
    assert chance([few.model_copy(update={"sites": FEWEST_SITES})], None) < 0.05


def test_a_sites_own_experience_counts_from_the_first_time() -> None:
    assert chance([], Tally(failed=1, sites=1)) == pytest.approx(9 / 11)


def test_every_kind_is_answered() -> None:
    found = chances(["a", "b"], [{"a": Tally(failed=90, sites=9)}], {})
    assert found == {"a": pytest.approx(9 / 100), "b": PRIOR_MEAN}


def test_what_held_and_what_was_withdrawn() -> None:
    found = outcomes(
        [
            record("a"),
            record("a", before=3, after=3),
            record("a", FixStatus.WITHDRAWN),
            record("b", FixStatus.WITHHELD),
            record("c"),
        ]
    )
    assert found == {"a": Tally(worked=1, failed=2), "c": Tally(worked=1)}


def test_challengers_are_believed_in_less_than_fixes() -> None:
    found = chances(["images", "test:headline-words"], [], {"test:headline-words": Tally(worked=10)})
    assert found["images"] == PRIOR_MEAN
    assert TEST_PRIOR_MEAN < found["test:headline-words"] == (10 * TEST_PRIOR_MEAN + 10) / 20
