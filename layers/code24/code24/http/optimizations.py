"""Routes of optimizations: asking for one, and how it stands; and one auditor called by name."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from code24.audit.calls import AuditCall, call_auditor
from code24.audit.models import Auditor, AuditReport
from code24.http.authentication import Caller, KeyedRoute
from code24.http.builds import IdempotencyKey
from code24.http.optimization_bodies import AuditBody, OptimizeBody
from code24.http.optimization_views import OptimizationAccepted, OptimizationState
from code24.http.representations import WorkerAnswer
from code24.http.use_cases import Run
from code24.optimize.loop.looking import optimization_status
from code24.optimize.loop.models import OptimizationJob
from code24.optimize.loop.starting import StartOptimization, start_optimization
from code24.types import OptimizationId

router = APIRouter(route_class=KeyedRoute, tags=["Optimizations"])

InstanceId = Annotated[
    OptimizationId, Query(alias="instanceId", description="The optimization's id, as `POST /optimize` answered it.")
]


@router.post("/trigger/optimize", status_code=202, operation_id="triggerOptimize", summary="Optimize a website (alias)")
@router.post("/optimize", status_code=202, operation_id="startOptimize", summary="Optimize a website")
async def start(
    body: OptimizeBody, response: Response, caller: Caller, use: Run, idempotency_key: IdempotencyKey = None
) -> OptimizationAccepted:
    """Start the loop of a website that never ends: read it, audit it, fix it, prove it, publish, wait, again.

    `url` names anybody's website, `uploadId` a zip that was sent before, `siteId` a site that is here already: its loop
    works at once. The website's optimized copy is a site of its own, at the address that the cycle's `output` names.
    """
    request = StartOptimization(customer_id=caller, idempotency_key=idempotency_key, **body.said())
    return accepted(use.run(start_optimization, request), response)


@router.get("/trigger/optimize", operation_id="getTriggeredOptimize", summary="How an optimization stands (alias)")
@router.get("/optimize", operation_id="getOptimize", summary="How an optimization stands")
async def show(job_id: InstanceId, caller: Caller, use: Run) -> OptimizationState:
    """Status, figures before and after, and the loop that goes on."""
    return OptimizationState.of(*use.run(optimization_status, job_id, caller))


@router.post(
    "/workers/audit/{auditor}",
    operation_id="callAuditor",
    summary="Call one auditor",
    tags=["Workers"],
    responses={
        404: {"description": "There is no such site."},
        409: {"description": "The site has nothing live yet."},
        502: {"description": "The auditor failed; the detail says why."},
    },
)
async def audit(
    auditor: Annotated[Auditor, Path(description="What it looks at.")], body: AuditBody, caller: Caller, use: Run
) -> WorkerAnswer:
    """Let one auditor look at somebody's website, a site, or a page as it is, and wait for its report.

    `design` looks at accessibility too, `performance` at security. Of somebody's website the first pages are read.
    """
    asked = AuditCall.model_validate(body.model_dump())
    made = use.run(call_auditor, auditor, asked, caller)
    return WorkerAnswer(
        id=made.id, worker=made.worker, action=made.action, result=AuditReport.model_validate(made.result)
    )


def accepted(job: OptimizationJob, response: Response) -> OptimizationAccepted:
    """The receipt for an optimization, and where to follow it."""
    response.headers["Location"] = f"/optimize?instanceId={job.id}"
    return OptimizationAccepted.of(job)
