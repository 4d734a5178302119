"""Counters in DynamoDB: items `key`, `count` and `expires_at` (epoch seconds, the table's TTL)."""

from botocore.exceptions import ClientError

from code24.adapters import aws
from code24.adapters.items import value_of, values
from code24.adapters.wire_errors import code, translated


class DynamoCounters:
    """Counters by `key`."""

    def __init__(self, *, table: str) -> None:
        self._table = table

    def count(self, key: str, most: int, expires_at: int) -> bool:
        """Count one; False, without counting, where there are `most` already.

        One conditional update, so that of any number of requests at once no more than `most` are let through.
        """
        with translated("Counting"):
            try:
                aws.dynamodb().update_item(
                    TableName=self._table,
                    Key={"key": value_of(key)},
                    UpdateExpression="ADD #count :one SET expires_at = :expires_at",
                    ConditionExpression="attribute_not_exists(#count) OR #count < :most",
                    ExpressionAttributeNames={"#count": "count"},
                    ExpressionAttributeValues=values(one=1, most=most, expires_at=expires_at),
                )
            except ClientError as error:
                if code(error) != "ConditionalCheckFailedException":
                    raise
                return False
        return True
