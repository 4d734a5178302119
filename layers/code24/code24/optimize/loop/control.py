"""What an owner can do with a loop: pause, resume, run now, stop, undo a fix."""

from collections.abc import Callable
from typing import Any

from code24.errors import AlreadyExists, Conflict, NotFound
from code24.optimize.loop.chain import changed, hurried
from code24.optimize.loop.looking import fixes_of
from code24.optimize.loop.models import LoopState, LoopStatus, OptimizationJob
from code24.optimize.loop.ports import Jobs, LoopExecutions, Loops, Optimizations
from code24.optimize.loop.state import withheld_by, without
from code24.ports import Clock, Ids, Sites
from code24.sites.going_live import open_site
from code24.sites.reservation import owned_site
from code24.types import CustomerId, SiteId

ASKED_FOR = 1
"""The priority of what somebody waits for."""


def loop_of(site_id: SiteId, customer_id: CustomerId, *, sites: Sites, loops: Loops) -> LoopState:
    """The loop of a customer's site. Raises NotFound for somebody else's, and for a site without a loop."""
    owned_site(site_id, customer_id, sites=sites)
    return loops.get(site_id)


def pause_loop(
    site_id: SiteId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    loops: Loops,
    loop_executions: LoopExecutions,
    clock: Clock,
) -> LoopState:
    """Let a loop rest until it is resumed; a cycle that is at work is finished. Pausing again is fine.

    Raises NotFound, and Conflict for a loop that is stopped.
    """
    loop_of(site_id, customer_id, sites=sites, loops=loops)
    return _halt(site_id, LoopStatus.PAUSED, loops=loops, loop_executions=loop_executions, clock=clock)


def stop_loop(
    site_id: SiteId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    loops: Loops,
    loop_executions: LoopExecutions,
    clock: Clock,
) -> LoopState:
    """Stop a loop; a cycle that is at work is finished. What it published stays. Raises NotFound."""
    loop_of(site_id, customer_id, sites=sites, loops=loops)
    return _halt(site_id, LoopStatus.STOPPED, loops=loops, loop_executions=loop_executions, clock=clock)


def _halt(
    site_id: SiteId, status: LoopStatus, *, loops: Loops, loop_executions: LoopExecutions, clock: Clock
) -> LoopState:
    def halted(state: LoopState) -> LoopState:
        if state.status is LoopStatus.STOPPED and status is LoopStatus.PAUSED:
            raise Conflict(f"The loop of site {site_id} is stopped; resume it first.")
        if state.status in {status, LoopStatus.ENDED}:
            return state
        update = {"status": status, "reason": f"{status.value} by the owner", "updated_at": clock.now()}
        return state.model_copy(update=update)

    loop = changed(site_id, halted, loops=loops)
    if loop.working_since is None:
        loop_executions.stop(site_id, loop.generation, f"The loop was {status.value} by its owner")
    return loop


def resume_loop(
    site_id: SiteId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    loops: Loops,
    loop_executions: LoopExecutions,
    clock: Clock,
) -> LoopState:
    """Go on with a paused or stopped loop, at once; one that runs stays as it is.

    Raises NotFound, and Conflict where the site is suspended or being deleted.
    """
    open_site(site_id, customer_id, sites=sites)
    loop = loops.get(site_id)
    if loop.status is LoopStatus.RUNNING:
        return loop
    return hurried(site_id, _running, loops=loops, loop_executions=loop_executions, clock=clock)


def run_now(
    site_id: SiteId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    loops: Loops,
    jobs: Jobs,
    loop_executions: LoopExecutions,
    clock: Clock,
    ids: Ids,
) -> OptimizationJob:
    """Ask for a whole cycle now, or right after the one that is at work; its job is returned.

    Somebody's website is read again for it. Raises NotFound, and Conflict where the loop or the site does not run.
    """
    open_site(site_id, customer_id, sites=sites)
    _require_running(loops.get(site_id))
    return _asked(
        site_id,
        lambda state: {"imported_at": None if state.source.url else state.imported_at},
        loops=loops, jobs=jobs, loop_executions=loop_executions, clock=clock, ids=ids,
    )  # fmt: skip


def undo_fix(
    site_id: SiteId,
    fix_id: str,
    customer_id: CustomerId,
    *,
    sites: Sites,
    loops: Loops,
    jobs: Jobs,
    loop_executions: LoopExecutions,
    optimizations: Optimizations,
    clock: Clock,
    ids: Ids,
) -> OptimizationJob:
    """Take a fix back, and never apply it again to that file; a new release without it comes from the returned job.

    Raises NotFound for a fix that the last cycle did not have, and Conflict where the loop or the site does not run.
    """
    name = _name_of(site_id, fix_id, customer_id, sites=sites, loops=loops, optimizations=optimizations)
    return _asked(
        site_id,
        lambda state: {"withheld": (*without(state.withheld, name), name)},
        loops=loops, jobs=jobs, loop_executions=loop_executions, clock=clock, ids=ids,
    )  # fmt: skip


def redo_fix(
    site_id: SiteId,
    fix_id: str,
    customer_id: CustomerId,
    *,
    sites: Sites,
    loops: Loops,
    jobs: Jobs,
    loop_executions: LoopExecutions,
    optimizations: Optimizations,
    clock: Clock,
    ids: Ids,
) -> OptimizationJob:
    """Allow a fix again that was undone. Raises NotFound and Conflict as `undo_fix`."""
    name = _name_of(site_id, fix_id, customer_id, sites=sites, loops=loops, optimizations=optimizations)
    return _asked(
        site_id,
        lambda state: {"withheld": without(state.withheld, name)},
        loops=loops, jobs=jobs, loop_executions=loop_executions, clock=clock, ids=ids,
    )  # fmt: skip


def _name_of(
    site_id: SiteId,
    fix_id: str,
    customer_id: CustomerId,
    *,
    sites: Sites,
    loops: Loops,
    optimizations: Optimizations,
) -> str:
    """What a fix of a site whose loop may change is withheld by."""
    open_site(site_id, customer_id, sites=sites)
    _require_running(loops.get(site_id))
    for fix in fixes_of(site_id, customer_id, sites=sites, loops=loops, optimizations=optimizations):
        if fix.fix_id == fix_id:
            return withheld_by(fix)
    raise NotFound(f"Site {site_id} has no fix {fix_id}.")


def _asked(
    site_id: SiteId,
    more: Callable[[LoopState], dict[str, Any]],
    *,
    loops: Loops,
    jobs: Jobs,
    loop_executions: LoopExecutions,
    clock: Clock,
    ids: Ids,
) -> OptimizationJob:
    """Have a job done by the next cycle; where one is asked for already, that one will do."""
    new = OptimizationJob(id=ids.new("o", 16), site_id=site_id, priority=ASKED_FOR, scheduled_at=clock.now())

    def asked(state: LoopState) -> LoopState:
        update = {"run_requested": True, "asked_job": state.asked_job or new.id}
        return state.model_copy(update=update | more(state))

    loop = hurried(site_id, asked, loops=loops, loop_executions=loop_executions, clock=clock)
    job = new.model_copy(update={"id": str(loop.asked_job)})
    try:
        jobs.create(job, "")
    except AlreadyExists:  # asked for before, or its cycle has begun already
        return jobs.get(job.id)
    return job


def _running(state: LoopState) -> LoopState:
    if state.status is LoopStatus.ENDED:
        raise Conflict(f"The loop of site {state.site_id} has ended with its site.")
    return state.model_copy(update={"status": LoopStatus.RUNNING, "reason": ""})


def _require_running(loop: LoopState) -> None:
    if loop.status is not LoopStatus.RUNNING:
        raise Conflict(f"The loop of site {loop.site_id} is {loop.status.value}; resume it first.")
