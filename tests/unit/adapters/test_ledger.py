"""The ledger on moto."""

import boto3
import pytest

from code24.adapters.ledger import SHARDS, DynamoLedger
from code24.errors import AlreadyExists, Conflict
from code24.revenue.ledger.models import Entry
from tests.ledgers import FakeLedger, entries, event, made_up, moment, started
from tests.tables import create_table


@pytest.fixture
def ledger(cloud: None) -> DynamoLedger:
    create_table("subscriptions", "key", "part")
    return DynamoLedger(table="subscriptions")


BEGUN, PAUSED = entries(started("2026-01-01"), event("2026-02-01", "paused"))


def stored() -> int:
    count: int = boto3.client("dynamodb").scan(TableName="subscriptions")["Count"]
    return count


def test_an_entry_is_found_by_its_event_its_subscription_and_in_the_whole(ledger: DynamoLedger) -> None:
    ledger.append(BEGUN, 0)
    ledger.append(PAUSED, 1)
    assert ledger.entry(PAUSED.event_id) == PAUSED
    assert ledger.of_subscription("sub-1") == [BEGUN, PAUSED]
    assert list(ledger.events(moment("2026-02-02"))) == [BEGUN, PAUSED]
    assert list(ledger.events(moment("2026-02-01"))) == [BEGUN]


def test_nothing_is_known_of_what_was_never_told(ledger: DynamoLedger) -> None:
    assert ledger.entry("evt") is None
    assert ledger.of_subscription("sub-1") == ()
    assert list(ledger.events(moment("2030-01-01"))) == []


@pytest.mark.parametrize("after", [0, 1, 7])
def test_an_event_is_recorded_once_whatever_it_is_told_of(ledger: DynamoLedger, after: int) -> None:
    ledger.append(BEGUN, 0)
    [elsewhere] = entries(started("2026-01-01", subscription="sub-2", id=BEGUN.event_id))
    for again in (BEGUN, elsewhere):
        with pytest.raises(AlreadyExists, match=BEGUN.event_id):
            ledger.append(again, after)
    assert stored() == 3


@pytest.mark.parametrize("after", [0, 2])
def test_an_entry_is_added_to_what_was_read(ledger: DynamoLedger, after: int) -> None:
    ledger.append(BEGUN, 0)
    with pytest.raises(Conflict, match="changed while"):
        ledger.append(PAUSED, after)
    assert ledger.of_subscription("sub-1") == [BEGUN]
    assert stored() == 3


def test_a_subscription_does_not_change_hands(ledger: DynamoLedger) -> None:
    ledger.append(BEGUN, 0)
    [of_another] = entries(event("2026-02-01", "paused", customer="other"))
    with pytest.raises(Conflict, match="another customer's"):
        ledger.append(of_another, 1)


def test_what_is_told_late_stands_where_it_happened(ledger: DynamoLedger) -> None:
    late, first = entries(event("2026-01-01", "changed", quantity=2, id="a"), started("2026-01-01", id="b"))
    ledger.append(first, 0)
    ledger.append(PAUSED, 1)
    ledger.append(late, 2)
    assert [each.event_id for each in ledger.of_subscription("sub-1")] == ["b", "a", PAUSED.event_id]


def test_it_is_read_customer_by_customer(ledger: DynamoLedger) -> None:
    told = list(made_up(7, 12, most=5))
    expected = FakeLedger(told)
    after: dict[str, int] = {}
    for each in told:
        ledger.append(each, after.setdefault(each.subscription_id, 0))
        after[each.subscription_id] += 1
    read = list(ledger.events(moment("2030-01-01")))
    by_customer: dict[str, list[Entry]] = {}
    for each in read:
        by_customer.setdefault(each.customer_id, []).append(each)
    assert [entry for several in by_customer.values() for entry in several] == read, "each customer is in one piece"
    assert [entry for customer in sorted(by_customer) for entry in by_customer[customer]] == list(
        expected.events(moment("2030-01-01"))
    )


def test_subscriptions_whose_names_begin_alike_are_two(ledger: DynamoLedger) -> None:
    one, other = entries(started("2026-01-01", subscription="sub"), started("2026-01-01", subscription="sub.1"))
    ledger.append(one, 0)
    ledger.append(other, 0)
    assert ledger.of_subscription("sub") == [one]


def test_customers_are_spread(ledger: DynamoLedger) -> None:
    several = entries(*(started("2026-01-01", customer=f"{n}", subscription=f"sub-{n}") for n in range(40)))
    for each in several:
        ledger.append(each, 0)
    items = boto3.client("dynamodb").scan(TableName="subscriptions")["Items"]
    shards = {item["key"]["S"] for item in items if item["key"]["S"].startswith("entries#")}
    assert SHARDS / 2 < len(shards) <= SHARDS
