"""What puts an item into the sparse index `by-due`: `queue` and `due_at`. One that lacks either is not in it.

Each kind of thing has `SHARDS` queues, `<kind>s#<shard>`, over which customers are spread: a partition of DynamoDB
takes 1,000 writes a second, and what one customer has due lies in one shard of each kind.
"""

from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from code24.adapters.items import Item, value_of
from code24.types import CustomerId, ReleaseId, SiteId
from code24.upkeep.models import CHANGES_SETTLE_IN, Kind

SHARDS = 16
SUSPICION, CHANGE = "attention", "change"
"""The records, beside a site's own, of somebody who suspects it, and of what went live and is not looked at yet."""


def queue_of(kind: Kind, shard: int) -> str:
    """The name of a queue."""
    return f"{kind.value}s#{shard}"


def shard_of(owner: str) -> int:
    """Where what a customer has due lies (stable over processes and versions); a site's, where nobody is known."""
    return crc32(owner.encode()) % SHARDS


def moment(at: datetime) -> str:
    """A moment as `due_at`: text whose order is that of time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def due(kind: Kind, owner: str, at: datetime) -> dict[str, Any]:
    """The two attributes of what is due at a moment."""
    return {"queue": queue_of(kind, shard_of(owner)), "due_at": moment(at)}


def change_of(site_id: SiteId, customer_id: CustomerId | None, release_id: ReleaseId, at: datetime) -> Item:
    """The record of a release that went live. It has no `created_at`, so no list of a customer's sites shows it."""
    noted = due(Kind.CHANGE, customer_id or site_id, at + CHANGES_SETTLE_IN)
    return item_of_record(site_id, CHANGE, customer_id, release_id=release_id, **noted)


def suspicion_of(site_id: SiteId, customer_id: CustomerId | None, reason: str, at: datetime) -> Item:
    """The record of what somebody suspects a site of."""
    noted = due(Kind.SITE, customer_id or site_id, at)
    return item_of_record(site_id, SUSPICION, customer_id, reason=reason, **noted)


def item_of_record(site_id: SiteId, record: str, customer_id: CustomerId | None, **attributes: Any) -> Item:
    """An item of the table of sites; without a customer where none is known."""
    named = {} if customer_id is None else {"customer_id": customer_id}
    data = {"site_id": site_id, "record": record} | named | attributes
    return {name: value_of(value) for name, value in data.items()}
