"""The thin shell of the function that takes events from their queue, a thousand messages at a time.

One line is logged for the whole batch, and its counters are metrics (CloudWatch's embedded metric format).
"""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from code24.analytics.processing import Delivery, Processed
from code24.runtime.observability import invocation
from code24.runtime.settings import Settings
from code24.runtime.wiring import ports_of
from code24.runtime.worker import Handler

METRICS = {"EventsProcessed": "Count", "MessagesFailed": "Count", "PartsStored": "Count", "BytesStored": "Bytes"}


def batch_worker(use_case: Callable[..., Processed]) -> Handler:
    """Wrap `use_case(deliveries, *, ports…)` into a handler of SQS batches; what failed is reported by message.

    What is unexpected fails the whole batch: the queue delivers it again, which does no harm.
    """
    name = use_case.__name__.replace("_", "-")

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        deliveries = [Delivery(record["messageId"], record["body"]) for record in event["Records"]]
        with invocation(name, context, messages=len(deliveries)) as line:
            done = use_case(deliveries, **ports_of(use_case))
            line.update(_counters(done))
            if done.failed:
                line["outcome"] = "partly-failed"
                line["reasons"] = dict(Counter(f"{type(error).__name__}: {error}" for error in done.failed.values()))
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in sorted(done.failed)]}

    return handler


def _counters(done: Processed) -> dict[str, Any]:
    values = (done.events, len(done.failed), done.parts, done.bytes)
    directive = {
        "Namespace": f"code24/{Settings().environment}",
        "Dimensions": [[]],
        "Metrics": [{"Name": name, "Unit": unit} for name, unit in METRICS.items()],
    }
    stamp = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}
    return {"_aws": stamp, "sites": done.sites} | dict(zip(METRICS, values, strict=True))
