"""What is due: the indexes `by-due` of the tables of sites and of builds."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from botocore.exceptions import ClientError
from pydantic import TypeAdapter, ValidationError

from code24.adapters import aws
from code24.adapters.due_places import CHANGE, SHARDS, SUSPICION, moment
from code24.adapters.due_queues import queue_of, suspicion_of
from code24.adapters.items import Item, customer_of, data_of, query, value_of, values
from code24.adapters.wire_errors import code, old_item, translated
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
_LOOP = "loop"

_SITE_ID: TypeAdapter[SiteId] = TypeAdapter(SiteId)


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
        found = [each for shard in range(SHARDS) for each in self.due_in_shard(kind, shard, now, limit)]
        return sorted(found, key=lambda each: (each.due_at, each.id))

    def due_in_shard(self, kind: Kind, shard: int, now: datetime, limit: int) -> Sequence[Attention]:
        """Those of one shard. Of a record that was put by hand, what cannot be read is left out: its look tells."""
        found = query(
            f"Looking for {kind.value}s that are due",
            TableName=self._builds_table if kind is Kind.BUILD else self._sites_table,
            IndexName=_INDEX,
            KeyConditionExpression="queue = :queue AND due_at <= :now",
            ExpressionAttributeValues=values(queue=queue_of(kind, shard), now=moment(now)),
            Limit=limit,
        )
        return [_attention(kind, data, now) for data in islice(found, limit)]

    def suspect(self, site_id: SiteId, customer_id: CustomerId | None, reason: str, now: datetime) -> None:
        """Ask for a look at a site. A suspicion that came before is replaced: a look that has begun is not the one."""
        with translated(f"Asking for a look at site {site_id}"):
            aws.dynamodb().put_item(
                TableName=self._sites_table, Item=suspicion_of(site_id, customer_id, reason[:500], now)
            )

    def done(self, attention: Attention) -> None:
        """Take what was looked at out of the index, unless it became due anew meanwhile. Doing so twice is fine."""
        if attention.kind not in _RECORDS:
            return
        table, key = self._place(attention)

        def delete(due_at: str) -> None:
            aws.dynamodb().delete_item(
                TableName=table,
                Key=key,
                ConditionExpression="due_at = :due_at",
                ExpressionAttributeValues=values(due_at=due_at),
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )

        with translated(f"Noting that {attention.kind.value} {attention.id} was looked at"):
            _unless_due_anew(attention, delete)

    def put_off(self, attention: Attention, until: datetime) -> None:
        """Let what was looked at be due at another moment, unless it became due anew, or left the index, meanwhile."""
        table, key = self._place(attention)

        def move(due_at: str) -> None:
            aws.dynamodb().update_item(
                TableName=table,
                Key=key,
                UpdateExpression="SET due_at = :until",
                ConditionExpression="due_at = :due_at AND attribute_exists(queue)",
                ExpressionAttributeValues=values(due_at=due_at, until=moment(until)),
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )

        with translated(f"Putting off {attention.kind.value} {attention.id}"):
            _unless_due_anew(attention, move)

    def _place(self, attention: Attention) -> tuple[str, Item]:
        """Table and key. What is of a site has its id, also where that is none."""
        if attention.kind is Kind.BUILD:
            return self._builds_table, {"build_id": value_of(attention.id)}
        record = _RECORDS.get(attention.kind, _LOOP)
        return self._sites_table, {"site_id": value_of(attention.id), "record": value_of(record)}


def _unless_due_anew(attention: Attention, write: Callable[[str], None]) -> None:
    """Write on condition that something is still due at the moment that it was found with, however that is spelled."""
    try:
        write(moment(attention.due_at))
    except ClientError as error:
        if code(error) != "ConditionalCheckFailedException":
            raise
        spelled = data_of(old_item(error) or {}).get("due_at")
        if spelled is None or _moment_of(spelled) not in {attention.due_at, None}:
            return
    else:
        return
    try:
        write(spelled)
    except ClientError as error:
        if code(error) != "ConditionalCheckFailedException":
            raise


def _attention(kind: Kind, data: dict[str, Any], now: datetime) -> Attention:
    reason = data.get("reason", "")
    return Attention(
        kind=kind,
        id=data["build_id"] if kind is Kind.BUILD else data["site_id"],
        site_id=_site_of(data),
        customer_id=customer_of(data),
        due_at=_moment_of(data["due_at"]) or now,
        reason=_REASONS.get(kind) or (reason if isinstance(reason, str) else ""),
    )


def _site_of(data: dict[str, Any]) -> SiteId | None:
    try:
        return _SITE_ID.validate_python(data.get("site_id"))
    except ValidationError:
        return None


def _moment_of(spelled: str) -> datetime | None:
    """The moment that a text names, in whatever spelling of ISO 8601; None for one without a zone, and for none."""
    try:
        found = datetime.fromisoformat(spelled)
        return None if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
