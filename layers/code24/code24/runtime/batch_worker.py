"""The thin shell of the function that takes events from their queue, a thousand messages at a time.

One line is logged for the whole batch, and its counters are metrics.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from code24.analytics.processing import Delivery, Processed
from code24.runtime.observability import count, invocation
from code24.runtime.probing import answering_probes
from code24.runtime.wiring import ports_of
from code24.runtime.worker import Handler


def batch_worker(use_case: Callable[..., Processed]) -> Handler:
    """Wrap `use_case(deliveries, *, ports…)` into a handler of SQS batches; what failed is reported by message.

    What is unexpected fails the whole batch: the queue delivers it again, which does no harm.
    """
    name = use_case.__name__.replace("_", "-")

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        deliveries = [Delivery(record["messageId"], record["body"]) for record in event["Records"]]
        with invocation(name, context, messages=len(deliveries)) as line:
            done = use_case(deliveries, **ports_of(use_case))
            line["sites"] = done.sites
            count("EventsProcessed", done.events)
            count("MessagesFailed", len(done.failed))
            count("PartsStored", done.parts)
            count("BytesStored", done.bytes)
            if done.failed:
                line["outcome"] = "partly-failed"
                line["reasons"] = dict(Counter(f"{type(error).__name__}: {error}" for error in done.failed.values()))
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in sorted(done.failed)]}

    return answering_probes(name, handler, use_case)
