"""What puts an item of a table into the sparse index `by-due`, and the two records that are there for nothing else."""

from datetime import datetime
from typing import Any

from code24.adapters.due_places import CHANGE, SUSPICION, place, queue_named
from code24.adapters.items import Item, value_of
from code24.sites.models import SiteStatus
from code24.types import CustomerId, ReleaseId, SiteId
from code24.upkeep.models import CHANGES_SETTLE_IN, DELETED_WITHIN, Kind


def queue_of(kind: Kind, shard: int) -> str:
    """The name of a queue."""
    return queue_named(kind.value, shard)


def due(kind: Kind, owner: str, at: datetime) -> dict[str, Any]:
    """The two attributes of what is due at a moment."""
    return place(kind.value, owner, at)


def change_of(site_id: SiteId, customer_id: CustomerId | None, release_id: ReleaseId, at: datetime) -> Item:
    """The record of a release that went live. It has no `created_at`, so no list of a customer's sites shows it."""
    noted = due(Kind.CHANGE, customer_id or site_id, at + CHANGES_SETTLE_IN)
    return item_of_record(site_id, CHANGE, customer_id, release_id=release_id, **noted)


def suspicion_of(site_id: SiteId, customer_id: CustomerId | None, reason: str, at: datetime) -> Item:
    """The record of what somebody suspects a site of."""
    noted = due(Kind.SITE, customer_id or site_id, at)
    return item_of_record(site_id, SUSPICION, customer_id, reason=reason, **noted)


def look_after(site_id: SiteId, customer_id: CustomerId | None, status: SiteStatus, at: datetime) -> Item | None:
    """The record that asks for a look at what follows from a site's new status, should it be cut off; None for nothing.

    A deletion goes on for a while, and a site that was brought back has a loop to wake.
    """
    match status:
        case SiteStatus.DELETING:
            return suspicion_of(site_id, customer_id, "Its deletion began.", at + DELETED_WITHIN + CHANGES_SETTLE_IN)
        case SiteStatus.ACTIVE | SiteStatus.BUILDING:
            return suspicion_of(site_id, customer_id, "It was brought back.", at + CHANGES_SETTLE_IN)
        case _:
            return None


def item_of_record(site_id: SiteId, record: str, customer_id: CustomerId | None, **attributes: Any) -> Item:
    """An item of the table of sites; without a customer where none is known."""
    named = {} if customer_id is None else {"customer_id": customer_id}
    data = {"site_id": site_id, "record": record} | named | attributes
    return {name: value_of(value) for name, value in data.items()}
