"""What the API answers."""

from datetime import datetime
from typing import Literal, Self

from code24.audit.models import AuditReport
from code24.build.brand.models import Brand
from code24.build.competitive_analysis.models import CompetitiveAnalysis
from code24.build.content.models import SiteContent, ToDo
from code24.build.design.models import DesignPlan
from code24.build.development.models import RenderedSite
from code24.build.market_research.models import MarketResearch
from code24.build.models import Build, BuildError, BuildOutput, BuildStatus, WorkerProgress
from code24.models import Model
from code24.sites.addresses import SiteAddresses
from code24.sites.models import Release, ReleaseFile, ReleaseSummary, Site, SiteStatus
from code24.types import BuildId, OptimizationId, ReleaseId, ResultId, SiteId, Slug


class Standing(Model):
    """How a build stands: `error` and `output` are null until there is one."""

    status: BuildStatus
    error: BuildError | None = None
    output: BuildOutput | None = None


class BuildAccepted(Model):
    """The receipt for a build. A repeated request gets the same receipt again."""

    id: BuildId
    details: Standing
    type: Literal["BUILD"] = "BUILD"
    message: str

    @classmethod
    def of(cls, build: Build) -> Self:
        """The receipt of a build."""
        message = f"The build is queued. Follow it at GET /build?instanceId={build.build_id}."
        return cls(id=build.build_id, details=Standing(status=BuildStatus.QUEUED), message=message)


class BuildState(Model):
    """How a build stands and what each worker has done."""

    id: BuildId
    status: Standing
    type: Literal["BUILD"] = "BUILD"
    progress: tuple[WorkerProgress, ...]
    to_do: tuple[ToDo, ...] = ()
    """What the owner should add, once the words are written."""

    @classmethod
    def of(cls, build: Build, to_do: tuple[ToDo, ...] = ()) -> Self:
        """The state of a build."""
        standing = Standing(status=build.status, error=build.error, output=build.output)
        return cls(id=build.build_id, status=standing, progress=build.progress, to_do=to_do)


type WorkerOutput = AuditReport | MarketResearch | CompetitiveAnalysis | Brand | DesignPlan | SiteContent | RenderedSite

OUTPUTS: dict[str, type[Model]] = {
    "audit": AuditReport,
    "market-research": MarketResearch,
    "competitive-analysis": CompetitiveAnalysis,
    "brand": Brand,
    "design": DesignPlan,
    "content": SiteContent,
    "development": RenderedSite,
}
"""What each worker that can be called by name makes."""


class WorkerAnswer(Model):
    """What one worker made; kept for a day."""

    id: ResultId
    worker: str
    action: str
    result: WorkerOutput


class SiteView(Model):
    """A site."""

    id: SiteId
    slug: Slug
    name: str
    status: SiteStatus
    url: str
    """Where visitors see it."""
    live_release: ReleaseId | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, site: Site, addresses: SiteAddresses) -> Self:
        """The view of a site."""
        return cls(
            id=site.site_id,
            slug=site.slug,
            name=site.name,
            status=site.status,
            url=addresses.url(site.slug),
            live_release=site.live_release,
            created_at=site.created_at,
            updated_at=site.updated_at,
        )


class SiteList(Model):
    """A page of a customer's sites, newest first. `next` is the `cursor` of the next page, null on the last one."""

    sites: tuple[SiteView, ...]
    next: str | None


class ReleaseView(Model):
    """A release: an immutable set of pages."""

    id: ReleaseId
    site_id: SiteId
    build_id: BuildId | None
    """The build whose words and plan it shows; null for an imported website."""
    optimization_id: OptimizationId | None
    """The optimization that made it, if one did."""
    live: bool
    """Whether visitors see this release."""
    preview_url: str
    """Where this release can be seen, live or not."""
    created_at: datetime
    sha256: str
    """Of the release's zip."""
    file_count: int
    total_bytes: int

    @classmethod
    def of(cls, release: ReleaseSummary, site: Site, addresses: SiteAddresses) -> Self:
        """The view of a release of a site."""
        return cls(**cls._values(release, site, addresses))

    @staticmethod
    def _values(release: ReleaseSummary, site: Site, addresses: SiteAddresses) -> dict[str, object]:
        return {
            "id": release.release_id,
            "site_id": release.site_id,
            "build_id": release.build_id,
            "optimization_id": release.optimization_id,
            "live": release.release_id == site.live_release,
            "preview_url": addresses.preview_url(site.slug, release.release_id),
            "created_at": release.created_at,
            "sha256": release.sha256,
            "file_count": release.file_count,
            "total_bytes": release.total_bytes,
        }


class ReleaseList(Model):
    """A page of a site's releases, newest first. `next` is the `cursor` of the next page, null on the last one."""

    releases: tuple[ReleaseView, ...]
    next: str | None


class ReleaseManifest(ReleaseView):
    """A release with every file in it."""

    files: tuple[ReleaseFile, ...]

    @classmethod
    def with_files(cls, release: Release, site: Site, addresses: SiteAddresses) -> Self:
        """The view of a release with its files."""
        return cls(**cls._values(release.summary, site, addresses), files=release.files)


class Health(Model):
    """The API is up."""

    status: Literal["ok"] = "ok"
    version: str
    environment: str
