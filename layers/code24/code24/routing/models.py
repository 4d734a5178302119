"""What the dispatcher knows of a request: plain dataclasses, as importing pydantic would slow every cold start."""

from collections.abc import Mapping
from dataclasses import dataclass

from code24.experiments.traffic import TrafficPlan


@dataclass(frozen=True, slots=True)
class Route:
    """Where a host leads: `code24.sites.models.Route`, as far as answering a visitor needs it."""

    site_id: str
    status: str
    alias: str
    expires_at: int | None = None
    """Epoch seconds from which the host is free again."""
    traffic: TrafficPlan | None = None
    """Who sees what else than the alias; the table keeps it apart from the route, `RouteMemory` joins the two."""
    problem: str = ""
    """Why `traffic` is not what the table has, if so."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """What decides which release somebody sees."""

    preview: str | None = None
    """The release that a preview address names."""
    address: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request that may be answered by a site."""

    host: str
    """The host of the route: lower case, no port, no preview label."""
    visitor: Visitor
    event: dict[str, object]
    """What the site's function receives."""
    headers: Mapping[str, str]
    """All that came, names in lower case."""
    is_trusted: bool
    """It came through the distribution or the front door: what those add to the headers is theirs."""
