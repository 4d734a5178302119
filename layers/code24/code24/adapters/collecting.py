"""The collector's calls to AWS: salts of days, one message a request, what owners exclude, sites that failed."""

import json
import os
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from code24.adapters.due_places import SUSPICION, place
from code24.adapters.signed_requests import Refused, Service, Unreachable
from code24.errors import NotFound, Transient

TABLE_SECONDS = 1.5
QUEUE_SECONDS = 3.0
SALT_BYTES = 32
_EXISTS = "ConditionalCheckFailedException"


class SaltsTable:
    """The `salts` table, an item a UTC day: implements `analytics.ports.Salts`.

    A day's salt is needed on that day and on the next, for what is late. Whoever makes a day's salt deletes that of
    two days before; the table's own expiry is for days on which nobody made one, and both are only tidiness: what has
    expired is not used, and is forgotten here too.
    """

    def __init__(self, table: str, clock: Callable[[], float] = time.time) -> None:
        self._table = table
        self._clock = clock
        self._dynamodb = Service("dynamodb", read_timeout=TABLE_SECONDS)
        self._known: dict[date, bytes] = {}

    def of(self, day: date) -> bytes:
        """The salt of today or yesterday, made if there is none. Raises NotFound for other days, and Transient."""
        today = datetime.fromtimestamp(self._clock(), UTC).date()
        self._known = {each: salt for each, salt in self._known.items() if _is_needed(each, today)}
        if not _is_needed(day, today):
            raise NotFound(f"There is no salt of {day}: salts live for two days.")
        if day not in self._known:
            self._known[day] = self._read(day) or self._made(day)
        return self._known[day]

    def _read(self, day: date) -> bytes | None:
        question = {"Key": _key(day), "ConsistentRead": True}
        item = self._ask("GetItem", question).get("Item")
        if item is None or int(item["expires_at"]["N"]) <= self._clock():
            return None
        return b64decode(item["salt"]["B"])

    def _made(self, day: date) -> bytes:
        salt = os.urandom(SALT_BYTES)
        item = _key(day) | {"salt": {"B": b64encode(salt).decode()}, "expires_at": {"N": str(_expiry(day))}}
        try:
            self._ask("PutItem", {"Item": item, "ConditionExpression": "attribute_not_exists(#day)", **_NAMES})
        except Refused as error:
            if error.code != _EXISTS:
                raise Transient(f"The salt of {day} could not be stored: {error}.") from error
            theirs = self._read(day)
            if theirs is None:
                raise Transient(f"The salt of {day} is there and cannot be read; try again shortly.") from error
            return theirs
        self._delete(day - timedelta(days=2))
        return salt

    def _delete(self, day: date) -> None:
        try:
            self._ask("DeleteItem", {"Key": _key(day)})
        except (Refused, Transient):
            return  # the table's expiry deletes it within days, and nobody uses it until then

    def _ask(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to an operation. Raises Refused for a condition that failed, Transient for everything else."""
        try:
            return _answer(self._dynamodb, f"DynamoDB_20120810.{operation}", {"TableName": self._table, **request})
        except Refused as error:
            if error.code == _EXISTS:
                raise
            raise Transient(f"The table {self._table} could not be used: {error}.") from error
        except Unreachable as error:
            raise Transient(f"The table {self._table} could not be reached: {error}.") from error


_NAMES = {"ExpressionAttributeNames": {"#day": "day"}}  # a reserved word


class EventsQueue:
    """The queue at `queue_url`: implements `analytics.ports.EventQueue`."""

    def __init__(self, queue_url: str) -> None:
        self._queue_url = queue_url
        self._sqs = Service("sqs", read_timeout=QUEUE_SECONDS)

    def send(self, body: bytes) -> None:
        """Put one message into the queue. Raises Transient."""
        try:
            _answer(self._sqs, "AmazonSQS.SendMessage", {"QueueUrl": self._queue_url, "MessageBody": body.decode()})
        except (Refused, Unreachable) as error:
            raise Transient(f"The events were not taken by the queue: {error}.") from error


class SiteExclusions:
    """What sites' records `analytics` in the `sites` table exclude: implements `collecting.ports.Exclusions`."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._dynamodb = Service("dynamodb", read_timeout=TABLE_SECONDS)

    def of(self, site_id: str) -> Collection[str]:
        """Paths that are not counted. Raises Transient."""
        question = {
            "TableName": self._table,
            "Key": {"site_id": {"S": site_id}, "record": {"S": "analytics"}},
            "ProjectionExpression": "excluded_paths",
        }
        try:
            item = _answer(self._dynamodb, "DynamoDB_20120810.GetItem", question).get("Item") or {}
        except (Refused, Unreachable) as error:
            raise Transient(f"The table {self._table} could not be read: {error}.") from error
        return tuple(each["S"] for each in item.get("excluded_paths", {}).get("L", ()))


class SiteSuspicions:
    """The records `attention` of the `sites` table: implements `collecting.ports.Suspicions`.

    What it writes is what `due_queues.suspicion_of` makes, without what that needs to be imported.
    """

    def __init__(self, table: str, clock: Callable[[], float] = time.time) -> None:
        self._table = table
        self._clock = clock
        self._dynamodb = Service("dynamodb", read_timeout=TABLE_SECONDS)

    def suspect(self, site_id: str, reason: str) -> bool:
        """Ask for a look, unless one is asked for: of many visitors the first counts. Raises Transient."""
        site = self._ask("GetItem", {"Key": _record(site_id, "site"), **_OF_SITE}).get("Item") or {}
        if site.get("status") != {"S": "active"}:
            return False
        owner = site["customer_id"]["S"]
        due = place("site", owner, datetime.fromtimestamp(self._clock(), UTC)) | {"customer_id": owner}
        texts = {name: {"S": value} for name, value in (due | {"reason": reason[:500]}).items()}
        item = _record(site_id, SUSPICION) | texts
        try:
            self._ask("PutItem", {"Item": item, "ConditionExpression": "attribute_not_exists(site_id)"})
        except Refused:
            return False
        return True

    def _ask(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return _answer(self._dynamodb, f"DynamoDB_20120810.{operation}", {"TableName": self._table, **request})
        except (Refused, Unreachable) as error:
            if isinstance(error, Refused) and error.code == _EXISTS:
                raise
            raise Transient(f"The table {self._table} could not be used: {error}.") from error


_OF_SITE = {
    "ProjectionExpression": "#status, customer_id",
    "ExpressionAttributeNames": {"#status": "status"},
    "ConsistentRead": True,
}


def _record(site_id: str, record: str) -> dict[str, Any]:
    return {"site_id": {"S": site_id}, "record": {"S": record}}


def _answer(service: Service, target: str, request: Mapping[str, Any]) -> dict[str, Any]:
    headers = {"content-type": "application/x-amz-json-1.0", "x-amz-target": target}
    return dict(json.loads(service.post("/", json.dumps(request).encode(), headers).content or b"{}"))


def _key(day: date) -> dict[str, Any]:
    return {"day": {"S": day.isoformat()}}


def _is_needed(day: date, today: date) -> bool:
    return today - timedelta(days=1) <= day <= today


def _expiry(day: date) -> int:
    """Epoch seconds: the end of the day after."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + 2 * 86_400
