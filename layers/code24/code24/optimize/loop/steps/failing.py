"""A cycle that failed: its job says why, and the loop goes on."""

from collections.abc import Mapping
from contextlib import suppress

from code24.build.failure import Failure, reason
from code24.errors import Conflict, NotFound
from code24.optimize.loop.chain import SOON, changed
from code24.optimize.loop.models import Action, JobError, JobStatus, LoopState, Next, Turn
from code24.optimize.loop.ports import Jobs, Loops
from code24.optimize.loop.state import rested, resting_for
from code24.optimize.loop.steps.beginning import resting
from code24.optimize.loop.workspace import Superseded, valid_loop
from code24.ports import Clock


class FailedTurn(Turn):
    """The state of an execution whose cycle failed."""

    failed: Mapping[str, Failure] = {}
    """What was caught, by the step that raised it."""


def record_cycle_failure(request: FailedTurn, *, loops: Loops, jobs: Jobs, clock: Clock) -> Next:
    """Note why a cycle failed and let the loop rest, longer after each failure in a row: no failure ends it.

    An execution that was superseded ends.
    """
    step, failure = next(iter(request.failed.items()), (None, Failure()))
    name, message = reason(failure)
    end = Next(site_id=request.site_id, generation=request.generation, cycle=request.cycle, action=Action.END)
    if name == Superseded.__name__:
        return end
    try:
        loop = valid_loop(request, loops=loops)
    except Superseded:
        return end
    if request.cycle and loop.cycle >= request.cycle:
        return resting(loop, request)
    if loop.job_id is not None:
        with suppress(NotFound):
            error = JobError(step=step, error=name, message=message)
            ended = {"status": JobStatus.ERRORED, "completed_at": clock.now(), "error": error}
            jobs.put(jobs.get(loop.job_id).model_copy(update=ended))

    def failed(state: LoopState) -> LoopState:
        if state.generation != request.generation or (request.cycle and state.cycle >= request.cycle):
            return state
        now = clock.now()
        # What was read anew was not worked on: the next cycle has something to do, whatever the last good one saw.
        after = rested(state.model_copy(update={"fingerprint": None}), now, changed=False, failed=True)
        # Where another release went live meanwhile, that is the one to look at, and soon.
        return resting_for(after, now, SOON) if name == Conflict.__name__ else after

    return resting(changed(request.site_id, failed, loops=loops), request)
