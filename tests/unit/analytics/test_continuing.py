"""Visits across midnight, when workers die and the queue delivers again: each event stays one, under one id."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from code24.analytics.event import Event, Message
from code24.analytics.sets import day_key, events_of
from tests.traffic import SITE
from tests.unit.analytics.dying import Died, World
from tests.unit.analytics.test_processing import deliveries, run

MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)
VISITORS, VIEWS = 12, (-10, 5, 30, 55)


def sent() -> list[Message]:
    """Every visitor sees a page before midnight and some after it, under another id that knows of the first one."""
    found = []
    for visitor in range(VISITORS):
        earlier, later = f"{visitor + 100:010x}000000", f"{visitor + 500:010x}000000"
        for number, minutes in enumerate(VIEWS):
            at = int((MIDNIGHT + timedelta(minutes=minutes, seconds=visitor)).timestamp() * 1_000)
            event_id = f"{visitor * 10 + number:016x}"
            before = minutes < 0
            event = Event(SITE, event_id, at, earlier if before else later, "view", "pageview", "/")
            found.append(Message((event,), "" if before else earlier))
    return found


def stored(world: World) -> list[Event]:
    days = (MIDNIGHT.date() - timedelta(days=1), MIDNIGHT.date())
    return [event for day in days for event in events_of(world.event_sets.read(day_key(SITE, day)))]


@settings(max_examples=25)
@given(st.integers(0, 2**32))
def test_no_death_and_no_duplicate_loses_or_doubles_an_event_of_a_visit_that_goes_on(seed: int) -> None:
    random, world = Random(seed), World(Random(seed), now=MIDNIGHT + timedelta(hours=1))
    queue = deliveries(sent())
    while queue:
        batch = random.choices(queue, k=random.randint(1, 30))
        world.lives = random.randint(0, 8) if random.random() < 0.5 else None
        try:
            done = run(world, batch)
        except Died:
            continue
        assert not done.failed
        if random.random() < 0.8:
            gone = {each.message_id for each in batch}
            queue = [each for each in queue if each.message_id not in gone]
    found = stored(world)
    assert Counter(event.event_id[-6:] for event in found) == Counter(
        event.event_id[-6:] for message in sent() for event in message.events
    )
    assert all(
        event.continued is (int(event.visitor, 16) < 500) for event in found if event.at >= MIDNIGHT.timestamp() * 1_000
    )


def test_in_one_batch_in_any_order_every_visit_goes_on() -> None:
    world, queue = World(now=MIDNIGHT + timedelta(hours=1)), deliveries(sent())
    Random(1).shuffle(queue)
    assert not run(world, queue).failed
    assert {event.visitor for event in stored(world)} == {f"{visitor + 100:010x}" for visitor in range(VISITORS)}
