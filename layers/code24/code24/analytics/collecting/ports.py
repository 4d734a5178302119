"""What the collector needs of the world, besides `analytics.ports`."""

from collections.abc import Collection
from typing import Protocol


class Exclusions(Protocol):
    """Which pages owners do not want counted."""

    def of(self, site_id: str) -> Collection[str]:
        """Paths, `*` as the last character for all that begin so. Raises Transient."""
        ...
