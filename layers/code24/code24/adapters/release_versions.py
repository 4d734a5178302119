"""Which version serves a release: one attribute of the releases' records in the table of sites."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from code24.adapters import aws
from code24.adapters.items import Item, query, readable, value_of, values
from code24.adapters.wire_errors import translated
from code24.errors import Conflict, NotFound
from code24.sites.models import NO_VERSION, Versioned
from code24.types import ReleaseId, SiteId

_RELEASE = "release#"


class DynamoReleaseVersions:
    """The attribute `version` of the items `site_id` and `record` = `release#<release_id>`."""

    def __init__(self, *, table: str) -> None:
        self._table = table

    def lose(self, site_id: SiteId) -> None:
        """Record `NO_VERSION` for all releases of a site, whose function is gone."""
        for release in self.of_site(site_id):
            if release.is_served:
                record_version(self._table, site_id, release.release_id, NO_VERSION)

    def of_site(self, site_id: SiteId) -> Sequence[Versioned]:
        """All releases of a site with their versions, oldest first. Their manifests stay where they are."""
        found = query(
            f"Reading the versions of the releases of site {site_id}",
            TableName=self._table,
            KeyConditionExpression="site_id = :site_id AND begins_with(#record, :release)",
            ProjectionExpression="#record, version, created_at",
            ExpressionAttributeNames={"#record": "record"},
            ExpressionAttributeValues=values(site_id=site_id, release=_RELEASE),
            ConsistentRead=True,
        )
        return sorted(map(_versioned, found), key=lambda each: (each.created_at, each.release_id))


def record_version(table: str, site_id: SiteId, release_id: ReleaseId, version: str, over: str | None = None) -> None:
    """Record the version that serves a release, `over` the one that was recorded, None for any.

    Raises NotFound, and Conflict where another version is recorded.
    """
    doing = f"Recording version {version} of release {release_id} of site {site_id}"
    refused = (
        NotFound(f"Site {site_id} has no release {release_id}.")
        if over is None
        else Conflict(f"Release {release_id} of site {site_id} has another version than {over}.")
    )
    with translated(doing, {"ConditionalCheckFailedException": refused}):
        aws.dynamodb().update_item(
            TableName=table,
            Key=_key(site_id, release_id),
            UpdateExpression="SET version = :version",
            ConditionExpression="attribute_exists(site_id)" if over is None else "version = :over",
            ExpressionAttributeValues=values(version=version) | ({} if over is None else values(over=over)),
        )


def _versioned(data: dict[str, Any]) -> Versioned:
    with readable(Versioned):
        return Versioned(
            release_id=str(data["record"]).removeprefix(_RELEASE),
            version=str(int(data["version"])),
            created_at=datetime.fromisoformat(data["created_at"]).astimezone(UTC),
        )


def _key(site_id: SiteId, release_id: ReleaseId) -> Item:
    return {"site_id": value_of(site_id), "record": value_of(_RELEASE + release_id)}
