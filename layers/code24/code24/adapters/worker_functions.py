"""The workers' Lambda functions, called by name."""

import json
from contextlib import suppress
from typing import Any

from code24.adapters import aws
from code24.adapters.wire_errors import translated
from code24.errors import (
    Code24Error,
    Conflict,
    GateRejected,
    InvalidRequest,
    NotFound,
    NotRead,
    Transient,
    WorkerFailed,
    without_aws_names,
)

_KNOWN: dict[str, type[Code24Error]] = {
    each.__name__: each for each in (Conflict, GateRejected, InvalidRequest, NotFound, NotRead, Transient)
}
"""Errors of the domain that a worker raises by name keep their meaning on the way back."""

_MESSAGE_LIMIT = 2_000


class LambdaWorkerFunctions:
    """Functions named `{prefix}-{team}-{worker}` (`code24-local-build-market-research`)."""

    def __init__(self, *, prefix: str) -> None:
        self._prefix = prefix

    def invoke(self, worker: str, payload: dict[str, Any], team: str = "build") -> dict[str, Any]:
        """Call a worker of a team and wait for its result.

        Raises WorkerFailed with the worker's own words, never with its stack trace; what the worker raised under a
        name of the domain's (InvalidRequest, Transient …) is raised as that.
        """
        name = f"{self._prefix}-{team}-{worker}"
        missing = WorkerFailed(f"The worker {worker} is not deployed (no function {name}).")
        with translated(f"Calling the worker {worker}", {"ResourceNotFoundException": missing}):
            answer = aws.lambda_invoke().invoke(FunctionName=name, Payload=json.dumps(payload).encode())
            body = answer["Payload"].read()
        result: Any = None
        with suppress(ValueError):
            result = json.loads(body)
        if "FunctionError" in answer:
            raise _error(worker, result)
        if not isinstance(result, dict):
            raise WorkerFailed(f"The worker {worker} answered something that is not an object.")
        return result


def _error(worker: str, result: Any) -> Code24Error:
    """The domain error behind a function error; Lambda reports `errorType`, `errorMessage` and a trace."""
    said = result if isinstance(result, dict) else {}
    name = str(said.get("errorType") or "")
    words = str(said.get("errorMessage") or name or "it ended without a word")[:_MESSAGE_LIMIT]
    if name in _KNOWN:
        return _KNOWN[name](words)
    return WorkerFailed(f"The worker {worker} failed: {without_aws_names(words)}")
