"""What audits and fixes of websites need of the world."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from code24.optimize.learning.models import Lesson, Scope, Tallies
from code24.types import SiteId
from code24.website.models import Measured, WebFile

USER_AGENT = "Code24/1.0 (reads a site once, on behalf of its owner)"


class Fetched(NamedTuple):
    """One answer, redirects not followed."""

    url: str
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """Unpacked; empty for redirects."""


class Web(Protocol):
    """The public web. Requests never reach private or special addresses."""

    def fetch(
        self, url: str, *, accept: str, most_bytes: int, deadline: datetime, user_agent: str = USER_AGENT
    ) -> Fetched:
        """One GET, without following redirects. May be called from several threads.

        Raises NotRead for what may not or cannot be read, which includes more than `most_bytes`.
        """
        ...


class Ways(Protocol):
    """Where on the web anything may be read at all."""

    def refused(self, scheme: str, host: str, port: int | None) -> str | None:
        """Why nothing is read from a host, as far as its address tells; None where something may be.

        `port` is None for the scheme's own. What a name resolves to is only seen when it is read (`Web`).
        """
        ...


class View(NamedTuple):
    """One page in a browser at one width."""

    path: str
    width: int
    picture: bytes
    """PNG of the whole page."""
    height: int
    measured: Measured
    errors: tuple[str, ...]
    """What the console complained about, uncaught exceptions included."""
    requested: tuple[str, ...]
    """URLs that the page asked for."""
    text: str
    """What a visitor can read (`innerText`)."""
    failed: tuple[str, ...] = ()
    """URLs that the page asked for in vain."""
    overflow: float = 0.0
    """CSS pixels by which the page is wider than its screen."""


class Browser(Protocol):
    """A browser that sees a website's files under its origin, and nothing else of any network."""

    def views(
        self,
        files: Mapping[str, WebFile],
        origin: str,
        paths: Sequence[str],
        widths: Sequence[int],
        *,
        measure: bool = True,
    ) -> Sequence[View]:
        """Every page at every width; pages that cannot be seen in time are left out.

        Without `measure`, which takes longer, `Measured` has no boxes and no largest paint.

        Raises BrowserFailed where the browser cannot be used.
        """
        ...


class Knowledge(Protocol):
    """What is known to work, as counts."""

    def add(self, lesson: Lesson) -> None:
        """Count a lesson for its site and for every scope of its business; a cycle that was counted is not again."""
        ...

    def own(self, site_id: SiteId) -> Tallies:
        """A site's own counts."""
        ...

    def shared(self, scopes: Sequence[Scope]) -> Sequence[Tallies]:
        """The counts of each scope over all customers."""
        ...

    def forget(self, site_id: SiteId) -> None:
        """Remove a site's own counts. What it added to aggregates stays: they name nobody."""
        ...
