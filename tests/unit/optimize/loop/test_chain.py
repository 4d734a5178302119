from datetime import timedelta

import pytest

from code24.errors import NotFound
from code24.optimize.loop.chain import SUSPENDED, end_loop, restart_loop, signal, wake_loop
from code24.optimize.loop.models import LoopStatus, Turn
from code24.optimize.loop.state import is_dead
from code24.optimize.loop.steps.beginning import begin_cycle
from tests.unit.optimize.loop.world import LoopWorld


@pytest.fixture
def world() -> LoopWorld:
    world = LoopWorld()
    world.start()
    return world


def test_a_dead_loop_is_restarted_exactly_once_by_two_who_find_it(world: LoopWorld) -> None:
    world.clock.advance(hours=1)
    found = [world.loop, world.loop]
    assert all(is_dead(each, world.clock.now()) for each in found)

    restarts = [world.run(restart_loop, each) for each in found]

    assert [each is not None for each in restarts] == [True, False]
    assert world.loop.generation == 2
    assert world.loop_executions.started == {(world.id, 1): 0, (world.id, 2): 0}
    assert world.loop_executions.stopped == [(world.id, 1)]
    assert not is_dead(world.loop, world.clock.now())


def test_the_execution_that_was_thought_dead_ends_when_it_wakes_up(world: LoopWorld) -> None:
    world.run(restart_loop, world.loop)
    answer = world.run(begin_cycle, Turn(site_id=world.id, generation=1))
    assert answer.action == "end"
    assert world.loop.working_since is None


def test_a_restart_that_was_cut_off_before_its_execution_began_is_restarted_when_it_is_late(world: LoopWorld) -> None:
    start, world.loop_executions.start = world.loop_executions.start, _cut_off  # type: ignore[method-assign]
    with pytest.raises(InterruptedError):
        world.run(restart_loop, world.loop)
    world.loop_executions.start = start  # type: ignore[method-assign]
    assert not is_dead(world.loop, world.clock.now())
    world.clock.advance(minutes=16)
    assert is_dead(world.loop, world.clock.now())
    assert world.run(restart_loop, world.loop).generation == 3


def _cut_off(*_: object) -> None:
    raise InterruptedError


def test_several_signals_are_one_early_cycle(world: LoopWorld) -> None:
    world.change(run_requested=False, next_due_at=world.clock.now() + timedelta(hours=8))
    for _ in range(3):
        world.run(signal, world.id, "published")
    assert world.loop.generation == 2
    assert world.loop_executions.started[world.id, 2] == 300
    assert world.loop.signal == "published"


def test_a_signal_to_a_loop_at_work_waits_for_its_cycle(world: LoopWorld) -> None:
    world.change(run_requested=False, working_since=world.clock.now())
    world.run(signal, world.id, "traffic")
    assert (world.loop.generation, world.loop.signal) == (1, "traffic")


def test_a_paused_loop_hears_no_signals(world: LoopWorld) -> None:
    world.change(status=LoopStatus.PAUSED)
    world.run(signal, world.id, "traffic")
    assert (world.loop.generation, world.loop.signal) == (1, "")


def test_only_a_loop_that_its_sites_suspension_paused_wakes_with_the_site(world: LoopWorld) -> None:
    world.change(status=LoopStatus.PAUSED, reason="paused by the owner")
    world.run(wake_loop, world.id)
    assert world.loop.status is LoopStatus.PAUSED
    world.change(reason=SUSPENDED)
    world.run(wake_loop, world.id)
    assert (world.loop.status, world.loop.generation, world.loop.reason) == (LoopStatus.RUNNING, 2, "")
    world.run(wake_loop, "s00000000none")


def test_an_ended_loop_never_begins_again(world: LoopWorld) -> None:
    world.run(end_loop, world.id, "its site is deleted")
    assert world.run(restart_loop, world.loop) is None
    assert world.loop_executions.stopped == [(world.id, 1)]
    with pytest.raises(NotFound):
        world.run(end_loop, "s00000000none", "no loop")
