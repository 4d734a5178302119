"""A loop that is late: its execution is dead, or was cut off in the middle of a cycle."""

from contextlib import suppress

from code24.errors import Conflict, NotFound
from code24.optimize.loop.chain import end_loop, restart_loop
from code24.optimize.loop.models import JobError, JobStatus, LoopState, LoopStatus
from code24.optimize.loop.state import is_dead, rested
from code24.types import OptimizationId
from code24.upkeep.attending.means import Means
from code24.upkeep.attending.models import Attended
from code24.upkeep.models import Attention

MOST_DEATHS = 5
"""Executions in a row that died without finishing a cycle, before the loop waits for a person."""
PARKED = "parked: "
"""What the reason of a loop begins with that upkeep has paused."""
_DIED = "ExecutionDied"


def attend_loop(attention: Attention, means: Means) -> Attended:
    """Let a new execution take over from a dead one, or park a loop whose executions keep dying.

    Of two at once exactly one starts an execution, by the conditional write on the loop's state. The job of the dead
    cycle is taken over by the next one, or ends with a reason.
    """
    try:
        loop = means.loops.get(attention.id)
    except NotFound:
        return Attended.gone("There is no such loop any more.")
    if means.site(loop.site_id) is None:
        end_loop(
            loop.site_id,
            "Its site is deleted.",
            loops=means.loops,
            loop_executions=means.loop_executions,
            clock=means.clock,
        )
        return Attended.gone("The loop is ended, as its site is deleted.")
    if loop.status is not LoopStatus.RUNNING:
        return _at_rest(loop)
    if not is_dead(loop, means.clock.now()):
        return Attended.well(again_at=loop.dead_at)
    if loop.deaths + 1 >= MOST_DEATHS:
        return _parked(loop, means)
    return _restarted(loop, means)


def _at_rest(loop: LoopState) -> Attended:
    if loop.status is LoopStatus.PAUSED and (loop.reason or "").startswith(PARKED):
        return _waits(loop, str(loop.reason).removeprefix(PARKED))  # whoever parked it may have been cut off then
    return Attended.left(f"The loop is {loop.status.value}.")


def _restarted(loop: LoopState, means: Means) -> Attended:
    deaths = loop.deaths + 1
    if loop.asked_job is not None and loop.job_id not in {None, loop.asked_job}:
        # The next cycle does the job that was asked for meanwhile, so nobody takes this one over.
        _end_job(loop.job_id, f"{_how(loop)} The next cycle does what was asked for meanwhile.", means)
    done = f"The execution of generation {loop.generation + 1} took over."
    repaired = Attended.repaired(f"g{loop.generation}", _how(loop), done, deaths)
    means.note(repaired)
    counted = loop.model_copy(update={"deaths": deaths})
    begun = restart_loop(counted, loops=means.loops, loop_executions=means.loop_executions, clock=means.clock)
    if begun is None:
        return Attended.left("Somebody else changed the loop a moment ago.")
    return repaired


def _parked(loop: LoopState, means: Means) -> Attended:
    now = means.clock.now()
    why = f"{_how(loop)} {loop.deaths + 1} executions in a row died without finishing a cycle."
    _end_job(loop.job_id, why, means)
    # The cycle counts as failed, so that the job of the next one has another name.
    failed = rested(loop, now, changed=False, failed=True)
    update = {"status": LoopStatus.PAUSED, "reason": PARKED + why, "fingerprint": None}
    try:
        means.loops.replace(failed.model_copy(update=update))
    except Conflict:
        return Attended.left("Somebody else changed the loop a moment ago.")
    means.loop_executions.stop(loop.site_id, loop.generation, "The loop is parked")
    return _waits(loop, why)


def _waits(loop: LoopState, why: str) -> Attended:
    done = f"The loop rests; let it go on with POST /sites/{loop.site_id}/loop/resume."
    return Attended.parked(f"g{loop.generation}", why, done, MOST_DEATHS)


def _how(loop: LoopState) -> str:
    if loop.working_since is not None:
        since = f"{loop.working_since:%Y-%m-%d %H:%M} UTC"
        return f"Cycle {loop.cycle + 1} has been at work since {since}, longer than any cycle may be."
    return f"Cycle {loop.cycle + 1} was due at {loop.next_due_at:%Y-%m-%d %H:%M} UTC and has not begun."


def _end_job(job_id: OptimizationId | None, why: str, means: Means) -> None:
    """End a job that nobody goes on with. Its cycle is dead for longer than a cycle may last, so nobody writes it."""
    if job_id is None:
        return
    with suppress(NotFound):
        job = means.jobs.get(job_id)
        if not job.status.final:
            error = JobError(step=None, error=_DIED, message=why)
            ended = {"status": JobStatus.ERRORED, "completed_at": means.clock.now(), "error": error}
            means.jobs.put(job.model_copy(update=ended))
