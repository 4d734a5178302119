"""What runs and what waits, as the tick counts it."""

from datetime import timedelta

from code24.operations.measuring import measure
from code24.operations.models import Measured
from code24.optimize.loop.models import LONGEST_CYCLE
from tests.fakes import FakeClock
from tests.operations_fakes import FakeQueueDepths, FakeRunningBuilds, FakeWorkingLoops


def measured(depths: FakeQueueDepths, *began: timedelta) -> Measured:
    clock = FakeClock()
    loops = FakeWorkingLoops(*(clock.now() - ago for ago in began))
    return measure(queue_depths=depths, running_builds=FakeRunningBuilds(3), working_loops=loops, clock=clock)


def test_dead_letters_are_told_from_what_waits_and_empty_queues_are_left_out() -> None:
    found = measured(
        FakeQueueDepths({"events": 120, "events-dead": 2, "tests": 0, "tests-dead": 0, "schedules-dead": 1})
    )
    assert found.builds_running == 3
    assert found.waiting == {"events": 120}
    assert found.dead == {"events-dead": 2, "schedules-dead": 1}


def test_cycles_are_at_work_until_they_count_as_dead() -> None:
    second = timedelta(seconds=1)
    found = measured(FakeQueueDepths(), second, LONGEST_CYCLE - second, LONGEST_CYCLE, LONGEST_CYCLE + second)
    assert found.cycles_working == 2
