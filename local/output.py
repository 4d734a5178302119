"""What a command tells a person: a spinner and a tick on a terminal, one line a step elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from local.errors import LocalCloudError


class Output:
    """Lines for a person."""

    def __init__(self, *, stderr: bool = False) -> None:
        self.console = Console(stderr=stderr, highlight=False, soft_wrap=True)

    @contextmanager
    def step(self, doing: str, done: str) -> Iterator[None]:
        """Show what goes on, then that it is done and how long it took; nothing where it fails."""
        begun = time.monotonic()
        if self.console.is_terminal:
            with self.console.status(doing):
                yield
        else:
            yield
        self.note(f"{done} in {time.monotonic() - begun:.1f} s")

    def note(self, text: str) -> None:
        """A thing done."""
        self.console.print(f"[green]✓[/] {text}")

    def warn(self, text: str) -> None:
        """A thing to know."""
        self.console.print(f"[yellow]![/] {text}")

    def say(self, text: str = "") -> None:
        """A plain line, without markup."""
        self.console.print(text, markup=False)

    def fail(self, error: LocalCloudError) -> None:
        """A thing that went wrong, and what to do."""
        self.console.print(f"[red]✗ {_plain(error.problem)}[/]")
        if error.remedy:
            self.console.print(error.remedy, markup=False)


def _plain(text: str) -> str:
    return text.replace("[", r"\[")
