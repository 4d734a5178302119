"""DynamoDB, SQS and S3 as far as a tick needs them, on the wire, in memory: they count what they are asked.

boto3's own clients talk to it; only what would go over the network ends here. A query reads its index in order, like
the real one: it sees projected attributes only, counts what it read and not what is there, and stops after 1 MB. What
is not known here (a scan above all) fails the test.
"""

import io
import json
import re
from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from threading import Lock
from typing import Any

from botocore.awsrequest import AWSResponse

from code24.adapters import aws
from code24.adapters.due_queues import due, suspicion_of
from code24.runtime import wiring
from code24.upkeep.models import Kind
from tests.environment import ACCOUNT, FUNCTION, REGION
from tests.template import resources

PAGE_BYTES = 1_000_000
UNIT_BYTES = 4_096
_QUERY = re.compile(r"^(?:queue = :queue AND (?:due_at|next_look_at) <= :now|#key = :key)$")
_ABSENT = re.compile(r"^attribute_not_exists\((\w+)\)$")

type Stored = tuple[str, int, tuple[str, ...], dict[str, Any] | tuple[str, ...]]
"""A place in an index: sort key, a number that tells equals apart, and the item or (of a registered site) its ids."""


class _Raw(io.BytesIO):
    def stream(self, amount: int = 65_536, **_: Any) -> Iterator[bytes]:
        while part := self.read(amount):
            yield part


class CountedCloud:
    """What is stored, sent and written, and how often each operation was asked for."""

    def __init__(self) -> None:
        self.requests: Counter[str] = Counter()
        self.items_read = 0
        self.read_units = 0.0
        self.sent: list[dict[str, Any]] = []
        """Bodies of messages that queues took."""
        self.files: dict[str, bytes] = {}
        self.refused = 0
        self.refuses_every = 0
        """Of messages: every n-th one is refused."""
        self.waiting = 0
        self.broken: set[str] = set()
        """Tables, and queues of an index, that refuse whatever they are asked; `files` for all of S3."""
        self.registered: dict[str, tuple[str, ...]] = {}
        self._tables = {
            FUNCTION[f"CODE24_{name.removesuffix('Table').upper()}_TABLE"]: table
            for name, table in resources("AWS::DynamoDB::Table").items()
            if name in {"SitesTable", "BuildsTable", "TestsTable", "RollupsTable"}
        }
        self._items: dict[str, dict[tuple[str, ...], dict[str, Any]]] = defaultdict(dict)
        self._queues: dict[tuple[str, str], dict[str, list[Stored]]] = defaultdict(lambda: defaultdict(list))
        self._numbers = count()
        self._lock = Lock()

    def register(self, sites: int, now: datetime) -> None:
        """Let so many sites be there, each with a loop that rests: all of them are in the index, none is due."""
        queues = self._queues[FUNCTION["CODE24_SITES_TABLE"], "by-due"]
        moments = [(now + timedelta(seconds=second)).isoformat() for second in range(1, 86_401)]
        names: dict[str, tuple[str, str]] = {}
        for number in range(sites):
            ids = (f"s{number:012d}", f"c{number // 10:012d}")
            if ids[1] not in names:
                names = {ids[1]: (ids[1], due(Kind.LOOP, ids[1], now)["queue"])}
            customer, queue = names[ids[1]]
            self.registered[ids[0]] = stored = (ids[0], customer)
            queues[queue].append((moments[number * 7919 % 86_400], number, (), stored))
        for queue in queues.values():
            queue.sort(key=lambda each: each[:2])

    def suspect(self, count: int, customer_id: str, since: datetime, first: int = 0) -> None:
        """Let sites of a customer be due, each a second after the one before."""
        for number in range(first, first + count):
            at = since + timedelta(seconds=number - first)
            item = suspicion_of(f"s{10**11 + number}", customer_id, "It does not answer.", at)
            self._put_item({"TableName": FUNCTION["CODE24_SITES_TABLE"], "Item": item})

    def answer(self, request: Any, **_: Any) -> AWSResponse:
        """What AWS would answer."""
        with self._lock:
            target = request.headers.get("X-Amz-Target")
            if target is None:
                status, answer = (403, None) if "files" in self.broken else (200, self._put_object(request))
            else:
                operation = (target.decode() if isinstance(target, bytes) else target).partition(".")[2]
                self.requests[operation] += 1
                status, answer = self._answer(operation, json.loads(request.body))
        body = json.dumps(answer).encode() if answer is not None else b""
        return AWSResponse(request.url, status, {"Content-Type": "application/x-amz-json-1.0"}, _Raw(body))

    def _answer(self, operation: str, asked: dict[str, Any]) -> tuple[int, Any]:
        queue = asked.get("ExpressionAttributeValues", {}).get(":queue", {}).get("S")
        if {asked.get("TableName"), queue} & self.broken or asked.get("RequestItems", {}).keys() & self.broken:
            return 400, {"__type": "com.amazonaws.dynamodb.v20120810#AccessDeniedException", "message": "Not allowed."}
        known = {
            "Query": self._query,
            "BatchGetItem": self._get_items,
            "PutItem": self._put_item,
            "SendMessageBatch": self._send,
            "GetQueueAttributes": lambda _: {"Attributes": {"ApproximateNumberOfMessages": str(self.waiting)}},
        }
        assert operation in known, f"{operation} is not what a tick may ask for"
        return 200, known[operation](asked)

    def _get_items(self, asked: dict[str, Any]) -> dict[str, Any]:
        [(table, wanted)] = asked["RequestItems"].items()
        assert len(wanted["Keys"]) <= 100
        names = [each["AttributeName"] for each in self._tables[table]["KeySchema"]]
        found = [self._items[table].get(tuple(key[name]["S"] for name in names)) for key in wanted["Keys"]]
        items = [item for item in found if item is not None]
        self.items_read += len(items)
        self.read_units += sum(max(1, -(-len(json.dumps(item)) // UNIT_BYTES)) / 2 for item in items)
        shown = wanted["ProjectionExpression"].split(", ")
        return {"Responses": {table: [{name: item[name] for name in shown if name in item} for item in items]}}

    def _put_item(self, asked: dict[str, Any]) -> dict[str, Any]:
        table, item = asked["TableName"], asked["Item"]
        keys = tuple(item[each["AttributeName"]]["S"] for each in self._tables[table]["KeySchema"])
        if "ConditionExpression" in asked:
            assert _ABSENT.match(asked["ConditionExpression"])
            assert keys not in self._items[table]
        self._items[table][keys] = item
        for index in self._tables[table].get("GlobalSecondaryIndexes", []):
            partition, sort = (each["AttributeName"] for each in index["KeySchema"])
            if index["IndexName"] != "by-due" or not {partition, sort} <= item.keys():
                continue
            seen = self._projected(index, self._tables[table], item)
            place = (item[sort]["S"], next(self._numbers) + 10**9, keys, seen)
            insort(self._queues[table, "by-due"][item[partition]["S"]], place, key=lambda each: each[:2])
        return {}

    @staticmethod
    def _projected(index: dict[str, Any], table: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
        schema = (*table["KeySchema"], *index["KeySchema"])
        names = {each["AttributeName"] for each in schema} | set(index["Projection"].get("NonKeyAttributes", ()))
        return {name: value for name, value in item.items() if name in names}

    def _query(self, asked: dict[str, Any]) -> dict[str, Any]:
        table, given = asked["TableName"], asked["ExpressionAttributeValues"]
        assert _QUERY.match(asked["KeyConditionExpression"]), asked["KeyConditionExpression"]
        if "IndexName" in asked:
            queue = self._queues[table, asked["IndexName"]].get(given[":queue"]["S"], [])
            begin = int(asked["ExclusiveStartKey"]["place"]["N"]) if "ExclusiveStartKey" in asked else 0
            end = bisect_right(queue, given[":now"]["S"], key=lambda each: each[0])
            places = range(begin, min(end, begin + asked.get("Limit", end)))
            items = (self._item(given[":queue"]["S"], queue[place]) for place in places)
        else:
            keyed = (item for keys, item in sorted(self._items[table].items()) if keys[0] == given[":key"]["S"])
            begin, end, items = 0, 0, keyed
        page, size = [], 0
        for item in items:
            page.append(item)
            size += len(json.dumps(item))  # more than DynamoDB counts
            if size >= PAGE_BYTES:
                break
        self.items_read += len(page)
        units = max(1, -(-size // UNIT_BYTES))
        self.read_units += units if asked.get("ConsistentRead") else units / 2
        answer: dict[str, Any] = {"Items": page, "Count": len(page), "ScannedCount": len(page)}
        if begin + len(page) < end:
            answer["LastEvaluatedKey"] = {"place": {"N": str(begin + len(page))}}
        return answer

    @staticmethod
    def _item(queue: str, stored: Stored) -> dict[str, Any]:
        if isinstance(stored[3], dict):
            return stored[3]
        site_id, customer_id = stored[3]
        names = {"site_id": site_id, "record": "loop", "customer_id": customer_id, "queue": queue, "due_at": stored[0]}
        return {name: {"S": value} for name, value in names.items()}

    def _send(self, asked: dict[str, Any]) -> dict[str, Any]:
        assert len(asked["Entries"]) <= 10
        taken, refused = [], []
        for entry in asked["Entries"]:
            self.refused += 1
            if self.refuses_every and self.refused % self.refuses_every == 0:
                refused.append({"Id": entry["Id"], "SenderFault": False, "Code": "InternalError"})
                continue
            self.sent.append(json.loads(entry["MessageBody"]))
            taken.append({"Id": entry["Id"], "MessageId": entry["Id"], "MD5OfMessageBody": ""})
        return {"Successful": taken} | ({"Failed": refused} if refused else {})

    def _put_object(self, request: Any) -> None:
        assert request.method == "PUT", request.url
        self.requests["PutObject"] += 1
        body = request.body
        body = body.read() if hasattr(body, "read") else body
        if "aws-chunked" in str(request.headers.get("Content-Encoding")):  # one chunk, and a checksum behind it
            size, _, rest = body.partition(b"\r\n")
            body = rest[: int(size, 16)]
        self.files[request.url.partition(".com/")[2]] = body


@contextmanager
def counted_cloud() -> Iterator[CountedCloud]:
    """Lets the adapters talk to a cloud that counts, as long as the block lasts."""
    aws.forget()
    wiring.port.cache_clear()
    cloud = CountedCloud()
    for client in (aws.dynamodb(), aws.sqs(), aws.s3()):
        client.meta.events.register("before-send.*.*", cloud.answer)
    assert FUNCTION["CODE24_ATTENTION_QUEUE_URL"].startswith(f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/")
    yield cloud
    aws.forget()
    wiring.port.cache_clear()
