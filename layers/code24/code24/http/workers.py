"""Routes for calling one worker by name."""

from typing import Annotated, Any

from fastapi import APIRouter, Path

from code24.build.calls import WorkerCall, call_worker, worker_result
from code24.http.authentication import Caller, KeyedRoute
from code24.http.representations import OUTPUTS, WorkerAnswer
from code24.http.requests import BriefBody
from code24.http.use_cases import Run
from code24.types import ResultId

router = APIRouter(prefix="/workers", route_class=KeyedRoute, tags=["Workers"])


@router.get("/results/{id}", operation_id="getWorkerResult", summary="A kept result")
async def show(
    result_id: Annotated[ResultId, Path(alias="id", description="The result's id.")], caller: Caller, use: Run
) -> WorkerAnswer:
    """What a worker made less than a day ago."""
    return _answer(use.run(worker_result, result_id, caller))


@router.post(
    "/{worker}/{action}",
    operation_id="callWorker",
    summary="Call one worker",
    responses={
        404: {"description": "There is no such worker or action; the detail names those that exist."},
        502: {"description": "The worker failed; the detail says why."},
    },
)
async def call(
    worker: Annotated[str, Path(description="For example `brand`.")],
    action: Annotated[str, Path(description="For example `create`.")],
    body: BriefBody,
    caller: Caller,
    use: Run,
) -> WorkerAnswer:
    """Let one worker do its work for a brief, and wait for it. What it needs of other workers is made on the way.

    There are `market-research/research`, `competitive-analysis/analyze-industry`, `brand/create`, `design/enhanced`,
    `content/write` and `development/render`.
    """
    return _answer(use.run(call_worker, worker, action, body.brief(), caller))


def _answer(call: WorkerCall) -> WorkerAnswer:
    result: Any = OUTPUTS[call.worker].model_validate(call.result)
    return WorkerAnswer(id=call.id, worker=call.worker, action=call.action, result=result)
