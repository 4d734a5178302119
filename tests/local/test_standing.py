"""`make status` in words."""

from typing import Any

from local.standing import lines

STANDING: dict[str, Any] = {
    "measuredAt": "2026-03-01T12:03:01Z",
    "well": True,
    "running": {"builds": 2, "cycles": 3, "waiting": {"events": 120}},
    "due": {"found": {"loop": 3, "build": 1}, "asked": {}, "left": 1, "tests": 0},
    "failed": {"schedules": [], "parked": [], "deadLetters": {}},
}


def test_a_platform_that_is_well_is_told_in_three_lines() -> None:
    assert list(lines(STANDING)) == [
        "Counted at 2026-03-01T12:03:01Z: 2 builds run, 3 cycles are at work, 120 events wait",
        "Due were 3 loop, 1 build; 1 are left for the next tick",
        "The platform is well",
    ]


def test_before_the_first_tick_nothing_is_claimed() -> None:
    [only] = lines(STANDING | {"measuredAt": None, "well": None})
    assert "No tick" in only


def test_what_failed_is_named() -> None:
    failed = {
        "schedules": [{"schedule": "health", "scheduledAt": "2026-03-01T12:00:00Z", "error": "Transient: busy"}],
        "parked": [{"kind": "loop", "id": "s000000000001", "reason": "Its execution is gone."}],
        "deadLetters": {"tests-dead": 2},
    }
    assert list(lines(STANDING | {"well": False, "failed": failed}))[2:] == [
        "Failed: the schedule health of 2026-03-01T12:00:00Z: Transient: busy",
        "Parked: the loop s000000000001: Its execution is gone.",
        "Dead letters: 2 tests-dead",
        "The platform is not well: docs/runbook.md",
    ]
