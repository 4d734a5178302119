from code24.optimize.loop.models import JobStatus
from tests.functions.looping import Desk


def test_a_due_loop_goes_to_work_on_a_job_of_its_own(desk: Desk) -> None:
    answer = desk.call()

    assert answer == {"site_id": desk.site.site_id, "generation": 1, "cycle": 1, "action": "work", "wait": 0}
    assert desk.loop.working_since is not None
    assert (desk.job.id, desk.job.status, desk.job.priority) == (desk.loop.job_id, JobStatus.RUNNING, 5)


def test_an_outdated_execution_ends(desk: Desk) -> None:
    assert desk.call(generation=0)["action"] == "end"
    assert desk.loop.working_since is None
