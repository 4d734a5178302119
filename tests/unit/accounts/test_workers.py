"""Creating a customer, and telling who calls."""

import pytest
from pydantic import ValidationError

from code24.accounts.keys import hash_key, is_key
from code24.accounts.workers import CreateCustomer, authenticate, create_customer
from code24.adapters.system import RandomIds
from code24.errors import NotAuthenticated
from tests.fakes import FakeClock, FakeCustomers, FakeIds


class CountingCustomers(FakeCustomers):
    lookups = 0

    def key(self, key_hash: str):  # noqa: ANN201
        self.lookups += 1
        return super().key(key_hash)


def test_a_customer_gets_a_key_that_lets_them_in() -> None:
    customers, clock = FakeCustomers(), FakeClock()
    new = create_customer(
        CreateCustomer(name="Acme", environment="local"), customers=customers, clock=clock, ids=FakeIds()
    )
    assert is_key(new.key)
    assert new.customer.name == "Acme"
    assert new.customer.created_at == clock.now()
    assert authenticate(new.key, customers=customers) == (new.customer.customer_id, False)


def test_the_key_is_stored_by_hash_and_nowhere_in_clear() -> None:
    customers = FakeCustomers()
    request = CreateCustomer(name="Acme", environment="staging")
    new = create_customer(request, customers=customers, clock=FakeClock(), ids=FakeIds())
    (stored,) = customers.keys.values()
    assert stored.key_hash == hash_key(new.key)
    secret = new.key.rpartition("_")[2]
    assert secret not in stored.model_dump_json() + new.customer.model_dump_json()
    assert secret not in repr(new)


def test_two_customers_have_two_keys() -> None:
    customers, clock, ids = FakeCustomers(), FakeClock(), RandomIds()
    request = CreateCustomer(name="Acme", environment="local")
    first, second = (create_customer(request, customers=customers, clock=clock, ids=ids) for _ in range(2))
    assert first.key != second.key
    assert authenticate(first.key, customers=customers).customer_id == first.customer.customer_id
    assert authenticate(second.key, customers=customers).customer_id == second.customer.customer_id


def test_an_operator_is_told_from_a_customer() -> None:
    customers, request = FakeCustomers(), CreateCustomer(name="Ann", environment="staging", operator=True)
    new = create_customer(request, customers=customers, clock=FakeClock(), ids=FakeIds())
    assert authenticate(new.key, customers=customers) == (new.customer.customer_id, True)


@pytest.mark.parametrize("values", [{"name": ""}, {"name": "a\x00b"}, {"environment": "Local"}, {"environment": "a_b"}])
def test_a_customer_needs_a_name_and_an_environment(values: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        CreateCustomer.model_validate({"name": "Acme", "environment": "local"} | values)


def test_an_unknown_key_and_no_key_at_all_are_refused_in_the_same_words() -> None:
    customers = CountingCustomers()
    with pytest.raises(NotAuthenticated) as unknown:
        authenticate("c24_local_" + "x" * 32, customers=customers)
    with pytest.raises(NotAuthenticated) as shapeless:
        authenticate("letmein", customers=customers)
    assert unknown.value.detail == shapeless.value.detail
    assert customers.lookups == 1, "what is not shaped like a key is not looked up"
