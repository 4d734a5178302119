"""From the queue into the stores: nothing is lost or counted twice, whatever happens."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.analytics.event import Event, Message
from code24.analytics.exposures import rows_for
from code24.analytics.packing.days import packed_day
from code24.analytics.packing.events import packed_events
from code24.analytics.packing.rows import packed_rows
from code24.analytics.ports import SetPart
from code24.analytics.processing import Delivery, Processed, process
from code24.analytics.sets import day_key, events_of, merged_events, merged_rows, rows_of, test_key
from code24.errors import Code24Error, Transient
from tests.analytics_fakes import FakeEventSets
from tests.traffic import SITE, START, bodies, exactly, messages, records
from tests.traffic import events_of as all_events
from tests.unit.analytics.dying import Died, World

OTHER = "s000000000002"
TEST = "t000000000001"
PORTS = ("raw_events", "event_sets", "rollups", "clock")


def deliveries(sent: Sequence[Message], prefix: str = "") -> list[Delivery]:
    return [Delivery(each["messageId"], each["body"]) for each in records(bodies(list(sent)), prefix)]


def run(world: World, batch: Sequence[Delivery]) -> Processed:
    return process(batch, **world.ports(*PORTS))


def days_of(world: World) -> dict[str, bytes]:
    """Every set of events as one part."""
    keys = {*world.event_sets.parts, *world.event_sets.merged}
    return {key: merged_events(world.event_sets.read(key)) for key in keys if key.startswith("events/")}


def expected(sent: Sequence[Message]) -> dict[str, bytes]:
    """The same, straight from the messages."""
    days: dict[str, dict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for event in all_events(list(sent)):
        moment = datetime.fromtimestamp(event.at / 1000, UTC)
        days[day_key(event.site_id, moment.date())][f"{moment:%H}"].append(event)
    return {key: packed_day({hour: packed_events(of) for hour, of in hours.items()}) for key, hours in days.items()}


def rebuilt(world: World) -> dict[str, bytes]:
    """The same, from the raw events."""
    lines = [json.loads(line) for body in world.raw_events.objects.values() for line in body.splitlines()]
    return expected([Message((Event(**line),)) for line in lines])


TWO_SITES = [
    *exactly(60, 1, units=(TEST, 2)),
    *exactly(40, 2, site_id=OTHER, start=START - timedelta(minutes=50)),
    *exactly(20, 3, start=START.replace(hour=23, minute=50), spread=timedelta(minutes=20)),
]


def test_what_came_is_in_the_sets_of_its_hours_and_in_the_raw_events() -> None:
    world = World()
    done = run(world, deliveries(TWO_SITES))
    assert (done.failed, done.events, done.sites) == ({}, 120, 2)
    assert days_of(world) == expected(TWO_SITES) == rebuilt(world)
    told = [row for each in TWO_SITES for unit in each.units for event in each.events for row in rows_for(unit, event)]
    assert merged_rows(world.event_sets.read(test_key(TEST))) == packed_rows(told)
    assert done.parts == sum(len(parts) for parts in world.event_sets.parts.values())


def test_the_hours_that_changed_are_noted_in_the_hour_that_it_is() -> None:
    world = World(now=datetime(2026, 3, 4, 9, 30, tzinfo=UTC))
    run(world, deliveries(exactly(10)))
    assert world.rollups.noted == {datetime(2026, 3, 4, 9, tzinfo=UTC): {(SITE, START)}}


def test_one_part_a_site_and_hour_and_one_raw_object_an_hour() -> None:
    world = World()
    run(world, deliveries([*exactly(50), *exactly(50, 2, site_id=OTHER)]))
    assert [len(parts) for parts in world.event_sets.parts.values()] == [1, 1]
    assert [hour for hour, _ in world.raw_events.objects] == [START]


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_no_order_no_duplicate_no_grouping_and_no_death_changes_a_byte(seed: int, most_lives: int) -> None:
    random, world = Random(seed), World(Random(seed))
    queue = deliveries(TWO_SITES)
    random.shuffle(queue)
    while queue:
        batch = random.choices(queue, k=random.randint(1, 60))  # the queue may deliver one twice at once
        world.lives = random.randint(0, most_lives) if random.random() < 0.6 else None
        try:
            done = run(world, batch)
        except Died:
            continue
        assert not done.failed
        if random.random() < 0.8:  # the answer may be lost
            gone = {each.message_id for each in batch}
            queue = [each for each in queue if each.message_id not in gone]
    assert days_of(world) == expected(TWO_SITES) == rebuilt(world)
    told = [row for each in TWO_SITES for unit in each.units for event in each.events for row in rows_for(unit, event)]
    assert merged_rows(world.event_sets.read(test_key(TEST))) == packed_rows(told)
    changed = set.union(*world.rollups.noted.values())
    assert changed == {
        (event.site_id, datetime.fromtimestamp(event.at // 3_600_000 * 3_600, UTC)) for event in all_events(TWO_SITES)
    }


def good() -> dict[str, object]:
    return json.loads(bodies(exactly(1))[0])


def changed(**fields: object) -> str:
    data = good()
    data["events"][0] |= fields  # type: ignore[index]
    return json.dumps(data)


POISON = [
    "", "no JSON", "[]", "{}", '{"events": []}', '{"events": [{}]}', '{"events": "abc"}', "null",
    changed(site_id="../../etc"), changed(visitor="0" * 15), changed(event_id="G" * 16), changed(at="1"),
    changed(at=10**15), changed(at=True), changed(name=None), changed(path=["/"]), changed(props={"a": 1}),
    changed(vitals={"lcp": "1"}), changed(vitals={"lcp": float("nan")}), changed(vitals={"other": 1.0}),
    changed(revenue=float("inf")), changed(revenue=1e300), changed(seconds=-1), changed(kind="other"),
    changed(more="x"), changed(name="\ud800"), changed(status=True), changed(campaign="x"),
    json.dumps(good() | {"earlier": "x"}),
    json.dumps(good() | {"units": [{"test_id": "x", "unit": "0" * 32, "arm": 0}]}),
    json.dumps(good() | {"units": [{"test_id": TEST, "unit": "0" * 16, "arm": 0}]}),
    json.dumps(good() | {"units": [{"test_id": TEST, "unit": "0" * 32, "arm": -1}]}), "[" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("body", POISON, ids=range(len(POISON)))
def test_a_poisoned_message_fails_alone(body: str) -> None:
    world = World()
    batch = [Delivery("bad", body), *deliveries(TWO_SITES[:20])]
    done = run(world, batch)
    assert set(done.failed) == {"bad"}
    assert days_of(world) == expected(TWO_SITES[:20]) == rebuilt(world)
    assert "xyz" not in str(done.failed["bad"])


class RefusingSets(FakeEventSets):
    """Refuses what belongs to a site, or to a test."""

    refused = SITE

    def append_all(self, parts: Sequence[SetPart]) -> Sequence[Code24Error | None]:
        for part in parts:
            if self.refused not in part.key:
                self.append(part.key, part.name, part.body, part.expires_at)
        return [Transient("busy") if self.refused in part.key else None for part in parts]


@pytest.mark.parametrize("refused", [SITE, TEST])
def test_a_site_or_a_test_that_fails_fails_its_messages_only(refused: str) -> None:
    world = World()
    world.event_sets = RefusingSets()
    world.event_sets.refused = refused
    done = run(world, deliveries(TWO_SITES))
    theirs = [each for each in TWO_SITES if each.events[0].site_id == SITE]
    if refused == TEST:
        theirs = [each for each in theirs if each.units and any(event.kind != "leave" for event in each.events)]
    assert set(done.failed) == {each.message_id for each in deliveries(theirs)}
    world.event_sets.refused = "nothing"
    run(world, [each for each in deliveries(TWO_SITES) if each.message_id in done.failed])
    assert days_of(world) == expected(TWO_SITES)


def test_an_hour_whose_raw_events_cannot_be_written_is_not_counted_either() -> None:
    world = World()

    def refuse(hour: datetime, batch: str, body: bytes) -> None:
        raise Transient("busy")

    world.raw_events.write = refuse  # type: ignore[method-assign]
    done = run(world, deliveries(TWO_SITES))
    assert len(done.failed) == len({each.message_id for each in deliveries(TWO_SITES)})
    assert not world.event_sets.parts


def test_without_a_note_nothing_is_done() -> None:
    world = World()

    def refuse(hour: datetime, changed: object) -> None:
        raise Transient("busy")

    world.rollups.note_activity = refuse  # type: ignore[method-assign]
    assert len(run(world, deliveries(TWO_SITES)).failed) == len(TWO_SITES)


MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)
YESTERDAY, TODAY = "1" * 16, "2" * 16


def view(minutes: float, visitor: str, number: int, **more: object) -> Event:
    """A view so many minutes after midnight."""
    at = int((MIDNIGHT + timedelta(minutes=minutes)).timestamp() * 1000)
    return Event(SITE, f"{number:016x}", at, visitor, "view", "pageview", "/", **more)  # type: ignore[arg-type]


def night(*minutes: float, batches: int = 1) -> list[Event]:
    """What is stored of the second day, where a visitor saw a page at these minutes."""
    sent = [
        Message((view(each, YESTERDAY if each < 0 else TODAY, number),), "" if each < 0 else YESTERDAY)
        for number, each in enumerate(minutes)
    ]
    world = World(now=MIDNIGHT)
    size = -(-len(sent) // batches)
    for first in range(0, len(sent), size):
        assert not run(world, deliveries(sent[first : first + size])).failed
    for body in (*world.raw_events.objects.values(), *days_of(world).values()):
        assert b"earlier" not in body
    assert days_of(world) == rebuilt(world)
    return sorted(events_of(world.event_sets.read(day_key(SITE, MIDNIGHT.date()))), key=lambda event: event.at)


@pytest.mark.parametrize("batches", [1, 2, 4])
def test_a_visit_across_midnight_keeps_its_visitor(batches: int) -> None:
    found = night(-10, 5, 30, 55, batches=batches)
    assert [(event.visitor, event.continued) for event in found] == 3 * [(YESTERDAY[:10], True)]


@pytest.mark.parametrize("batches", [1, 2, 3])
def test_who_comes_back_later_is_somebody_new(batches: int) -> None:
    found = night(-10, 21, 30, batches=batches)
    assert [(event.visitor, event.continued) for event in found] == 2 * [(TODAY[:10], False)]


def test_who_was_not_there_before_midnight_is_not_tied_to_the_day_before() -> None:
    assert [event.visitor for event in night(1, 2)] == 2 * [TODAY[:10]]


def test_a_page_left_after_midnight_belongs_to_the_visit_that_opened_it() -> None:
    world = World(now=MIDNIGHT)
    leave = replace(view(40, TODAY, 9), kind="leave", name="leave", seconds=3_000.0)
    run(world, deliveries([Message((view(-10, YESTERDAY, 1),)), Message((leave,), YESTERDAY)]))
    [found] = events_of(world.event_sets.read(day_key(SITE, MIDNIGHT.date())))
    assert found.visitor == YESTERDAY[:10]


def test_a_message_that_comes_again_when_more_is_known_is_still_one() -> None:
    """First nothing of the visit was stored; then it is, and the message comes again."""
    world = World(now=MIDNIGHT)
    late, first = Message((view(5, TODAY, 2),), YESTERDAY), Message((view(-10, YESTERDAY, 1),))
    for each in (late, first, late):
        run(world, deliveries([each]))
    [found] = events_of(world.event_sets.read(day_key(SITE, MIDNIGHT.date())))
    assert (found.visitor, found.continued) == (YESTERDAY[:10], True)
    assert days_of(world) == rebuilt(world)


def test_sites_whose_sets_cannot_be_read_fail_alone() -> None:
    world = World(now=MIDNIGHT)

    def refuse(key: str, since: str = "") -> object:
        raise Transient("busy")

    world.event_sets.read = refuse  # type: ignore[method-assign, assignment]
    asking = Message((view(5, TODAY, 2),), YESTERDAY)
    other = messages(1, site_id=OTHER, visits=3)
    assert set(run(world, deliveries([asking, *other])).failed) == {deliveries([asking])[0].message_id}


def test_nothing_stored_has_both_ids_of_a_visitor_or_of_a_test_and_a_day() -> None:
    sent = messages(5, start=MIDNIGHT, visits=40, earlier=True, units=(TEST, 2))
    world = World(now=MIDNIGHT)
    run(world, deliveries(sent))
    lines = [line for body in world.raw_events.objects.values() for line in body.decode().splitlines()]
    units = {unit.unit for each in sent for unit in each.units}
    for each in sent:
        assert not [line for line in lines if each.earlier in line]
    assert not [line for line in lines if any(unit in line for unit in units)]
    visitors = {event.visitor[:10] for event in all_events(sent)}
    assert visitors.isdisjoint(row.unit for row in rows_of(world.event_sets.read(test_key(TEST))))


def test_write_units_of_a_busy_site_and_of_two_hundred() -> None:
    """A unit a KB and part of one; an item has its keys besides what it holds."""
    for sent, most in (
        (exactly(1000), 10),
        ([each for number in range(200) for each in exactly(5, number, site_id=f"s{number:012d}", visits=8)], 500),
    ):
        world = World()
        assert run(world, deliveries(sent)).events == 1000
        items = [
            len(key) + len(name) + len(body) + 60
            for key, parts in world.event_sets.parts.items()
            for name, body in parts.items()
        ]
        [noted] = world.rollups.noted.values()
        units = sum(-(-size // 1024) for size in items) + -(-30 * len(noted) // 1024)
        assert units <= most
