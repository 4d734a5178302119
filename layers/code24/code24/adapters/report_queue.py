"""Parts of reports that are to be made, through SQS."""

from collections.abc import Sequence
from itertools import batched

from code24.adapters import aws
from code24.adapters.wire_errors import translated
from code24.errors import Transient
from code24.reports.monthly.making.models import ReportTask

_MOST_AT_ONCE = 10
"""Messages of one SendMessageBatch (SQS quotas)."""


class SqsReports:
    """Messages of the queue at `queue_url`: one `ReportTask` each, as JSON."""

    def __init__(self, *, queue_url: str) -> None:
        self._queue_url = queue_url

    def send(self, tasks: Sequence[ReportTask], delay: int = 0) -> None:
        """Ask for parts, in `delay` seconds. Raises Transient where not all could be asked for."""
        for several in batched(tasks, _MOST_AT_ONCE, strict=False):
            with translated("Asking for parts of reports"):
                answer = aws.sqs().send_message_batch(
                    QueueUrl=self._queue_url,
                    Entries=[
                        {
                            "Id": str(number),
                            "MessageBody": task.model_dump_json(exclude_defaults=True),
                            "DelaySeconds": delay,
                        }
                        for number, task in enumerate(several)
                    ],
                )
            if answer.get("Failed"):
                raise Transient(f"{len(answer['Failed'])} parts of reports could not be asked for; try again.")
