"""What the upkeep needs of the world."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from code24.types import CustomerId
from code24.upkeep.models import Attention, Incident, Kind


class DueIndex(Protocol):
    """What is due, oldest first: sparse indexes, whose cost follows what is due and not what exists."""

    def due(self, kind: Kind, now: datetime, limit: int) -> Sequence[Attention]:
        """Up to about `limit` things of a kind that are due at `now`, oldest first.

        Customers are spread over shards that are read alike, so that one with thousands hides at most its shard's.
        """
        ...


class AttentionQueue(Protocol):
    """Where what is due is handed on to be looked at."""

    def send_all(self, several: Sequence[Attention]) -> None:
        """Hand on. Raises Transient where some were not taken; handing on again is harmless."""
        ...


class Incidents(Protocol):
    """What was found broken."""

    def note(self, incident: Incident) -> None:
        """Store an incident; one of the same id is replaced."""
        ...

    def get(self, incident_id: str) -> Incident | None:
        """The incident, where there is one."""
        ...

    def parked(self, limit: int) -> Sequence[Incident]:
        """What waits for a person, the last found first."""
        ...

    def recent(self, limit: int) -> Sequence[Incident]:
        """What was found lately, whatever became of it, the last found first."""
        ...


class TickRecords(Protocol):
    """What ticks found, by customer."""

    def write(self, customer_id: CustomerId, scheduled_at: datetime, body: bytes) -> None:
        """Store `optimizations/{customer_id}/{timestamp}.json`; writing the same again is fine."""
        ...
