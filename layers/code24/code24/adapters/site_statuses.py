"""How a site changes, together with its route: which status it must have, and what is said where it has another one."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from code24.adapters.items import Item, Refusal, item_of, transact, value_of, values
from code24.errors import Code24Error, Conflict, NotFound
from code24.sites.models import Route, SiteStatus
from code24.types import ReleaseId, SiteId

if TYPE_CHECKING:
    from types_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


def change(
    doing: str,
    key: Item,
    route: Route,
    *,
    tables: tuple[str, str],
    allowed: Sequence[SiteStatus],
    expression: str,
    over: Collection[ReleaseId] | None = None,
    asking: Item | None = None,
    **data: Any,
) -> None:
    """Update a site that has one of the allowed statuses, and its route, all or nothing; `tables` are those of the two.

    With `over` nothing may be live but one of these releases. `asking` is the record that asks upkeep for a look.
    """
    condition = f"#status IN ({', '.join(statuses(allowed))})"
    names = {f"over{place}": each for place, each in enumerate(over or ())}
    if over is not None:
        condition += f" AND (attribute_not_exists(live_release) OR live_release IN (:{', :'.join(names)}))"
    site: TransactWriteItemTypeDef = {
        "Update": {
            "TableName": tables[0],
            "Key": key,
            "UpdateExpression": expression,
            "ConditionExpression": condition,
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": values(**data, **names) | statuses(allowed),
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
    }
    host: TransactWriteItemTypeDef = {
        "Put": {
            "TableName": tables[1],
            "Item": item_of(route),
            "ConditionExpression": "attribute_not_exists(host) OR site_id = :site_id",
            "ExpressionAttributeValues": values(site_id=route.site_id),
        }
    }
    writes: list[tuple[TransactWriteItemTypeDef, Refusal]] = [
        (site, refused_change(route.site_id, allowed)),
        (host, lambda _: Conflict(f"The host {route.host} belongs to another site.")),
    ]
    if asking is not None:
        writes.append(({"Put": {"TableName": tables[0], "Item": asking}}, lambda _: None))
    transact(doing, *writes)


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
