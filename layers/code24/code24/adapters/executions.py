"""Executions of the state machines `build` and `optimize`."""

import json
from typing import Any

from code24.adapters import aws
from code24.adapters.wire_errors import translated
from code24.build.models import BuildStatus
from code24.errors import AlreadyExists, NotFound
from code24.types import BuildId, SiteId

_STATUS = {
    "RUNNING": BuildStatus.RUNNING,
    "PENDING_REDRIVE": BuildStatus.RUNNING,
    "SUCCEEDED": BuildStatus.COMPLETE,
    "FAILED": BuildStatus.ERRORED,
    "TIMED_OUT": BuildStatus.ERRORED,
    "ABORTED": BuildStatus.TERMINATED,
}
_CAUSE_LIMIT = 32_768


class _Machine:
    """One state machine's executions by name."""

    def __init__(self, arn: str) -> None:
        self._arn = arn

    def start(self, name: str, state: dict[str, Any]) -> None:
        """Start an execution; one that exists already counts as started.

        AWS answers 200 to a repeated start of a running execution and ExecutionAlreadyExists to that of an ended one.
        """
        try:
            with translated(f"Starting execution {name}", {"ExecutionAlreadyExists": AlreadyExists(name)}):
                aws.step_functions().start_execution(stateMachineArn=self._arn, name=name, input=json.dumps(state))
        except AlreadyExists:
            return

    def status(self, name: str) -> BuildStatus | None:
        """How an execution stands; None where there is none."""
        try:
            with translated(f"Looking at execution {name}", {"ExecutionDoesNotExist": NotFound(name)}):
                return _STATUS[aws.step_functions().describe_execution(executionArn=self._of(name))["status"]]
        except NotFound:
            return None

    def stop(self, name: str, reason: str) -> None:
        """Stop an execution; one that does not exist or has ended is fine."""
        try:
            with translated(f"Stopping execution {name}", {"ExecutionDoesNotExist": NotFound(name)}):
                aws.step_functions().stop_execution(
                    executionArn=self._of(name), error="Stopped", cause=reason[:_CAUSE_LIMIT]
                )
        except NotFound:
            return

    def _of(self, name: str) -> str:
        return f"{self._arn.replace(':stateMachine:', ':execution:', 1)}:{name}"


class StepFunctionsExecutions:
    """Executions of `build`, named by build id; the input is `{"build_id": …, "execution": …, "from": …}`."""

    def __init__(self, *, state_machine_arn: str) -> None:
        self._machine = _Machine(state_machine_arn)

    def start(self, build_id: BuildId, run: int = 1, begin_with: str | None = None) -> None:
        """Start a run, at the worker `begin_with` where that is named; one that exists already counts as started."""
        name = _name(build_id, run)
        state = {"build_id": build_id, "execution": name} | ({"from": begin_with} if begin_with else {})
        self._machine.start(name, state)

    def status(self, build_id: BuildId, run: int = 1) -> BuildStatus | None:
        """How the run stands for Step Functions; None where there is none."""
        return self._machine.status(_name(build_id, run))

    def stop(self, build_id: BuildId, run: int, reason: str) -> None:
        """Stop a run; one that does not exist or has ended is fine."""
        self._machine.stop(_name(build_id, run), reason)


class StepFunctionsLoopExecutions:
    """Executions of `optimize`, named `<site_id>-g<generation>`; the input is `{"site_id", "generation", "wait"}`."""

    def __init__(self, *, state_machine_arn: str) -> None:
        self._machine = _Machine(state_machine_arn)

    def start(self, site_id: SiteId, generation: int, wait: int) -> None:
        """Start an execution that rests for `wait` seconds first; a name that exists already counts as started."""
        state = {"site_id": site_id, "generation": generation, "wait": wait}
        self._machine.start(_loop_name(site_id, generation), state)

    def stop(self, site_id: SiteId, generation: int, reason: str) -> None:
        """Stop an execution; one that does not exist or has ended is fine."""
        self._machine.stop(_loop_name(site_id, generation), reason)


def _name(build_id: BuildId, run: int) -> str:
    return build_id if run == 1 else f"{build_id}-{run}"


def _loop_name(site_id: SiteId, generation: int) -> str:
    return f"{site_id}-g{generation}"
