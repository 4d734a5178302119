"""Opportunities: items beside the rollups, and events on EventBridge.

What is told is marked as unheard before, and the mark is removed by whoever reacted: what was marked a while ago got
lost on the way (EventBridge gave up, the listener failed, or the process died before it could tell).
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import batched, islice
from typing import Any

from code24.adapters import aws
from code24.adapters.items import Item, item_of, model_of, query, value_of, values
from code24.adapters.wire_errors import translated
from code24.analytics.models import Opportunity
from code24.errors import Damaged, Transient
from code24.types import SiteId

SOURCE = "code24.analytics"
DETAIL_TYPE = "Opportunity"
KEPT = timedelta(days=60)
MARKED = timedelta(days=2)
"""After which nobody needs to react any more: what still holds is told anew on every day."""
_UNHEARD = "unheard"
_MOST_READ = 2_000
"""Marks that are read to find the first ones."""
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
            for each in several:
                self._mark(each)
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

    def heard(self, opportunity: Opportunity) -> None:
        """Note that somebody has reacted to it; twice is fine."""
        with translated(f"Noting a reaction to opportunity {opportunity.opportunity_id}"):
            aws.dynamodb().delete_item(TableName=self._table, Key=_mark_of(opportunity))

    def unheard(self, before: datetime, limit: int) -> Sequence[Opportunity]:
        """Up to `limit` opportunities told before a moment that nobody has reacted to, the first told first.

        One that cannot be read is left out: its mark expires, and what still holds is told anew.
        """
        found = query(
            "Looking for opportunities that nobody reacted to",
            TableName=self._table,
            KeyConditionExpression="#key = :key",
            ExpressionAttributeNames={"#key": "key"},
            ExpressionAttributeValues=values(key=_UNHEARD),
            Limit=_MOST_READ,
        )
        waiting = [
            data
            for data in islice(found, _MOST_READ)
            if _is_marked(data) and data["marked_at"] <= _seconds(before) < data["expires_at"]
        ]
        waiting.sort(key=lambda data: (data["marked_at"], data["part"]))
        unheard: list[Opportunity] = []
        for data in waiting[:limit]:
            with suppress(Damaged):
                unheard.append(model_of(Opportunity, data))
        return unheard

    def _mark(self, opportunity: Opportunity) -> None:
        now = datetime.now(UTC)
        with translated(f"Marking opportunity {opportunity.opportunity_id}"):
            aws.dynamodb().put_item(
                TableName=self._table,
                Item=item_of(opportunity, marked_at=_seconds(now), expires_at=_seconds(now + MARKED))
                | _mark_of(opportunity),
            )

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


def _mark_of(opportunity: Opportunity) -> Item:
    return {"key": value_of(_UNHEARD), "part": value_of(opportunity.opportunity_id)}


def _is_marked(data: dict[str, Any]) -> bool:
    return all(isinstance(data.get(name), int) for name in ("marked_at", "expires_at"))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _key(site_id: SiteId) -> str:
    return f"opportunities/{site_id}"


def _part(opportunity: Opportunity) -> str:
    """By day first, so that a list by this name is one by time."""
    return f"{opportunity.found_at:%Y-%m-%d}#{opportunity.opportunity_id}"
