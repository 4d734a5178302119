"""What runs and what waits, as the tick counts it."""

from code24.operations.measuring import measure
from tests.operations_fakes import FakeQueueDepths, FakeRunningBuilds


def test_dead_letters_are_told_from_what_waits_and_empty_queues_are_left_out() -> None:
    depths = FakeQueueDepths({"events": 120, "events-dead": 2, "tests": 0, "tests-dead": 0, "schedules-dead": 1})
    measured = measure(queue_depths=depths, running_builds=FakeRunningBuilds(3))
    assert measured.builds_running == 3
    assert measured.waiting == {"events": 120}
    assert measured.dead == {"events-dead": 2, "schedules-dead": 1}
