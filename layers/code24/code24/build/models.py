"""What a build is asked for, and how it stands."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import EmailStr, Field, HttpUrl, model_validator

from code24.models import Model
from code24.types import (
    BuildId,
    CustomerId,
    Goal,
    HexColor,
    ImageId,
    LanguageTag,
    Line,
    Prose,
    ReleaseId,
    SiteId,
    Slug,
    UploadId,
)  # fmt: skip


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


class Offer(Model):
    """One thing that the business offers, in the owner's words: a service, a dish, a product, a plan."""

    name: Annotated[Line, Field(max_length=120)]
    text: Annotated[Prose, Field(max_length=600)] | None = None
    price: Annotated[Line, Field(max_length=40)] | None = None
    """As visitors should read it (`€ 4.50`, `ab 49 €`, `free`)."""
    group: Annotated[Line, Field(max_length=60)] | None = None
    """A heading that several offers stand under (`Starters`)."""
    includes: Annotated[tuple[Annotated[Line, Field(max_length=80)], ...], Field(max_length=16)] = ()
    """What is part of it: plans that name such parts can be compared."""
    image: ImageId | None = None


class Person(Model):
    """Somebody of the team."""

    name: Annotated[Line, Field(max_length=80)]
    role: Annotated[Line, Field(max_length=80)] | None = None
    text: Annotated[Prose, Field(max_length=600)] | None = None
    image: ImageId | None = None


class Testimonial(Model):
    """What somebody said, as they said it."""

    quote: Annotated[Prose, Field(max_length=600)]
    author: Annotated[Line, Field(max_length=80)]
    detail: Annotated[Line, Field(max_length=80)] | None = None
    """Who the author is (`Mother of two`, `Managing director, Example Ltd`)."""


class Figure(Model):
    """A number that the owner is proud of, with what it counts."""

    value: Annotated[Line, Field(max_length=24)]
    label: Annotated[Line, Field(max_length=80)]


class OwnAnswer(Model):
    """A question with the owner's own answer."""

    question: Annotated[Line, Field(max_length=160)]
    answer: Annotated[Prose, Field(max_length=1_200)]


class ImageRole(StrEnum):
    """Where an image belongs."""

    HERO = "hero"
    STORY = "story"
    GALLERY = "gallery"
    DETAIL = "detail"
    """Belongs to the offer or the person that names it, and stands nowhere else."""


class OwnImage(Model):
    """A picture of the owner's, at a public address or uploaded before. Exactly one of `url` and `upload_id`."""

    id: ImageId
    """The owner's name for it: what offers and people refer to."""
    url: HttpUrl | None = None
    upload_id: UploadId | None = None
    alt: Annotated[Line, Field(max_length=250)] | None = None
    caption: Annotated[Line, Field(max_length=160)] | None = None
    role: ImageRole = ImageRole.GALLERY

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.url is None) == (self.upload_id is None):
            raise ValueError("give either url or uploadId, and not both")
        return self


class Legal(Model):
    """Who answers for the site by law; what is missing stays in the owner's to-do list."""

    owner: Annotated[Line, Field(max_length=120)] | None = None
    """Legal name of the person or company (`Example GmbH`)."""
    representative: Annotated[Line, Field(max_length=120)] | None = None
    register_entry: Annotated[Line, Field(max_length=120)] | None = None
    """Court and number, or registry and number."""
    vat_id: Annotated[Line, Field(max_length=40)] | None = None
    authority: Annotated[Line, Field(max_length=160)] | None = None
    """Supervisory authority or professional chamber."""


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
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    """ISO 3166-1 alpha-2; where it is missing, the address or the region of the language tells."""
    offers: Annotated[tuple[Offer, ...], Field(max_length=80)] = ()
    """Where given, the only offers on the site; else they are read from the description."""
    team: Annotated[tuple[Person, ...], Field(max_length=24)] = ()
    testimonials: Annotated[tuple[Testimonial, ...], Field(max_length=12)] = ()
    figures: Annotated[tuple[Figure, ...], Field(max_length=8)] = ()
    questions: Annotated[tuple[OwnAnswer, ...], Field(max_length=20)] = ()
    images: Annotated[tuple[OwnImage, ...], Field(max_length=24)] = ()
    profiles: Annotated[tuple[HttpUrl, ...], Field(max_length=10)] = ()
    """Addresses of the business elsewhere (social networks, directories)."""
    legal: Legal = Legal()

    @model_validator(mode="after")
    def _images_are_named(self) -> Self:
        names = [image.id for image in self.images]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise ValueError(f"two images have the id {twice!r}; give each its own")
        wanted = [*(offer.image for offer in self.offers), *(person.image for person in self.team)]
        if unknown := next((name for name in wanted if name and name not in names), None):
            raise ValueError(f"there is no image with the id {unknown!r} in images")
        return self


class OwnWords(Model):
    """What the owner wrote into the site after it was built: as true as the brief, and shown where it was written."""

    texts: tuple[str, ...] = ()


SILENT_AFTER = timedelta(minutes=6)
"""How long a build's record may stay as it is while its execution is well: a worker writes when it begins and when it
ends, the longest may work for 300 s, and a retry waits for 20 s at most (statemachines/build.asl.json)."""


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
    base: ReleaseId | None = None
    """The release that is edited; None for a build from a brief."""
    replaces: ReleaseId | None = None
    """For an edit: the release that was live when it was asked for, the only one that it may take the place of."""
    status: BuildStatus = BuildStatus.QUEUED
    created_at: datetime
    updated_at: datetime
    runs: int = 1
    """Executions started for this build: 1, and one more each time it is redriven."""
    progress: tuple[WorkerProgress, ...] = ()
    error: BuildError | None = None
    output: BuildOutput | None = None

    @property
    def silent_at(self) -> datetime | None:
        """When to look at its execution if nothing is heard of it until then; None for a build that has ended."""
        return None if self.status.final else self.updated_at + SILENT_AFTER
