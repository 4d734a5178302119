"""Request units of DynamoDB.

Of writes the emulator tells what they consume where it is asked to, sizes and indexes included. Of reads it tells half
a unit or one, however much is read; so these are counted here, from the size of what is read.
"""

import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

READS = frozenset({"GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems"})
WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"})
_LEAVES_OUT = frozenset({"FilterExpression", "ProjectionExpression", "Select", "AttributesToGet"})
READ_BYTES = 4_096
"""Bytes of a read request unit."""
_REFUSED = {"ConditionalCheckFailedException": 1.0, "TransactionCanceledException": 2.0}
"""Write units of an item whose condition did not hold; items of up to 1 KB are assumed."""


def asking(body: bytes) -> bytes:
    """A request that asks for what it consumes; anything else as it is."""
    said = _parsed(body)
    return json.dumps(said | {"ReturnConsumedCapacity": "TOTAL"}).encode() if said else body


def whole(operation: str, body: bytes) -> bytes | None:
    """The request that reads the same and leaves nothing out of its answer; None where it is that already.

    Filters and projections leave out what is billed none the less.
    """
    said = _parsed(body)
    if operation not in {"GetItem", "Query", "Scan"} or not _LEAVES_OUT & said.keys():
        return None
    kept = {name: value for name, value in said.items() if name not in _LEAVES_OUT}
    keys = str(kept.get("KeyConditionExpression", ""))
    for names in ("ExpressionAttributeNames", "ExpressionAttributeValues"):  # those unused would be refused
        used = {name: value for name, value in kept.pop(names, {}).items() if re.search(re.escape(name) + r"\b", keys)}
        kept |= {names: used} if used else {}
    return json.dumps(kept).encode()


def read(operation: str, asked: bytes, answered: bytes) -> dict[str, float]:
    """Read units by table, from a whole answer: a unit for 4 KB, half of one where it need not be consistent.

    What a Query or a Scan reads is added up first; a BatchGetItem and a transaction count item by item, and a
    transaction's twice (Amazon DynamoDB Developer Guide, "Capacity unit consumption for read operations").
    """
    request, answer = _parsed(asked), _parsed(answered)
    if operation in {"Query", "Scan"}:
        size = sum(item_bytes(item) for item in answer.get("Items", ()))
        return {str(request.get("TableName")): _units(size, consistent=bool(request.get("ConsistentRead")))}
    if operation == "GetItem":
        size = item_bytes(answer.get("Item") or {})
        return {str(request.get("TableName")): _units(size, consistent=bool(request.get("ConsistentRead")))}
    found: defaultdict[str, float] = defaultdict(float)
    if operation == "BatchGetItem":
        for table, wanted in request.get("RequestItems", {}).items():
            items = answer.get("Responses", {}).get(table, [])
            consistent = bool(wanted.get("ConsistentRead"))
            missing = max(0, len(wanted["Keys"]) - len(items))
            sizes = [item_bytes(item) for item in items] + [0] * missing
            found[table] += sum(_units(size, consistent=consistent) for size in sizes)
    for wanted, item in zip(request.get("TransactItems", ()), answer.get("Responses", ()), strict=False):
        found[wanted["Get"]["TableName"]] += 2 * _units(item_bytes(item.get("Item") or {}), consistent=True)
    return dict(found)


def _units(size: int, *, consistent: bool) -> float:
    return max(1, math.ceil(size / READ_BYTES)) * (1.0 if consistent else 0.5)


def written(asked: bytes, status: int, answered: bytes) -> dict[str, float]:
    """Write units by table, indexes included, as the emulator tells them; of a refused condition, what it costs."""
    request, answer = _parsed(asked), _parsed(answered)
    found: defaultdict[str, float] = defaultdict(float)
    if status == 200:
        told = answer.get("ConsumedCapacity") or []
        for each in told if isinstance(told, list) else [told]:
            found[each["TableName"]] += each["CapacityUnits"]
        return dict(found)
    units = _REFUSED.get(str(answer.get("__type", "")).rpartition("#")[2], 0.0)
    for item in request.get("TransactItems") or [{"Put": request}]:
        found[str(next(iter(item.values())).get("TableName", ""))] += units
    return {table: each for table, each in found.items() if each}


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
