"""What a build is asked for, and how it stands."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import EmailStr, Field, HttpUrl

from code24.models import Model
from code24.types import BuildId, CustomerId, Goal, HexColor, LanguageTag, Line, Prose, ReleaseId, SiteId, Slug


class Address(Model):
    """A postal address exactly as the owner gave it."""

    street: Annotated[Line, Field(max_length=120)]
    postal_code: Annotated[Line, Field(max_length=16)] | None = None
    city: Annotated[Line, Field(max_length=80)]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    """ISO 3166-1 alpha-2."""


class Contact(Model):
    """How visitors reach the business; what is missing is left out of the site."""

    email: Annotated[EmailStr, Field(max_length=254)] | None = None
    phone: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ()./-]{3,24}$")] | None = None
    address: Address | None = None
    opening_hours: Annotated[
        tuple[
            Annotated[
                str,
                Field(
                    pattern=r"^(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su)){0,6}"
                    r" (?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-4]):[0-5]\d$"
                ),
            ],
            ...,
        ],
        Field(max_length=14),
    ] = ()
    """schema.org `openingHours`, one line each: `Mo-Fr 09:00-18:00`."""


class Brief(Model):
    """Everything the owner said about the business: the only source of facts for a site."""

    name: Annotated[Line, Field(max_length=120)]
    description: Annotated[Prose, Field(max_length=50_000)]
    business_type: Annotated[Line, Field(max_length=80)]
    primary_goal: Goal
    language: LanguageTag = "en"
    colors: Annotated[tuple[HexColor, ...], Field(max_length=5)] = ()
    contact: Contact = Contact()
    pages: Annotated[tuple[Annotated[Line, Field(max_length=60)], ...], Field(max_length=12)] = ()
    """Pages wished for, in the owner's words; known ones are built, others are answered on the home page."""
    competitors: Annotated[tuple[HttpUrl, ...], Field(max_length=10)] = ()


class BuildStatus(StrEnum):
    """The life of a build."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETE = "complete"
    ERRORED = "errored"
    TERMINATED = "terminated"

    @property
    def final(self) -> bool:
        """True when nothing more will happen by itself."""
        return self in {BuildStatus.COMPLETE, BuildStatus.ERRORED, BuildStatus.TERMINATED}


class BuildError(Model):
    """Which worker failed and why."""

    worker: str | None
    """None where no worker is to blame (the execution was stopped or timed out)."""
    error: str
    message: str
    findings: tuple[str, ...] = ()
    """What the quality gate found, where it was the gate that ended the build."""


class WorkerProgress(Model):
    """One worker's part of a build."""

    worker: str
    status: BuildStatus
    started_at: datetime | None = None
    completed_at: datetime | None = None
    attempts: int = 0


class BuildOutput(Model):
    """What a finished build leaves."""

    site_id: SiteId
    release_id: ReleaseId
    slug: Slug
    url: str
    """Where visitors see the site."""
    preview_url: str
    """Where this very release can be seen, live or not."""
    live: bool


class Build(Model):
    """One run of the build team for one site."""

    build_id: BuildId
    site_id: SiteId
    customer_id: CustomerId
    slug: Slug
    request_hash: str
    """SHA-256 of the canonical request: tells a repeated `Idempotency-Key` from a reused one."""
    publish: bool = True
    """Whether the new release goes live, or waits as a preview."""
    status: BuildStatus = BuildStatus.QUEUED
    created_at: datetime
    updated_at: datetime
    runs: int = 1
    """Executions started for this build: 1, and one more each time it is redriven."""
    progress: tuple[WorkerProgress, ...] = ()
    error: BuildError | None = None
    output: BuildOutput | None = None
