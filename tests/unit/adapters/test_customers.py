from datetime import UTC, datetime

import pytest

from code24.accounts.models import ApiKey, Customer
from code24.adapters.customers import DynamoCustomers
from code24.errors import AlreadyExists, NotFound

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("cloud")


def customer(number: int) -> Customer:
    return Customer(customer_id=f"c{number:012d}", name="Ann", created_at=NOW)


def key(number: int, owner: int) -> ApiKey:
    return ApiKey(key_hash=f"{number:064d}", customer_id=f"c{owner:012d}", hint="c24_te", created_at=NOW)


@pytest.fixture
def customers() -> DynamoCustomers:
    return DynamoCustomers(customers_table="customers", api_keys_table="api_keys")


def test_a_key_is_found_by_its_hash(customers: DynamoCustomers) -> None:
    customers.create(customer(1), key(1, owner=1))
    assert customers.key(key(1, owner=1).key_hash) == key(1, owner=1)
    assert customers.key(key(2, owner=1).key_hash) is None


def test_a_key_becomes_an_operator_s_and_keeps_its_customer(customers: DynamoCustomers) -> None:
    customers.create(customer(1), key(1, owner=1))
    customers.make_operator(key(1, owner=1).key_hash)
    assert customers.key(key(1, owner=1).key_hash) == key(1, owner=1).model_copy(update={"operator": True})
    with pytest.raises(NotFound):
        customers.make_operator(key(2, owner=1).key_hash)
    assert customers.key(key(2, owner=1).key_hash) is None


def test_a_taken_key_creates_no_customer(customers: DynamoCustomers) -> None:
    customers.create(customer(1), key(1, owner=1))
    with pytest.raises(AlreadyExists, match="API key"):
        customers.create(customer(2), key(1, owner=2))
    customers.create(customer(2), key(2, owner=2))


def test_a_customer_is_created_once(customers: DynamoCustomers) -> None:
    customers.create(customer(1), key(1, owner=1))
    with pytest.raises(AlreadyExists, match="c000000000001"):
        customers.create(customer(1), key(2, owner=1))
    assert customers.key(key(2, owner=1).key_hash) is None
