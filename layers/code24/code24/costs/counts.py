"""What was counted while something was done, and what of it AWS bills."""

from collections.abc import Mapping
from math import ceil

from pydantic import Field

from code24.costs.price_list import GB
from code24.costs.prices import Item
from code24.models import Model

ACCESS_LOG_LINE = 420
"""Bytes of the line that an HTTP API logs for each request, with the 26 that CloudWatch adds (`template.yaml`)."""
HTTP_CHUNK = 512 * 1024
"""Bytes of a request that an HTTP API bills as one."""
_FREE_OBJECT_CALLS = frozenset({"DeleteObject", "DeleteObjects", "AbortMultipartUpload"})
_OBJECT_WRITES = frozenset(
    {"PutObject", "CopyObject", "PostObject", "ListObjects", "UploadPart", "CreateMultipartUpload", "ListBuckets"}
)
"""By the names that the emulator has: the end of an upload in parts goes by the one of its beginning."""
_ARM = "arm64"
PLATFORM = "platform"
"""The HTTP API that owners' programs call; visitors' requests come to `sites`."""


class Invocations(Model):
    """All invocations of one function. Sites' functions count as one, `site`."""

    count: int = 0
    cold: int = 0
    """How many of them began a new execution environment; their start is in the time."""
    milliseconds: float = 0.0
    gb_seconds: float = 0.0
    """Each invocation's time, rounded up to the millisecond, by its memory."""
    log_bytes: int = 0


class Counts(Model):
    """Everything that was asked of AWS between two moments, whoever asked."""

    requests: Mapping[str, int] = Field(default_factory=dict)
    """By service and operation: `dynamodb:GetItem`."""
    invocations: Mapping[str, Invocations] = Field(default_factory=dict)
    read_units: Mapping[str, float] = Field(default_factory=dict)
    """Of DynamoDB, by table."""
    write_units: Mapping[str, float] = Field(default_factory=dict)
    transitions: int = 0
    """States entered, retries, and two for the start and the end of an execution."""
    queue_requests: int = 0
    """Requests to SQS in chunks of 64 KB, with those that Lambda makes to feed functions."""
    bus_events: int = 0
    scheduled: int = 0
    http_requests: Mapping[str, int] = Field(default_factory=dict)
    """By API, in chunks of 512 KB."""
    out_bytes: Mapping[str, int] = Field(default_factory=dict)
    """Of HTTP APIs' answers, headers included, by API."""
    edge_requests: int = 0
    """Of visitors' browsers to the distribution."""
    edge_bytes: int = 0
    """Of the distribution's answers to them, headers included."""
    edge_posted: int = 0
    """Of bodies that the distribution passes on."""
    metrics: tuple[str, ...] = ()
    """Custom metrics that appeared in logs: each series is billed for the month in which it appears."""
    tokens_in: int = 0
    tokens_out: int = 0
    """Of language models; none where the embedded writer writes."""


def usage_of(counts: Counts, architecture: str = _ARM) -> dict[Item, float]:
    """What of it is billed by the piece. Metrics are not: they are billed by the month, whatever happens in it."""
    functions = counts.invocations.values()
    seconds = Item.LAMBDA_ARM if architecture == _ARM else Item.LAMBDA_X86
    answered = sum(counts.http_requests.values())
    logged = sum(function.log_bytes for function in functions) + answered * ACCESS_LOG_LINE
    objects = {name.partition(":")[2]: count for name, count in counts.requests.items() if name.startswith("s3:")}
    writes = sum(count for name, count in objects.items() if name in _OBJECT_WRITES)
    free = sum(count for name, count in objects.items() if name in _FREE_OBJECT_CALLS)
    found = {
        seconds: sum(function.gb_seconds for function in functions),
        Item.LAMBDA_REQUEST: float(sum(function.count for function in functions)),
        Item.TRANSITION: float(counts.transitions),
        Item.TABLE_READ: sum(counts.read_units.values()),
        Item.TABLE_WRITE: sum(counts.write_units.values()),
        Item.OBJECT_WRITE: float(writes),
        Item.OBJECT_READ: float(sum(objects.values()) - writes - free),
        Item.QUEUE_REQUEST: float(counts.queue_requests),
        Item.BUS_EVENT: float(counts.bus_events),
        Item.SCHEDULE: float(counts.scheduled),
        Item.HTTP_REQUEST: float(answered),
        Item.API_BYTES: counts.out_bytes.get(PLATFORM, 0) / GB,  # what goes to the distribution is free
        Item.EDGE_REQUEST: float(counts.edge_requests),
        Item.EDGE_FUNCTION: float(counts.edge_requests),  # each behaviour of the distribution has one
        Item.EDGE_BYTES: counts.edge_bytes / GB,
        Item.EDGE_ORIGIN_BYTES: counts.edge_posted / GB,
        Item.LOG_INGESTED: logged / GB,
        Item.MICRO_IN: float(counts.tokens_in),
        Item.MICRO_OUT: float(counts.tokens_out),
    }
    return {item: quantity for item, quantity in found.items() if quantity}


def chunks(size: int, chunk: int) -> int:
    """How many pieces of a request are billed: one for each chunk that it begins, at least one."""
    return max(1, ceil(size / chunk))
