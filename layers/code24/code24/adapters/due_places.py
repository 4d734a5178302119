"""Where what is due lies in the sparse index `by-due`. It imports nothing heavy: the collector writes there too.

Each kind of thing has `SHARDS` queues, `<kind>s#<shard>`, over which customers are spread: a partition of DynamoDB
takes 1,000 writes a second, and what one customer has due lies in one shard of each kind.
"""

from datetime import UTC, datetime
from zlib import crc32

SHARDS = 16
SUSPICION, CHANGE = "attention", "change"
"""The records, beside a site's own, of somebody who suspects it, and of what went live and is not looked at yet."""


def queue_named(kind: str, shard: int) -> str:
    """The name of a queue."""
    return f"{kind}s#{shard}"


def shard_of(owner: str) -> int:
    """Where what a customer has due lies (stable over processes and versions); a site's, where nobody is known."""
    return crc32(owner.encode()) % SHARDS


def moment(at: datetime) -> str:
    """A moment as `due_at`: text whose order is that of time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def place(kind: str, owner: str, at: datetime) -> dict[str, str]:
    """The two attributes of what is due at a moment. An item that lacks either is not in the index."""
    return {"queue": queue_named(kind, shard_of(owner)), "due_at": moment(at)}
