"""What is due: the indexes `by-due` of the tables of sites and of builds."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import Any

from botocore.exceptions import ClientError
from pydantic import ValidationError

from code24.adapters import aws
from code24.adapters.due_places import CHANGE, SHARDS, SUSPICION, moment
from code24.adapters.due_queues import queue_of, suspicion_of
from code24.adapters.items import query, value_of, values
from code24.adapters.wire_errors import code, translated
from code24.errors import Damaged
from code24.types import CustomerId, SiteId
from code24.upkeep.models import Attention, Kind

_INDEX = "by-due"
_REASONS = {
    Kind.LOOP: "Nothing was heard of its execution when something was due.",
    Kind.BUILD: "Nothing was heard of it for longer than a worker takes.",
    Kind.CHANGE: "A release went live.",
}
_RECORDS = {Kind.SITE: SUSPICION, Kind.CHANGE: CHANGE}
"""What leaves the index by being looked at; loops and builds leave it by what is written of them."""

_NAMED = 5
"""Unreadable records that an error names; it counts the others."""


class DynamoDueIndex:
    """One query a shard: what is not due is not read, however much there is of it."""

    def __init__(self, *, sites_table: str, builds_table: str) -> None:
        self._sites_table = sites_table
        self._builds_table = builds_table

    @property
    def shards(self) -> int:
        """How many there are, numbered from 0."""
        return SHARDS

    def due(self, kind: Kind, now: datetime, limit: int) -> Sequence[Attention]:
        """Up to `limit` things of a kind in each shard that are due at `now`, oldest first.

        The index lags behind its table by moments: what was looked at a moment ago may be found again.
        """
        found: list[Attention] = []
        for shard in range(SHARDS):
            with suppress(Damaged):  # the tick tells of it
                found.extend(self.due_in_shard(kind, shard, now, limit))
        return sorted(found, key=lambda each: (each.due_at, each.id))

    def due_in_shard(self, kind: Kind, shard: int, now: datetime, limit: int) -> Iterator[Attention]:
        """Those of one shard, as far as they can be read. Raises Damaged after the last one where some cannot."""
        found = query(
            f"Looking for {kind.value}s that are due",
            TableName=self._builds_table if kind is Kind.BUILD else self._sites_table,
            IndexName=_INDEX,
            KeyConditionExpression="queue = :queue AND due_at <= :now",
            ExpressionAttributeValues=values(queue=queue_of(kind, shard), now=moment(now)),
            Limit=limit,
        )
        unreadable: list[str] = []
        for data in islice(found, limit):
            try:
                yield _attention(kind, data)
            except ValidationError:
                unreadable.append(str(data["build_id"] if kind is Kind.BUILD else data["site_id"]))
        if unreadable:
            names = ", ".join(unreadable[:_NAMED])
            raise Damaged(f"{len(unreadable)} due {kind.value}s of shard {shard} cannot be read: {names}.")

    def suspect(self, site_id: SiteId, customer_id: CustomerId | None, reason: str, now: datetime) -> None:
        """Ask for a look at a site. A suspicion that came before is replaced: a look that has begun is not the one."""
        with translated(f"Asking for a look at site {site_id}"):
            aws.dynamodb().put_item(
                TableName=self._sites_table, Item=suspicion_of(site_id, customer_id, reason[:500], now)
            )

    def done(self, attention: Attention) -> None:
        """Take what was looked at out of the index, unless it became due anew meanwhile. Doing so twice is fine."""
        record = _RECORDS.get(attention.kind)
        if record is None:
            return
        with translated(f"Noting that site {attention.site_id} was looked at"):
            try:
                aws.dynamodb().delete_item(
                    TableName=self._sites_table,
                    Key={"site_id": value_of(attention.site_id), "record": value_of(record)},
                    ConditionExpression="due_at = :due_at",
                    ExpressionAttributeValues=values(due_at=moment(attention.due_at)),
                )
            except ClientError as error:
                if code(error) != "ConditionalCheckFailedException":
                    raise


def _attention(kind: Kind, data: dict[str, Any]) -> Attention:
    """Raises ValidationError where a record is none: what was put by hand, say."""
    return Attention(
        kind=kind,
        id=data["build_id"] if kind is Kind.BUILD else data["site_id"],
        site_id=data.get("site_id", ""),
        customer_id=data.get("customer_id"),
        due_at=data["due_at"],
        reason=_REASONS.get(kind) or data.get("reason", ""),
    )
