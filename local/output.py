"""What a command tells a person: a spinner and a tick on a terminal, one line a step elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

from local.errors import LocalCloudError


class Output:
    """Lines for a person. Names and paths in them are never read as markup or emoji codes."""

    def __init__(self, *, stderr: bool = False) -> None:
        self.console = Console(stderr=stderr, highlight=False, soft_wrap=True, emoji=False)

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

    def note(self, text: str, strong: str = "") -> None:
        """A thing done; `strong` is what matters of it, at the end of the line."""
        self.console.print(Text.assemble(("✓", "green"), f" {text}", (strong, "bold")))

    def warn(self, text: str) -> None:
        """A thing to know."""
        self.console.print(Text.assemble(("!", "yellow"), f" {text}"))

    def say(self, text: str = "") -> None:
        """A plain line."""
        self.console.print(text, markup=False)

    def fail(self, error: LocalCloudError) -> None:
        """A thing that went wrong, and what to do."""
        self.console.print(Text(f"✗ {error.problem}", "red"))
        if error.remedy:
            self.say(error.remedy)
