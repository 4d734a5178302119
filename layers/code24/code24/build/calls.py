"""Calling one worker by name, outside a build."""

from typing import Any

from code24.build.graph import callable_worker
from code24.build.models import Brief
from code24.errors import NotFound
from code24.models import Model
from code24.ports import Ids, WorkerFunctions, WorkerResults
from code24.types import CustomerId, ResultId


class WorkerCall(Model):
    """What one worker made for a brief."""

    id: ResultId
    worker: str
    action: str
    result: dict[str, Any]
    """The worker's result model as JSON data, in `snake_case`."""


def call_worker(
    worker: str,
    action: str,
    brief: Brief,
    customer_id: CustomerId,
    *,
    worker_functions: WorkerFunctions,
    worker_results: WorkerResults,
    ids: Ids,
) -> WorkerCall:
    """Let one worker do its work for a brief and keep the result for a day.

    Raises NotFound, naming what there is, for an unknown worker or action, and WorkerFailed.
    """
    called = callable_worker(worker, action)
    result = worker_functions.invoke(called.name, {"inline": brief.model_dump(mode="json")})
    call = WorkerCall(id=ids.new("w", 16), worker=called.name, action=action, result=result)
    worker_results.put(call.id, customer_id, call.model_dump(mode="json", exclude={"id"}))
    return call


def worker_result(result_id: ResultId, customer_id: CustomerId, *, worker_results: WorkerResults) -> WorkerCall:
    """A kept result. Raises NotFound for somebody else's and for an expired one, in the same words as for none."""
    try:
        owner, kept = worker_results.get(result_id)
    except NotFound:
        owner, kept = None, {}
    if owner != customer_id:
        raise NotFound(f"There is no result {result_id}.")
    return WorkerCall(id=result_id, **kept)
