"""Sites, releases and routes."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from code24.forms.models import SiteForms
from code24.models import Model
from code24.types import BuildId, CustomerId, OptimizationId, ReleaseId, SiteId, Slug


class SiteStatus(StrEnum):
    """The life of a site."""

    BUILDING = "building"
    """Its slug is reserved; nothing is live yet."""
    ACTIVE = "active"
    SUSPENDED = "suspended"
    DELETING = "deleting"
    """A deletion began; it can be repeated until it is done."""
    DELETED = "deleted"
    """Only this audit record is left."""

    @property
    def entered_from(self) -> "tuple[SiteStatus, ...]":
        """The statuses that lead to this one. A status leads to itself, so that a change can be repeated."""
        living = (SiteStatus.BUILDING, SiteStatus.ACTIVE, SiteStatus.SUSPENDED)
        return {
            SiteStatus.BUILDING: (SiteStatus.BUILDING, SiteStatus.SUSPENDED),
            SiteStatus.ACTIVE: living,
            SiteStatus.SUSPENDED: living,
            SiteStatus.DELETING: (*living, SiteStatus.DELETING),
            SiteStatus.DELETED: (SiteStatus.DELETING, SiteStatus.DELETED),
        }[self]


class Site(Model):
    """What a customer has. After deletion the record keeps ids and times only (`name` is emptied)."""

    site_id: SiteId
    customer_id: CustomerId
    slug: Slug
    name: str
    status: SiteStatus
    created_at: datetime
    updated_at: datetime
    live_release: ReleaseId | None = None
    deleted_at: datetime | None = None


class ReleaseFile(Model):
    """One entry of a release's manifest."""

    path: str
    content_type: str
    sha256: str
    bytes: int


class ReleaseOrigin(Model):
    """What asks for a release: a build, or an optimization of an earlier release or of somebody's website."""

    site_id: SiteId
    customer_id: CustomerId
    made_at: datetime
    build_id: BuildId | None = None
    """What its words and its plan come from; None for an imported website."""
    optimization_id: OptimizationId | None = None
    source: ReleaseId | None = None
    """For an optimized release: what it was made from."""
    variant_of: ReleaseId | None = None
    """For a variant of a test, and for one that won: the release that it changes."""
    publish: bool = True
    """Whether the release goes live, or waits as a preview."""
    over: tuple[ReleaseId, ...] | None = None
    """The releases that it may take the place of, None for any."""

    @property
    def name(self) -> str:
        """The id of what asks."""
        return self.optimization_id or self.build_id or self.site_id


class ReleaseSummary(Model):
    """A release as lists show it: how many files it has, and not which."""

    release_id: ReleaseId
    site_id: SiteId
    build_id: BuildId | None = None
    optimization_id: OptimizationId | None = None
    created_at: datetime
    sha256: str
    """Of the release zip."""
    file_count: int
    total_bytes: int


class Release(Model):
    """An immutable set of pages: one function version."""

    release_id: ReleaseId
    site_id: SiteId
    build_id: BuildId | None = None
    """The build whose words and plan it shows; None for an imported website."""
    optimization_id: OptimizationId | None = None
    """For an optimized release."""
    source: ReleaseId | None = None
    """For an optimized release: what it was made from."""
    before: ReleaseId | None = None
    """The release from before anything was optimized or tested, whose content this one shows; None for itself. That of
    an imported website is its copy in the archive, which no function has."""
    version: str
    """The Lambda function version that serves it."""
    created_at: datetime
    sha256: str
    """Of the release zip."""
    files: tuple[ReleaseFile, ...]
    forms: SiteForms | None = None

    @property
    def content(self) -> ReleaseId:
        """The release from before anything was optimized or tested: whose content it shows."""
        return self.before or self.source or self.release_id

    @property
    def summary(self) -> ReleaseSummary:
        """What lists show of it."""
        return ReleaseSummary(
            release_id=self.release_id,
            site_id=self.site_id,
            build_id=self.build_id,
            optimization_id=self.optimization_id,
            created_at=self.created_at,
            sha256=self.sha256,
            file_count=len(self.files),
            total_bytes=sum(file.bytes for file in self.files),
        )


NO_VERSION = "0"
"""The version of a release that no function serves: Lambda counts from 1."""


class Versioned(NamedTuple):
    """A release and the version that serves it."""

    release_id: ReleaseId
    version: str
    created_at: datetime

    @property
    def is_served(self) -> bool:
        """Whether it has a version."""
        return self.version != NO_VERSION


class Serving(Model):
    """What is behind an alias or a version of a site's function."""

    version: str
    sha256: str
    """Of the code's zip, hex: that of the release."""


class RouteStatus(StrEnum):
    """What visitors of a host get."""

    RESERVED = "reserved"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    DELETED = "deleted"


class Route(Model):
    """Host to site: the one small record that the dispatcher reads."""

    host: str
    """Lower case, without port (`acme.code24.dev`)."""
    site_id: SiteId
    status: RouteStatus
    alias: str = "live"
    plan: str = "free"
    expires_at: int | None = None
    """Epoch seconds after which a deleted host is free again."""
