"""What is to be rolled up, through SQS."""

from collections.abc import Sequence
from itertools import batched

from code24.adapters import aws
from code24.adapters.wire_errors import translated
from code24.analytics.models import RollUp
from code24.errors import Transient
from code24.types import SiteId

_MOST_AT_ONCE = 10
"""Messages of one SendMessageBatch (SQS quotas)."""


class SqsRollups:
    """Messages of the queue at `queue_url`: one `RollUp` each, as JSON."""

    def __init__(self, *, queue_url: str) -> None:
        self._queue_url = queue_url

    def send(self, requests: Sequence[RollUp]) -> None:
        """Ask for days in figures. Raises Transient where not all could be asked for; asking again is fine."""
        for several in batched(requests, _MOST_AT_ONCE, strict=False):
            with translated("Asking for figures"):
                answer = aws.sqs().send_message_batch(
                    QueueUrl=self._queue_url,
                    Entries=[
                        {"Id": str(number), "MessageBody": request.model_dump_json(exclude_defaults=True)}
                        for number, request in enumerate(several)
                    ],
                )
            if answer.get("Failed"):
                raise Transient(f"{len(answer['Failed'])} sites could not be queued for their figures; try again.")

    def again(self, site_id: SiteId) -> None:
        """Ask for all days of a site, as its settings have changed."""
        self.send([RollUp(site_id=site_id, everything=True)])
