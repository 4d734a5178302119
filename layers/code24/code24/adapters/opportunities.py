"""Opportunities: items beside the rollups, and events on EventBridge."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import batched, islice

from code24.adapters import aws
from code24.adapters.items import item_of, model_of, query, value_of, values
from code24.adapters.wire_errors import translated
from code24.analytics.models import Opportunity
from code24.errors import Transient
from code24.types import SiteId

SOURCE = "code24.analytics"
DETAIL_TYPE = "Opportunity"
KEPT = timedelta(days=60)
_MOST_AT_ONCE = 10
"""Entries of one PutEvents (EventBridge quotas)."""


class EventBridgeOpportunities:
    """Items `opportunities/{site_id}` of the rollups table, and events of the bus."""

    def __init__(self, *, table: str, bus: str) -> None:
        self._table = table
        self._bus = bus

    def publish(self, found: Sequence[Opportunity]) -> int:
        """Tell about those that are not kept yet, then keep them; returns how many there were. Raises Transient."""
        new = [each for each in found if not self._is_kept(each)]
        for several in batched(new, _MOST_AT_ONCE, strict=False):
            self._tell(several)
            for each in several:
                self._keep(each)
        return len(new)

    def of_site(self, site_id: SiteId, limit: int) -> Sequence[Opportunity]:
        """A site's opportunities, the last found first."""
        found = query(
            f"Listing the opportunities of site {site_id}",
            TableName=self._table,
            KeyConditionExpression="#key = :key",
            ExpressionAttributeNames={"#key": "key"},
            ExpressionAttributeValues=values(key=_key(site_id)),
            ScanIndexForward=False,
            Limit=limit,
        )
        return [model_of(Opportunity, data) for data in islice(found, limit)]

    def _is_kept(self, opportunity: Opportunity) -> bool:
        with translated(f"Looking for opportunity {opportunity.opportunity_id}"):
            answer = aws.dynamodb().get_item(
                TableName=self._table,
                Key={"key": value_of(_key(opportunity.site_id)), "part": value_of(_part(opportunity))},
                ProjectionExpression="opportunity_id",
            )
        return "Item" in answer

    def _tell(self, found: Sequence[Opportunity]) -> None:
        with translated("Publishing opportunities"):
            answer = aws.event_bridge().put_events(
                Entries=[
                    {
                        "EventBusName": self._bus,
                        "Source": SOURCE,
                        "DetailType": DETAIL_TYPE,
                        "Detail": each.model_dump_json(),
                        "Time": each.found_at,
                        "Resources": [each.site_id],
                    }
                    for each in found
                ]
            )
        if answer["FailedEntryCount"]:
            codes = sorted({entry["ErrorCode"] for entry in answer["Entries"] if "ErrorCode" in entry})
            raise Transient(f"EventBridge took {answer['FailedEntryCount']} events too few: {', '.join(codes)}.")

    def _keep(self, opportunity: Opportunity) -> None:
        expires_at = int((opportunity.found_at + KEPT).timestamp())
        with translated(f"Keeping opportunity {opportunity.opportunity_id}"):
            aws.dynamodb().put_item(
                TableName=self._table,
                Item=item_of(
                    opportunity, key=_key(opportunity.site_id), part=_part(opportunity), expires_at=expires_at
                ),
            )


def _key(site_id: SiteId) -> str:
    return f"opportunities/{site_id}"


def _part(opportunity: Opportunity) -> str:
    """By day first, so that a list by this name is one by time."""
    return f"{opportunity.found_at:%Y-%m-%d}#{opportunity.opportunity_id}"
