"""Every tenth cycle: a report, and then the next execution of the chain."""

from contextlib import suppress

from code24.errors import NotFound
from code24.optimize.loop.chain import changed
from code24.optimize.loop.models import Action, CycleResult, LoopState, LoopStatus, Next, OptimizationJob, Turn
from code24.optimize.loop.ports import Jobs, LoopExecutions, Loops, Optimizations
from code24.optimize.loop.state import CYCLES_PER_MILESTONE
from code24.optimize.loop.workspace import Superseded, valid_loop
from code24.ports import Clock


def continue_as_new(request: Turn, *, loops: Loops, loop_executions: LoopExecutions, clock: Clock) -> Next:
    """Hand over to the execution of the next generation, which rests until the next cycle is due.

    Doing it again starts nothing twice: the generation is advanced by a conditional write, and a name that exists
    counts as started. Raises Superseded where somebody else advanced it.
    """

    def renewed(state: LoopState) -> LoopState:
        if state.generation == request.generation + 1 and state.milestone == state.cycle:
            return state  # done by an earlier attempt, whose answer was lost
        if state.generation != request.generation or state.status is not LoopStatus.RUNNING:
            raise Superseded(f"Generation {state.generation} of site {state.site_id} is {state.status.value}.")
        update = {"generation": state.generation + 1, "milestone": state.cycle, "updated_at": clock.now()}
        return state.model_copy(update=update)

    try:
        loop = changed(request.site_id, renewed, loops=loops)
    except (NotFound, Superseded):
        return Next(site_id=request.site_id, generation=request.generation, cycle=request.cycle, action=Action.END)
    wait = max(0, round((loop.next_due_at - clock.now()).total_seconds()))
    loop_executions.start(loop.site_id, loop.generation, wait)
    return Next(
        site_id=loop.site_id, generation=loop.generation, cycle=loop.cycle, action=Action.END, wait=wait
    )
