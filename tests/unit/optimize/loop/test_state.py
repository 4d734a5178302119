from datetime import UTC, datetime, timedelta

import pytest

from code24.optimize.loop.models import LoopSource, LoopState, LoopStatus, OptimizationType
from code24.optimize.loop.state import (
    fingerprint,
    import_due,
    is_dead,
    milestone_due,
    restarted,
    rested,
    timestamp,
    wait_of,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = 3_600


def loop(**changes: object) -> LoopState:
    given = {"site_id": "s000000000001", "next_due_at": NOW, "started_at": NOW, "updated_at": NOW}
    return LoopState.model_validate(given | changes)


@pytest.mark.parametrize(
    ("idle", "hours"), [(0, 1), (1, 2), (2, 4), (3, 8), (4, 16), (5, 24), (6, 24), (1_000_000, 24)]
)
def test_the_wait_doubles_up_to_a_day(idle: int, hours: int) -> None:
    assert wait_of(loop(idle_cycles=idle)) == hours * HOUR
    assert wait_of(loop(failures=idle)) == hours * HOUR


def test_whoever_asks_is_not_kept_waiting_and_tests_say_how_long() -> None:
    assert wait_of(loop(idle_cycles=5, run_requested=True)) == 0
    assert wait_of(loop(idle_cycles=5, signal="published")) == 0
    assert wait_of(loop(idle_cycles=5, fixed_wait=7)) == 7


def test_a_cycle_that_changed_something_is_followed_by_the_shortest_wait() -> None:
    before = loop(cycle=4, idle_cycles=3, failures=2, working_since=NOW, job_id="o0000000000000001")
    after = rested(before, NOW, changed=True)
    assert (after.cycle, after.idle_cycles, after.failures) == (5, 0, 0)
    assert (after.working_since, after.job_id, after.next_due_at) == (None, None, NOW + timedelta(hours=1))


def test_a_cycle_that_changed_nothing_or_failed_is_followed_by_a_longer_one() -> None:
    assert rested(loop(idle_cycles=1), NOW, changed=False).next_due_at == NOW + timedelta(hours=4)
    failed = rested(loop(failures=1), NOW, changed=False, failed=True)
    assert (failed.failures, failed.next_due_at) == (2, NOW + timedelta(hours=4))


@pytest.mark.parametrize(
    ("cycle", "milestone", "due"), [(9, 0, False), (10, 0, True), (10, 10, False), (12, 0, True), (20, 12, True)]
)
def test_every_tenth_cycle_is_a_milestone_even_if_one_was_missed(cycle: int, milestone: int, due: bool) -> None:
    assert milestone_due(loop(cycle=cycle, milestone=milestone)) is due


def test_the_fingerprint_follows_from_what_the_outcome_follows_from() -> None:
    same = fingerprint("r0000000001", loop(withheld=("b", "a")), "1")
    assert same == fingerprint("r0000000001", loop(withheld=("a", "b"), cycle=9, idle_cycles=3), "1")
    others = {
        fingerprint("r0000000002", loop(withheld=("a", "b")), "1"),
        fingerprint("r0000000001", loop(withheld=("a",)), "1"),
        fingerprint("r0000000001", loop(withheld=("a", "b")), "2"),
        fingerprint("r0000000001", loop(withheld=("a", "b"), optimization_type=OptimizationType.SEO), "1"),
        fingerprint(None, loop(withheld=("a", "b")), "1"),
    }
    assert len(others) == 5
    assert same not in others


def test_somebodys_website_is_read_again_after_a_day_and_an_upload_never() -> None:
    site, upload = LoopSource(url="https://acme.example/"), LoopSource(upload_id="u0000000000000001")
    assert not import_due(loop(), NOW)
    assert import_due(loop(source=site), NOW)
    assert import_due(loop(source=upload), NOW)
    day = timedelta(hours=24)
    assert not import_due(loop(source=site, imported_at=NOW), NOW + day - timedelta(seconds=1))
    assert import_due(loop(source=site, imported_at=NOW), NOW + day)
    assert not import_due(loop(source=upload, imported_at=NOW), NOW + 9 * day)


def test_a_loop_is_dead_when_it_is_late_or_at_work_for_too_long() -> None:
    assert not is_dead(loop(), NOW + timedelta(minutes=15))
    assert is_dead(loop(), NOW + timedelta(minutes=16))
    assert not is_dead(loop(working_since=NOW), NOW + timedelta(minutes=45))
    assert is_dead(loop(working_since=NOW), NOW + timedelta(minutes=46))
    for status in (LoopStatus.PAUSED, LoopStatus.STOPPED, LoopStatus.ENDED):
        assert not is_dead(loop(status=status), NOW + timedelta(days=9))


def test_a_restart_is_the_next_generation() -> None:
    after = restarted(loop(generation=3, status=LoopStatus.PAUSED, working_since=NOW), NOW, 60)
    assert (after.generation, after.status, after.working_since) == (4, LoopStatus.RUNNING, None)
    assert after.next_due_at == NOW + timedelta(seconds=60)


def test_results_sort_by_time() -> None:
    moments = [NOW + timedelta(hours=step * 7) for step in range(9)]
    assert [timestamp(each) for each in moments] == sorted(timestamp(each) for each in moments)
    assert timestamp(NOW) == "2026-03-01T12-00-00Z"
