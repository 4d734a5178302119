"""Whether tables, buckets, queues, state machines and the bus are there and in order."""

from code24.adapters import aws
from code24.adapters.wire_errors import translated
from code24.errors import Code24Error, NotFound


class AwsResources:
    """Everything named `{prefix}-…`; buckets, whose names have the account in them, are named one by one."""

    def __init__(
        self,
        *,
        prefix: str,
        data: str,
        media: str,
        releases: str,
        queue_url: str,
        build_machine: str,
        optimize_machine: str,
        bus: str,
    ) -> None:
        self._prefix = prefix
        self._buckets = {"data": data, "media": media, "releases": releases}
        self._queues = f"{queue_url.rpartition('/')[0]}/{prefix}-"
        self._machines = {"build": build_machine, "optimize": optimize_machine}
        self._bus = bus
        # Made before threads ask for them: boto3 makes clients in one thread only.
        for client in (aws.dynamodb, aws.s3, aws.sqs, aws.step_functions, aws.event_bridge, aws.lambda_invoke):
            client()

    def table(self, name: str) -> None:
        """Raises NotFound, and Code24Error for one that is not active."""
        full = f"{self._prefix}-{name}"
        with translated(
            f"Describing the table {full}", {"ResourceNotFoundException": NotFound(f"There is no table {full}.")}
        ):
            status = aws.dynamodb().describe_table(TableName=full)["Table"]["TableStatus"]
        if status not in {"ACTIVE", "UPDATING"}:
            raise Code24Error(f"The table {full} is {status.lower()}.")

    def bucket(self, name: str) -> None:
        """Raises NotFound."""
        full = self._buckets[name]
        with translated(f"Asking for the bucket {full}", {"404": NotFound(f"There is no bucket {full}.")}):
            aws.s3().head_bucket(Bucket=full)

    def queue(self, name: str) -> None:
        """Raises NotFound."""
        url = self._queues + name
        missing = NotFound(f"There is no queue {url.rpartition('/')[2]}.")
        named = dict.fromkeys(("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"), missing)
        with translated(f"Asking for the queue {name}", named):
            aws.sqs().get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])

    def state_machine(self, name: str) -> None:
        """Raises NotFound, and Code24Error for one that is not active."""
        missing = NotFound(f"There is no state machine {name}.")
        with translated(f"Describing the state machine {name}", {"StateMachineDoesNotExist": missing}):
            status = aws.step_functions().describe_state_machine(stateMachineArn=self._machines[name])["status"]
        if status != "ACTIVE":
            raise Code24Error(f"The state machine {name} is {status.lower()}.")

    def event_bus(self) -> None:
        """Raises NotFound."""
        missing = NotFound(f"There is no event bus {self._bus}.")
        with translated(f"Describing the event bus {self._bus}", {"ResourceNotFoundException": missing}):
            aws.event_bridge().describe_event_bus(Name=self._bus)
