"""The states of loops: the record `loop` beside each site's own in the table of sites."""

from datetime import datetime

from botocore.exceptions import ClientError

from code24.adapters import aws
from code24.adapters.due_queues import due
from code24.adapters.items import Item, data_of, item_of, model_of, value_of, values
from code24.adapters.wire_errors import code, old_item, translated
from code24.errors import AlreadyExists, Conflict, NotFound
from code24.optimize.loop.models import LoopState
from code24.types import SiteId
from code24.upkeep.models import Kind

_RECORD, _AT_WORK = "loop", "at-work"
_MOST_COUNTED = 1_000


class DynamoLoops:
    """Items `site_id` and `record` = `loop`; `version` decides which of two writes counts.

    A loop that runs is in the index `by-due` from the moment on that its execution would count as dead at; one whose
    cycle is at work is in `at-work`, by when that began, until it ends.
    """

    def __init__(self, *, table: str) -> None:
        self._table = table

    def create(self, loop: LoopState) -> None:
        """Store a new loop. Raises AlreadyExists."""
        taken = AlreadyExists(f"Site {loop.site_id} has a loop already.")
        with translated(f"Creating the loop of site {loop.site_id}", {"ConditionalCheckFailedException": taken}):
            aws.dynamodb().put_item(
                TableName=self._table,
                Item=_item(loop),
                ConditionExpression="attribute_not_exists(site_id)",
            )

    def get(self, site_id: SiteId) -> LoopState:
        """Raises NotFound."""
        with translated(f"Reading the loop of site {site_id}"):
            answer = aws.dynamodb().get_item(TableName=self._table, Key=_key(site_id), ConsistentRead=True)
        if "Item" not in answer:
            raise _missing(site_id)
        return model_of(LoopState, data_of(answer["Item"]))

    def replace(self, loop: LoopState) -> LoopState:
        """Store a changed state over the one that it was made of; its version counts on. Raises Conflict, NotFound."""
        stored = loop.model_copy(update={"version": loop.version + 1})
        with translated(f"Updating the loop of site {loop.site_id}"):
            try:
                aws.dynamodb().put_item(
                    TableName=self._table,
                    Item=_item(stored),
                    ConditionExpression="version = :version",
                    ExpressionAttributeValues=values(version=loop.version),
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            except ClientError as error:
                if code(error) != "ConditionalCheckFailedException":
                    raise
                if not old_item(error):
                    raise _missing(loop.site_id) from error
                raise Conflict(f"The loop of site {loop.site_id} was changed meanwhile; try again.") from error
        return stored

    def working(self, since: datetime) -> int:
        """How many cycles are at work that began after a moment, counted up to 1,000; the index lags by moments."""
        with translated("Counting the cycles that are at work"):
            answer = aws.dynamodb().query(
                TableName=self._table,
                IndexName=_AT_WORK,
                Select="COUNT",
                KeyConditionExpression="at_work = :record AND working_since > :since",
                ExpressionAttributeValues=values(record=_RECORD, since=since),
                Limit=_MOST_COUNTED,
            )
        return answer["Count"]

    def delete(self, site_id: SiteId) -> None:
        """Remove the record; nothing there is fine."""
        with translated(f"Deleting the loop of site {site_id}"):
            aws.dynamodb().delete_item(TableName=self._table, Key=_key(site_id))


def _item(loop: LoopState) -> Item:
    at_work = {} if loop.working_since is None else {"at_work": _RECORD}  # of a loop that was paused meanwhile, too
    if loop.dead_at is None:
        return item_of(loop, record=_RECORD, **at_work)
    return item_of(loop, record=_RECORD, **at_work, **due(Kind.LOOP, loop.customer_id or loop.site_id, loop.dead_at))


def _key(site_id: SiteId) -> Item:
    return {"site_id": value_of(site_id), "record": value_of(_RECORD)}


def _missing(site_id: SiteId) -> NotFound:
    return NotFound(f"Site {site_id} has no optimization loop; start one with POST /optimize.")
