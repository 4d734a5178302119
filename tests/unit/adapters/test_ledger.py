"""The ledger on moto."""

from collections.abc import Callable
from typing import Any

import boto3
import pytest

from code24.adapters import aws
from code24.adapters.ledger import SHARDS, DynamoLedger
from code24.errors import AlreadyExists, Conflict
from code24.revenue.ledger.models import Entry, Event
from code24.revenue.ledger.recording import record_event
from tests.fakes import FakeClock
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


def test_a_shard_of_several_pages_is_read_to_its_end(ledger: DynamoLedger) -> None:
    """A page is 1 MB at most; entries are blown up with blanks, which JSON does not mind."""
    for place, each in enumerate(entries(*(started("2026-01-01", subscription=f"sub-{n}") for n in range(9)))):
        ledger.append(each, 0)
        [item] = (item for item in _items("entries#") if f"#sub-{place}#" in item["part"]["S"])
        item["entry"]["S"] += 300_000 * " "
        boto3.client("dynamodb").put_item(TableName="subscriptions", Item=item)
    asked: list[Any] = []
    pages: list[Any] = []
    aws.dynamodb().meta.events.register(
        "provide-client-params.dynamodb.Query", lambda params, **_: asked.append(params)
    )
    aws.dynamodb().meta.events.register("after-call.dynamodb.Query", lambda parsed, **_: pages.append(parsed))
    read = [each.subscription_id for each in ledger.events(moment("2026-01-02"))]
    assert read == [f"sub-{n}" for n in range(9)]
    assert len(pages) >= SHARDS + 2
    assert all(each["ConsistentRead"] for each in asked)
    assert len([each for each in pages if each.get("LastEvaluatedKey")]) == len(pages) - SHARDS


def _items(key: str) -> list[Any]:
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName="subscriptions")
    return [item for page in pages for item in page["Items"] if item["key"]["S"].startswith(key)]


class Overtaken(DynamoLedger):
    """Somebody else is quicker, between what was read and what is written."""

    def __init__(self, other: Callable[[], object]) -> None:
        super().__init__(table="subscriptions")
        self._other = other

    def append(self, entry: Entry, after: int) -> None:
        self._other()
        super().append(entry, after)


def tell(event: Event, ledger: DynamoLedger) -> Any:
    return record_event(event, ledger=ledger, clock=FakeClock(moment("2026-04-01")))


@pytest.mark.parametrize(
    ("quicker", "slower", "why"),
    [
        (event("2026-02-01", "paused"), event("2026-02-01", "ended"), "changed while"),
        (event("2026-02-01", "paused", id="one"), event("2026-02-01", "paused", id="two"), "changed while"),
        (event("2026-02-01", "paused", id="one"), event("2026-02-01", "ended", id="one"), "other content"),
        (started("2026-02-01", subscription="x"), started("2026-02-01", subscription="x", customer="b", id="b"),
         "another customer's"),
    ],
)  # fmt: skip
def test_of_two_at_once_one_is_recorded_whole(ledger: DynamoLedger, quicker: Event, slower: Event, why: str) -> None:
    tell(started("2026-01-01"), ledger)
    with pytest.raises(Conflict, match=why):
        tell(slower, Overtaken(lambda: tell(quicker, ledger)))
    assert [each.happening for each in ledger.of_subscription(quicker.subscription_id)][-1] == quicker.happening
    assert [len(_items(key)) for key in ("entries#", "event#")] == [2, 2], "the slower one left nothing"


def test_the_same_event_from_two_at_once_is_told_as_recorded_already(ledger: DynamoLedger) -> None:
    begun = started("2026-01-01")
    done = tell(begun, Overtaken(lambda: tell(begun, ledger)))
    assert (done.already, done.entries) == (True, 1)
    assert [len(_items(key)) for key in ("entries#", "event#")] == [1, 1]
