"""What somebody put into the index `by-due` by hand, or tore there: it is found, and leaves it like all else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.due_index import DynamoDueIndex
from code24.adapters.due_places import shard_of
from code24.adapters.loops import DynamoLoops
from code24.optimize.loop.models import LoopState, LoopStatus
from code24.upkeep.models import Attention, Kind
from tests.statemachines.machine import create_tables_and_buckets

SITE, CUSTOMER = "s000000000001", "c000000000001"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SITES, BUILDS = "code24-test-sites", "code24-test-builds"
LOOP = LoopState(site_id=SITE, customer_id=CUSTOMER, next_due_at=NOW, started_at=NOW, updated_at=NOW)


@pytest.fixture
def index() -> Iterator[DynamoDueIndex]:
    aws.forget()
    with mock_aws():
        create_tables_and_buckets()
        yield DynamoDueIndex(sites_table=SITES, builds_table=BUILDS)
    aws.forget()


def records() -> set[str]:
    return {item["record"] for item in boto3.resource("dynamodb").Table(SITES).scan()["Items"]}


def by_hand(attributes: dict[str, Any]) -> str:
    """Put a suspicion as somebody would who does not know how."""
    item = {"site_id": SITE, "record": "attention", "queue": f"sites#{shard_of(CUSTOMER)}"} | attributes
    boto3.resource("dynamodb").Table(SITES).put_item(Item=item)
    return str(item["record"])


@pytest.mark.parametrize(
    "torn",
    [{"due_at": "2026-02-30T99"}, {"due_at": "2026-02-01"}, {"customer_id": "somebody"}, {"reason": 7}],
    ids=["no moment", "no zone", "no customer", "no reason"],
)
def test_what_cannot_be_read_of_a_record_is_left_out_and_it_is_looked_at_once(
    index: DynamoDueIndex, torn: dict[str, Any]
) -> None:
    record = by_hand({"due_at": "2026-01-01T00:00:00.000000+00:00", "customer_id": CUSTOMER, "reason": "?"} | torn)
    [each] = index.due(Kind.SITE, NOW, 9)
    assert each == Attention(
        kind=Kind.SITE,
        id=SITE,
        site_id=SITE,
        customer_id=None if "customer_id" in torn else CUSTOMER,
        due_at=NOW if "due_at" in torn else datetime(2026, 1, 1, tzinfo=UTC),
        reason="" if "reason" in torn else "?",
    )
    assert records() == {record}
    index.done(each)
    assert records() == set()


@pytest.mark.parametrize("spelled", ["2026-03-01T12:00:00Z", "2026-03-01T12:00:00+00:00", "2026-03-01 11:00:00-01:00"])
def test_a_moment_counts_however_it_is_spelled(index: DynamoDueIndex, spelled: str) -> None:
    by_hand({"due_at": spelled})
    [each] = index.due(Kind.SITE, NOW + timedelta(days=1), 9)
    assert each.due_at == NOW
    index.done(each.model_copy(update={"due_at": NOW - timedelta(seconds=1)}))
    assert records() == {"attention"}, "it became due anew since"
    index.done(each)
    assert records() == set()


def test_what_names_no_site_or_customer_is_found_all_the_same(index: DynamoDueIndex) -> None:
    by_hand({"site_id": "somebody's site", "due_at": "2026-01-01T00:00:00.000000+00:00"})
    [each] = index.due(Kind.SITE, NOW, 9)
    assert (each.id, each.site_id, each.customer_id) == ("somebody's site", None, None)
    index.done(each)
    assert records() == set()


@pytest.mark.parametrize("spelled", ["2026-03-01T12:15:00.000000+00:00", "2026-03-01T12:15:00Z", "2026-03-01"])
def test_a_loop_is_put_off_unless_it_became_due_anew(index: DynamoDueIndex, spelled: str) -> None:
    loops = DynamoLoops(table=SITES)
    loops.create(LOOP)
    table = boto3.resource("dynamodb").Table(SITES)
    key = {"site_id": SITE, "record": "loop"}
    table.update_item(Key=key, UpdateExpression="SET due_at = :at", ExpressionAttributeValues={":at": spelled})
    now = NOW + timedelta(days=1)
    [late] = index.due(Kind.LOOP, now, 9)
    index.put_off(late, now + timedelta(hours=1))
    assert index.due(Kind.LOOP, now, 9) == []
    index.put_off(late, now)
    [late] = index.due(Kind.LOOP, now + timedelta(hours=1), 9)
    assert late.due_at == now + timedelta(hours=1)
    loops.replace(LOOP.model_copy(update={"status": LoopStatus.PAUSED}))
    index.put_off(late, now)
    assert index.due(Kind.LOOP, now + timedelta(days=9), 9) == [], "it rests, and what rests is not in the index"
    loops.delete(SITE)
    index.put_off(late, now)
    assert records() == set(), "nothing comes back"
