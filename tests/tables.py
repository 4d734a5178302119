"""DynamoDB tables for tests on moto."""

from typing import Any

from code24.adapters import aws


def create_table(name: str, key: str, sort: str | None = None, index: tuple[str, str, str] | None = None) -> None:
    """A table on demand; `index` is the name, partition key and sort key of a secondary index. All keys are strings."""
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
    aws.dynamodb().create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": each, "AttributeType": "S"} for each in sorted(attributes)],
        KeySchema=schema,
        **more,
    )
