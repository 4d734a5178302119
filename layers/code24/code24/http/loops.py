"""Routes of a site's loop: pausing and going on, its cycles, findings, fixes and milestones."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import TypeAdapter

from code24.audit.models import Category, Severity
from code24.errors import NotFound
from code24.http.authentication import Caller, KeyedRoute
from code24.http.optimization_views import (
    CycleList,
    FindingList,
    FixList,
    LoopView,
    OptimizationAccepted,
)
from code24.http.optimizations import accepted
from code24.http.pages import Cursor, Limit, cursor_of, identifier_in
from code24.http.use_cases import Run
from code24.optimize.loop.control import loop_of, pause_loop, redo_fix, run_now, stop_loop, undo_fix
from code24.optimize.loop.looking import (
    cycle_result,
    dashboard_of,
    findings_of,
    fixes_of,
    list_cycles,
    milestone_of,
)
from code24.optimize.loop.models import CycleResult, LoopState
from code24.optimize.models import FixStatus
from code24.optimize.reporting.models import Milestone
from code24.sites.pages import DEFAULT_LIMIT
from code24.types import CustomerId, OptimizationId, SiteId
from code24.upkeep.resuming import resume_parked_loop

router = APIRouter(prefix="/sites/{id}", route_class=KeyedRoute, tags=["Loop"])

Id = Annotated[SiteId, Path(alias="id", description="The site's id.")]
FixId = Annotated[str, Path(alias="fixId", pattern=r"^f[0-9a-z]{12}$", description="The fix's id.")]
Cycle = Annotated[int, Path(ge=1, description="The cycle that the milestone was written at.")]
_CONFLICTS: dict[int | str, dict[str, object]] = {409: {"description": "The loop's or the site's state forbids it."}}
_JOB_ID = TypeAdapter[str](OptimizationId)
_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
}


@router.get("/loop", operation_id="getLoop", summary="How the loop stands")
async def show(site_id: Id, caller: Caller, use: Run) -> LoopView:
    """The loop, when it works next, and the figures of its last cycles."""
    return _view(use.run(loop_of, site_id, caller), caller, use)


@router.post("/loop/pause", operation_id="pauseLoop", summary="Pause the loop", responses=_CONFLICTS)
async def pause(site_id: Id, caller: Caller, use: Run) -> LoopView:
    """Let the loop rest until it is resumed. A cycle that is at work is finished."""
    return _view(use.run(pause_loop, site_id, caller), caller, use)


@router.post("/loop/resume", operation_id="resumeLoop", summary="Go on with the loop", responses=_CONFLICTS)
async def resume(site_id: Id, caller: Caller, use: Run) -> LoopView:
    """Go on with a loop that was paused or stopped."""
    return _view(use.run(resume_parked_loop, site_id, caller), caller, use)


@router.post("/loop/stop", operation_id="stopLoop", summary="Stop the loop", responses=_CONFLICTS)
async def stop(site_id: Id, caller: Caller, use: Run) -> LoopView:
    """Stop the loop. What it published stays."""
    return _view(use.run(stop_loop, site_id, caller), caller, use)


@router.post("/loop/run", status_code=202, operation_id="runLoopNow", summary="Work now", responses=_CONFLICTS)
async def run(site_id: Id, response: Response, caller: Caller, use: Run) -> OptimizationAccepted:
    """Let the loop work a whole cycle now, or right after the one that is at work."""
    return accepted(use.run(run_now, site_id, caller), response)


@router.get("/cycles", operation_id="listCycles", summary="All cycles, page by page")
async def cycles(
    site_id: Id, caller: Caller, use: Run, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> CycleList:
    """The cycles that had something to do, newest first."""
    page = use.run(list_cycles, site_id, caller, limit, identifier_in(cursor, _JOB_ID))
    return CycleList(cycles=tuple(page.items), next=cursor_of(page.items[-1].id) if page.more else None)


@router.get("/cycles/{cycleId}", operation_id="getCycle", summary="All that one cycle left")
async def cycle(
    site_id: Id,
    job_id: Annotated[OptimizationId, Path(alias="cycleId", description="The cycle's optimization.")],
    caller: Caller,
    use: Run,
) -> CycleResult:
    """Findings, fixes with their proof, scores, weights and challengers of one cycle."""
    return use.run(cycle_result, site_id, job_id, caller)


@router.get("/findings", operation_id="listFindings", summary="What is still wrong")
async def findings(
    site_id: Id,
    *,
    caller: Caller,
    use: Run,
    category: Annotated[Category | None, Query(description="Of this category alone.")] = None,
    severity: Annotated[Severity | None, Query(description="Of this severity alone.")] = None,
    path: Annotated[str | None, Query(max_length=1_024, description="In this file alone.")] = None,
) -> FindingList:
    """The findings after the last cycle, each with its evidence."""
    found = use.run(findings_of, site_id, caller)
    wanted = {"category": category, "severity": severity, "path": path}
    kept = (one for one in found if all(value in {None, getattr(one, name)} for name, value in wanted.items()))
    return FindingList(findings=tuple(kept))


@router.get("/fixes", operation_id="listFixes", summary="What was fixed")
async def fixes(
    site_id: Id,
    caller: Caller,
    use: Run,
    status: Annotated[FixStatus | None, Query(description="With this status alone.")] = None,
) -> FixList:
    """The fixes of the last cycle with what they changed and their proof."""
    found = use.run(fixes_of, site_id, caller)
    return FixList(fixes=tuple(fix for fix in found if status in {None, fix.status}))


@router.post(
    "/fixes/{fixId}/undo", status_code=202, operation_id="undoFix", summary="Undo one fix", responses=_CONFLICTS
)
async def undo(site_id: Id, fix_id: FixId, response: Response, caller: Caller, use: Run) -> OptimizationAccepted:
    """Take one fix back, now and in every later cycle: a new release without it is made."""
    return accepted(use.run(undo_fix, site_id, fix_id, caller), response)


@router.post(
    "/fixes/{fixId}/redo", status_code=202, operation_id="redoFix", summary="Allow a fix again", responses=_CONFLICTS
)
async def redo(site_id: Id, fix_id: FixId, response: Response, caller: Caller, use: Run) -> OptimizationAccepted:
    """Allow a fix again that was undone."""
    return accepted(use.run(redo_fix, site_id, fix_id, caller), response)


@router.get("/milestones/{cycle}", operation_id="getMilestone", summary="What ten cycles brought")
async def milestone(site_id: Id, cycle: Cycle, caller: Caller, use: Run) -> Milestone:
    """The report that is written at every tenth cycle."""
    return Milestone.kept(use.run(milestone_of, site_id, cycle, caller))


@router.get(
    "/milestones/{cycle}/page",
    operation_id="getMilestonePage",
    summary="The same as a page",
    response_class=Response,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
)
async def milestone_page(site_id: Id, cycle: Cycle, caller: Caller, use: Run) -> Response:
    """The report as a page for people, with charts."""
    body = use.run(milestone_of, site_id, cycle, caller, "report.html")
    return Response(body, media_type="text/html; charset=utf-8", headers=_PAGE_HEADERS)


def _view(loop: LoopState, caller: CustomerId, use: Run) -> LoopView:
    with suppress(NotFound):
        return LoopView.of(loop, use.run(dashboard_of, loop.site_id, caller))
    return LoopView.of(loop)
