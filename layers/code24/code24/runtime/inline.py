"""Calling one worker outside a build: what it needs of other workers is made on the way."""

from typing import Any

from code24.build.graph import BY_FIELD, BuildWorker
from code24.build.models import Brief
from code24.models import Model
from code24.runtime.wiring import ports_of
from code24.runtime.worker import request_model


def run_inline(worker: BuildWorker, brief: Brief) -> Model:
    """The worker's result for a brief alone; every worker of an earlier stage that it builds on runs once."""
    results: dict[str, Model] = {"brief": brief}

    def run(each: BuildWorker) -> Model:
        use_case = each.load()
        model = request_model(use_case)
        request: dict[str, Any] = {}
        for field in model.model_fields:
            upstream = BY_FIELD.get(field)
            if upstream is not None and upstream.stage < each.stage and field not in results:
                results[field] = run(upstream)
            if field in results:
                request[field] = results[field]
        result: Model = use_case(model.model_validate(request), **ports_of(use_case))
        return result

    return run(worker)
