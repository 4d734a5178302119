"""All customers, and the sites that left, for reports."""

from collections.abc import Sequence
from typing import Any

from code24.accounts.models import Customer
from code24.adapters import aws
from code24.adapters.items import data_of, model_of, query, value_of, values
from code24.adapters.wire_errors import translated
from code24.errors import NotFound
from code24.sites.models import Site, SiteStatus
from code24.types import CustomerId


class DynamoCustomerList:
    """Customers by `customer_id`."""

    def __init__(self, *, table: str) -> None:
        self._customers_table = table

    def get(self, customer_id: CustomerId) -> Customer:
        """Raises NotFound."""
        with translated(f"Reading customer {customer_id}"):
            answer = aws.dynamodb().get_item(
                TableName=self._customers_table, Key={"customer_id": value_of(customer_id)}, ConsistentRead=True
            )
        if "Item" not in answer:
            raise NotFound(f"There is no customer {customer_id}.")
        return model_of(Customer, data_of(answer["Item"]))

    def page(self, limit: int, after: CustomerId | None = None) -> Sequence[Customer]:
        """Up to `limit` of all customers, those behind `after`, in the order of the table's hash: it stays."""
        request: dict[str, Any] = {"TableName": self._customers_table, "Limit": limit, "ConsistentRead": True}
        if after:
            request["ExclusiveStartKey"] = {"customer_id": value_of(after)}
        found: list[Customer] = []
        with translated("Listing customers"):
            for page in aws.dynamodb().get_paginator("scan").paginate(**request):
                found += [model_of(Customer, data_of(item)) for item in page["Items"]]
                if len(found) >= limit:
                    break
        return found[:limit]


class DynamoLeftSites:
    """Audit records of deleted sites, in the sites table's index `by-customer`."""

    def __init__(self, *, table: str) -> None:
        self._table = table

    def of_customer(self, customer_id: CustomerId) -> Sequence[Site]:
        """The records of a customer's deleted sites, those that were made last first."""
        found = query(
            f"Listing the deleted sites of customer {customer_id}",
            TableName=self._table,
            IndexName="by-customer",
            KeyConditionExpression="customer_id = :customer_id",
            FilterExpression="#status = :deleted",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues=values(customer_id=customer_id, deleted=SiteStatus.DELETED),
            ScanIndexForward=False,
        )
        return [model_of(Site, data) for data in found]
