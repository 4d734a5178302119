from datetime import timedelta

import pytest

from code24.build.models import Build, BuildStatus
from code24.errors import NotFound
from code24.sites.models import SiteStatus
from code24.upkeep.attending.attend import attend
from code24.upkeep.attending.builds import MOST_RUNS
from code24.upkeep.attending.models import Result
from code24.upkeep.models import Kind, Outcome
from code24.upkeep.resuming import redrive_parked_build
from tests.unit.sites.world import ANN
from tests.unit.upkeep.attending.world import UpkeepWorld

SILENT = timedelta(minutes=7)


class Builder(UpkeepWorld):
    """A second build of Ann's site is at work."""

    def __init__(self) -> None:
        super().__init__()
        self.second = self.build(self.site).build_id
        self.executions.start(self.second)
        self.builds.worker_started(self.second, "brand", self.clock.now())
        self.pass_by(SILENT)

    @property
    def record(self) -> Build:
        return self.builds.get(self.second)

    def end(self, status: BuildStatus | None) -> None:
        """Let the present run's execution end without a word, or vanish."""
        key = self.second, self.record.runs
        if status is None:
            self.executions.statuses.pop(key)
        else:
            self.executions.statuses[key] = status

    def look(self) -> Result:
        return self.attend(Kind.BUILD, self.second).outcome


@pytest.fixture
def world() -> Builder:
    return Builder()


def test_a_build_that_is_at_work_is_left_alone(world: Builder) -> None:
    assert world.look() is Result.WELL
    assert world.executions.started == [(world.second, 1)]
    assert world.noted == []


@pytest.mark.parametrize("status", [BuildStatus.TERMINATED, BuildStatus.ERRORED, BuildStatus.COMPLETE, None])
def test_a_build_whose_execution_is_gone_runs_again(world: Builder, status: BuildStatus | None) -> None:
    world.end(status)
    assert world.look() is Result.REPAIRED
    assert world.executions.started == [(world.second, 1), (world.second, 2)]
    assert (world.record.status, world.record.runs) == (BuildStatus.QUEUED, 2)
    [incident] = world.noted
    assert (incident.id, incident.done) == (world.second, "Run 2 began; finished workers answer from memory.")
    assert world.look() is Result.WELL
    assert world.executions.started == [(world.second, 1), (world.second, 2)]


def test_of_two_at_once_one_runs_the_build_again(world: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    world.end(BuildStatus.TERMINATED)
    status, outcomes = world.executions.status, []

    def meanwhile(build_id: str, run: int = 1) -> BuildStatus | None:
        monkeypatch.setattr(world.executions, "status", status)
        found = status(build_id, run)
        outcomes.append(world.look())
        return found

    monkeypatch.setattr(world.executions, "status", meanwhile)
    outcomes.append(world.run(attend, world.attention(Kind.BUILD, world.second)).outcome)

    assert outcomes == [Result.REPAIRED, Result.LEFT]
    assert world.executions.started == [(world.second, 1), (world.second, 2)]
    assert len(world.noted) == 1


def test_a_run_that_was_cut_off_before_it_started_is_started(world: Builder) -> None:
    world.end(BuildStatus.TERMINATED)
    world.builds.begin_run(world.second, 1, world.clock.now())  # and then whoever did this died
    world.pass_by(SILENT)
    assert world.look() is Result.REPAIRED
    assert world.executions.started == [(world.second, 1), (world.second, 2)]
    assert world.record.runs == 2


def test_a_build_that_keeps_dying_ends_with_a_reason(world: Builder) -> None:
    outcomes = []
    for _ in range(MOST_RUNS):
        world.end(BuildStatus.TERMINATED)
        world.pass_by(SILENT)
        outcomes.append(world.look())

    assert outcomes == [Result.REPAIRED, Result.REPAIRED, Result.PARKED]
    assert world.record.status is BuildStatus.ERRORED
    assert world.record.error is not None
    assert world.record.error.message == (
        "The build's execution was stopped without writing a result. It was run 3 times. Start it again with"
        f" POST /build/{world.second}/redrive; finished work is not repeated."
    )
    [parked] = world.incidents.parked(10)
    assert (parked.kind, parked.id, parked.attempts) == (Kind.BUILD, world.second, 3)
    assert world.look() is Result.PARKED
    assert len(world.incidents.parked(10)) == 1
    assert len(world.executions.started) == MOST_RUNS


def test_a_parked_build_that_somebody_runs_again_waits_for_nobody(world: Builder) -> None:
    for _ in range(MOST_RUNS):
        world.end(BuildStatus.TERMINATED)
        world.pass_by(SILENT)
        world.look()
    world.run(redrive_parked_build, world.second, ANN)
    assert world.incidents.parked(10) == []
    assert [each.outcome for each in world.noted] == [Outcome.REPAIRED, Outcome.REPAIRED, Outcome.RESOLVED]
    assert world.executions.started[-1] == (world.second, 4)


def test_an_end_that_was_written_meanwhile_stays(world: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    status = world.executions.status

    def ending(build_id: str, run: int = 1) -> BuildStatus | None:
        world.builds.end(build_id, BuildStatus.COMPLETE, world.clock.now())
        world.end(BuildStatus.COMPLETE)
        return status(build_id, run)

    monkeypatch.setattr(world.executions, "status", ending)
    assert world.look() is Result.LEFT
    assert world.record.status is BuildStatus.COMPLETE
    assert world.executions.started == [(world.second, 1)]


def test_the_build_of_a_deleted_site_is_terminated(world: Builder) -> None:
    site = world.sites.get(world.id)
    world.sites.records[world.id] = site.model_copy(update={"status": SiteStatus.DELETING})
    assert world.look() is Result.GONE
    assert world.executions.stopped == [(world.second, 1)]
    assert (world.record.status, world.record.error and world.record.error.error) == (
        BuildStatus.TERMINATED,
        "SiteDeleted",
    )
    world.builds.delete(world.second)
    assert world.look() is Result.GONE
    with pytest.raises(NotFound):
        world.builds.get(world.second)
