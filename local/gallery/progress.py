"""How the gallery comes along: a bar on a terminal, a line a piece elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Show(Protocol):
    """A display of pieces."""

    def done(self, name: str, what: str) -> None:
        """Show that a piece is done, and what became of it."""
        ...


@contextmanager
def progress(console: Console, doing: str, pieces: int) -> Iterator[Show]:
    """A display that fits the console."""
    if not console.is_terminal:
        begun = time.monotonic()
        yield _Lines(console)
        console.print(f"{doing}: {pieces} in {time.monotonic() - begun:.1f} s", markup=False)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("[dim]{task.fields[last]}", markup=True), console=console) as bar:
        yield _Bar(bar, bar.add_task(doing, total=pieces, last=""))


class _Lines:
    """Every piece on a line of its own."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def done(self, name: str, what: str) -> None:
        self._console.print(f"  {name}: {what}", markup=False)


class _Bar:
    """How many there are, and the latest."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar = bar
        self._task = task

    def done(self, name: str, what: str) -> None:
        del what
        self._bar.update(self._task, advance=1, last=name)
