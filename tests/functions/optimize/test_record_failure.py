from code24.optimize.loop.models import JobStatus
from tests.functions.looping import Desk


def test_the_job_says_which_step_failed_and_the_loop_goes_on(desk: Desk) -> None:
    desk.call("optimize/begin")
    answer = desk.call()

    assert (answer["action"], answer["cycle"], answer["wait"]) == ("rest", 1, 7_200)
    assert desk.job.status is JobStatus.ERRORED
    assert desk.job.error is not None
    assert (desk.job.error.step, desk.job.error.error) == ("apply", "Lambda.Unknown")
    assert "Task timed out" in desk.job.error.message
    assert (desk.loop.failures, desk.loop.working_since) == (1, None)
    assert desk.call() == answer
