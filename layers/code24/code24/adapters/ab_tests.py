"""A/B tests in DynamoDB."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import batched, islice
from typing import Any

from botocore.exceptions import ClientError

from code24.adapters import aws
from code24.adapters.items import (
    Item,
    customer_of,
    data_of,
    delete_items,
    get_items,
    item_of,
    model_of,
    query,
    value_of,
    values,
)
from code24.adapters.wire_errors import code, old_item, translated
from code24.errors import AlreadyExists, Conflict, NotFound, Transient
from code24.experiments.models import AbTest
from code24.experiments.ports import DueTest
from code24.types import CustomerId, SiteId, TestId

_BY_DUE, _BY_CREATED = "by-due", "by-created"
_QUEUE, _WATCHED = "due", "watched"
"""The values of `queue`: `watched` for tests that run, `due` for all others that something is to be done for. An index
by time needs a partition to be in; 1,000 writes a second are 3,600,000 running tests that are recorded once an hour."""
_FAR = "9999"
"""Sorts behind every moment."""
_MOST_AT_ONCE = 10
"""Messages of one SendMessageBatch (SQS quotas)."""


class DynamoAbTests:
    """Tests by `site_id` and `test_id`.

    The index `by-created` (`site_id`, `created_at`, all attributes) lists a site's tests; `by-due` (`queue`,
    `next_look_at`, keys only) holds those that something is to be done for: an item without `queue` is not in it. Those
    that run have a queue of their own, so that one query finds them all.
    """

    def __init__(self, *, table: str) -> None:
        self._table = table

    def create(self, test: AbTest) -> None:
        """Store a new test. Raises AlreadyExists."""
        taken = AlreadyExists(f"Test {test.test_id} exists already.")
        with translated(f"Creating test {test.test_id}", {"ConditionalCheckFailedException": taken}):
            aws.dynamodb().put_item(
                TableName=self._table, Item=_item(test), ConditionExpression="attribute_not_exists(test_id)"
            )

    def get(self, site_id: SiteId, test_id: TestId) -> AbTest:
        """Raises NotFound."""
        with translated(f"Reading test {test_id}"):
            answer = aws.dynamodb().get_item(TableName=self._table, Key=_key(site_id, test_id), ConsistentRead=True)
        if "Item" not in answer:
            raise _missing(site_id, test_id)
        return model_of(AbTest, data_of(answer["Item"]))

    def of_site(self, site_id: SiteId, limit: int, after: AbTest | None = None) -> Sequence[AbTest]:
        """Up to `limit` tests of a site, newest first; those behind `after`. The index lags behind by moments."""
        place = after and _key(site_id, after.test_id) | {"created_at": value_of(after.created_at)}
        found = query(
            f"Listing the tests of site {site_id}",
            TableName=self._table,
            IndexName=_BY_CREATED,
            KeyConditionExpression="site_id = :site_id",
            ExpressionAttributeValues=values(site_id=site_id),
            ScanIndexForward=False,
            Limit=limit,
            **({"ExclusiveStartKey": place} if place else {}),
        )
        return [model_of(AbTest, data) for data in islice(found, limit)]

    def replace(self, test: AbTest) -> AbTest:
        """Store a changed test over the one that it was made of; its version counts on. Raises Conflict, NotFound."""
        stored = test.model_copy(update={"version": test.version + 1})
        with translated(f"Updating test {test.test_id}"):
            try:
                aws.dynamodb().put_item(
                    TableName=self._table,
                    Item=_item(stored),
                    ConditionExpression="version = :version",
                    ExpressionAttributeValues=values(version=test.version),
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            except ClientError as error:
                if code(error) != "ConditionalCheckFailedException":
                    raise
                if not old_item(error):
                    raise _missing(test.site_id, test.test_id) from error
                raise Conflict(f"Test {test.test_id} was changed meanwhile; try again.") from error
        return stored

    def due(self, now: datetime, limit: int) -> Sequence[DueTest]:
        """Up to `limit` tests whose next look is due, the longest due first."""
        found = [*self._until(_QUEUE, now, limit), *self._until(_WATCHED, now, limit)]
        in_order = sorted(found, key=lambda data: str(data["next_look_at"]))
        return [DueTest(data["site_id"], data["test_id"]) for data in in_order[:limit]]

    def watched(self, limit: int) -> Sequence[DueTest]:
        """Up to `limit` tests that run. The index lags behind by moments."""
        return [DueTest(data["site_id"], data["test_id"]) for data in self._until(_WATCHED, _FAR, limit)]

    def owners(self, several: Sequence[DueTest]) -> Mapping[TestId, CustomerId]:
        """Whose these tests are, as far as they are there and it was noted. Raises Transient."""
        keys = (_key(each.site_id, each.test_id) for each in several)
        found = get_items("Reading whose tests are due", self._table, keys, "test_id, customer_id")
        return {data["test_id"]: customer for data in found if (customer := customer_of(data)) is not None}

    def _until(self, queue: str, until: datetime | str, limit: int) -> Iterator[dict[str, Any]]:
        found = query(
            "Looking for tests that are due",
            TableName=self._table,
            IndexName=_BY_DUE,
            KeyConditionExpression="queue = :queue AND next_look_at <= :now",
            ExpressionAttributeValues=values(queue=queue, now=until),
            Limit=limit,
        )
        return islice(found, limit)

    def delete_all(self, site_id: SiteId) -> None:
        """Remove every test of a site."""
        found = query(
            f"Listing the tests of site {site_id}",
            TableName=self._table,
            KeyConditionExpression="site_id = :site_id",
            ExpressionAttributeValues=values(site_id=site_id),
            ProjectionExpression="test_id",
        )
        keys = (_key(site_id, data["test_id"]) for data in found)
        delete_items(f"Deleting the tests of site {site_id}", self._table, keys)


class SqsTestQueue:
    """Messages of the queue at `queue_url`: one `Look` each, as JSON."""

    def __init__(self, *, queue_url: str) -> None:
        self._queue_url = queue_url

    def send(self, site_id: SiteId, test_id: TestId | None) -> None:
        """Ask for a look at a test; without one, whether a challenger of the site is worth a test."""
        with translated(f"Asking for a look at test {test_id} of site {site_id}"):
            aws.sqs().send_message(QueueUrl=self._queue_url, MessageBody=_body(site_id, test_id))

    def send_all(self, looks: Sequence[tuple[SiteId, TestId | None]], *, watched: bool = False) -> None:
        """Ask for many looks. Raises Transient where not all could be asked for; asking again is fine."""
        failed = 0
        for several in batched(looks, _MOST_AT_ONCE, strict=False):
            with translated("Asking for looks"):
                answer = aws.sqs().send_message_batch(
                    QueueUrl=self._queue_url,
                    Entries=[
                        {"Id": str(place), "MessageBody": _body(*look, watched=watched)}
                        for place, look in enumerate(several)
                    ],
                )
            failed += len(answer.get("Failed", ()))
        if failed:
            raise Transient(f"{failed} looks could not be asked for; the next tick asks again.")

    def waiting(self) -> int:
        """About how many looks nobody has taken yet."""
        with translated("Counting the looks that wait"):
            answer = aws.sqs().get_queue_attributes(
                QueueUrl=self._queue_url, AttributeNames=["ApproximateNumberOfMessages"]
            )
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])


def _body(site_id: SiteId, test_id: TestId | None, *, watched: bool = False) -> str:
    named = {"site_id": site_id} | ({"test_id": test_id} if test_id else {})
    return json.dumps(named | ({"watched": True} if watched else {}))


def _item(test: AbTest) -> Item:
    if test.next_look_at is None:
        return item_of(test)
    return item_of(test, queue=_WATCHED if test.is_watched else _QUEUE)


def _key(site_id: SiteId, test_id: TestId) -> Item:
    return {"site_id": value_of(site_id), "test_id": value_of(test_id)}


def _missing(site_id: SiteId, test_id: TestId) -> NotFound:
    return NotFound(f"Site {site_id} has no test {test_id}.")
