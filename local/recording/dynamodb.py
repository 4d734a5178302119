"""Request units of DynamoDB: the emulator tells what an operation consumes where it is asked to."""

import json
import math
from collections import defaultdict
from collections.abc import Mapping
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
    ((kind, held),) = value.items() if isinstance(value, dict) and len(value) == 1 else (("?", value),)
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + _value_bytes(each) for name, each in held.items())
    if kind == "L":
        return 3 + sum(1 + _value_bytes(each) for each in held)
    if kind in {"SS", "NS", "BS"}:
        return sum(len(str(each).encode()) for each in held)
    if kind in {"BOOL", "NULL"}:
        return 1
    if kind == "N":
        return math.ceil(len(str(held)) / 2) + 1
    if kind == "B":
        return len(str(held)) * 3 // 4
    return len(str(held).encode())


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body or b"{}")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
