"""What schedules need of the world."""

from collections.abc import Sequence
from typing import Protocol

from code24.schedules.models import ScheduledRun


class ScheduledRuns(Protocol):
    """How the calls of schedules ended; each schedule's last one is kept, and the others for weeks."""

    def note(self, run: ScheduledRun) -> None:
        """Store how a call ended. An older one than is stored does not become the schedule's last."""
        ...

    def latest(self) -> Sequence[ScheduledRun]:
        """The last call of each schedule, by its name."""
        ...
