"""What the dispatcher needs of the world, and how it fails."""

from typing import Protocol

from code24.errors import Code24Error
from code24.routing.models import Route


class SiteFailed(Code24Error):
    """A site's function raised, or answered what is no HTTP response."""

    status = 502
    title = "Site failed"


class SiteTimedOut(SiteFailed):
    """A site's function did not answer in time."""

    status = 504
    title = "Site timed out"


class Routes(Protocol):
    """The `domains` table."""

    def get(self, host: str) -> Route | None:
        """The route of a host, if there is one. Raises Transient where the table cannot be read."""
        ...


class Sites(Protocol):
    """The functions of all sites."""

    def invoke(self, function: str, alias: str, payload: bytes) -> bytes:
        """Call a function by name and alias and wait for its answer.

        Raises NotFound (no such function or alias), Transient (throttled, or not ready yet), SiteTimedOut, SiteFailed.
        """
        ...
