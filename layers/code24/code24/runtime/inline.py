"""Calling one worker outside a build: what it needs of other workers is made on the way."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ConfigDict

from code24.build.graph import BY_FIELD, BuildWorker
from code24.build.models import Brief
from code24.models import Model
from code24.runtime.wiring import ports_of
from code24.runtime.worker import UseCase, parsed, request_model

type PortsOf = Callable[[UseCase], dict[str, Any]]


class InlineCall(Model):
    """The event of a call."""

    model_config = ConfigDict(extra="ignore")

    inline: Brief
    given: Mapping[str, Any] = {}
    """Request fields that are not to be made: results of other workers, or what no worker makes (`plan`)."""
    also: tuple[str, ...] = ()
    """Fields whose results, made on the way, are answered beside the worker's own."""


def answer(use_case: UseCase, request: Any, ports: PortsOf = ports_of) -> Any:
    """A use case's result as JSON data. Raises InvalidRequest for what is not its request."""
    return use_case(parsed(request_model(use_case), request), **ports(use_case)).model_dump(mode="json")


def answer_inline(worker: BuildWorker, event: Mapping[str, Any], ports: PortsOf = ports_of) -> dict[str, Any]:
    """The worker's result as JSON data; with `also`, an object of results by field.

    Raises InvalidRequest for what is no call, and for what does not fit the worker's request.
    """
    call = parsed(InlineCall, event)
    results = run_inline(worker, call.inline, call.given, ports)
    if not call.also:
        return results[worker.field].model_dump(mode="json")
    return {field: results[field].model_dump(mode="json") for field in (worker.field, *call.also)}


def run_inline(
    worker: BuildWorker, brief: Brief, given: Mapping[str, Any], ports: PortsOf = ports_of
) -> dict[str, Model]:
    """The results for a brief by field: the worker's, and those of every earlier worker that it builds on.

    Each runs once. What is `given` is not made, and workers that mean nothing outside a build are left out.
    """
    inputs: dict[str, Any] = {**given, "brief": brief}
    made: dict[str, Model] = {}

    def run(each: BuildWorker) -> Model:
        use_case = each.load()
        model = request_model(use_case)
        request: dict[str, Any] = {}
        for field in model.model_fields:
            upstream = BY_FIELD.get(field)
            if upstream is not None and upstream.action and upstream.stage < each.stage and field not in inputs:
                inputs[field] = run(upstream)
            if field in inputs:
                request[field] = inputs[field]
        made[each.field] = use_case(parsed(model, request), **ports(use_case))
        return made[each.field]

    run(worker)
    return made
