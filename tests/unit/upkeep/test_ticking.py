"""What a tick hands on, to whom it is fair, and what it does where something refuses."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from code24.adapters import aws
from code24.adapters.due_places import shard_of
from code24.adapters.items import item_of
from code24.analytics.models import Opportunity, OpportunityKind
from code24.errors import Damaged, Transient
from code24.optimize.loop.reacting import OpportunityEvent
from code24.runtime.wiring import port, ports_of
from code24.schedules.models import Scheduled
from code24.upkeep import ticking
from code24.upkeep.models import Found, Kind, Ticked
from code24.upkeep.ticking import LEAST_ASKED, MOST_ASKED, continuous_optimization
from tests.ab_testing import example
from tests.counted_cloud import CountedCloud, counted_cloud
from tests.environment import FUNCTION
from tests.fakes import FakeClock
from tests.upkeeping import all_due, late_loop, settled_change, silent_build

NOW = datetime(2026, 3, 2, 12, 3, tzinfo=UTC)
MANY = "c000000000001"
SAME_SHARD = next(name for number in range(2, 99) if shard_of(name := f"c{number:012d}") == shard_of(MANY))


@pytest.fixture
def cloud() -> Iterator[CountedCloud]:
    with counted_cloud() as cloud:
        yield cloud


def tick(at: datetime | FakeClock = NOW) -> Ticked:
    clock = FakeClock(at) if isinstance(at, datetime) else at
    scheduled_at = at if isinstance(at, datetime) else FakeClock.now(at)
    ports = ports_of(continuous_optimization) | {"clock": clock}
    return continuous_optimization(Scheduled(scheduled_at=scheduled_at), **ports)


def asked(cloud: CountedCloud) -> list[tuple[str, str]]:
    """Kind and id of everything that was handed on."""
    return [(body["kind"], body["id"]) for body in cloud.sent if "kind" in body]


def record(cloud: CountedCloud, customer_id: str, at: str = "2026-03-02T12-03-00Z") -> Found:
    return Found.model_validate_json(cloud.files[f"optimizations/{customer_id}/{at}.json"])


def test_what_is_due_is_handed_on_with_what_it_is_and_whose(cloud: CountedCloud) -> None:
    silent_build(1, MANY, NOW - timedelta(minutes=1))
    late_loop(2, MANY, NOW - timedelta(minutes=2))
    settled_change(3, MANY, NOW)
    late_loop(4, MANY, NOW + timedelta(seconds=1))
    ticked = tick()
    assert ticked == Ticked(
        due={Kind.LOOP: 1, Kind.BUILD: 1, Kind.SITE: 0, Kind.CHANGE: 1},
        asked={Kind.LOOP: 1, Kind.BUILD: 1, Kind.SITE: 0, Kind.CHANGE: 1},
        left=0, oldest_seconds=120, tests=0, sites=0, customers=1,
    )  # fmt: skip
    assert cloud.sent[0] == {
        "kind": "loop", "id": "s100000000002", "site_id": "s100000000002", "customer_id": MANY,
        "due_at": "2026-03-02T12:01:00Z", "reason": "Nothing was heard of its execution when something was due.",
    }  # fmt: skip
    assert asked(cloud) == [("loop", "s100000000002"), ("build", "b0000000000000001"), ("change", "s100000000003")]
    assert [json.loads(each.model_dump_json()) for each in record(cloud, MANY).asked] == cloud.sent


def test_one_with_thousands_does_not_delay_another(cloud: CountedCloud) -> None:
    cloud.suspect(19_998, MANY, NOW - timedelta(days=1))
    late_loop(30_000, SAME_SHARD, NOW)
    cloud.suspect(1, SAME_SHARD, NOW, first=40_000)
    ticked = tick()
    assert asked(cloud)[:2] == [("site", "s100000000000"), ("loop", "s100000030000")]
    assert asked(cloud)[3] == ("site", "s100000040000")
    assert len(asked(cloud)) == MOST_ASKED == sum(ticked.asked.values())
    assert ticked.left == 20_000 - MOST_ASKED
    assert [each.id for each in record(cloud, MANY).asked[:2]] == ["s100000000000", "s100000000001"], "oldest first"
    assert record(cloud, MANY).left == ticked.left
    assert record(cloud, SAME_SHARD).left == 0


@pytest.mark.parametrize(
    ("waiting", "handed_on"), [(0, 2_000), (500, 1_500), (1_990, LEAST_ASKED), (9_999, LEAST_ASKED)]
)
def test_the_queue_does_not_grow_beyond_what_is_looked_at(cloud: CountedCloud, waiting: int, handed_on: int) -> None:
    cloud.suspect(2_500, MANY, NOW - timedelta(days=1))
    cloud.waiting = waiting
    ticked = tick()
    assert (len(asked(cloud)), ticked.waiting) == (handed_on, waiting)


def test_a_full_queue_of_one_does_not_delay_another(cloud: CountedCloud) -> None:
    cloud.suspect(2_500, MANY, NOW - timedelta(days=1))
    late_loop(30_000, SAME_SHARD, NOW)
    cloud.waiting = MOST_ASKED
    tick()
    assert ("loop", "s100000030000") in asked(cloud)[:2]


def test_a_queue_that_refuses_half_loses_nothing(cloud: CountedCloud) -> None:
    all_due(50, NOW)
    cloud.refuses_every = 2
    with pytest.raises(Transient, match="25 of 50 could not be handed on"):
        tick()
    assert len(asked(cloud)) == 25
    assert not cloud.files, "nothing is said to have been handed on"
    cloud.refuses_every = 0
    ticked = tick(NOW + timedelta(minutes=3))
    assert sum(ticked.asked.values()) == 50
    counts = Counter(asked(cloud))
    assert len(counts) == 50
    assert max(counts.values()) == 2, "half of them twice, which is harmless"


@pytest.mark.parametrize(
    ("table", "kinds"), [("SITES", {"build"}), ("BUILDS", {"loop", "site", "change"}), ("TESTS", set(Kind))]
)
def test_a_table_that_refuses_keeps_only_its_own_things_waiting(
    cloud: CountedCloud, table: str, kinds: set[str]
) -> None:
    all_due(50, NOW)
    cloud.broken = {FUNCTION[f"CODE24_{table}_TABLE"]}
    with pytest.raises(Transient, match="Looking for"):
        tick()
    assert {kind for kind, _ in asked(cloud)} == kinds
    if table != "TESTS":
        assert len(cloud.files) == len(asked(cloud)), "and each of their owners is told"
    cloud.broken = set()
    assert sum(tick(NOW + timedelta(minutes=3)).asked.values()) == 50


def test_a_shard_that_is_throttled_keeps_only_its_own_things_waiting(cloud: CountedCloud) -> None:
    late_loop(1, MANY, NOW)
    others = [name for number in range(100, 140) if shard_of(name := f"c{number:012d}") != shard_of(MANY)]
    for number, customer in enumerate(others, 2):
        late_loop(number, customer, NOW)
    cloud.broken = {f"loops#{shard_of(MANY)}"}
    with pytest.raises(Transient, match="Looking for loops"):
        tick()
    assert len(asked(cloud)) == len(others) > 30
    cloud.broken = set()
    tick(NOW + timedelta(minutes=3))
    assert ("loop", "s100000000001") in asked(cloud)


class SlowClock(FakeClock):
    """Every glance at it takes ten seconds."""

    def now(self) -> datetime:
        self.advance(seconds=10)
        return super().now()


def test_a_tick_that_cannot_read_everything_hands_on_what_it_read_and_the_next_ones_read_the_rest(
    cloud: CountedCloud,
) -> None:
    all_due(50, NOW)
    first = tick(SlowClock(NOW))
    assert first.unread == 16 * 4 - 4
    assert 0 < sum(first.asked.values()) == len(asked(cloud)) < 50
    for number in range(1, 16):
        tick(SlowClock(NOW + number * timedelta(minutes=3)))
    assert len(set(asked(cloud))) == 50


def test_files_that_are_refused_lose_nothing_else(cloud: CountedCloud) -> None:
    given: Any = {"next_look_at": NOW - timedelta(minutes=1), "customer_id": MANY}
    port("tests").create(example("t000000000001", **given))
    late_loop(1, MANY, NOW)
    cloud.broken = {"files"}
    with pytest.raises(Transient, match="Writing what was found"):
        tick()
    assert len(cloud.sent) == 2


def test_a_file_is_a_function_of_what_was_found(cloud: CountedCloud) -> None:
    all_due(50, NOW)
    tick()
    first = dict(cloud.files)
    tick()
    assert cloud.files == first
    assert len(first) == 50


def test_looks_at_tests_are_asked_for_and_told_to_their_owners(cloud: CountedCloud) -> None:
    given: Any = {"next_look_at": NOW - timedelta(minutes=1)}
    for number, customer in enumerate((MANY, MANY, SAME_SHARD, None)):
        port("tests").create(example(f"t{9 - number:012d}", customer_id=customer, **given))
    port("tests").create(example("t000000000099", next_look_at=NOW + timedelta(minutes=1)))
    ticked = tick()
    assert (ticked.tests, ticked.customers, ticked.left) == (4, 3, 0)
    assert {body["test_id"] for body in cloud.sent} == {f"t{number:012d}" for number in (6, 7, 8, 9)}
    assert record(cloud, MANY).tests == ("t000000000008", "t000000000009")
    assert record(cloud, SAME_SHARD) == Found(customer_id=SAME_SHARD, scheduled_at=NOW, tests=("t000000000007",))
    assert len(cloud.files) == 2, "there is nobody to tell of a test from before its customer was noted"


def test_what_nobody_is_known_of_is_handed_on_all_the_same(cloud: CountedCloud) -> None:
    late_loop(1, None, NOW)
    assert tick().customers == 1
    assert asked(cloud) == [("loop", "s100000000001")]
    assert not cloud.files


def test_what_cannot_be_read_is_handed_on_and_keeps_nobody_waiting(cloud: CountedCloud) -> None:
    cloud.suspect(1, "nobody that there is", NOW - timedelta(days=1))
    cloud.suspect(1, MANY, NOW, first=40_000)
    late_loop(2, MANY, NOW)
    ticked = tick()
    assert asked(cloud) == [("site", "s100000000000"), ("loop", "s100000000002"), ("site", "s100000040000")]
    assert (ticked.left, ticked.oldest_seconds, ticked.customers) == (0, 86_400, 2)
    assert len(record(cloud, MANY).asked) == 2


def test_a_test_of_nobody_keeps_no_file_from_being_written(cloud: CountedCloud) -> None:
    given: Any = {"next_look_at": NOW - timedelta(minutes=1)}
    for number, customer in enumerate((MANY, None)):
        port("tests").create(example(f"t{number:012d}", customer_id=customer, **given))
    aws.dynamodb().put_item(
        TableName=FUNCTION["CODE24_TESTS_TABLE"],
        Item=item_of(example("t000000000002", **given), queue="due", customer_id="nobody that there is"),
    )
    assert tick().tests == 3
    assert record(cloud, MANY).tests == ("t000000000000",)


def test_a_loop_that_cannot_be_read_fails_no_tick_and_its_opportunity_waits(
    cloud: CountedCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another site's is reacted to."""
    at: Any = {"found_at": NOW, "subject": "lcp", "sentence": "It takes 4 s.", "figures": {}}
    told = [
        Opportunity(opportunity_id=f"q{number:012d}", site_id=f"s{number:012d}", kind=OpportunityKind.SLOW_VITALS, **at)
        for number in (1, 2)
    ]
    heard: list[str] = []

    def react(event: OpportunityEvent, **_: Any) -> None:
        if event.detail is told[0]:
            raise Damaged("A stored LoopState cannot be read: next_due_at.")
        heard.append(event.detail.site_id)

    monkeypatch.setattr(ticking, "react_to_opportunity", react)
    monkeypatch.setattr(type(port("opportunities")), "unheard", lambda *_: told)
    late_loop(1, MANY, NOW)
    ticked = tick()
    assert (ticked.reacted, ticked.damaged, heard) == (1, 1, ["s000000000002"])
    assert len(record(cloud, MANY).asked) == 1
