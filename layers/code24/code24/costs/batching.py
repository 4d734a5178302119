"""Page views of many sites share batches of events: what is paid for a batch is then paid for more messages at once.

Page views were recorded with batches of the one or two messages that were there; events, with batches of a thousand.
Between the two, a batch costs what is its own (an invocation, an object in S3, a receive and a delete), and what is its
messages' (their time, and the rows of the sites that they are of, which do not become fewer).
"""

from code24.costs.counts import usage_of
from code24.costs.prices import Item, times
from code24.costs.recorded import Recorded

WINDOW = 5.0
"""Seconds that Lambda gathers messages for (`MaximumBatchingWindowInSeconds` in the template)."""
POLLERS = 5
"""That gather at the same time, each its own batch; Lambda begins with so many."""
LARGEST = 1_000
"""Messages of a batch (`BatchSize`)."""
AT_ONCE = 10
"""Messages of a request to SQS."""
PROCESS = "analytics-process"


def batch_of(recorded: Recorded, views_per_second: float) -> float:
    """Messages of an average batch, at least as many as were recorded."""
    page = recorded.scenario("page-views")
    messages = page.counts.requests.get("sqs:SendMessage", 0)
    batches = _batches(recorded)
    if not batches:
        return 1.0
    arriving = views_per_second * messages / (page.times * 1_000)
    return min(LARGEST, max(messages / batches, arriving * WINDOW / POLLERS))


def thousand_views(recorded: Recorded, views_per_second: float) -> dict[Item, float]:
    """What a thousand page views use where so many come in a second on average, of all sites together."""
    page = recorded.scenario("page-views")
    usage, batches = usage_of(page.counts), float(_batches(recorded))
    if not batches:
        return times(usage, 1 / page.times)
    messages = page.counts.requests.get("sqs:SendMessage", 0)
    fewer = batches - messages / batch_of(recorded, views_per_second)
    processing = page.counts.invocations[PROCESS]
    own = max(0.0, processing.gb_seconds - messages * _gb_seconds_of_message(recorded))
    taken = 2 * min(fewer, max(0.0, batches - messages / AT_ONCE))
    saved = {
        Item.LAMBDA_REQUEST: fewer,
        Item.LAMBDA_ARM: own * fewer / batches,
        Item.OBJECT_WRITE: page.counts.requests.get("s3:PutObject", 0) * fewer / batches,
        Item.QUEUE_REQUEST: taken,
        Item.LOG_INGESTED: processing.log_bytes * fewer / batches / 1e9,
    }
    return times({item: quantity - saved.get(item, 0.0) for item, quantity in usage.items()}, 1 / page.times)


def objects_of_view(recorded: Recorded, views_per_second: float) -> float:
    """Objects that are written to S3 for one page view."""
    return thousand_views(recorded, views_per_second).get(Item.OBJECT_WRITE, 0.0) / 1_000


def _batches(recorded: Recorded) -> int:
    processing = recorded.scenario("page-views").counts.invocations.get(PROCESS)
    return processing.count if processing else 0


def _gb_seconds_of_message(recorded: Recorded) -> float:
    """What a message of a full batch takes."""
    for each in recorded.scenarios:
        if each.name == "events" and PROCESS in each.counts.invocations:
            return each.counts.invocations[PROCESS].gb_seconds / each.counts.requests["sqs:SendMessage"]
    return 0.0
