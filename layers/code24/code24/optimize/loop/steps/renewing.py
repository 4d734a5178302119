"""Every tenth cycle: a report, and then the next execution of the chain."""

from code24.errors import NotFound
from code24.models import Model
from code24.optimize.loop.chain import changed
from code24.optimize.loop.models import Action, CycleResult, LoopState, LoopStatus, Next, Turn
from code24.optimize.loop.ports import Jobs, LoopExecutions, Loops, Optimizations
from code24.optimize.loop.state import CYCLES_PER_MILESTONE
from code24.optimize.loop.workspace import Superseded, valid_loop
from code24.optimize.reporting.milestone import milestone
from code24.optimize.reporting.page import milestone_page
from code24.ports import Clock


class Written(Model):
    """Of how many cycles a report was written; 0 where none has done anything yet."""

    passes: int


def write_milestone(request: Turn, *, loops: Loops, jobs: Jobs, optimizations: Optimizations) -> Written:
    """Report what the cycles since the last milestone brought, as JSON and as a page.

    Where all of them rested, the report shows the last one that did something.
    """
    loop = valid_loop(request, loops=loops)
    recent = [job.result for job in jobs.of_site(loop.site_id, 2 * CYCLES_PER_MILESTONE) if job.result is not None]
    keys = [result.key for result in reversed(recent) if result.cycle > loop.milestone]
    if not keys and loop.last_key is not None:
        keys = [loop.last_key]
    if keys:
        results = (CycleResult.kept(optimizations.read(loop.site_id, key)) for key in keys)
        report = milestone([result.optimization for result in results])
        folder = f"milestones/{loop.cycle}"
        optimizations.write(loop.site_id, f"{folder}/report.json", report.model_dump_json().encode())
        page = milestone_page(report).encode()
        optimizations.write(loop.site_id, f"{folder}/report.html", page, "text/html; charset=utf-8")
    return Written(passes=len(keys))


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
    return Next(site_id=loop.site_id, generation=loop.generation, cycle=loop.cycle, action=Action.END, wait=wait)
