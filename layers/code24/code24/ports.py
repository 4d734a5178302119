"""What the use cases need of the world. Adapters implement these against AWS, `tests/fakes.py` in memory.

A use case names the ports it needs as keyword-only parameters; `runtime/wiring.py` supplies them by that name.
Every method may raise `Transient`; other errors are named where they occur.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol

from code24.build.brand.models import Brand
from code24.build.content.models import RewriteRequest, SectionContent, SiteContent
from code24.build.design.models import DesignPlan
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief, Build, BuildError, BuildOutput, BuildStatus
from code24.build.pictures.models import UploadTicket
from code24.forms.models import SiteForms
from code24.sites.models import Release, ReleaseSummary, Route, Site, SiteStatus
from code24.sites.ports import SiteFunctions as SiteFunctions  # noqa: PLC0414 (handed on)
from code24.types import BuildId, CustomerId, ReleaseId, ResultId, SiteId, UploadId


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """The present moment, in UTC, with its time zone."""
        ...


class Ids(Protocol):
    """Where unpredictable identifiers come from."""

    def new(self, prefix: str, length: int) -> str:
        """`prefix` and `length` random characters of `0-9a-z`."""
        ...


class Artifacts(Protocol):
    """What workers made, under `builds/{build_id}/{name}.json`."""

    def read(self, build_id: BuildId, name: str) -> bytes:
        """The artifact's bytes. Raises NotFound."""
        ...

    def write(self, build_id: BuildId, name: str, body: bytes) -> None:
        """Store an artifact; an earlier one of the same name is replaced."""
        ...

    def delete_all(self, build_id: BuildId) -> None:
        """Remove everything of a build; nothing there is fine."""
        ...


class Builds(Protocol):
    """Build records."""

    def create(self, build: Build) -> None:
        """Store a new build. Raises AlreadyExists."""
        ...

    def get(self, build_id: BuildId) -> Build:
        """Raises NotFound."""
        ...

    def of_site(self, site_id: SiteId) -> Sequence[Build]:
        """All builds of a site, newest first."""
        ...

    def worker_started(self, build_id: BuildId, worker: str, at: datetime) -> None:
        """Note that a worker began; the build is running now. Counts one more attempt of that worker.

        A build that has ended stays as it is.
        """
        ...

    def worker_ended(self, build_id: BuildId, worker: str, at: datetime, status: BuildStatus) -> None:
        """Note how a worker ended."""
        ...

    def end(
        self,
        build_id: BuildId,
        status: BuildStatus,
        at: datetime,
        *,
        error: BuildError | None = None,
        output: BuildOutput | None = None,
    ) -> None:
        """Write the build's end. Writing it twice is fine; a completed build is never overwritten by an error."""
        ...

    def restart(self, build_id: BuildId, at: datetime) -> int:
        """Put an ended, incomplete build back to queued; returns its new number of runs. Raises Conflict."""
        ...

    def delete(self, build_id: BuildId) -> None:
        """Remove the record."""
        ...


class Executions(Protocol):
    """Executions of the `build` state machine. A build's first run is named by its id, later ones `<id>-<run>`."""

    def start(self, build_id: BuildId, run: int = 1, begin_with: str | None = None) -> None:
        """Start a run, at the worker `begin_with` where that is named; one that exists already counts as started."""
        ...

    def status(self, build_id: BuildId, run: int = 1) -> BuildStatus | None:
        """How the run stands for Step Functions; None where there is none."""
        ...

    def stop(self, build_id: BuildId, run: int, reason: str) -> None:
        """Stop a run; one that does not exist or has ended is fine."""
        ...


class Sites(Protocol):
    """Site records, their releases and their routes."""

    def reserve(self, site: Site, route: Route) -> None:
        """Store a new site together with its route, or neither. Raises AlreadyExists where the host is taken."""
        ...

    def get(self, site_id: SiteId) -> Site:
        """Raises NotFound. A deleted site is found: its audit record."""
        ...

    def of_customer(self, customer_id: CustomerId, limit: int, after: Site | None = None) -> Sequence[Site]:
        """Up to `limit` sites of a customer, newest first, deleted ones left out; those behind `after`, if given."""
        ...

    def add_release(
        self, release: Release, *, look_at: datetime | None = None, customer_id: CustomerId | None = None
    ) -> None:
        """Store a release; storing the same one again is fine. `look_at` asks for a look at its site at that moment.

        Where one is asked for already, that one is enough.
        """
        ...

    def record_version(self, site_id: SiteId, release_id: ReleaseId, version: str, over: str | None = None) -> None:
        """Record the version that serves a release, `over` the one that was recorded, None for any.

        Raises NotFound, and Conflict where another version is recorded.
        """
        ...

    def release(self, site_id: SiteId, release_id: ReleaseId) -> Release:
        """Raises NotFound."""
        ...

    def forms(self, site_id: SiteId, release_id: ReleaseId) -> SiteForms | None:
        """What a release says of its forms; None where it has none. Raises NotFound."""
        ...

    def releases(self, site_id: SiteId) -> Sequence[ReleaseSummary]:
        """All releases of a site, newest first, without their files."""
        ...

    def set_live(
        self,
        site_id: SiteId,
        release_id: ReleaseId,
        route: Route,
        at: datetime,
        over: Collection[ReleaseId] | None = None,
        *,
        customer_id: CustomerId | None = None,
    ) -> None:
        """Record the live release, write its route, and ask for a look at what changed, all or nothing.

        `over` are the releases that this one may take the place of, None for any. Raises Conflict where another one is
        live, and where the site is suspended or being deleted.
        """
        ...

    def set_status(
        self,
        site_id: SiteId,
        status: SiteStatus,
        route: Route,
        at: datetime,
        *,
        customer_id: CustomerId | None = None,
    ) -> None:
        """Change a site's status and its route, and ask for a look at what follows from it, all or nothing."""
        ...

    def erase(self, site: Site) -> None:
        """Remove all release records, and replace the site's record by `site`, its audit record."""
        ...


class ReleaseArchive(Protocol):
    """Release zips, under `{site_id}/{release_id}.zip`."""

    def put(self, site_id: SiteId, release_id: ReleaseId, body: bytes) -> None:
        """Store a zip."""
        ...

    def get(self, site_id: SiteId, release_id: ReleaseId) -> bytes:
        """A zip. Raises NotFound."""
        ...

    def delete_all(self, site_id: SiteId) -> None:
        """Remove every zip of a site."""
        ...


class WorkerResults(Protocol):
    """Results of workers called by name, kept for a day. `expires_at` is checked on read as well."""

    def put(self, result_id: ResultId, customer_id: CustomerId, result: dict[str, Any]) -> None:
        """Store a result."""
        ...

    def get(self, result_id: ResultId) -> tuple[CustomerId, dict[str, Any]]:
        """The result and whose it is. Raises NotFound, also where it has expired."""
        ...


class WorkerFunctions(Protocol):
    """The workers' Lambda functions, for calling one by name."""

    def invoke(self, worker: str, payload: dict[str, Any], team: str = "build") -> dict[str, Any]:
        """Call a worker of a team and wait for its result. Raises WorkerFailed with the worker's own words."""
        ...


class WebPages(Protocol):
    """The public web. Requests never reach private or special addresses."""

    def fetch(self, url: str) -> tuple[str, bytes]:
        """The final URL and the body of an HTML page. Raises InvalidRequest for what may not or cannot be read."""
        ...


class Images(Protocol):
    """Image files of the public web. Requests never reach private or special addresses."""

    def fetch(self, url: str) -> bytes:
        """The file's bytes, undecoded. Raises InvalidRequest for what may not or cannot be read."""
        ...


class Uploads(Protocol):
    """What customers uploaded; each customer's apart, kept for a few days."""

    def ticket(self, customer_id: CustomerId, upload_id: UploadId, content_type: str, size: int) -> UploadTicket:
        """Permission to send one file of this type and size (bytes)."""
        ...

    def read(self, customer_id: CustomerId, upload_id: UploadId, most_bytes: int) -> bytes:
        """The file. Raises NotFound where this customer sent none or it has expired, InvalidRequest if it is larger."""
        ...


class Media(Protocol):
    """Files that every site serves under `/media/`, named by their content."""

    def get(self, name: str) -> bytes:
        """A file's bytes. Raises NotFound."""
        ...

    def put(self, name: str, content_type: str, body: bytes) -> None:
        """Store a file; storing the same one again is fine."""
        ...


class Writer(Protocol):
    """The language model. Answers follow from the brief and a playbook; facts come from the brief alone."""

    def market(self, brief: Brief) -> MarketResearch:
        """Name the industry and say what is known about its visitors."""
        ...

    def content(self, brief: Brief, market: MarketResearch, brand: Brand, plan: DesignPlan) -> SiteContent:
        """Write every word of the plan in the brief's language."""
        ...

    def section(self, request: RewriteRequest) -> SectionContent:
        """Write one section in other, equally true words, without repeating what stands elsewhere on its page.

        It comes back as it is where there are no others. Raises InvalidRequest for a page or section that is not there.
        """
        ...
