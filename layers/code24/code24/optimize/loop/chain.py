"""The chain of executions: each change of course makes the next one the valid one, and stops the one before.

An execution that rests cannot be woken. So whoever wants a cycle sooner advances the loop's generation by a conditional
write, and starts the execution of that name; of two at once one succeeds, and the old execution, should it wake up all
the same, finds its generation outdated and ends.
"""

from collections.abc import Callable

from code24.errors import Conflict, NotFound, Transient
from code24.optimize.loop.models import LoopState, LoopStatus
from code24.optimize.loop.ports import LoopExecutions, Loops
from code24.optimize.loop.state import is_dead, restarted
from code24.ports import Clock
from code24.types import SiteId

_ATTEMPTS = 5
SUSPENDED = "Its site is suspended."
"""Why a loop is paused that goes on when its site does."""
SOON = 300
"""Seconds until the cycle after a signal: several signals in a row become one cycle."""


def changed(site_id: SiteId, change: Callable[[LoopState], LoopState], *, loops: Loops) -> LoopState:
    """Change a loop's state, again where somebody else was faster. Raises NotFound, and what `change` raises."""
    for _ in range(_ATTEMPTS):
        before = loops.get(site_id)
        after = change(before)
        if after == before:
            return before
        try:
            return loops.replace(after)
        except Conflict:
            continue
    raise Transient(f"The loop of site {site_id} keeps changing; try again shortly.")


def restart_loop(
    loop: LoopState, wait: int = 0, *, loops: Loops, loop_executions: LoopExecutions, clock: Clock
) -> LoopState | None:
    """Let a new execution take over in `wait` seconds; of several callers with the same state one does.

    None where another one did, or the loop has ended. For whoever finds a loop dead (`is_dead`), and for whoever wants
    its next cycle sooner.
    """
    if loop.status is LoopStatus.ENDED:
        return None
    try:
        after = loops.replace(restarted(loop, clock.now(), wait))
    except Conflict:
        return None
    loop_executions.start(loop.site_id, after.generation, wait)
    loop_executions.stop(loop.site_id, loop.generation, f"Generation {after.generation} takes over")
    return after


def hurried(
    site_id: SiteId,
    change: Callable[[LoopState], LoopState],
    wait: int = 0,
    *,
    loops: Loops,
    loop_executions: LoopExecutions,
    clock: Clock,
) -> LoopState:
    """Change a loop's state so that its next cycle comes soon: now where it rests, else after the present one."""
    for _ in range(_ATTEMPTS):
        before = loops.get(site_id)
        after = change(before)
        if before.working_since is not None and after.status is LoopStatus.RUNNING and not is_dead(after, clock.now()):
            try:
                return loops.replace(after)
            except Conflict:
                continue
        begun = restart_loop(after, wait, loops=loops, loop_executions=loop_executions, clock=clock)
        if begun is not None:
            return begun
    raise Transient(f"The loop of site {site_id} keeps changing; try again shortly.")


def signal(site_id: SiteId, reason: str, *, loops: Loops, loop_executions: LoopExecutions, clock: Clock) -> LoopState:
    """Ask for a look soon. A loop that is at work, due soon, or does not run, stays as it is otherwise."""
    loop = loops.get(site_id)
    if loop.status is not LoopStatus.RUNNING:
        return loop
    if loop.working_since is None and (loop.next_due_at - clock.now()).total_seconds() <= SOON:
        return loop

    def signalled(state: LoopState) -> LoopState:
        return state.model_copy(update={"signal": reason[:200]})

    return hurried(site_id, signalled, SOON, loops=loops, loop_executions=loop_executions, clock=clock)


def wake_loop(site_id: SiteId, *, loops: Loops, loop_executions: LoopExecutions, clock: Clock) -> None:
    """Let a loop go on that its site's suspension paused; another one, or none, is left as it is."""
    try:
        loop = loops.get(site_id)
    except NotFound:
        return
    if loop.status is LoopStatus.PAUSED and loop.reason == SUSPENDED:
        restart_loop(loop, loops=loops, loop_executions=loop_executions, clock=clock)


def end_loop(site_id: SiteId, reason: str, *, loops: Loops, loop_executions: LoopExecutions, clock: Clock) -> None:
    """End a loop for good. Raises NotFound where there is none."""

    def ended(state: LoopState) -> LoopState:
        now = clock.now()
        return state.model_copy(update={"status": LoopStatus.ENDED, "reason": reason, "updated_at": now})

    loop = changed(site_id, ended, loops=loops)
    loop_executions.stop(site_id, loop.generation, reason)
