"""Executions of the `build` state machine."""

import json

from code24.adapters import aws
from code24.adapters.wire_errors import translated
from code24.build.models import BuildStatus
from code24.errors import AlreadyExists, NotFound
from code24.types import BuildId

_STATUS = {
    "RUNNING": BuildStatus.RUNNING,
    "PENDING_REDRIVE": BuildStatus.RUNNING,
    "SUCCEEDED": BuildStatus.COMPLETE,
    "FAILED": BuildStatus.ERRORED,
    "TIMED_OUT": BuildStatus.ERRORED,
    "ABORTED": BuildStatus.TERMINATED,
}
_CAUSE_LIMIT = 32_768


class StepFunctionsExecutions:
    """Executions of one state machine, named by build id; its input is `{"build_id": …, "from": …}`."""

    def __init__(self, *, state_machine_arn: str) -> None:
        self._state_machine_arn = state_machine_arn

    def start(self, build_id: BuildId, run: int = 1, begin_with: str | None = None) -> None:
        """Start a run, at the worker `begin_with` where that is named; one that exists already counts as started.

        AWS answers 200 to a repeated start of a running execution and ExecutionAlreadyExists to that of an ended one.
        """
        name = _name(build_id, run)
        state = {"build_id": build_id} | ({"from": begin_with} if begin_with else {})
        try:
            with translated(f"Starting execution {name}", {"ExecutionAlreadyExists": AlreadyExists(name)}):
                aws.step_functions().start_execution(
                    stateMachineArn=self._state_machine_arn, name=name, input=json.dumps(state)
                )
        except AlreadyExists:
            return

    def status(self, build_id: BuildId, run: int = 1) -> BuildStatus | None:
        """How the run stands for Step Functions; None where there is none."""
        name = _name(build_id, run)
        try:
            with translated(f"Looking at execution {name}", {"ExecutionDoesNotExist": NotFound(name)}):
                return _STATUS[aws.step_functions().describe_execution(executionArn=self._arn(name))["status"]]
        except NotFound:
            return None

    def stop(self, build_id: BuildId, run: int, reason: str) -> None:
        """Stop a run; one that does not exist or has ended is fine."""
        name = _name(build_id, run)
        try:
            with translated(f"Stopping execution {name}", {"ExecutionDoesNotExist": NotFound(name)}):
                aws.step_functions().stop_execution(
                    executionArn=self._arn(name), error="Stopped", cause=reason[:_CAUSE_LIMIT]
                )
        except NotFound:
            return

    def _arn(self, name: str) -> str:
        return f"{self._state_machine_arn.replace(':stateMachine:', ':execution:', 1)}:{name}"


def _name(build_id: BuildId, run: int) -> str:
    return build_id if run == 1 else f"{build_id}-{run}"
