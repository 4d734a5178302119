"""The shell of the build team's functions: the claim-check pattern and steps that are done once.

A step's event is `{"build_id", "attempt"}`. Each field of the worker's request model is fetched by its name, the result
is stored as the artifact `builds/{build_id}/{worker}.json`, and only its flags and numbers go back into the execution.
Powertools' idempotency remembers finished steps, so a retried or redriven step answers from memory.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent_function
from pydantic import ConfigDict
from pydantic_core import from_json

from code24.build.costing import most_usd
from code24.build.graph import BY_FIELD, BY_NAME, WORKERS, BuildWorker
from code24.build.models import Build, BuildStatus
from code24.errors import Code24Error, NotFound
from code24.models import Model
from code24.runtime.finished_work import finished_work
from code24.runtime.identifying import execution_of
from code24.runtime.inline import answer, answer_inline
from code24.runtime.observability import count, ended, invocation
from code24.runtime.probing import answering_probes
from code24.runtime.wiring import port, ports_of
from code24.runtime.worker import Handler, UseCase, parsed, request_model
from code24.types import BuildId

REMEMBERED_SECONDS = 14 * 24 * 3600
"""As long as Step Functions lets an execution be redriven."""
_LARGEST = 1769
"""Megabytes of the function with the most memory: where nobody says how much this one has."""


class Step(Model):
    """The event of one step. The execution's other state is ignored."""

    model_config = ConfigDict(extra="ignore")

    build_id: BuildId
    attempt: int = 1


type Completion = Callable[..., None]


def build_step(use_case: UseCase, *, then: Completion | None = None, **by_name: UseCase) -> Handler:
    """Wrap a build worker into a Lambda handler.

    `then(build_id, result, *, ports…)` runs after the result is stored and belongs to the same step. An event with
    `inline` (a brief) instead of ids is a call by name (`InlineCall`): whole results are returned, nothing is stored.
    So it is with an event of one name in `by_name`: it holds that use case's whole request.
    """
    worker = BY_NAME[use_case.__module__.split(".")[-2].replace("_", "-")]

    def run(step: dict[str, Any]) -> dict[str, Any]:
        with _counted(worker):
            request, result = _run_recorded(worker, use_case, Step.model_validate(step))
            if then is not None:
                then(step["build_id"], result, **ports_of(then))
        ended(use_case, result)
        if worker is WORKERS[-1]:
            count("BuildsSucceeded")
            count("BuildDuration", round((port("clock").now() - request.build.created_at).total_seconds(), 1))
        return _figures(result)

    def handler(event: dict[str, Any], context: Any) -> Any:
        if "inline" in event:
            with invocation(worker.name, context, call="inline"):
                return answer_inline(worker, event)
        for name in by_name.keys() & event.keys():
            with invocation(worker.name, context, call=name):
                return answer(by_name[name], event[name])
        step = parsed(Step, event)
        ids = {"build_id": step.build_id, "execution": execution_of(event) or step.build_id}
        with invocation(worker.name, context, **ids, attempt=step.attempt), _priced(context):
            config = IdempotencyConfig(expires_after_seconds=REMEMBERED_SECONDS, lambda_context=context)
            once = idempotent_function(
                run,
                data_keyword_argument="step",
                persistence_store=finished_work(),
                config=config,
                key_prefix=worker.name,
            )
            return once(step=step.model_dump())

    use_cases = (use_case, *([then] if then else []), *by_name.values())
    return answering_probes(worker.name, handler, *use_cases, ports=("builds", "artifacts", "clock"))


@contextmanager
def _counted(worker: BuildWorker) -> Iterator[None]:
    """Count a step that is really done, and how long it took."""
    started = time.perf_counter()
    try:
        yield
    except Exception:
        count("StepsFailed", worker=worker.name)
        raise
    count("StepsSucceeded", worker=worker.name)
    count("StepDuration", round((time.perf_counter() - started) * 1000, 1), worker=worker.name)


@contextmanager
def _priced(context: Any) -> Iterator[None]:
    """Count what a call costs at most, however it ends."""
    started = time.perf_counter()
    try:
        yield
    finally:
        memory = int(getattr(context, "memory_limit_in_mb", _LARGEST))
        count("BuildCost", most_usd(time.perf_counter() - started, memory))


def _run_recorded(worker: BuildWorker, use_case: UseCase, step: Step) -> tuple[Any, Model]:
    builds, clock = port("builds"), port("clock")
    builds.worker_started(step.build_id, worker.name, clock.now())
    try:
        model = request_model(use_case)
        request = parsed(model, {field: _input(field, worker, step) for field in model.model_fields})
        result: Model = use_case(request, **ports_of(use_case))
        port("artifacts").write(step.build_id, worker.name, result.model_dump_json().encode())
    except Exception:
        with suppress(Code24Error):  # the worker's own error is the one to report
            builds.worker_ended(step.build_id, worker.name, clock.now(), BuildStatus.ERRORED)
        raise
    try:
        builds.worker_ended(step.build_id, worker.name, clock.now(), BuildStatus.COMPLETE)
    except NotFound:  # the site was deleted while the worker worked: nothing of it may stay
        port("artifacts").delete_all(step.build_id)
        raise
    return request, result


def _input(field: str, worker: BuildWorker, step: Step) -> Any:
    """The value of a request field: an artifact of an earlier worker, or one of the few things named here."""
    upstream = BY_FIELD.get(field)
    if upstream is not None:
        return _artifact(step, upstream.name) if upstream.stage < worker.stage else None
    if field not in _READERS:
        raise NotFound(f"No worker before {worker.name} makes the field {field}.")
    return _READERS[field](step)


def _artifact(step: Step, name: str) -> Any:
    return from_json(port("artifacts").read(step.build_id, name))


def _artifact_if_any(step: Step, name: str) -> Any:
    with suppress(NotFound):
        return _artifact(step, name)
    return None


def _build(step: Step) -> Build:
    build: Build = port("builds").get(step.build_id)
    return build


_READERS: dict[str, Callable[[Step], Any]] = {
    "brief": lambda step: _artifact(step, "request"),
    "attempt": lambda step: step.attempt,
    "findings": lambda step: _artifact(step, "quality-gate") if step.attempt > 1 else None,
    "build": _build,
    "customer_id": lambda step: _build(step).customer_id,
    "made_at": lambda step: _build(step).created_at,
    "origin": lambda step: port("addresses").origin(_build(step).slug),
    # Of builds that start from an owner's plan, or from an earlier build.
    "plan": lambda step: _artifact_if_any(step, "plan"),
    "previous": lambda step: _artifact_if_any(step, "previous"),
    "own_words": lambda step: _artifact_if_any(step, "own-words") or {},
}
"""How the fields that no worker makes are filled."""


def _figures(result: Model) -> dict[str, Any]:
    """The result's own flags and numbers: all that the execution branches on.

    Words stay in the artifact, which is deleted with the site; executions and remembered steps live longer.
    """
    values = {name: getattr(result, name) for name in type(result).model_fields}
    return {name: value for name, value in values.items() if isinstance(value, bool | int | float)}
