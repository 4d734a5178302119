"""AWS in memory: moto, with the tables and buckets of template.yaml."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from code24.adapters import aws
from tests.environment import REGION


def _table(
    client: Any, name: str, key: str, sort: str | None = None, index: tuple[str, str, str] | None = None
) -> None:
    attributes = {key, *([sort] if sort else []), *(index[1:] if index else ())}
    schema = [{"AttributeName": key, "KeyType": "HASH"}]
    if sort:
        schema.append({"AttributeName": sort, "KeyType": "RANGE"})
    more: dict[str, Any] = {}
    if index:
        keys = [{"AttributeName": index[1], "KeyType": "HASH"}, {"AttributeName": index[2], "KeyType": "RANGE"}]
        more["GlobalSecondaryIndexes"] = [
            {"IndexName": index[0], "KeySchema": keys, "Projection": {"ProjectionType": "ALL"}}
        ]
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": each, "AttributeType": "S"} for each in sorted(attributes)],
        KeySchema=schema,
        **more,
    )


@pytest.fixture
def cloud() -> Iterator[None]:
    """Empty tables and buckets."""
    aws.forget()
    with mock_aws(config={"lambda": {"use_docker": False}, "core": {"reset_boto3_session": False}}):
        client = boto3.client("dynamodb")
        _table(client, "sites", "site_id", "record", ("by-customer", "customer_id", "created_at"))
        _table(client, "domains", "host")
        _table(client, "builds", "build_id", index=("by-site", "site_id", "created_at"))
        _table(client, "customers", "customer_id")
        _table(client, "api_keys", "key_hash")
        _table(client, "worker_results", "id")
        for bucket in ("data", "releases"):
            location = {"LocationConstraint": REGION}
            boto3.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration=location)
        yield
    aws.forget()
