"""What the dispatcher needs of the world, and how it fails."""

from typing import Protocol

from code24.errors import Code24Error
from code24.experiments.traffic import TrafficPlan
from code24.routing.models import Route


class SiteFailed(Code24Error):
    """A site's function raised, or answered what is no HTTP response."""

    status = 502
    title = "Site failed"


class SiteTimedOut(SiteFailed):
    """A site's function did not answer in time."""

    status = 504
    title = "Site timed out"


class BrokenPlan(Code24Error):
    """What is stored as a site's plan is none."""

    title = "Broken plan"


class CollectorFailed(Code24Error):
    """The collector could not be told."""

    title = "Collector failed"


class Routes(Protocol):
    """The `domains` table."""

    def get(self, host: str) -> Route | None:
        """The route of a host, if there is one. Raises Transient where the table cannot be read."""
        ...

    def plan(self, site_id: str) -> TrafficPlan | None:
        """Who sees what of a site, if anybody sees something else than what is live.

        Raises Transient where the table cannot be read, and BrokenPlan for what nobody can follow.
        """
        ...


class Sites(Protocol):
    """The functions of all sites."""

    def invoke(self, function: str, alias: str, payload: bytes, *, briefly: bool = False) -> bytes:
        """Call a function by name and alias and wait for its answer; `briefly` where another answer would do.

        Raises NotFound (no such function or alias), Transient (throttled, or not ready yet), SiteTimedOut, SiteFailed.
        """
        ...


class Collector(Protocol):
    """Who counts what visitors see."""

    def tell(self, payload: bytes) -> None:
        """Hand over what was seen (JSON), without waiting for what becomes of it. Raises CollectorFailed."""
        ...
