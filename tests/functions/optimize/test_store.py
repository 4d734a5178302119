from code24.optimize.loop.models import CycleResult, Dashboard, JobStatus
from tests.functions.looping import Desk


def test_the_result_the_dashboard_and_the_job_are_written_and_the_loop_rests(desk: Desk) -> None:
    answer = desk.call()

    assert (answer["action"], answer["cycle"], answer["wait"]) == ("rest", 1, 3_600)
    loop, job = desk.loop, desk.job
    assert (loop.cycle, loop.working_since, loop.job_id, loop.idle_cycles) == (1, None, None, 0)
    assert loop.published_release == desk.site.live_release
    assert (job.status, job.error) == (JobStatus.COMPLETE, None)
    assert job.result is not None
    assert job.result.fixes_applied > 0
    assert loop.last_key == job.result.key
    result = CycleResult.model_validate_json(desk.file(job.result.key))
    assert result.release_id == desk.site.live_release
    dashboard = Dashboard.model_validate_json(desk.file("latest.json"))
    assert (dashboard.last, dashboard.history, dashboard.cycle) == (job.result, (job.result,), 1)


def test_storing_again_counts_no_second_cycle(desk: Desk) -> None:
    first, second = desk.call(), desk.call()

    assert first == second
    assert desk.loop.cycle == 1
