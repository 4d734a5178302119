"""Which status a site must have for a change, and what is said where it has another one."""

from collections.abc import Sequence
from typing import Any

from code24.adapters.items import Item, Refusal, value_of
from code24.errors import Code24Error, Conflict, NotFound
from code24.sites.models import SiteStatus
from code24.types import SiteId


def statuses(allowed: Sequence[SiteStatus]) -> Item:
    """Expression values for a condition on the status."""
    return {f":s{index}": value_of(status) for index, status in enumerate(allowed)}


def wrong_status(site_id: SiteId, therefore: str) -> Refusal:
    """What is said where the condition was on the status alone."""

    def refusal(item: dict[str, Any]) -> Conflict | NotFound:
        return Conflict(f"Site {site_id} is {item['status']}, which {therefore}.") if item else missing(site_id)

    return refusal


def refused_change(site_id: SiteId, allowed: Sequence[SiteStatus]) -> Refusal:
    """What is said where the condition may have been on the live release too."""
    other_status = wrong_status(site_id, "does not allow this")

    def refusal(item: dict[str, Any]) -> Code24Error | None:
        if not item or SiteStatus(item["status"]) not in allowed:
            return other_status(item)
        return Conflict(f"Release {item['live_release']} of site {site_id} went live meanwhile; edit that one.")

    return refusal


def missing(site_id: SiteId) -> NotFound:
    """The error for a site that is not there."""
    return NotFound(f"There is no site {site_id}.")
