"""The cheap check that every cycle begins with: two reads and one write where nothing has changed."""

from contextlib import suppress
from datetime import datetime

from code24.errors import Conflict, NotFound
from code24.optimize.loop.chain import SUSPENDED, changed
from code24.optimize.loop.engine_version import engine_version
from code24.optimize.loop.models import Action, JobStatus, LoopState, LoopStatus, Next, OptimizationJob, Turn
from code24.optimize.loop.ports import Jobs, Loops
from code24.optimize.loop.state import fingerprint, import_due, job_of, milestone_due, rested
from code24.ports import Clock, Sites
from code24.sites.models import Site, SiteStatus
from code24.types import ReleaseId

_GONE = frozenset({SiteStatus.DELETING, SiteStatus.DELETED})


def begin_cycle(request: Turn, *, loops: Loops, sites: Sites, jobs: Jobs, clock: Clock) -> Next:
    """Decide whether this cycle has anything to do.

    An execution whose generation is outdated, or whose loop does not run any more, ends.
    """
    try:
        loop = loops.get(request.site_id)
    except NotFound:
        return _next(request, request.cycle, Action.END)
    if loop.generation != request.generation or loop.status is not LoopStatus.RUNNING:
        return _next(request, loop.cycle, Action.END)
    site, now = _site(request, sites), clock.now()
    if site is None or site.status in _GONE:
        return _halted(request, LoopStatus.ENDED, "Its site is deleted.", now, loops)
    if site.status is SiteStatus.SUSPENDED:
        return _halted(request, LoopStatus.PAUSED, SUSPENDED, now, loops)
    try:
        return _begun(request, loop, site, now, loops=loops, sites=sites, jobs=jobs)
    except Conflict:  # paused, asked or restarted between the two: look again
        return begin_cycle(request, loops=loops, sites=sites, jobs=jobs, clock=clock)


def _begun(
    request: Turn, loop: LoopState, site: Site, now: datetime, *, loops: Loops, sites: Sites, jobs: Jobs
) -> Next:
    loop, source = _source(loop, site, sites)
    nothing_live = source is None and not loop.source.is_import
    same = loop.fingerprint is not None and loop.fingerprint == fingerprint(source, loop, engine_version())
    if nothing_live or (same and not loop.run_requested and not import_due(loop, now)):
        stored = loops.replace(rested(loop.model_copy(update={"signal": ""}), now, changed=False))
        return resting(stored, request)
    job_id = loop.asked_job or loop.job_id or job_of(loop.site_id, loop.cycle + 1)
    working = {"working_since": now, "job_id": job_id, "run_requested": False, "signal": "", "asked_job": None}
    loops.replace(loop.model_copy(update=working | {"updated_at": now}))
    job = OptimizationJob(id=job_id, site_id=loop.site_id, scheduled_at=now)
    with suppress(NotFound):
        job = jobs.get(job_id)
    jobs.put(job.model_copy(update={"status": JobStatus.RUNNING, "started_at": now}))
    return _next(request, loop.cycle + 1, Action.WORK)


def resting(loop: LoopState, turn: Turn) -> Next:
    """The way on of an execution whose cycle is done."""
    action = Action.MILESTONE if milestone_due(loop) else Action.REST
    if loop.generation != turn.generation or loop.status is not LoopStatus.RUNNING:
        action = Action.END
    wait = max(0, round((loop.next_due_at - loop.updated_at).total_seconds()))
    return Next(site_id=loop.site_id, generation=turn.generation, cycle=loop.cycle, action=action, wait=wait)


def _source(loop: LoopState, site: Site, sites: Sites) -> tuple[LoopState, ReleaseId | None]:
    """What a cycle would work on.

    Where the owner went back to another release that the loop had made, that one is taken over, and what it was made
    of is the source: it stays live as long as nothing else changes.
    """
    live = site.live_release
    if loop.source.is_import:
        return loop, loop.source_release
    if live in {None, loop.source_release}:
        return loop, live
    if live == loop.published_release:
        return loop, loop.source_release
    with suppress(NotFound):
        release = sites.release(site.site_id, str(live))
        if release.source is not None:
            taken = {"published_release": live, "source_release": release.source}
            adopted = loop.model_copy(update=taken)
            kept = fingerprint(release.source, adopted, engine_version())
            return adopted.model_copy(update={"fingerprint": kept}), release.source
    return loop, live


def _site(request: Turn, sites: Sites) -> Site | None:
    with suppress(NotFound):
        return sites.get(request.site_id)
    return None


def _halted(request: Turn, status: LoopStatus, reason: str, now: datetime, loops: Loops) -> Next:
    def halted(state: LoopState) -> LoopState:
        if state.generation != request.generation or state.status is not LoopStatus.RUNNING:
            return state
        return state.model_copy(update={"status": status, "reason": reason, "updated_at": now})

    loop = changed(request.site_id, halted, loops=loops)
    return _next(request, loop.cycle, Action.END)


def _next(request: Turn, cycle: int, action: Action) -> Next:
    return Next(site_id=request.site_id, generation=request.generation, cycle=cycle, action=action)
