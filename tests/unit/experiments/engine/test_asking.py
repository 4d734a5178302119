"""What one tick asks for, however much is due."""

from collections.abc import Sequence

import pytest

from code24.experiments.engine.asking import DEADLINE, LEAST_DUE, MOST_DUE, AskedFor, ask_for_looks
from code24.experiments.ports import DueTest
from tests.ab_test_fakes import NOW, SITE, World


class ManyDue(World):
    """A world in which more tests are due than anybody would make for a test."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.looks = [DueTest(SITE, f"t{number:012d}") for number in range(count)]
        self.asked_at_once: list[int] = []
        self.limits: list[int] = []
        self.takes = 0.0
        send_all = self.test_queue.send_all

        def sent(looks: Sequence[tuple[str, str | None]], *, watched: bool = False) -> None:
            self.asked_at_once.append(len(looks))
            self.clock.advance(seconds=self.takes)
            send_all(looks, watched=watched)

        def due(now: object, limit: int) -> Sequence[DueTest]:
            self.limits.append(limit)
            return self.looks[:limit]

        self.test_queue.send_all = sent  # type: ignore[method-assign]
        self.tests.due = due  # type: ignore[method-assign]


@pytest.mark.parametrize(("waiting", "asked"), [(0, MOST_DUE), (15_000, 5_000), (480_000, LEAST_DUE)])
def test_a_queue_that_nobody_empties_does_not_grow_by_all_that_is_due(waiting: int, asked: int) -> None:
    world = ManyDue(30_000)
    world.test_queue.unseen = waiting
    assert len(world.run(ask_for_looks, NOW).tests) == len(world.test_queue.sent) == asked


def test_ten_thousand_running_tests_are_all_looked_at_by_each_tick() -> None:
    world = ManyDue(10_000)
    assert world.run(ask_for_looks, NOW) == AskedFor(tests=tuple(world.looks), sites=0)
    assert world.limits == [MOST_DUE], "one query of the index"
    assert world.test_queue.sent == [(look.site_id, look.test_id) for look in world.looks]
    assert len(world.asked_at_once) == 20


def test_a_slow_queue_ends_a_tick_at_its_deadline() -> None:
    world = ManyDue(10_000)
    world.takes = 40.0
    world.rollups.note_activity(NOW.replace(hour=11, minute=0), [(SITE, NOW)])
    found: AskedFor = world.run(ask_for_looks, NOW)
    assert found == AskedFor(tests=tuple(world.looks[:1_500]), sites=0)
    assert world.clock.now() - NOW < 2 * DEADLINE


def test_with_nothing_due_nothing_is_sent() -> None:
    world = ManyDue(0)
    assert world.run(ask_for_looks, NOW) == AskedFor(tests=(), sites=0)
    assert not world.asked_at_once
