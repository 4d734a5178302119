import boto3
import pytest
from botocore.stub import Stubber

from code24.adapters import aws
from code24.adapters.counters import DynamoCounters


@pytest.fixture
def counters(cloud: None) -> DynamoCounters:
    return DynamoCounters(table="limits")


def test_a_counter_stops_at_its_number(counters: DynamoCounters) -> None:
    assert [counters.count("a", 3, 1_800_000_000) for _ in range(5)] == [True, True, True, False, False]
    assert counters.count("b", 3, 1_800_000_000)


def test_looking_and_counting_are_one_request(cloud: None) -> None:
    """Two requests would let more through than there is room for."""
    with Stubber(aws.dynamodb()) as stub:
        stub.add_response(
            "update_item",
            {},
            {
                "TableName": "limits",
                "Key": {"key": {"S": "a"}},
                "UpdateExpression": "ADD #count :one SET expires_at = :expires_at",
                "ConditionExpression": "attribute_not_exists(#count) OR #count < :most",
                "ExpressionAttributeNames": {"#count": "count"},
                "ExpressionAttributeValues": {":one": {"N": "1"}, ":most": {"N": "3"}, ":expires_at": {"N": "9"}},
            },
        )
        assert DynamoCounters(table="limits").count("a", 3, 9)
        stub.assert_no_pending_responses()


def test_a_counter_is_forgotten(counters: DynamoCounters) -> None:
    counters.count("a", 3, 1_800_000_000)
    [item] = boto3.client("dynamodb").scan(TableName="limits")["Items"]
    assert item == {"key": {"S": "a"}, "count": {"N": "1"}, "expires_at": {"N": "1800000000"}}
