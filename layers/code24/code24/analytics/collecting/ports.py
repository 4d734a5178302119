"""What the collector needs of the world, besides `analytics.ports`."""

from collections.abc import Collection
from typing import Protocol


class Suspicions(Protocol):
    """Which sites visitors could not see, for upkeep to look at."""

    def suspect(self, site_id: str, reason: str) -> bool:
        """Ask for a look at a site with the next tick, where none is asked for yet; whether that was so.

        A site that is not there, or not active, is nobody's to look at. Raises Transient.
        """
        ...


class Exclusions(Protocol):
    """Which pages owners do not want counted."""

    def of(self, site_id: str) -> Collection[str]:
        """Paths, `*` as the last character for all that begin so. Raises Transient."""
        ...
