"""What operations need of the world."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class QueueDepths(Protocol):
    """How many messages wait."""

    def waiting(self) -> Mapping[str, int]:
        """Messages that can be received, about, of every queue by name (`events`, `events-dead`)."""
        ...


class RunningBuilds(Protocol):
    """Executions of builds."""

    def running(self) -> int:
        """How many run, counted up to 1,000."""
        ...


class WorkingLoops(Protocol):
    """Loops whose cycle is at work, and not those that rest."""

    def working(self, since: datetime) -> int:
        """How many cycles are at work that began after a moment, counted up to 1,000."""
        ...
