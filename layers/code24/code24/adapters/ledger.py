"""The subscription ledger in DynamoDB."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zlib import crc32

from code24.adapters import aws
from code24.adapters.items import Item, query, transact, value_of, values
from code24.adapters.wire_errors import translated
from code24.errors import AlreadyExists, Code24Error, Conflict
from code24.revenue.ledger.models import Entry, SubscriptionId

SHARDS = 16
"""Partitions that customers are spread over. Each takes 1,000 units a second, and an entry of up to 1 KB in a
transaction is two: 8,000 entries a second in all, 500 of one customer. Reading all takes 16 queries at least.
Changing it would lose what is there."""
_HEAD = "head"
_ENTRY = "entry"


class DynamoLedger:
    """Items by `key` and `part`, three of them written together for each entry.

    - `entries#<shard of the customer>`, `<customer>#<subscription>#<occurred_at>#<sequence>#<event id>`: the entry as
      JSON in `entry`. Read in order, a shard tells customer by customer, subscription by subscription, in their order.
    - `subscription#<id>`, `head`: `customer_id`, and how many `entries` there are, which two writers cannot both
      count on from.
    - `event#<id>`, `entry`: the same entry, so that an event is one whatever it is told of.
    """

    def __init__(self, *, table: str) -> None:
        self._table = table

    def append(self, entry: Entry, after: int) -> None:
        """Raises AlreadyExists where the event's id is there, Conflict where the subscription is not as it was read."""
        told = AlreadyExists(f"Event {entry.event_id} was recorded already.")
        moved = Conflict(
            f"Subscription {entry.subscription_id} changed while event {entry.event_id} was recorded, or is another "
            f"customer's; try again."
        )

        def known(_: dict[str, Any]) -> Code24Error:
            return told

        body = value_of(entry.model_dump_json(by_alias=False))
        transact(
            f"Recording event {entry.event_id}",
            (self._new({"key": value_of(f"event#{entry.event_id}"), "part": value_of(_ENTRY), "entry": body}), known),
            (self._head(entry, after), lambda _: moved),
            (
                self._new({"key": value_of(_shard(entry.customer_id)), "part": value_of(_part(entry)), "entry": body}),
                known,
            ),
        )

    def entry(self, event_id: str) -> Entry | None:
        """The entry of an event's id."""
        with translated(f"Reading event {event_id}"):
            answer = aws.dynamodb().get_item(
                TableName=self._table,
                Key={"key": value_of(f"event#{event_id}"), "part": value_of(_ENTRY)},
                ConsistentRead=True,
            )
        return Entry.kept(answer["Item"]["entry"]["S"]) if "Item" in answer else None

    def of_subscription(self, subscription_id: SubscriptionId) -> Sequence[Entry]:
        """All entries of a subscription, in order."""
        doing = f"Reading subscription {subscription_id}"
        with translated(doing):
            answer = aws.dynamodb().get_item(
                TableName=self._table,
                Key={"key": value_of(f"subscription#{subscription_id}"), "part": value_of(_HEAD)},
                ConsistentRead=True,
            )
        if "Item" not in answer:
            return ()
        customer_id = answer["Item"]["customer_id"]["S"]
        found = query(
            doing,
            TableName=self._table,
            KeyConditionExpression="#key = :key AND begins_with(part, :part)",
            ExpressionAttributeNames={"#key": "key"},
            ExpressionAttributeValues=values(key=_shard(customer_id), part=f"{customer_id}#{subscription_id}#"),
            ConsistentRead=True,
        )
        return [Entry.kept(data["entry"]) for data in found]

    def events(self, until: datetime) -> Iterator[Entry]:
        """What happened before `until`: a page of 1 MB at a time, shard after shard."""
        for shard in range(SHARDS):
            yield from self._of_shard(f"entries#{shard:02}", until)

    def _of_shard(self, key: str, until: datetime) -> Iterator[Entry]:
        pages = aws.dynamodb().get_paginator("query")
        with translated("Reading the ledger"):
            for page in pages.paginate(
                TableName=self._table,
                KeyConditionExpression="#key = :key",
                ExpressionAttributeNames={"#key": "key", "#entry": "entry"},
                ExpressionAttributeValues=values(key=key),
                ProjectionExpression="#entry",
                ConsistentRead=True,  # a report right after an entry was recorded has it
            ):
                for item in page["Items"]:
                    entry = Entry.kept(item["entry"]["S"])
                    if entry.occurred_at < until:
                        yield entry

    def _new(self, item: Item) -> Any:
        return {
            "Put": {
                "TableName": self._table,
                "Item": item,
                "ConditionExpression": "attribute_not_exists(#key)",
                "ExpressionAttributeNames": {"#key": "key"},
            }
        }

    def _head(self, entry: Entry, after: int) -> Any:
        """One more entry, where there are so many, of this customer."""
        known = "entries = :after AND customer_id = :customer_id"
        return {
            "Update": {
                "TableName": self._table,
                "Key": {"key": value_of(f"subscription#{entry.subscription_id}"), "part": value_of(_HEAD)},
                "UpdateExpression": "SET entries = :more, customer_id = :customer_id",
                "ConditionExpression": known if after else "attribute_not_exists(entries)",
                "ExpressionAttributeValues": values(
                    more=after + 1, customer_id=entry.customer_id, **({"after": after} if after else {})
                ),
            }
        }


def _shard(customer_id: str) -> str:
    return f"entries#{crc32(customer_id.encode()) % SHARDS:02}"


def _part(entry: Entry) -> str:
    moment = entry.occurred_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    _, begun, sequence, event_id = entry.order
    return f"{entry.customer_id}#{entry.subscription_id}#{moment}#{int(begun)}{sequence:04}#{event_id}"
