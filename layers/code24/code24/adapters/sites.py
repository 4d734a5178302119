"""Sites, releases and routes in DynamoDB.

A site's items share `site_id` and differ in `record`: `site` is the site itself, `release#<release_id>` a release.
A release's key has no time in it, so that storing a release again finds it.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from code24.adapters import aws
from code24.adapters.due_places import CHANGE, SUSPICION
from code24.adapters.due_queues import change_of, look_after, suspicion_of
from code24.adapters.items import (
    Item,
    data_of,
    delete_items,
    item_of,
    model_of,
    query,
    transact,
    value_of,
    values,
)
from code24.adapters.release_versions import record_version
from code24.adapters.site_statuses import change, missing, statuses, wrong_status
from code24.adapters.wire_errors import translated
from code24.errors import AlreadyExists, NotFound
from code24.forms.models import SiteForms
from code24.sites.models import Release, ReleaseSummary, Route, Site, SiteStatus
from code24.types import CustomerId, ReleaseId, SiteId

_SITE = "site"
_RELEASE = "release#"
_BY_CUSTOMER = "by-customer"
_SUMMARY = tuple(ReleaseSummary.model_fields)


class DynamoSites:
    """Sites by `site_id` and `record`, with the index `by-customer` (`customer_id`, `created_at`); routes by `host`."""

    def __init__(self, *, sites_table: str, domains_table: str) -> None:
        self._sites_table = sites_table
        self._domains_table = domains_table

    def reserve(self, site: Site, route: Route) -> None:
        """Store a new site together with its route, or neither.

        A deleted site's host is free once `expires_at` lies before the new site's creation, whether or not DynamoDB has
        removed its item yet. Raises AlreadyExists.
        """
        transact(
            f"Reserving {route.host} for site {site.site_id}",
            (
                {
                    "Put": {
                        "TableName": self._sites_table,
                        "Item": item_of(site, record=_SITE),
                        "ConditionExpression": "attribute_not_exists(site_id)",
                    }
                },
                lambda _: AlreadyExists(f"Site {site.site_id} exists already."),
            ),
            (
                {
                    "Put": {
                        "TableName": self._domains_table,
                        "Item": item_of(route),
                        "ConditionExpression": "attribute_not_exists(host) OR expires_at <= :now",
                        "ExpressionAttributeValues": values(now=int(site.created_at.timestamp())),
                    }
                },
                lambda _: AlreadyExists(f"The host {route.host} is taken."),
            ),
        )

    def get(self, site_id: SiteId) -> Site:
        """Raises NotFound. A deleted site is found: its audit record."""
        data = self._item(site_id, _SITE, f"Reading site {site_id}")
        if data is None:
            raise missing(site_id)
        return model_of(Site, data)

    def of_customer(self, customer_id: CustomerId, limit: int, after: Site | None = None) -> Sequence[Site]:
        """Up to `limit` sites of a customer, newest first, deleted ones left out; those behind `after`, if given.

        DynamoDB filters after it has counted, so reading goes on until there are `limit` sites or no more. The index
        lags behind the table by moments.
        """
        begin = {"ExclusiveStartKey": _place(customer_id, after)} if after else {}
        found = query(
            f"Listing the sites of customer {customer_id}",
            TableName=self._sites_table,
            IndexName=_BY_CUSTOMER,
            KeyConditionExpression="customer_id = :customer_id",
            FilterExpression="#status <> :deleted",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues=values(customer_id=customer_id, deleted=SiteStatus.DELETED),
            ScanIndexForward=False,
            Limit=limit,
            **begin,
        )
        return [model_of(Site, data) for data in islice(found, limit)]

    def add_release(
        self, release: Release, *, look_at: datetime | None = None, customer_id: CustomerId | None = None
    ) -> None:
        """Store a release, with what lists show of its files. One that is stored already stays as it is.

        `look_at` asks for a look at the site at that moment; where one is asked for already, that one is enough.
        Raises Conflict where the site is being deleted, so that a publish that races with a deletion leaves no record.
        """
        gone = (SiteStatus.DELETING, SiteStatus.DELETED)
        looks = [] if look_at is None else [self._look(release.site_id, customer_id, look_at)]
        transact(
            f"Recording release {release.release_id} of site {release.site_id}",
            (
                {
                    "ConditionCheck": {
                        "TableName": self._sites_table,
                        "Key": _key(release.site_id, _SITE),
                        "ConditionExpression": "attribute_exists(site_id) AND NOT #status IN (:s0, :s1)",
                        "ExpressionAttributeNames": {"#status": "status"},
                        "ExpressionAttributeValues": statuses(gone),
                        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
                    }
                },
                wrong_status(release.site_id, "takes no release"),
            ),
            (
                {
                    "Put": {
                        "TableName": self._sites_table,
                        "Item": item_of(
                            release,
                            record=_RELEASE + release.release_id,
                            file_count=release.summary.file_count,
                            total_bytes=release.summary.total_bytes,
                        ),
                        "ConditionExpression": "attribute_not_exists(site_id)",
                    }
                },
                lambda _: None,
            ),
            *looks,
        )

    def record_version(self, site_id: SiteId, release_id: ReleaseId, version: str, over: str | None = None) -> None:
        """Record the version that serves a release. Raises NotFound, and Conflict where it is not `over`."""
        record_version(self._sites_table, site_id, release_id, version, over)

    def release(self, site_id: SiteId, release_id: ReleaseId) -> Release:
        """Raises NotFound."""
        data = self._item(site_id, _RELEASE + release_id, f"Reading release {release_id} of site {site_id}")
        if data is None:
            raise NotFound(f"Site {site_id} has no release {release_id}.")
        return model_of(Release, data)

    def forms(self, site_id: SiteId, release_id: ReleaseId) -> SiteForms | None:
        """What a release says of its forms, without its manifest; None where it has none. Raises NotFound."""
        with translated(f"Reading the forms of release {release_id} of site {site_id}"):
            answer = aws.dynamodb().get_item(
                TableName=self._sites_table,
                Key=_key(site_id, _RELEASE + release_id),
                ProjectionExpression="site_id, forms",
            )
        if "Item" not in answer:
            raise NotFound(f"Site {site_id} has no release {release_id}.")
        forms = data_of(answer["Item"]).get("forms")
        return SiteForms.model_validate(forms) if forms else None

    def releases(self, site_id: SiteId) -> Sequence[ReleaseSummary]:
        """All releases of a site, newest first. Their manifests, the bulk of each item, stay where they are."""
        found = (model_of(ReleaseSummary, data) for data in self._release_items(site_id, _SUMMARY))
        return sorted(found, key=lambda release: (release.created_at, release.release_id), reverse=True)

    def set_live(
        self,
        site_id: SiteId,
        release_id: ReleaseId,
        route: Route,
        at: datetime,
        over: Collection[ReleaseId] | None = None,
        *,
        customer_id: CustomerId | None = None,
    ) -> None:
        """Record the live release, write its route, and ask for a look at what changed, all or nothing.

        `over` are the releases that this one may take the place of, None for any. Raises Conflict where another one is
        live, where the site is suspended or being deleted, or the host is another site's.
        """
        change(
            f"Making release {release_id} of site {site_id} live",
            _key(site_id, _SITE),
            route,
            tables=(self._sites_table, self._domains_table),
            allowed=(SiteStatus.BUILDING, SiteStatus.ACTIVE),
            expression="SET live_release = :release, #status = :status, updated_at = :at",
            over=None if over is None else {*over, release_id},
            asking=change_of(site_id, customer_id, release_id, at),
            release=release_id,
            status=SiteStatus.ACTIVE,
            at=at,
        )

    def set_status(
        self,
        site_id: SiteId,
        status: SiteStatus,
        route: Route,
        at: datetime,
        *,
        customer_id: CustomerId | None = None,
    ) -> None:
        """Change a site's status and its route, and ask for a look at what follows from it, all or nothing.

        Raises Conflict where the present status does not lead to the new one, or the host is another site's.
        """
        change(
            f"Making site {site_id} {status.value}",
            _key(site_id, _SITE),
            route,
            tables=(self._sites_table, self._domains_table),
            allowed=status.entered_from,
            expression="SET #status = :status, updated_at = :at",
            asking=look_after(site_id, customer_id, status, at),
            status=status,
            at=at,
        )

    def erase(self, site: Site) -> None:
        """Remove all release records, and replace the site's record by `site`, its audit record."""
        releases = [data["record"] for data in self._release_items(site.site_id, ("record",))]
        keys = (_key(site.site_id, record) for record in (*releases, CHANGE))
        delete_items(f"Deleting the releases of site {site.site_id}", self._sites_table, keys)
        with translated(f"Writing the audit record of site {site.site_id}"):
            aws.dynamodb().put_item(TableName=self._sites_table, Item=item_of(site, record=_SITE))
        # Last: until then it leads upkeep to a deletion that was cut off.
        delete_items(f"Closing site {site.site_id}", self._sites_table, [_key(site.site_id, SUSPICION)])

    def _look(self, site_id: SiteId, customer_id: CustomerId | None, at: datetime) -> Any:
        """The write that asks for a look at a site, unless one is asked for."""
        item = suspicion_of(site_id, customer_id, "A release waits that is not live.", at)
        names = [name for name in item if name not in {"site_id", "record"}]
        update = {
            "TableName": self._sites_table,
            "Key": _key(site_id, SUSPICION),
            "UpdateExpression": "SET " + ", ".join(f"#{name} = if_not_exists(#{name}, :{name})" for name in names),
            "ExpressionAttributeNames": {f"#{name}": name for name in names},
            "ExpressionAttributeValues": {f":{name}": item[name] for name in names},
        }
        return {"Update": update}, lambda _: None

    def _item(self, site_id: SiteId, record: str, doing: str) -> dict[str, Any] | None:
        with translated(doing):
            answer = aws.dynamodb().get_item(
                TableName=self._sites_table, Key=_key(site_id, record), ConsistentRead=True
            )
        return data_of(answer["Item"]) if "Item" in answer else None

    def _release_items(self, site_id: SiteId, attributes: Sequence[str]) -> Iterable[dict[str, Any]]:
        """The named attributes of each release of a site."""
        return query(
            f"Listing the releases of site {site_id}",
            TableName=self._sites_table,
            KeyConditionExpression="site_id = :site_id AND begins_with(#record, :release)",
            ProjectionExpression=", ".join(f"#{name}" for name in attributes),
            ExpressionAttributeNames={f"#{name}": name for name in ("record", *attributes)},
            ExpressionAttributeValues=values(site_id=site_id, release=_RELEASE),
            ConsistentRead=True,
        )


def _key(site_id: SiteId, record: str) -> Item:
    return {"site_id": value_of(site_id), "record": value_of(record)}


def _place(customer_id: CustomerId, site: Site) -> Item:
    """Where a site stands in the index: among the sites of `customer_id`, whoever has it."""
    place = {"customer_id": value_of(customer_id), "created_at": value_of(site.created_at)}
    return _key(site.site_id, _SITE) | place
