from code24.build.models import BuildStatus
from tests.functions.build.conftest import Desk


def test_the_sample_event_ends_the_build_with_a_reason(desk: Desk) -> None:
    desk.call()

    build = desk.build()
    assert build.status is BuildStatus.ERRORED
    assert build.error is not None
    assert build.error.worker == "market-research"
    assert "Task timed out after 120.00 seconds" in build.error.message
