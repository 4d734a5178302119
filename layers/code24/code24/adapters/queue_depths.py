"""How many messages wait in the platform's queues, and how many builds run."""

from collections.abc import Mapping

from code24.adapters import aws
from code24.adapters.wire_errors import translated
from code24.operations.models import QUEUES

_MOST = 1_000
"""Executions of one page of ListExecutions."""


class SqsDepths:
    """The queues `{prefix}-{name}` beside the one at `queue_url`."""

    def __init__(self, *, queue_url: str, prefix: str) -> None:
        self._start = f"{queue_url.rpartition('/')[0]}/{prefix}-"

    def waiting(self) -> Mapping[str, int]:
        """Messages that can be received, about, of every queue by name (`events`, `events-dead`)."""
        return {name: self._waiting(name) for name in QUEUES}

    def _waiting(self, name: str) -> int:
        with translated(f"Looking into the queue {name}"):
            answer = aws.sqs().get_queue_attributes(
                QueueUrl=self._start + name, AttributeNames=["ApproximateNumberOfMessages"]
            )
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])


class StepFunctionsRunningBuilds:
    """Executions of the state machine `build`."""

    def __init__(self, *, state_machine_arn: str) -> None:
        self._arn = state_machine_arn

    def running(self) -> int:
        """How many run, counted up to 1,000."""
        with translated("Counting the builds that run"):
            answer = aws.step_functions().list_executions(
                stateMachineArn=self._arn, statusFilter="RUNNING", maxResults=_MOST
            )
        return len(answer["executions"])
