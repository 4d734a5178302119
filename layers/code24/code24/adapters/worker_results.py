"""Results of workers called by name, in DynamoDB for a day."""

import json
import time
import zlib
from collections.abc import Callable
from typing import Any

from code24.adapters import aws
from code24.adapters.items import data_of, value_of
from code24.adapters.wire_errors import translated
from code24.errors import InvalidRequest, NotFound
from code24.types import CustomerId, ResultId

_KEPT_SECONDS = 24 * 3600
_ITEM_LIMIT = 390_000
"""Bytes; DynamoDB takes 400 KB, attribute names and the other attributes included."""


class DynamoWorkerResults:
    """Items `id`, `customer_id`, `expiration` (epoch seconds, the table's TTL) and `result`.

    The result is deflated JSON: a rendered site would not fit into an item otherwise.
    """

    def __init__(self, *, table: str, time: Callable[[], float] = time.time) -> None:
        self._table = table
        self._time = time

    def put(self, result_id: ResultId, customer_id: CustomerId, result: dict[str, Any]) -> None:
        """Store a result. Raises InvalidRequest for one that is too large to keep."""
        body = zlib.compress(json.dumps(result, separators=(",", ":")).encode())
        if len(body) > _ITEM_LIMIT:
            raise InvalidRequest(f"The result has {len(body):,} bytes compressed; at most {_ITEM_LIMIT:,} can be kept.")
        with translated(f"Storing the result {result_id}"):
            aws.dynamodb().put_item(
                TableName=self._table,
                Item={
                    "id": value_of(result_id),
                    "customer_id": value_of(customer_id),
                    "expiration": value_of(int(self._time()) + _KEPT_SECONDS),
                    "result": {"B": body},
                },
            )

    def get(self, result_id: ResultId) -> tuple[CustomerId, dict[str, Any]]:
        """The result and whose it is. Raises NotFound, also where it has expired."""
        with translated(f"Reading the result {result_id}"):
            answer = aws.dynamodb().get_item(
                TableName=self._table, Key={"id": value_of(result_id)}, ConsistentRead=True
            )
        item = answer.get("Item", {})
        if "result" not in item or data_of({"at": item["expiration"]})["at"] <= self._time():
            raise NotFound(f"There is no result {result_id}, or its day is over.")
        return data_of({"of": item["customer_id"]})["of"], json.loads(zlib.decompress(bytes(item["result"]["B"])))
