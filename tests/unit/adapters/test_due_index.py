"""What is in the indexes `by-due`, and what leaves them, on moto with the template's own tables."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.builds import DynamoBuilds
from code24.adapters.due_index import DynamoDueIndex
from code24.adapters.due_places import SHARDS
from code24.adapters.loops import DynamoLoops
from code24.adapters.sites import DynamoSites
from code24.build.models import SILENT_AFTER, Build, BuildStatus
from code24.optimize.loop.models import LONGEST_CYCLE, OVERDUE_AFTER, LoopState, LoopStatus
from code24.sites.models import Release, Route, RouteStatus, Site, SiteStatus
from code24.types import CustomerId
from code24.upkeep.models import CHANGES_SETTLE_IN, Attention, Kind
from tests.statemachines.machine import create_tables_and_buckets

SITE, CUSTOMER, BUILD = "s000000000001", "c000000000001", "b0000000000000001"
RELEASE, NEXT = "r0000000001", "r0000000002"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SITES, BUILDS, DOMAINS = "code24-test-sites", "code24-test-builds", "code24-test-domains"
ROUTE = Route(host="acme.localhost", site_id=SITE, status=RouteStatus.ACTIVE)


@pytest.fixture
def index() -> Iterator[DynamoDueIndex]:
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_tables_and_buckets()
        yield DynamoDueIndex(sites_table=SITES, builds_table=BUILDS)
    aws.forget()


def found(index: DynamoDueIndex, kind: Kind, at: datetime) -> list[tuple[str, CustomerId | None, datetime]]:
    return [(each.id, each.customer_id, each.due_at) for each in index.due(kind, at, 100)]


def loop(**changes: Any) -> LoopState:
    given = {"site_id": SITE, "customer_id": CUSTOMER, "next_due_at": NOW, "started_at": NOW, "updated_at": NOW}
    return LoopState.model_validate(given | changes)


def sites_with_one() -> DynamoSites:
    sites = DynamoSites(sites_table=SITES, domains_table=DOMAINS)
    sites.reserve(
        Site(site_id=SITE, customer_id=CUSTOMER, slug="acme", name="Acme", status=SiteStatus.BUILDING, created_at=NOW,
             updated_at=NOW), ROUTE,
    )  # fmt: skip
    return sites


def records() -> set[str]:
    return {item["record"] for item in boto3.resource("dynamodb").Table(SITES).scan()["Items"]}


def test_a_resting_loop_is_due_when_its_execution_counts_as_dead(index: DynamoDueIndex) -> None:
    DynamoLoops(table=SITES).create(loop())
    dead_at = NOW + OVERDUE_AFTER
    assert found(index, Kind.LOOP, dead_at - timedelta(microseconds=1)) == []
    assert found(index, Kind.LOOP, dead_at) == [(SITE, CUSTOMER, dead_at)]
    assert found(index, Kind.SITE, dead_at) == found(index, Kind.BUILD, dead_at) == []


def test_a_loop_at_work_is_due_when_its_cycle_takes_too_long(index: DynamoDueIndex) -> None:
    loops = DynamoLoops(table=SITES)
    loops.create(loop())
    loops.replace(loop(working_since=NOW + timedelta(minutes=1)))
    assert found(index, Kind.LOOP, NOW + LONGEST_CYCLE) == []
    later = NOW + LONGEST_CYCLE + timedelta(minutes=1)
    assert found(index, Kind.LOOP, later) == [(SITE, CUSTOMER, later)]


@pytest.mark.parametrize("status", [LoopStatus.PAUSED, LoopStatus.STOPPED, LoopStatus.ENDED])
def test_a_loop_that_does_not_run_is_not_in_the_index(index: DynamoDueIndex, status: LoopStatus) -> None:
    loops = DynamoLoops(table=SITES)
    loops.create(loop())
    stored = loops.replace(loop(status=status))
    assert found(index, Kind.LOOP, NOW + timedelta(days=9)) == []
    loops.replace(stored.model_copy(update={"status": LoopStatus.RUNNING}))
    assert len(found(index, Kind.LOOP, NOW + timedelta(days=9))) == 1


def test_a_loop_from_before_its_customer_was_noted_goes_on_and_is_found(index: DynamoDueIndex) -> None:
    loops = DynamoLoops(table=SITES)
    loops.create(loop(customer_id=None))
    stored = loops.replace(loops.get(SITE).model_copy(update={"cycle": 1}))
    assert stored.version == 1
    assert found(index, Kind.LOOP, NOW + timedelta(days=1)) == [(SITE, None, NOW + OVERDUE_AFTER)]


def test_a_build_is_due_when_it_has_been_silent_until_it_ends(index: DynamoDueIndex) -> None:
    builds = DynamoBuilds(table=BUILDS)
    builds.create(
        Build(build_id=BUILD, site_id=SITE, customer_id=CUSTOMER, slug="acme", request_hash="x", created_at=NOW,
              updated_at=NOW)
    )  # fmt: skip
    minute = timedelta(minutes=1)

    def due_at() -> datetime:
        [attention] = index.due(Kind.BUILD, NOW + timedelta(days=1), 9)
        assert (attention.id, attention.site_id, attention.customer_id) == (BUILD, SITE, CUSTOMER)
        assert attention.due_at == builds.get(BUILD).silent_at
        return attention.due_at

    assert due_at() == NOW + SILENT_AFTER
    builds.worker_started(BUILD, "brand", NOW + minute)
    assert due_at() == NOW + minute + SILENT_AFTER
    builds.worker_ended(BUILD, "brand", NOW + 2 * minute, BuildStatus.COMPLETE)
    assert due_at() == NOW + 2 * minute + SILENT_AFTER
    builds.worker_ended(BUILD, "design", NOW + 3 * minute, BuildStatus.ERRORED)
    assert due_at() == NOW + 3 * minute + SILENT_AFTER
    assert builds.begin_run(BUILD, 1, NOW + 4 * minute)
    assert due_at() == NOW + 4 * minute + SILENT_AFTER

    builds.end(BUILD, BuildStatus.ERRORED, NOW + 5 * minute)
    builds.worker_ended(BUILD, "content", NOW + 6 * minute, BuildStatus.ERRORED)  # a straggler
    assert index.due(Kind.BUILD, NOW + timedelta(days=1), 9) == []
    builds.restart(BUILD, NOW + 7 * minute)
    assert due_at() == NOW + 7 * minute + SILENT_AFTER
    builds.end(BUILD, BuildStatus.COMPLETE, NOW + 8 * minute)
    assert index.due(Kind.BUILD, NOW + timedelta(days=1), 9) == []


def test_what_goes_live_is_looked_at_once_it_has_settled(index: DynamoDueIndex) -> None:
    sites = sites_with_one()
    sites.set_live(SITE, RELEASE, ROUTE, NOW, customer_id=CUSTOMER)
    sites.set_live(SITE, NEXT, ROUTE, NOW + timedelta(seconds=90), customer_id=CUSTOMER)
    settled = NOW + timedelta(seconds=90) + CHANGES_SETTLE_IN
    assert found(index, Kind.CHANGE, settled - timedelta(seconds=1)) == []
    assert found(index, Kind.CHANGE, settled) == [(SITE, CUSTOMER, settled)], "several changes are one look"


def test_what_is_not_made_live_is_no_change(index: DynamoDueIndex) -> None:
    sites = sites_with_one()
    sites.set_live(SITE, RELEASE, ROUTE, NOW, customer_id=CUSTOMER)
    [change] = index.due(Kind.CHANGE, NOW + timedelta(days=1), 9)
    index.done(change)
    with pytest.raises(Exception, match="went live meanwhile"):
        sites.set_live(SITE, NEXT, ROUTE, NOW + timedelta(minutes=9), (), customer_id=CUSTOMER)
    assert index.due(Kind.CHANGE, NOW + timedelta(days=1), 9) == []


def test_a_look_takes_a_change_out_unless_another_came_meanwhile(index: DynamoDueIndex) -> None:
    sites = sites_with_one()
    sites.set_live(SITE, RELEASE, ROUTE, NOW, customer_id=CUSTOMER)
    [first] = index.due(Kind.CHANGE, NOW + timedelta(days=1), 9)
    sites.set_live(SITE, NEXT, ROUTE, NOW + timedelta(microseconds=1), customer_id=CUSTOMER)
    index.done(first)
    [second] = index.due(Kind.CHANGE, NOW + timedelta(days=1), 9)
    assert second.due_at - first.due_at == timedelta(microseconds=1)
    index.done(Attention.model_validate_json(second.model_dump_json()))  # as it comes out of the queue
    index.done(second)
    assert index.due(Kind.CHANGE, NOW + timedelta(days=1), 9) == []
    assert records() == {"site"}


def test_a_suspicion_says_why_and_is_taken_out_likewise(index: DynamoDueIndex) -> None:
    index.suspect(SITE, CUSTOMER, "Its function does not answer.", NOW)
    [first] = index.due(Kind.SITE, NOW, 9)
    assert first == Attention(
        kind=Kind.SITE, id=SITE, site_id=SITE, customer_id=CUSTOMER, due_at=NOW, reason="Its function does not answer."
    )
    index.suspect(SITE, None, "Again.", NOW + timedelta(seconds=1))
    index.done(first)
    [second] = index.due(Kind.SITE, NOW + timedelta(seconds=1), 9)
    assert (second.customer_id, second.reason) == (None, "Again.")
    index.done(second)
    assert index.due(Kind.SITE, NOW + timedelta(days=1), 9) == []


def test_looking_at_a_loop_or_a_build_removes_nothing(index: DynamoDueIndex) -> None:
    DynamoLoops(table=SITES).create(loop())
    index.suspect(SITE, CUSTOMER, "?", NOW)
    [late] = index.due(Kind.LOOP, NOW + timedelta(days=1), 9)
    index.done(late)
    assert records() == {"loop", "attention"}


def test_lists_do_not_show_what_is_due_and_erasing_a_site_removes_it(index: DynamoDueIndex) -> None:
    sites = sites_with_one()
    sites.set_live(SITE, RELEASE, ROUTE, NOW, customer_id=CUSTOMER)
    index.suspect(SITE, CUSTOMER, "?", NOW)
    DynamoLoops(table=SITES).create(loop())
    site = sites.get(SITE)
    assert sites.of_customer(CUSTOMER, 9) == [site]
    assert sites.releases(SITE) == []
    DynamoLoops(table=SITES).delete(SITE)
    sites.erase(site.model_copy(update={"status": SiteStatus.DELETED}))
    assert records() == {"site"}
    for kind in Kind:
        assert index.due(kind, NOW + timedelta(days=9), 9) == []


def test_all_shards_are_read_and_merged_oldest_first_up_to_a_limit_each(index: DynamoDueIndex) -> None:
    loops = DynamoLoops(table=SITES)
    for number in range(90):
        due = NOW - timedelta(minutes=number)
        loops.create(loop(site_id=f"s{number:012d}", customer_id=f"c{number:012d}", next_due_at=due))
    late = index.due(Kind.LOOP, NOW + timedelta(days=1), 100)
    assert [each.id for each in late] == [f"s{number:012d}" for number in reversed(range(90))]
    one_each = index.due(Kind.LOOP, NOW + timedelta(days=1), 1)
    assert 2 <= len(one_each) <= SHARDS
    assert one_each[0] == late[0], "the oldest of all is the oldest of its shard"


def test_a_cycle_at_work_is_counted_until_it_ends_and_a_loop_that_rests_is_not(index: DynamoDueIndex) -> None:
    loops, since = DynamoLoops(table=SITES), NOW - timedelta(minutes=45)
    resting = loop()
    loops.create(resting)
    loops.create(loop(site_id="s000000000002", working_since=since))
    assert loops.working(since) == 0, "a cycle that takes as long counts as dead"
    working = loops.replace(resting.model_copy(update={"working_since": NOW}))
    assert loops.working(since) == 1
    paused = loops.replace(working.model_copy(update={"status": LoopStatus.PAUSED}))
    assert loops.working(since) == 1, "a pause lets it end"
    loops.replace(paused.model_copy(update={"working_since": None}))
    assert loops.working(since) == 0


def waiting(number: int) -> Release:
    return Release(
        release_id=f"r{number:010d}", site_id=SITE, version=str(number), created_at=NOW, sha256="0" * 64, files=()
    )


def test_a_release_that_waits_may_ask_for_a_look_and_the_first_one_counts(index: DynamoDueIndex) -> None:
    sites, later = sites_with_one(), NOW + timedelta(hours=6)
    sites.add_release(waiting(1))
    assert found(index, Kind.SITE, later) == []
    sites.add_release(waiting(2), look_at=later, customer_id=CUSTOMER)
    sites.add_release(waiting(3), look_at=later + timedelta(hours=1), customer_id=CUSTOMER)
    assert found(index, Kind.SITE, later - timedelta(seconds=1)) == []
    [mark] = index.due(Kind.SITE, later, 9)
    assert (mark.id, mark.customer_id, mark.due_at) == (SITE, CUSTOMER, later)
    assert mark.reason == "A release waits that is not live."
    index.done(mark)
    assert found(index, Kind.SITE, later + timedelta(hours=9)) == []


def test_a_release_that_waits_does_not_put_a_suspicion_off(index: DynamoDueIndex) -> None:
    sites = sites_with_one()
    index.suspect(SITE, CUSTOMER, "It does not answer.", NOW)
    sites.add_release(waiting(1), look_at=NOW + timedelta(hours=6), customer_id=CUSTOMER)
    assert found(index, Kind.SITE, NOW) == [(SITE, CUSTOMER, NOW)]
