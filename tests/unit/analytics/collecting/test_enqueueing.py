from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from code24.analytics.collecting.enqueueing import Enqueuer
from code24.analytics.collecting.writing import Seen
from code24.analytics.event import Event
from code24.errors import Transient
from tests.collecting_fakes import FIREFOX, HOME, NOW, FakeEventQueue, FakeSalts
from tests.visitors import SITE_ID


class World:
    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.salts, self.queue = FakeSalts(lambda: self.now), FakeEventQueue()
        self.enqueuer = Enqueuer(self.salts, self.queue, lambda: self.now)

    def seen(self) -> Seen:
        return self.enqueuer.seen(SITE_ID, None, HOME, FIREFOX, "DE")

    def event(self, at: datetime | None = None, **more: object) -> Event:
        moment = int((at or self.now).timestamp() * 1000)
        return replace(Event(SITE_ID, "0" * 16, moment, "1" * 16, "view", "pageview", "/"), **more)  # type: ignore[arg-type]


def test_nothing_is_no_message() -> None:
    world = World()
    assert world.enqueuer.send(world.seen(), ()) == 0
    assert world.queue.bodies == []


def test_no_salt_is_read_before_an_id_is_asked_for() -> None:
    world = World()
    seen = world.seen()
    assert world.salts.made == 0
    assert seen.visitor(NOW.date()) == seen.visitor(NOW.date())
    assert world.salts.made == 1


@pytest.mark.parametrize(
    ("hour", "age", "says"),
    [(0, 0, True), (3, 0, True), (4, 0, False), (23, 0, False), (1, 2, False)],
    ids=["midnight", "night", "morning", "evening", "of yesterday"],
)
def test_who_somebody_was_yesterday_is_said_in_the_first_hours(hour: int, age: int, says: bool) -> None:
    world = World(datetime(2026, 3, 10, hour, 30, tzinfo=UTC))
    seen = world.seen()
    world.enqueuer.send(seen, (world.event(world.now - timedelta(hours=age)),))
    [message] = world.queue.messages
    assert message.earlier == (seen.visitor(date(2026, 3, 9)) if says else "")


def test_a_message_has_as_many_events_as_there_is_room_for() -> None:
    world = World()
    events = [world.event(props={f"{name}": "ü" * 2_000 for name in range(30)}) for _ in range(10)]
    assert world.enqueuer.send(world.seen(), events) == 1
    assert len(world.queue.bodies[0]) < 240_000
    assert len(world.queue.messages[0].events) == 1


def test_midnight_within_a_request_asks_for_another_one() -> None:
    world = World(datetime(2026, 3, 10, 23, 59, 59, tzinfo=UTC))
    seen = world.seen()
    world.now += timedelta(seconds=2)
    with pytest.raises(Transient):
        seen.visitor(date(2026, 3, 9))
    assert seen.visitor(date(2026, 3, 10))
