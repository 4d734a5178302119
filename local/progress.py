"""How a build or a cycle goes, worker by worker: a live table on a terminal, a line a change elsewhere."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Protocol

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table

WORKERS = (
    "market-research",
    "competitive-analysis",
    "brand",
    "design",
    "content",
    "development",
    "quality-gate",
    "publish",
)
_MARKS = {"complete": "[green]✓[/]", "errored": "[red]✗[/]", "terminated": "[red]■[/]", "queued": "[dim]·[/]"}


class Progress(Protocol):
    """A display of workers."""

    def update(self, workers: Sequence[dict[str, Any]]) -> None:
        """Show how the workers stand, as the API tells it."""
        ...


@contextmanager
def progress(console: Console, workers: Sequence[str] = WORKERS) -> Iterator[Progress]:
    """A display that fits the console; `workers` are those to come, in their order."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    with Live(console=console, refresh_per_second=12, transient=False) as live:
        yield _Live(live, workers)


class _Lines:
    """Every change of a worker on a line of its own."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._said: dict[str, tuple[str, int]] = {}

    def update(self, workers: Sequence[dict[str, Any]]) -> None:
        for worker in workers:
            now = (worker["status"], worker.get("attempts", 0))
            if worker["status"] != "queued" and self._said.get(worker["worker"]) != now:
                self._said[worker["worker"]] = now
                took = _took(worker) if worker.get("completedAt") else ""
                self._console.print(f"  {worker['worker']}: {worker['status']}{took}", markup=False)


class _Live:
    """All workers at once."""

    def __init__(self, live: Live, workers: Sequence[str]) -> None:
        self._live = live
        self._workers = workers
        self._spinner = Spinner("dots")

    def update(self, workers: Sequence[dict[str, Any]]) -> None:
        known = {worker["worker"]: worker for worker in workers}
        table = Table.grid(padding=(0, 2, 0, 2))
        for name in dict.fromkeys((*self._workers, *known)):
            worker = known.get(name, {"worker": name, "status": "queued"})
            running = worker["status"] == "running"
            mark = self._spinner if running else _MARKS.get(worker["status"], "?")
            again = f"attempt {worker['attempts']}" if worker.get("attempts", 0) > 1 else ""
            table.add_row(mark, name.replace("-", " "), _took(worker).strip(" ()"), again)
        self._live.update(table)


def _took(worker: dict[str, Any]) -> str:
    """` (1.2 s)` for what has started, up to now where it has not ended."""
    if not worker.get("startedAt"):
        return ""
    end = datetime.fromisoformat(worker["completedAt"]) if worker.get("completedAt") else datetime.now(UTC)
    return f" ({max(0.0, (end - datetime.fromisoformat(worker['startedAt'])).total_seconds()):.1f} s)"
