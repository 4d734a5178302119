"""What needs attention, through SQS, and what was found: files of the data bucket."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import batched

from code24.adapters import aws
from code24.adapters.wire_errors import translated
from code24.errors import Transient
from code24.types import CustomerId
from code24.upkeep.models import Attention

_MOST_AT_ONCE = 10
"""Messages of one SendMessageBatch (SQS quotas)."""
_SIDE_BY_SIDE = 8
"""Files that are written at the same time; a client of boto3 keeps ten connections."""


class SqsAttentionQueue:
    """Messages of the queue at `queue_url`: one `Attention` each, as JSON."""

    def __init__(self, *, queue_url: str) -> None:
        self._queue_url = queue_url

    def waiting(self) -> int:
        """About how many messages nobody has taken yet."""
        with translated("Counting what waits for attention"):
            answer = aws.sqs().get_queue_attributes(
                QueueUrl=self._queue_url, AttributeNames=["ApproximateNumberOfMessages"]
            )
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])

    def send_all(self, several: Sequence[Attention]) -> None:
        """Hand on, all that the queue takes. Raises Transient where some were not taken; again is harmless."""
        refused = 0
        for batch in batched(several, _MOST_AT_ONCE, strict=False):
            with translated("Handing on what needs attention"):
                answer = aws.sqs().send_message_batch(
                    QueueUrl=self._queue_url,
                    Entries=[
                        {"Id": str(place), "MessageBody": each.model_dump_json()} for place, each in enumerate(batch)
                    ],
                )
            refused += len(answer.get("Failed", ()))
        if refused:
            raise Transient(f"{refused} of {len(several)} could not be handed on; the next tick finds them again.")


class S3TickRecords:
    """Files in `bucket`, under `optimizations/{customer_id}/{name}`."""

    def __init__(self, *, bucket: str) -> None:
        self._bucket = bucket

    def write_all(self, name: str, bodies: Mapping[CustomerId, bytes]) -> None:
        """Store one file for each customer; writing the same again is fine. Raises Transient where one failed."""
        client = aws.s3()

        def write(customer_id: CustomerId) -> None:
            with translated(f"Writing what was found for customer {customer_id}"):
                client.put_object(
                    Bucket=self._bucket,
                    Key=f"optimizations/{customer_id}/{name}",
                    Body=bodies[customer_id],
                    ContentType="application/json",
                )

        with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
            for _ in pool.map(write, bodies):
                pass
