from datetime import UTC, datetime, timedelta

from code24.runtime.wiring import port
from tests.functions.looping import Desk


def test_an_opportunity_hurries_a_loop_that_rests(desk: Desk) -> None:
    resting = desk.loop.model_copy(update={"next_due_at": datetime.now(UTC) + timedelta(days=1)})
    port("loops").replace(resting)

    assert desk.call() == {"signalled": True, "suspected": False}

    assert desk.loop.signal == "Of 412 visitors 3 sent a form, where 14 were expected."
    assert desk.loop.generation == resting.generation + 1
    assert desk.loop.next_due_at < resting.next_due_at


def test_a_site_without_a_loop_is_left_alone(desk: Desk) -> None:
    detail = {
        "opportunity_id": "q000000000002",
        "site_id": "s00000000none",
        "kind": "traffic-surge",
        "found_at": "2026-03-01T13:05:00Z",
        "subject": "visitors",
        "sentence": "900 visitors in an hour, where 80 are usual.",
        "figures": {"visitors": 900.0},
    }
    assert desk.call(detail=detail) == {"signalled": False, "suspected": False}
