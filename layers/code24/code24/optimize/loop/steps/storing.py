"""The end of a cycle that went well: its result, the owner's dashboard, and a rest."""

from collections.abc import Mapping
from contextlib import suppress

from pydantic import ValidationError

from code24.audit.models import AuditReport
from code24.errors import NotFound
from code24.optimize.loop.chain import changed
from code24.optimize.loop.engine_version import engine_version
from code24.optimize.loop.models import (
    Action,
    CycleResult,
    Dashboard,
    JobResult,
    JobStatus,
    LoopState,
    LoopStatus,
    Next,
    OptimizationJob,
    Turn,
)
from code24.optimize.loop.ports import Jobs, Loops, Optimizations
from code24.optimize.loop.state import fingerprint, rested, timestamp
from code24.optimize.loop.steps.beginning import resting
from code24.optimize.loop.workspace import Superseded, kept, valid_loop
from code24.optimize.models import FixStatus
from code24.ports import Clock, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.models import SiteStatus

_HISTORY = 20
"""Cycles on the dashboard."""


def store_cycle(
    request: Turn,
    *,
    loops: Loops,
    jobs: Jobs,
    sites: Sites,
    optimizations: Optimizations,
    addresses: SiteAddresses,
    clock: Clock,
) -> Next:
    """Write the cycle's result and the owner's dashboard, complete its job, and let the loop rest.

    Of a cycle whose site was deleted meanwhile nothing stays.
    """
    loop = valid_loop(request, loops=loops)
    if loop.cycle >= request.cycle:  # the answer of an earlier attempt was lost
        return resting(loop, request)
    result = kept(request, "result", CycleResult, optimizations=optimizations)
    job = _job(loop, result, jobs)
    key = f"{timestamp(job.started_at or clock.now())}.json"
    site = sites.get(request.site_id)
    done = _figures(result, key, addresses.url(site.slug))
    optimizations.write(request.site_id, key, result.model_dump_json().encode())
    planned = _stored(loop, request, result, key, clock)
    _write_dashboard(planned, done, result.optimization.notes, optimizations)
    jobs.put(job.model_copy(update={"status": JobStatus.COMPLETE, "completed_at": clock.now(), "result": done}))
    # The loop's state comes last: whoever sees that the cycle is done finds all that it left.
    after = changed(request.site_id, lambda state: _stored(state, request, result, key, clock), loops=loops)
    if sites.get(request.site_id).status in {SiteStatus.DELETING, SiteStatus.DELETED}:
        optimizations.delete_all(request.site_id)
        jobs.delete_all(request.site_id)
        return resting(after, request).model_copy(update={"action": Action.END})
    return resting(after, request)


def _stored(state: LoopState, request: Turn, result: CycleResult, key: str, clock: Clock) -> LoopState:
    if state.generation != request.generation or state.status is LoopStatus.ENDED:
        raise Superseded(f"Generation {state.generation} of site {state.site_id} took over.")
    if state.cycle >= request.cycle:
        return state
    published = result.release_id or state.published_release
    known = {"source_release": result.source_release, "published_release": published, "last_key": key}
    if result.release_id is not None:
        known["published_content"] = result.content
    state = state.model_copy(update=known)
    state = state.model_copy(update={"fingerprint": fingerprint(result.source_release, state, engine_version())})
    return rested(state, clock.now(), changed=result.release_id is not None)


def _job(loop: LoopState, result: CycleResult, jobs: Jobs) -> OptimizationJob:
    with suppress(NotFound):
        return jobs.get(result.job_id)
    return OptimizationJob(id=result.job_id, site_id=loop.site_id, scheduled_at=loop.updated_at)


def _figures(result: CycleResult, key: str, url: str) -> JobResult:
    made = result.optimization
    statuses = [fix.status for fix in made.fixes]
    return JobResult(
        cycle=result.cycle,
        key=key,
        release_id=result.release_id,
        url=url,
        findings_before=_found(made.before),
        findings_after=_found(made.after),
        fixes_applied=statuses.count(FixStatus.APPLIED),
        fixes_withdrawn=statuses.count(FixStatus.WITHDRAWN),
        scores_before=_scores(made.before),
        scores_after=_scores(made.after),
        seconds=made.seconds,
        cost_usd=made.cost_usd,
    )


def _found(report: AuditReport) -> int:
    return sum(each.found for each in report.results)


def _scores(report: AuditReport) -> Mapping[str, float]:
    return {score.category.value: score.value for score in report.scores}


def _write_dashboard(loop: LoopState, done: JobResult, notes: tuple[str, ...], optimizations: Optimizations) -> None:
    history: tuple[JobResult, ...] = ()
    with suppress(NotFound, ValidationError):
        known = Dashboard.kept(optimizations.read(loop.site_id, "latest.json"))
        history = tuple(each for each in known.history if each.cycle != done.cycle)
    dashboard = Dashboard(
        site_id=loop.site_id,
        status=loop.status,
        cycle=loop.cycle,
        updated_at=loop.updated_at,
        next_due_at=loop.next_due_at,
        url=done.url,
        last=done,
        history=(done, *history)[:_HISTORY],
        notes=notes,
    )
    optimizations.write(loop.site_id, "latest.json", dashboard.model_dump_json().encode())
