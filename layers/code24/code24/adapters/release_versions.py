"""Which version serves a release: one attribute of the releases' records in the table of sites."""

from collections.abc import Sequence

from code24.adapters import aws
from code24.adapters.items import Item, query, value_of, values
from code24.adapters.wire_errors import translated
from code24.errors import NotFound
from code24.sites.models import NO_VERSION
from code24.types import ReleaseId, SiteId

_RELEASE = "release#"


class DynamoReleaseVersions:
    """The attribute `version` of the items `site_id` and `record` = `release#<release_id>`."""

    def __init__(self, *, table: str) -> None:
        self._table = table

    def record(self, site_id: SiteId, release_id: ReleaseId, version: str) -> None:
        """Record the version that serves a release. Raises NotFound."""
        missing = NotFound(f"Site {site_id} has no release {release_id}.")
        doing = f"Recording version {version} of release {release_id} of site {site_id}"
        with translated(doing, {"ConditionalCheckFailedException": missing}):
            aws.dynamodb().update_item(
                TableName=self._table,
                Key=_key(site_id, release_id),
                UpdateExpression="SET version = :version",
                ConditionExpression="attribute_exists(site_id)",
                ExpressionAttributeValues=values(version=version),
            )

    def lose(self, site_id: SiteId) -> None:
        """Record `NO_VERSION` for all releases of a site, whose function is gone."""
        for release_id, version in self._versions(site_id):
            if version != NO_VERSION:
                self.record(site_id, release_id, NO_VERSION)

    def missing(self, site_id: SiteId) -> Sequence[ReleaseId]:
        """The releases of a site that no function serves."""
        return [release_id for release_id, version in self._versions(site_id) if version == NO_VERSION]

    def _versions(self, site_id: SiteId) -> Sequence[tuple[ReleaseId, str]]:
        found = query(
            f"Reading the versions of the releases of site {site_id}",
            TableName=self._table,
            KeyConditionExpression="site_id = :site_id AND begins_with(#record, :release)",
            ProjectionExpression="#record, version",
            ExpressionAttributeNames={"#record": "record"},
            ExpressionAttributeValues=values(site_id=site_id, release=_RELEASE),
            ConsistentRead=True,
        )
        return [(str(data["record"]).removeprefix(_RELEASE), str(data["version"])) for data in found]


def _key(site_id: SiteId, release_id: ReleaseId) -> Item:
    return {"site_id": value_of(site_id), "record": value_of(_RELEASE + release_id)}
