"""Looks that visitors bring: as often as there may be something new, with few requests, and harm is seen at once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.errors import Damaged, Transient
from code24.experiments.drafts.models import Draft, DraftVariant
from code24.experiments.engine.asking import ask_for_looks
from code24.experiments.engine.control import create_test, pause_test, resume_test, start_test
from code24.experiments.engine.watching import BETWEEN_RECORDS, LONGEST_WAIT
from code24.experiments.models import AbTest, AbTestStatus, Outcome, TextEdit
from code24.runtime import wiring
from code24.runtime.wiring import port
from tests.ab_test_fakes import CUSTOMER, NOW, PAGE, SITE, World
from tests.statemachines.machine import create_tables_and_buckets

HEADLINE = TextEdit(path="/", selector="h1", text="Sourdough, baked at night")


def running(world: World) -> str:
    draft = Draft(variants=(DraftVariant(name="Bread", edits=(HEADLINE,)),))
    test: AbTest = world.run(create_test, SITE, draft, CUSTOMER)
    world.run(start_test, SITE, test.test_id, CUSTOMER)
    world.look(test.test_id)
    world.clock.advance(minutes=3)
    world.seen(test.test_id, 0, 100, 10, tag="first")
    world.seen(test.test_id, 1, 100, 10, tag="first")
    world.look(test.test_id)
    assert world.test(test.test_id).status is AbTestStatus.RUNNING
    return test.test_id


def noted(world: World, **later: float) -> None:
    """Let something be stored of the site."""
    now = world.clock.now() + timedelta(**later)
    world.rollups.note_activity(now.replace(minute=0, second=0, microsecond=0), [(SITE, now)])


def asked(world: World) -> list[tuple[str, str | None]]:
    """The looks at tests that one tick asks for."""
    world.test_queue.sent.clear()
    world.run(ask_for_looks, world.clock.now())
    return [(site_id, test_id) for site_id, test_id in world.test_queue.sent if test_id is not None]


def test_while_nobody_comes_a_test_is_looked_at_four_times_a_day() -> None:
    world = World()
    test_id = running(world)
    looks = 0
    for _ in range(24 * 20):
        world.clock.advance(minutes=3)
        for _, due in asked(world):
            looks += 1
            world.look(due, watched=(SITE, due) in world.test_queue.watched)
    assert looks == 4
    assert world.test(test_id).next_look_at == world.clock.now() + LONGEST_WAIT


def test_every_tick_looks_as_long_as_there_may_be_something_new() -> None:
    world = World()
    test_id = running(world)
    world.clock.advance(minutes=117)  # it is 14:00 now
    assert world.clock.now() == NOW + timedelta(hours=2)
    assert asked(world) == []
    world.clock.advance(minutes=57)
    noted(world)
    looks = []
    for _ in range(6):
        looks.append(asked(world))
        world.clock.advance(minutes=3)
    assert looks == [[(SITE, test_id)]] * 5 + [[]], "from 14:57 to 15:09, and not at 15:12"
    assert set(world.test_queue.watched) == {(SITE, test_id)}


def test_a_test_whose_time_has_come_is_asked_for_once() -> None:
    world = World()
    test_id = running(world)
    world.clock.advance(hours=6)
    noted(world)
    assert asked(world) == [(SITE, test_id)]
    assert world.test_queue.watched == []


def test_harm_is_found_by_the_tick_after_it_was_stored() -> None:
    world = World()
    test_id = running(world)
    world.clock.advance(minutes=3)
    world.seen(test_id, 0, 60, 6, tag="harm")
    world.seen(test_id, 1, 60, 6, errors=40, tag="harm")
    noted(world)
    world.clock.advance(minutes=3)
    assert asked(world) == [(SITE, test_id)]
    world.look(test_id, watched=True)
    test = world.test(test_id)
    assert (test.status, test.outcome) == (AbTestStatus.STOPPED, Outcome.HARM)
    assert not world.traffic_plans.get(SITE).tests


def test_another_website_is_noticed_by_the_next_look() -> None:
    world = World()
    test_id = running(world)
    world.publish(PAGE.replace("Leith", "Fife"))
    world.look(test_id, watched=True)
    assert world.test(test_id).outcome is Outcome.REPLACED


def test_figures_are_recorded_when_an_hour_has_passed_or_a_tenth_more_came() -> None:
    world = World()
    test_id = running(world)
    recorded = world.test(test_id)
    for number, (visitors, is_recorded) in enumerate([(10, False), (1, True), (0, False)]):
        world.clock.advance(minutes=3)
        world.seen(test_id, 0, visitors, 0, tag=f"more {number}")
        world.look(test_id, watched=True)
        assert (world.test(test_id) != recorded) is is_recorded, number
        recorded = world.test(test_id)
    assert recorded.results
    assert recorded.results.arms[0].exposed == 111
    world.clock.advance(seconds=BETWEEN_RECORDS.total_seconds())
    world.look(test_id, watched=True)
    after = world.test(test_id).results
    assert after
    assert (after.at, after.arms) == (world.clock.now(), recorded.results.arms)


def test_a_look_that_is_wanted_soon_is_not_put_off_by_one_that_goes_on() -> None:
    world = World()
    test_id = running(world)
    read = world.event_sets.read

    def meanwhile(key: str, since: str = "") -> Any:
        world.event_sets.read = read  # type: ignore[method-assign]
        world.run(pause_test, SITE, test_id, CUSTOMER)
        world.run(resume_test, SITE, test_id, CUSTOMER)
        return read(key, since)

    world.event_sets.read = meanwhile  # type: ignore[method-assign]
    world.clock.advance(hours=2)
    world.look(test_id, watched=True)
    assert world.test(test_id).next_look_at == world.clock.now() + LONGEST_WAIT
    assert [each.test_id for each in world.traffic_plans.get(SITE).tests] == [test_id], "visitors are in it again"


@pytest.mark.parametrize(("error", "is_watched"), [(Damaged("It is torn."), False), (Transient("Busy."), True)])
def test_what_cannot_be_read_waits_for_its_time_unless_that_passes(error: Exception, is_watched: bool) -> None:
    world = World()
    test_id = running(world)
    before, read = world.test(test_id), world.event_sets.read

    def broken(key: str, since: str = "") -> Any:
        raise error

    world.event_sets.read = broken  # type: ignore[method-assign]
    world.clock.advance(minutes=3)
    noted(world)
    with pytest.raises(type(error)):
        world.look(test_id, watched=True)
    after = world.test(test_id)
    later = before.next_look_at if is_watched else world.clock.now() + timedelta(minutes=15)
    assert (after.is_watched, after.next_look_at) == (is_watched, later)
    assert asked(world) == [(SITE, test_id)] * is_watched
    world.event_sets.read = read  # type: ignore[method-assign]
    world.clock.advance(minutes=15)
    world.look(test_id, watched=is_watched)
    assert world.test(test_id).is_watched


def test_of_more_tests_than_there_is_room_for_all_have_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("code24.experiments.engine.asking.MOST_DUE", 2)
    monkeypatch.setattr("code24.experiments.engine.asking.LEAST_DUE", 2)
    world = World()
    known = world.test(running(world))
    for number in range(4):
        world.tests.create(known.model_copy(update={"test_id": f"t99999999{number:04d}"}))
    seen: Counter[str | None] = Counter()
    for _ in range(5):
        world.clock.advance(minutes=3)
        noted(world)
        looks = asked(world)
        assert len(looks) == 2
        seen.update(test_id for _, test_id in looks)
    assert set(seen.values()) == {2}
    assert len(seen) == 5


@contextmanager
def requests_counted() -> Iterator[Counter[str]]:
    """Requests to DynamoDB by operation."""
    found: Counter[str] = Counter()

    def count(model: Any, **_: Any) -> None:
        found[model.name] += 1

    aws.dynamodb().meta.events.register("before-call.dynamodb.*", count)
    yield found
    aws.dynamodb().meta.events.unregister("before-call.dynamodb.*", count)


class Stored(World):
    """A world whose tests, visitors of tests and plans of traffic lie in tables."""

    def __init__(self) -> None:
        super().__init__()
        self.tests, self.event_sets = port("tests"), port("event_sets")
        self.site_analytics, self.traffic_plans = port("site_analytics"), port("traffic_plans")


@pytest.fixture
def stored() -> Iterator[Stored]:
    aws.forget()
    wiring.port.cache_clear()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_tables_and_buckets()
        yield Stored()
    aws.forget()
    wiring.port.cache_clear()


def test_requests_of_a_look(stored: Stored) -> None:
    """Beside them each reads the site, which is in memory here."""
    test_id = running(stored)
    with requests_counted() as nothing_new:
        stored.look(test_id, watched=True)
    assert nothing_new == {"GetItem": 2, "Query": 1}, "the test and the site's goals; its visitors"
    stored.seen(test_id, 0, 5, 0, tag="few")
    with requests_counted() as something_new:
        stored.look(test_id, watched=True)
    assert something_new == nothing_new
    stored.clock.advance(hours=1)
    with requests_counted() as recorded:
        stored.look(test_id, watched=True)
    assert recorded - nothing_new == {"GetItem": 1, "PutItem": 1}
    stored.clock.advance(hours=6)
    with requests_counted() as timed:
        stored.look(test_id)
    assert timed - recorded == {"GetItem": 2}, "the plan of traffic, and the test again"
