"""Sets that grow by parts: items of the rollups table, and what was merged as objects with a pointer to the last one.

The first two segments of a set's key (`events/{site_id}`, `tests/{test_id}`) are the items' partition, the rest begins
their sort key. The pointer's name sorts behind all parts: who reads it read the parts before, so that a merge meanwhile
may show him a part twice, and never too little.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import batched, chain
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from botocore.exceptions import ClientError

from code24.adapters import aws
from code24.adapters.items import WRITTEN_AT_ONCE, Item, delete_items, put_items
from code24.adapters.objects import delete_prefix
from code24.adapters.wire_errors import code, old_item, translated
from code24.analytics.ports import SetPart, Snapshot
from code24.errors import Code24Error, Conflict, Damaged, Transient

if TYPE_CHECKING:
    from types_boto3_dynamodb.type_defs import PutItemInputTypeDef

_POINTER = "~"
_LARGE = 300_000
"""Bytes above which a part lies in S3: an item may have 400 KB, and a KB costs less there."""
_SIDE_BY_SIDE = 8
_ATTEMPTS = 4
_MISSING = "NoSuchKey"


class DynamoEventSets:
    """Sets in `table` (`key`, `part`) and, under `analytics/sets/`, in `bucket`."""

    def __init__(self, *, table: str, bucket: str) -> None:
        self._table = table
        self._bucket = bucket

    def append(self, key: str, part: str, body: bytes, expires_at: int) -> None:
        """Store a part; storing the same again is fine."""
        item = self._item(SetPart(key, part, body, expires_at))
        with translated(f"Appending to the set {key}"):
            aws.dynamodb().put_item(TableName=self._table, Item=item)

    def append_all(self, parts: Sequence[SetPart]) -> Sequence[Code24Error | None]:
        """Store parts, many in a request and requests side by side; what went wrong with each."""
        if len(parts) < 2:
            return [self._attempt(part) for part in parts]
        batches = list(batched(parts, WRITTEN_AT_ONCE, strict=False))
        with ThreadPoolExecutor(min(_SIDE_BY_SIDE, len(batches))) as workers:
            return list(chain.from_iterable(workers.map(self._attempt_together, batches)))

    def read(self, key: str, since: str = "") -> Snapshot:
        """The merged part and the parts from the name `since` on. Raises Damaged where an object stays missing."""
        for attempt in range(_ATTEMPTS):
            items = self._items(key, since)
            try:
                merged = next((item for item in items if item["part"].endswith(_POINTER)), None)
                return Snapshot(
                    merged=None if merged is None else self._body(merged),
                    parts=tuple((_name(key, item), self._body(item)) for item in items if item is not merged),
                    version=0 if merged is None else int(merged["version"]),
                )
            except _Gone:  # a merge ended meanwhile
                time.sleep(0.05 * 2**attempt)
        raise Damaged(f"An object of the set {key} is missing.")

    def merge(self, key: str, snapshot: Snapshot, body: bytes) -> None:
        """Replace what was read by its union. Raises Conflict where somebody else merged meanwhile."""
        partition, prefix = _place(key)
        version = snapshot.version + 1
        name = f"{_folder(key)}{version}-{uuid4().hex[:12]}"
        request: PutItemInputTypeDef = {
            "TableName": self._table,
            "Item": _key(partition, prefix + _POINTER) | {"version": {"N": str(version)}, "object": {"S": name}},
            "ConditionExpression": "attribute_not_exists(version)",
            "ReturnValues": "ALL_OLD",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        if snapshot.version:
            request["ConditionExpression"] = "version = :version"
            request["ExpressionAttributeValues"] = {":version": {"N": str(snapshot.version)}}
        with translated(f"Merging the set {key}"):
            aws.s3().put_object(Bucket=self._bucket, Key=name, Body=body)
            replaced = self._pointed(request, key, name)
        self._clear(key, snapshot, replaced)

    def delete(self, key: str) -> None:
        """Remove a set, or all sets below a key; nothing there is fine."""
        partition, prefix = _place(key)
        doing = f"Deleting the set {key}"
        found = self._query(doing, partition, prefix, prefix + _POINTER, only_keys=True)
        delete_items(doing, self._table, (_key(partition, item["part"]) for item in found))
        delete_prefix(self._bucket, _folder(key))

    def _item(self, part: SetPart) -> Item:
        """A part as an item; a large one's bytes are stored in S3 first."""
        partition, prefix = _place(part.key)
        item = _key(partition, prefix + part.name) | {"expires_at": {"N": str(part.expires_at)}}
        if len(part.body) <= _LARGE:
            return item | {"body": {"B": part.body}}
        name = f"{_folder(part.key)}parts/{part.name}-{uuid4().hex[:12]}"  # a merge may be removing another one
        with translated(f"Appending to the set {part.key}"):
            aws.s3().put_object(Bucket=self._bucket, Key=name, Body=part.body)
        return item | {"object": {"S": name}}

    def _attempt_together(self, parts: Sequence[SetPart]) -> Sequence[Code24Error | None]:
        """Store parts with one request. Where it is refused as a whole, each has its own, so that one fails alone."""
        errors: list[Code24Error | None] = [None] * len(parts)
        items: dict[int, Item] = {}
        for number, part in enumerate(parts):
            try:
                items[number] = self._item(part)
            except Code24Error as error:
                errors[number] = error
        try:
            left = put_items(f"Appending to {len(items)} sets", self._table, list(items.values())) if items else ()
        except Transient as error:
            return [errors[number] or error for number in range(len(parts))]
        except Code24Error:
            return [errors[number] or self._attempt(part) for number, part in enumerate(parts)]
        missing = [(item["key"], item["part"]) for item in left]
        for number, item in items.items():
            if (item["key"], item["part"]) in missing:
                errors[number] = Transient(f"Appending to the set {parts[number].key}: throttled; try again shortly.")
        return errors

    def _attempt(self, part: SetPart) -> Code24Error | None:
        try:
            self.append(part.key, part.name, part.body, part.expires_at)
        except Code24Error as error:
            return error
        return None

    def _pointed(self, request: "PutItemInputTypeDef", key: str, name: str) -> Item:
        """Move the pointer to the object `name`; what it was before. Raises Conflict."""
        try:
            return aws.dynamodb().put_item(**request).get("Attributes", {})
        except ClientError as error:
            if code(error) != "ConditionalCheckFailedException":
                raise
            if (old_item(error) or {}).get("object") == {"S": name}:  # botocore sent it twice, and the first one did it
                return {}
            aws.s3().delete_object(Bucket=self._bucket, Key=name)
            raise Conflict(f"The set {key} was merged by somebody else meanwhile; read it again.") from error

    def _items(self, key: str, since: str) -> list[dict[str, Any]]:
        partition, prefix = _place(key)
        return self._query(f"Reading the set {key}", partition, prefix + since, prefix + _POINTER)

    def _query(self, doing: str, key: str, first: str, last: str, *, only_keys: bool = False) -> list[dict[str, Any]]:
        request: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "#key = :key AND #part BETWEEN :first AND :last",
            "ExpressionAttributeNames": {"#key": "key", "#part": "part"},
            "ExpressionAttributeValues": {":key": {"S": key}, ":first": {"S": first or " "}, ":last": {"S": last}},
            "ConsistentRead": True,
        }
        if only_keys:
            request["ProjectionExpression"] = "#part"
        with translated(doing):
            pages = aws.dynamodb().get_paginator("query").paginate(**request)
            return [
                {name: next(iter(value.values())) for name, value in item.items()}
                for page in pages
                for item in page["Items"]
            ]

    def _body(self, item: dict[str, Any]) -> bytes:
        if "body" in item:
            return bytes(item["body"])
        with translated(f"Reading {item['object']}", {_MISSING: _Gone(f"There is no {item['object']}.")}):
            return aws.s3().get_object(Bucket=self._bucket, Key=item["object"])["Body"].read()

    def _clear(self, key: str, snapshot: Snapshot, replaced: Item) -> None:
        """Remove what the merged part has taken the place of. Whatever stays behind changes nothing."""
        partition, prefix = _place(key)
        doing = f"Clearing the set {key}"
        objects = self._objects(key) if any(len(body) > _LARGE for _, body in snapshot.parts) else {}
        delete_items(doing, self._table, (_key(partition, prefix + name) for name, _ in snapshot.parts))
        gone = [objects[name] for name, _ in snapshot.parts if name in objects]
        gone += [replaced["object"]["S"]] if replaced else []
        with translated(doing):
            for name in gone:
                aws.s3().delete_object(Bucket=self._bucket, Key=name)

    def _objects(self, key: str) -> dict[str, str]:
        """The objects of large parts, by the parts' names."""
        return {_name(key, item): item["object"] for item in self._items(key, "") if "object" in item}


class _Gone(Code24Error):
    """An object that an item named is not there any more."""


def _place(key: str) -> tuple[str, str]:
    """The partition of a set's items, and what their sort keys begin with."""
    kind, whose, *rest = key.split("/")
    return f"{kind}/{whose}", "".join(f"{each}/" for each in rest)


def _key(partition: str, part: str) -> Item:
    return {"key": {"S": partition}, "part": {"S": part}}


def _folder(key: str) -> str:
    return f"analytics/sets/{key}/"


def _name(key: str, item: dict[str, Any]) -> str:
    return str(item["part"]).removeprefix(_place(key)[1])
