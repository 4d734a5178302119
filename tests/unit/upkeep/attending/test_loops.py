from datetime import timedelta

import pytest

from code24.optimize.loop.control import run_now
from code24.optimize.loop.models import Action, JobStatus, LoopStatus, Turn
from code24.optimize.loop.state import job_of, rested
from code24.optimize.loop.steps.beginning import begin_cycle
from code24.sites.models import SiteStatus
from code24.sites.workers import suspend_site
from code24.upkeep.attending.attend import attend
from code24.upkeep.attending.loops import MOST_DEATHS
from code24.upkeep.attending.models import Result
from code24.upkeep.models import Kind, Outcome
from code24.upkeep.resuming import resume_parked_loop
from tests.unit.sites.world import ANN
from tests.unit.upkeep.attending.world import LATE, UpkeepWorld


@pytest.fixture
def world() -> UpkeepWorld:
    return UpkeepWorld()


def begin(world: UpkeepWorld) -> Action:
    """What the execution of the present generation is told when it wakes up."""
    turn = Turn(site_id=world.id, generation=world.loop.generation)
    action: Action = world.run(begin_cycle, turn).action
    return action


def test_a_loop_that_is_not_late_is_well(world: UpkeepWorld) -> None:
    world.pass_by(LATE - timedelta(minutes=2))
    assert world.attend(Kind.LOOP).outcome is Result.WELL
    assert world.executions_of_loop == [1]
    assert world.noted == []


def test_a_dead_loop_is_taken_over_by_the_next_execution(world: UpkeepWorld) -> None:
    world.pass_by(LATE)
    assert world.attend(Kind.LOOP).outcome is Result.REPAIRED
    assert world.executions_of_loop == [1, 2]
    assert world.loop_executions.stopped == [(world.id, 1)]
    assert begin(world) is Action.WORK
    [incident] = world.noted
    assert (incident.incident_id, incident.outcome) == (f"loop-{world.id}-g1", Outcome.REPAIRED)
    assert incident.reason == "Cycle 1 was due at 2026-03-01 13:00 UTC and has not begun."
    assert (incident.done, incident.attempts) == ("The execution of generation 2 took over.", 1)
    assert (incident.customer_id, incident.site_id) == (ANN, world.id)


def test_looking_twice_starts_one_execution(world: UpkeepWorld) -> None:
    world.pass_by(LATE)
    world.attend(Kind.LOOP)
    assert world.attend(Kind.LOOP).outcome is Result.WELL
    assert world.executions_of_loop == [1, 2]
    assert len(world.noted) == 1


def test_of_two_at_once_one_starts_an_execution(world: UpkeepWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    world.pass_by(LATE)
    read, outcomes = world.loops.get, []

    def meanwhile(site_id: str) -> object:
        """The other one does everything between the first one's read and write."""
        found = read(site_id)
        monkeypatch.setattr(world.loops, "get", read)
        outcomes.append(world.attend(Kind.LOOP).outcome)
        return found

    monkeypatch.setattr(world.loops, "get", meanwhile)
    outcomes.append(world.run(attend, world.attention(Kind.LOOP)).outcome)

    assert outcomes == [Result.REPAIRED, Result.LEFT]
    assert world.executions_of_loop == [1, 2]
    assert len(world.noted) == 1


def test_the_next_cycle_takes_over_the_job_of_a_dead_one(world: UpkeepWorld) -> None:
    assert begin(world) is Action.WORK
    [job] = world.jobs.records.values()
    world.pass_by(timedelta(minutes=46))

    assert world.attend(Kind.LOOP).outcome is Result.REPAIRED
    assert "has been at work since 2026-03-01 12:00 UTC" in world.noted[0].reason
    assert world.jobs.get(job.id).status is JobStatus.RUNNING
    assert begin(world) is Action.WORK
    assert [each.id for each in world.jobs.records.values()] == [job.id]


def test_a_job_that_nobody_takes_over_ends_with_a_reason(world: UpkeepWorld) -> None:
    begin(world)
    asked = world.run(run_now, world.id, ANN)
    world.pass_by(timedelta(minutes=46))

    world.attend(Kind.LOOP)
    begin(world)

    ended = world.jobs.get(job_of(world.id, 1))
    assert ended.status is JobStatus.ERRORED
    assert ended.error is not None
    assert ended.error.message.endswith("The next cycle does what was asked for meanwhile.")
    assert world.jobs.get(asked.id).status is JobStatus.RUNNING
    assert len(world.jobs.records) == 2


def test_a_job_that_is_complete_stays_complete(world: UpkeepWorld) -> None:
    begin(world)
    world.run(run_now, world.id, ANN)
    job = world.jobs.get(job_of(world.id, 1))
    world.jobs.put(job.model_copy(update={"status": JobStatus.COMPLETE}))
    world.pass_by(timedelta(minutes=46))

    world.attend(Kind.LOOP)

    assert world.jobs.get(job.id).status is JobStatus.COMPLETE


def killed(world: UpkeepWorld, times: int) -> list[Result]:
    """Let executions die in the middle of a cycle, one after another."""
    outcomes = []
    for _ in range(times):
        assert begin(world) is Action.WORK
        world.pass_by(timedelta(minutes=46))
        outcomes.append(world.attend(Kind.LOOP).outcome)
    return outcomes


def test_a_loop_whose_executions_keep_dying_is_parked(world: UpkeepWorld) -> None:
    assert killed(world, MOST_DEATHS) == [Result.REPAIRED] * (MOST_DEATHS - 1) + [Result.PARKED]

    assert world.loop.status is LoopStatus.PAUSED
    assert world.loop.reason == (
        "parked: Cycle 1 has been at work since 2026-03-01 15:04 UTC, longer than any cycle may be."
        f" {MOST_DEATHS} executions in a row died without finishing a cycle."
    )
    [job] = world.jobs.records.values()
    assert (job.status, job.error and job.error.error) == (JobStatus.ERRORED, "ExecutionDied")
    [parked] = world.incidents.parked(10)
    assert (parked.attempts, parked.outcome) == (MOST_DEATHS, Outcome.PARKED)
    assert world.attend(Kind.LOOP).outcome is Result.PARKED
    assert world.incidents.parked(10) == [parked]


def test_a_parked_loop_goes_on_when_it_is_resumed(world: UpkeepWorld) -> None:
    killed(world, MOST_DEATHS)
    world.run(resume_parked_loop, world.id, ANN)

    assert world.loop.status is LoopStatus.RUNNING
    assert world.incidents.parked(10) == []
    assert begin(world) is Action.WORK
    assert [job.status for job in world.jobs.records.values()] == [JobStatus.ERRORED, JobStatus.RUNNING]
    world.pass_by(timedelta(minutes=46))
    assert world.attend(Kind.LOOP).attempts == 1


def test_a_finished_cycle_forgives_earlier_deaths(world: UpkeepWorld) -> None:
    killed(world, MOST_DEATHS - 1)
    assert world.loop.deaths == MOST_DEATHS - 1
    world.loops.replace(rested(world.loop, world.clock.now(), changed=True))
    world.pass_by(LATE)
    assert killed(world, 1) == [Result.REPAIRED]


def test_a_loop_that_its_owner_paused_is_left_alone(world: UpkeepWorld) -> None:
    world.change(status=LoopStatus.PAUSED)
    world.pass_by(LATE)
    assert world.attend(Kind.LOOP).outcome is Result.LEFT
    assert world.executions_of_loop == [1]


def test_a_suspended_sites_loop_pauses_itself(world: UpkeepWorld) -> None:
    world.run(suspend_site, world.id, ANN)
    world.pass_by(LATE)
    world.attend(Kind.LOOP)
    assert begin(world) is Action.END
    assert world.loop.status is LoopStatus.PAUSED


def test_the_loop_of_a_deleted_site_is_ended(world: UpkeepWorld) -> None:
    site = world.sites.get(world.id)
    world.sites.records[world.id] = site.model_copy(update={"status": SiteStatus.DELETING})
    world.pass_by(LATE)
    assert world.attend(Kind.LOOP).outcome is Result.GONE
    assert world.loop.status is LoopStatus.ENDED
    world.loops.delete(world.id)
    assert world.attend(Kind.LOOP).outcome is Result.GONE
    assert world.noted == []
