import pytest

from code24.errors import Conflict, NotFound
from code24.optimize.loop.control import loop_of, pause_loop, resume_loop, run_now, stop_loop, undo_fix
from code24.optimize.loop.models import JobStatus, LoopStatus, OptimizationJob
from code24.sites.workers import delete_site, suspend_site
from tests.unit.optimize.loop.world import LoopWorld
from tests.unit.sites.world import ANN, BOB


@pytest.fixture
def world() -> LoopWorld:
    world = LoopWorld()
    world.start()
    world.change(run_requested=False, asked_job=None)
    return world


@pytest.mark.parametrize("use_case", [loop_of, pause_loop, resume_loop, run_now, stop_loop])
def test_somebody_elses_loop_is_no_loop(world: LoopWorld, use_case: object) -> None:
    with pytest.raises(NotFound, match="There is no site"):
        world.run(use_case, world.id, BOB)  # type: ignore[arg-type]


def test_a_resting_loop_is_paused_at_once_and_resumed_by_the_next_execution(world: LoopWorld) -> None:
    assert world.run(pause_loop, world.id, ANN) == world.run(pause_loop, world.id, ANN)
    assert set(world.loop_executions.stopped) == {(world.id, 1)}
    with pytest.raises(Conflict, match="paused"):
        world.run(run_now, world.id, ANN)
    assert world.run(resume_loop, world.id, ANN).generation == 2
    assert world.run(resume_loop, world.id, ANN).generation == 2, "one that runs stays as it is"


def test_a_cycle_that_is_at_work_is_finished(world: LoopWorld) -> None:
    world.change(working_since=world.clock.now())
    world.run(stop_loop, world.id, ANN)
    assert world.loop_executions.stopped == []
    assert world.loop.status is LoopStatus.STOPPED
    with pytest.raises(Conflict, match="stopped"):
        world.run(pause_loop, world.id, ANN)


def test_a_loop_that_died_at_work_and_was_paused_is_restarted_when_it_is_resumed(world: LoopWorld) -> None:
    world.change(working_since=world.clock.now())
    world.run(pause_loop, world.id, ANN)
    world.clock.advance(hours=2)
    assert world.run(resume_loop, world.id, ANN).generation == 2
    assert world.loop_executions.started[world.id, 2] == 0


def test_running_now_restarts_a_resting_loop_with_a_job(world: LoopWorld) -> None:
    job = world.run(run_now, world.id, ANN)
    assert (job.status, job.priority) == (JobStatus.QUEUED, 1)
    assert (world.loop.asked_job, world.loop.run_requested, world.loop.generation) == (job.id, True, 2)
    assert world.loop_executions.started[world.id, 2] == 0
    assert world.run(run_now, world.id, ANN).id == job.id, "the job that is asked for already will do"


def test_a_job_whose_cycle_began_before_it_was_stored_is_answered_as_it_is(world: LoopWorld) -> None:
    store = world.jobs.create

    def late(job: OptimizationJob, request_hash: str) -> None:
        world.jobs.put(job.model_copy(update={"status": JobStatus.RUNNING}))
        store(job, request_hash)

    world.jobs.create = late  # type: ignore[method-assign]
    assert world.run(run_now, world.id, ANN).status is JobStatus.RUNNING


def test_a_request_that_was_cut_off_before_its_job_was_stored_is_completed_by_the_next(world: LoopWorld) -> None:
    world.change(asked_job="o0000000000000cut", run_requested=True)
    assert world.run(run_now, world.id, ANN).id == "o0000000000000cut"
    assert world.jobs.get("o0000000000000cut").site_id == world.id


def test_running_now_while_at_work_is_done_right_after(world: LoopWorld) -> None:
    world.change(working_since=world.clock.now())
    job = world.run(run_now, world.id, ANN)
    assert (world.loop.generation, world.loop.asked_job) == (1, job.id)


def test_a_fix_that_nobody_made_cannot_be_undone(world: LoopWorld) -> None:
    with pytest.raises(NotFound):
        world.run(undo_fix, world.id, "f00000000none", ANN)


def test_a_suspended_sites_loop_is_left_alone(world: LoopWorld) -> None:
    world.run(suspend_site, world.id, ANN)
    for use_case in (run_now, resume_loop):
        with pytest.raises(Conflict, match="suspended"):
            world.run(use_case, world.id, ANN)


def test_a_deleted_site_leaves_no_loop(world: LoopWorld) -> None:
    world.optimizations.write(world.id, "latest.json", b"{}")
    world.run(delete_site, world.id, ANN)
    assert world.loop_executions.stopped == [(world.id, 1)]
    assert world.loops.records == world.jobs.records == world.optimizations.files == {}
