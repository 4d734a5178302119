"""What owners set about the counting of their visitors: the record `analytics` beside each site's own."""

from code24.adapters import aws
from code24.adapters.items import Item, data_of, item_of, model_of, value_of
from code24.adapters.wire_errors import translated
from code24.analytics.models import AnalyticsSettings
from code24.types import SiteId

_RECORD = "analytics"


class DynamoSiteAnalytics:
    """Items `site_id` and `record` = `analytics` in the table of sites."""

    def __init__(self, *, table: str) -> None:
        self._table = table

    def get(self, site_id: SiteId) -> AnalyticsSettings:
        """The site's settings; the defaults where nothing was set."""
        with translated(f"Reading the analytics settings of site {site_id}"):
            answer = aws.dynamodb().get_item(TableName=self._table, Key=_key(site_id))
        if "Item" not in answer:
            return AnalyticsSettings(site_id=site_id)
        return model_of(AnalyticsSettings, data_of(answer["Item"]))

    def put(self, settings: AnalyticsSettings) -> None:
        """Store the settings."""
        with translated(f"Writing the analytics settings of site {settings.site_id}"):
            aws.dynamodb().put_item(TableName=self._table, Item=item_of(settings, record=_RECORD))

    def delete(self, site_id: SiteId) -> None:
        """Remove the record; nothing there is fine."""
        with translated(f"Deleting the analytics settings of site {site_id}"):
            aws.dynamodb().delete_item(TableName=self._table, Key=_key(site_id))


def _key(site_id: SiteId) -> Item:
    return {"site_id": value_of(site_id), "record": value_of(_RECORD)}
