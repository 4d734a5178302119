"""Counting what runs and what waits, every few minutes instead of at every question."""

from code24.operations.models import Measured
from code24.operations.ports import QueueDepths, RunningBuilds, WorkingLoops
from code24.optimize.loop.models import LONGEST_CYCLE
from code24.ports import Clock

DEAD = "-dead"
"""How the names of queues end that hold what nobody could handle."""


def measure(
    *, queue_depths: QueueDepths, running_builds: RunningBuilds, working_loops: WorkingLoops, clock: Clock
) -> Measured:
    """What runs and what waits, at a cost that follows neither sites nor customers.

    A cycle that has been at work for longer than one may take counts as dead, and is due instead.
    """
    depths = {name: count for name, count in queue_depths.waiting().items() if count}
    return Measured(
        builds_running=running_builds.running(),
        cycles_working=working_loops.working(clock.now() - LONGEST_CYCLE),
        waiting={name: count for name, count in depths.items() if not name.endswith(DEAD)},
        dead={name: count for name, count in depths.items() if name.endswith(DEAD)},
    )
