from io import StringIO

from rich.console import Console

from local.progress import progress

STARTED = {"startedAt": "2026-01-01T00:00:00Z", "completedAt": "2026-01-01T00:00:01.250Z"}


def test_without_a_terminal_every_change_is_one_line() -> None:
    said = StringIO()
    with progress(Console(file=said, force_terminal=False)) as show:
        brand = {"worker": "brand", "status": "complete", "attempts": 1, **STARTED}
        show.update([{"worker": "brand", "status": "queued"}])
        show.update([brand])
        show.update([brand, {"worker": "design", "status": "errored", "attempts": 1, **STARTED}])

    assert said.getvalue().splitlines() == ["  brand: complete (1.2 s)", "  design: errored (1.2 s)"]


def test_a_second_attempt_is_said() -> None:
    said = StringIO()
    with progress(Console(file=said, force_terminal=False)) as show:
        for attempt in (1, 2):
            show.update([{"worker": "development", "status": "complete", "attempts": attempt, **STARTED}])

    assert said.getvalue().count("development") == 2


def test_a_terminal_shows_all_workers_from_the_start() -> None:
    said = StringIO()
    with progress(Console(file=said, force_terminal=True, width=80)) as show:
        show.update([{"worker": "brand", "status": "running", "startedAt": "2026-01-01T00:00:00Z", "attempts": 2}])

    assert "quality gate" in said.getvalue()
    assert "attempt 2" in said.getvalue()
