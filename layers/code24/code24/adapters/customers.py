"""Customers and API keys in DynamoDB."""

from botocore.exceptions import ClientError

from code24.accounts.models import ApiKey, Customer
from code24.adapters import aws
from code24.adapters.items import data_of, item_of, model_of, transact, value_of, values
from code24.adapters.wire_errors import code, translated
from code24.errors import AlreadyExists, NotFound


class DynamoCustomers:
    """Customers by `customer_id`, keys by `key_hash`."""

    def __init__(self, *, customers_table: str, api_keys_table: str) -> None:
        self._customers_table = customers_table
        self._api_keys_table = api_keys_table

    def create(self, customer: Customer, key: ApiKey) -> None:
        """Store a customer with a first key, both or neither. Raises AlreadyExists."""
        transact(
            f"Creating customer {customer.customer_id}",
            (
                {
                    "Put": {
                        "TableName": self._customers_table,
                        "Item": item_of(customer),
                        "ConditionExpression": "attribute_not_exists(customer_id)",
                    }
                },
                lambda _: AlreadyExists(f"Customer {customer.customer_id} exists already."),
            ),
            (
                {
                    "Put": {
                        "TableName": self._api_keys_table,
                        "Item": item_of(key),
                        "ConditionExpression": "attribute_not_exists(key_hash)",
                    }
                },
                lambda _: AlreadyExists(f"The API key {key.hint} exists already; make another."),
            ),
        )

    def make_operator(self, key_hash: str) -> None:
        """Let a key see how the platform itself stands. Raises NotFound where there is no such key."""
        with translated("Making an API key an operator's"):
            try:
                aws.dynamodb().update_item(
                    TableName=self._api_keys_table,
                    Key={"key_hash": value_of(key_hash)},
                    UpdateExpression="SET #operator = :yes",
                    ConditionExpression="attribute_exists(key_hash)",
                    ExpressionAttributeNames={"#operator": "operator"},
                    ExpressionAttributeValues=values(yes=True),
                )
            except ClientError as error:
                if code(error) == "ConditionalCheckFailedException":
                    raise NotFound("There is no such API key.") from error
                raise

    def key(self, key_hash: str) -> ApiKey | None:
        """The key with this hash, if there is one. Consistent: a revoked key is refused at once."""
        with translated("Looking up an API key"):
            answer = aws.dynamodb().get_item(
                TableName=self._api_keys_table, Key={"key_hash": value_of(key_hash)}, ConsistentRead=True
            )
        return model_of(ApiKey, data_of(answer["Item"])) if "Item" in answer else None
