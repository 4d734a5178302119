"""What a tick costs: it follows what is due, not how many sites there are."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from code24.adapters import aws
from code24.runtime.wiring import port, ports_of
from code24.schedules.models import Scheduled
from code24.upkeep.models import Kind, Ticked
from code24.upkeep.ticking import continuous_optimization
from tests.ab_testing import example
from tests.counted_cloud import CountedCloud, counted_cloud
from tests.fakes import FakeClock
from tests.upkeeping import all_due

NOW = datetime(2026, 3, 2, 12, 3, tzinfo=UTC)
QUERIES = 4 * 16 + 6
"""One a shard and kind; the tests whose time has come in both queues, and those that run; the sites that had visitors
in this hour and in the last one; the opportunities nobody heard of."""


def tick(cloud: CountedCloud) -> Ticked:
    """What one tick asks for, with everything else forgotten."""
    cloud.requests.clear()
    cloud.items_read, cloud.read_units = 0, 0.0
    ports = ports_of(continuous_optimization) | {"clock": FakeClock(NOW)}
    return continuous_optimization(Scheduled(scheduled_at=NOW), **ports)


def cost(sites: int, made_due: Callable[[CountedCloud], None]) -> tuple[Counter[str], int, float, Ticked]:
    with counted_cloud() as cloud:
        cloud.register(sites, NOW + timedelta(hours=1))
        assert len(cloud.registered) == sites
        made_due(cloud)
        found = tick(cloud)
        return cloud.requests, cloud.items_read, cloud.read_units, found


def fifty(cloud: CountedCloud) -> None:
    all_due(50, NOW)


def test_it_is_the_same_with_a_hundred_and_with_a_million_registered_sites() -> None:
    small, medium, large = (cost(sites, fifty) for sites in (100, 10_000, 1_000_000))
    assert small == medium == large
    requests, items, units, found = large
    assert requests == {"Query": QUERIES, "GetQueueAttributes": 2, "SendMessageBatch": 5, "PutObject": 50}
    assert items == 50
    assert units <= QUERIES
    assert found.due == {Kind.LOOP: 38, Kind.BUILD: 4, Kind.SITE: 4, Kind.CHANGE: 4}
    assert found.asked == found.due
    assert (found.left, found.customers) == (0, 50)


def test_with_nothing_due_only_the_indexes_are_asked() -> None:
    requests, items, units, found = cost(10_000, lambda _: None)
    assert requests == {"Query": QUERIES, "GetQueueAttributes": 2}
    assert (items, found.left, found.customers, sum(found.due.values())) == (0, 0, 0, 0)
    assert units == 0.5 * (QUERIES - 2) + 2, "two of the queries are consistent"


def test_whose_tests_are_due_is_read_a_hundred_at_a_time() -> None:
    def tests_due(cloud: CountedCloud) -> None:
        for number in range(101):
            port("tests").create(example(f"t{number:012d}", next_look_at=NOW, customer_id="c000000000001"))

    requests, items, units, found = cost(100, tests_due)
    assert requests - Counter({"Query": QUERIES, "GetQueueAttributes": 2}) == {
        "SendMessageBatch": 11, "BatchGetItem": 2, "PutObject": 1,
    }  # fmt: skip
    assert (items, found.tests, found.customers) == (2 * 101, 101, 1)
    assert units < QUERIES + 101


def test_what_is_due_is_read_in_pages_of_a_megabyte() -> None:
    thousands = partial(CountedCloud.suspect, count=20_000, customer_id="c000000000001", since=NOW - timedelta(days=1))
    requests, items, _, found = cost(100, thousands)
    assert items == 20_000
    assert QUERIES <= requests["Query"] <= QUERIES + 20
    assert requests["SendMessageBatch"] == 200
    assert (sum(found.asked.values()), found.left) == (2_000, 18_000)


def test_a_scan_would_be_noticed() -> None:
    with counted_cloud(), pytest.raises(AssertionError, match="Scan is not what a tick may ask for"):
        aws.dynamodb().scan(TableName="code24-test-sites")


def test_the_ports_are_the_real_ones() -> None:
    with counted_cloud():
        assert type(port("due_index")).__module__ == "code24.adapters.due_index"
