"""Request units of DynamoDB: the emulator tells what an operation consumes where it is asked to."""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

READS = frozenset({"GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems"})
WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"})
READ_BYTES = 4_096
"""Bytes of a read request unit."""
_REFUSED = {"ConditionalCheckFailedException": 1.0, "TransactionCanceledException": 2.0}
"""Write units of an item whose condition did not hold; items of up to 1 KB are assumed."""


def asking(body: bytes) -> bytes:
    """A request that asks for what it consumes; anything else as it is."""
    said = _parsed(body)
    return json.dumps(said | {"ReturnConsumedCapacity": "TOTAL"}).encode() if said else body


def consumed(operation: str, asked: bytes, status: int, answered: bytes) -> dict[str, float]:
    """Request units by table, indexes included."""
    request, answer = _parsed(asked), _parsed(answered)
    if status != 200:
        units = _REFUSED.get(str(answer.get("__type", "")).rpartition("#")[2], 0.0)
        items = request.get("TransactItems") or [{"Put": request}]
        refused: defaultdict[str, float] = defaultdict(float)
        for item in items:
            refused[str(next(iter(item.values())).get("TableName", ""))] += units
        return {table: each for table, each in refused.items() if each}
    told = answer.get("ConsumedCapacity") or []
    found: defaultdict[str, float] = defaultdict(float)
    for each in told if isinstance(told, list) else [told]:
        found[each["TableName"]] += each["CapacityUnits"]
    if operation == "GetItem":  # the emulator counts each as one of up to 4 KB
        pieces = max(1, math.ceil(item_bytes(answer.get("Item") or {}) / READ_BYTES))
        found = defaultdict(float, {table: units * pieces for table, units in found.items()})
    return dict(found)


def item_bytes(item: Mapping[str, Any]) -> int:
    """About how large an item is: names and values, as DynamoDB adds them up."""
    return sum(len(name.encode()) + _value_bytes(value) for name, value in item.items())


def _value_bytes(value: Any) -> int:
    ((kind, held),) = value.items() if isinstance(value, dict) and len(value) == 1 else (("S", value),)
    size = _SIZES.get(kind)
    return size(held) if size else len(str(held).encode())


_SIZES: dict[str, Callable[[Any], int]] = {
    "M": lambda held: 3 + sum(1 + len(name.encode()) + _value_bytes(each) for name, each in held.items()),
    "L": lambda held: 3 + sum(1 + _value_bytes(each) for each in held),
    "SS": lambda held: sum(len(each.encode()) for each in held),
    "NS": lambda held: sum(math.ceil(len(each) / 2) + 1 for each in held),
    "BOOL": lambda held: 1,
    "NULL": lambda held: 1,
    "N": lambda held: math.ceil(len(held) / 2) + 1,
    "B": lambda held: len(held) * 3 // 4 if isinstance(held, str) else len(bytes(held)),
}
"""By type; what is not here is as long as its text in UTF-8. Binaries come as base64, or from boto3 as bytes."""


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body or b"{}")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
