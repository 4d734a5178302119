"""Whoever looks after something dies between what it does and its note: the incident is there all the same, once."""

from datetime import timedelta

import pytest

from code24.build.models import BuildStatus
from code24.optimize.loop.models import LoopStatus
from code24.upkeep.attending.attend import attend
from code24.upkeep.attending.builds import MOST_RUNS
from code24.upkeep.attending.loops import MOST_DEATHS
from code24.upkeep.models import Attention, Incident, Kind, Outcome
from tests.unit.upkeep.attending.world import LATE, UpkeepWorld


class DeathError(BaseException):
    """Nothing of the process can catch this."""


@pytest.fixture
def world() -> UpkeepWorld:
    return UpkeepWorld()


def died_and_delivered_again(
    world: UpkeepWorld, attention: Attention, monkeypatch: pytest.MonkeyPatch, *, at: int
) -> None:
    """Look, and die at the note of this number; the queue delivers the message again."""
    note, notes = world.incidents.note, [0]

    def dying(incident: Incident) -> None:
        notes[0] += 1
        if notes[0] == at:
            raise DeathError
        note(incident)

    with monkeypatch.context() as patch:
        patch.setattr(world.incidents, "note", dying)
        with pytest.raises(DeathError):
            world.run(attend, attention)
    world.run(attend, attention)


@pytest.mark.parametrize("at", [1, 2])
def test_a_loop_that_was_restarted(world: UpkeepWorld, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    world.pass_by(LATE)
    died_and_delivered_again(world, world.attention(Kind.LOOP), monkeypatch, at=at)
    assert world.executions_of_loop == [1, 2]
    assert [(each.incident_id, each.outcome) for each in world.noted] == [(f"loop-{world.id}-g1", Outcome.REPAIRED)]


def test_a_loop_that_was_parked(world: UpkeepWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    world.pass_by(LATE)
    world.change(deaths=MOST_DEATHS - 1)
    died_and_delivered_again(world, world.attention(Kind.LOOP), monkeypatch, at=1)
    assert world.loop.status is LoopStatus.PAUSED
    [parked] = world.incidents.parked(10)
    assert parked.attempts == MOST_DEATHS


@pytest.mark.parametrize("at", [1, 2])
def test_a_build_that_was_run_again(world: UpkeepWorld, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    build_id = stopped(world, runs=1)
    died_and_delivered_again(world, world.attention(Kind.BUILD, build_id), monkeypatch, at=at)
    assert world.executions.started == [(build_id, 1), (build_id, 2)]
    assert [(each.id, each.outcome) for each in world.noted] == [(build_id, Outcome.REPAIRED)]


def test_a_build_that_was_ended(world: UpkeepWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    build_id = stopped(world, runs=MOST_RUNS)
    died_and_delivered_again(world, world.attention(Kind.BUILD, build_id), monkeypatch, at=1)
    assert world.builds.get(build_id).status is BuildStatus.ERRORED
    [parked] = world.incidents.parked(10)
    assert (parked.id, parked.attempts) == (build_id, MOST_RUNS)


def stopped(world: UpkeepWorld, *, runs: int) -> str:
    """A build whose execution of this run was stopped."""
    build_id = world.build(world.site).build_id
    world.executions.start(build_id)
    world.builds.worker_started(build_id, "brand", world.clock.now())
    world.builds.records[build_id] = world.builds.get(build_id).model_copy(update={"runs": runs})
    world.executions.statuses[build_id, runs] = BuildStatus.TERMINATED
    world.pass_by(timedelta(minutes=7))
    return build_id
