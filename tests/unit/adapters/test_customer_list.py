"""All customers, and the sites that left."""

from datetime import UTC, datetime

import pytest

from code24.accounts.models import ApiKey, Customer
from code24.adapters.customer_list import DynamoCustomerList, DynamoLeftSites
from code24.adapters.customers import DynamoCustomers
from code24.adapters.sites import DynamoSites
from code24.errors import NotFound
from code24.sites.models import Site, SiteStatus
from tests.fakes import route_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("cloud")


def customer(number: int) -> Customer:
    return Customer(customer_id=f"c{number:012d}", name="Ann", created_at=NOW)


def key(number: int, owner: int) -> ApiKey:
    return ApiKey(key_hash=f"{number:064d}", customer_id=f"c{owner:012d}", hint="c24_te", created_at=NOW)


@pytest.fixture
def customers() -> DynamoCustomers:
    return DynamoCustomers(customers_table="customers", api_keys_table="api_keys")


@pytest.fixture
def listed() -> DynamoCustomerList:
    return DynamoCustomerList(table="customers")


def test_a_customer_is_read_by_its_id(customers: DynamoCustomers, listed: DynamoCustomerList) -> None:
    customers.create(customer(1), key(1, owner=1))
    assert listed.get("c000000000001") == customer(1)
    with pytest.raises(NotFound, match="c000000000002"):
        listed.get("c000000000002")


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_pages_of_customers_have_every_customer_once_and_the_order_stays(
    customers: DynamoCustomers, listed: DynamoCustomerList, limit: int
) -> None:
    for number in range(7):
        customers.create(customer(number), key(number, owner=number))
    whole = list(listed.page(100))
    assert sorted(each.customer_id for each in whole) == [f"c{number:012d}" for number in range(7)]
    found: list[Customer] = []
    while page := listed.page(limit, found[-1].customer_id if found else None):
        assert len(page) <= limit
        found += page
    assert found == whole


def test_deleted_sites_of_a_customer_are_found_by_their_audit_records() -> None:
    sites = DynamoSites(sites_table="sites", domains_table="domains")
    for number, owner in ((1, 1), (2, 1), (3, 2)):
        site = Site(site_id=f"s{number:012d}", customer_id=f"c{owner:012d}", slug=f"a{number}", name="A",
                    status=SiteStatus.ACTIVE, created_at=NOW, updated_at=NOW)  # fmt: skip
        sites.reserve(site, route_of(site))
    gone = sites.get("s000000000002").model_copy(update={"status": SiteStatus.DELETED, "deleted_at": NOW, "name": ""})
    sites.erase(gone)
    left = DynamoLeftSites(table="sites")
    assert left.of_customer("c000000000001") == [gone]
    assert left.of_customer("c000000000002") == []
