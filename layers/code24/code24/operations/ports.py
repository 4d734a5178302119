"""What operations need of the world."""

from collections.abc import Mapping
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
