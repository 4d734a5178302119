import random

import boto3
import pytest

from code24.adapters.worker_results import DynamoWorkerResults
from code24.errors import InvalidRequest, NotFound

RESULT, OWNER = "w0000000000000001", "c000000000001"
pytestmark = pytest.mark.usefixtures("cloud")


class Time:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_result_comes_back_with_its_owner() -> None:
    results = DynamoWorkerResults(table="worker_results")
    result = {"ratio": 4.53, "count": 3, "words": ["ä", None, True], "large": "x" * 900_000}
    results.put(RESULT, OWNER, result)
    assert results.get(RESULT) == (OWNER, result)


def test_the_day_is_over_even_before_the_table_removes_the_item() -> None:
    time = Time()
    results = DynamoWorkerResults(table="worker_results", time=time)
    results.put(RESULT, OWNER, {})
    item = boto3.resource("dynamodb").Table("worker_results").get_item(Key={"id": RESULT})["Item"]
    assert item["expiration"] == 1_800_086_400
    time.now += 24 * 3600 - 1
    assert results.get(RESULT) == (OWNER, {})
    time.now += 1
    with pytest.raises(NotFound, match=RESULT):
        results.get(RESULT)


def test_an_unknown_result_is_not_found() -> None:
    with pytest.raises(NotFound, match=RESULT):
        DynamoWorkerResults(table="worker_results").get(RESULT)


def test_what_else_lies_in_the_table_is_no_result() -> None:
    boto3.resource("dynamodb").Table("worker_results").put_item(
        Item={"id": RESULT, "expiration": 4_000_000_000, "status": "COMPLETED", "data": "{}"}
    )
    with pytest.raises(NotFound):
        DynamoWorkerResults(table="worker_results").get(RESULT)


def test_a_result_that_fits_into_no_item_is_refused() -> None:
    noise = random.Random(1).randbytes(500_000).hex()
    with pytest.raises(InvalidRequest, match="at most 390,000"):
        DynamoWorkerResults(table="worker_results").put(RESULT, OWNER, {"noise": noise})
