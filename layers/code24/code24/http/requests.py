"""What the API reads: the brief and its companions, in the wire's names only and without coercion."""

import re
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    StrictBool,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from code24.build.editing.models import MOST_EDITS, Edit
from code24.build.goals import SYNONYMS, accepted_words, goal_of
from code24.build.models import Address, Brief, Contact, Figure, Legal, Offer, OwnAnswer, OwnImage, Person, Testimonial
from code24.build.pictures.models import MOST_BYTES
from code24.http.plan_bodies import PlanBody
from code24.models import Model
from code24.optimize.importing.archives import MOST_PACKED
from code24.types import Goal, ReleaseId, SiteId

WIRE = ConfigDict(populate_by_name=False)
"""`business_type` is no field of the API, `businessType` is."""

_NOT_IN_URLS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def _goal(value: Any) -> Goal:
    if not isinstance(value, str):
        raise ValueError("must be a text")
    goal = goal_of(value)
    if goal is None:
        raise ValueError(
            f"is not a goal that sites are built for; use one of these, or its synonym in brackets: {accepted_words()}"
        )
    return goal


def _visible(value: Any) -> Any:
    """URL parsers drop line breaks and tabs silently; here they are refused."""
    if isinstance(value, str) and (found := _NOT_IN_URLS.search(value.strip(" "))):
        raise ValueError(f"contains the character U+{ord(found[0]):04X}, which no URL may contain")
    return value


GoalWords = Annotated[
    Goal,
    BeforeValidator(_goal),
    WithJsonSchema({"type": "string", "examples": [words[0] for words in SYNONYMS.values()]}),
]
"""A goal by any of its names."""

WebAddress = Annotated[HttpUrl, BeforeValidator(_visible)]
"""An absolute http or https URL."""


class AddressBody(Address):
    """A postal address."""

    model_config = WIRE


class ContactBody(Contact):
    """How visitors reach the business."""

    model_config = WIRE

    address: AddressBody | None = None


class OfferBody(Offer):
    """One thing that the business offers."""

    model_config = WIRE


class PersonBody(Person):
    """Somebody of the team."""

    model_config = WIRE


class TestimonialBody(Testimonial):
    """What somebody said, as they said it."""

    model_config = WIRE


class FigureBody(Figure):
    """A number with what it counts."""

    model_config = WIRE


class AnswerBody(OwnAnswer):
    """A question with the owner's own answer."""

    model_config = WIRE


class ImageBody(OwnImage):
    """A picture of the owner's: at a public address, or uploaded before (`POST /uploads`)."""

    model_config = WIRE

    url: WebAddress | None = None


class LegalBody(Legal):
    """Who answers for the site by law."""

    model_config = WIRE


EXAMPLE: dict[str, Any] = {
    "name": "Bäckerei Sonnenaufgang",
    "description": "A family bakery in Leipzig. Sourdough bread from regional grain, baked every night, "
    "and breakfast on Saturdays.",
    "businessType": "bakery",
    "primaryGoal": "bookings",
    "language": "en",
    "colors": ["#b4531f"],
    "contact": {
        "email": "hello@example.com",
        "address": {"street": "Hauptstraße 1", "postalCode": "04109", "city": "Leipzig", "country": "DE"},
        "openingHours": ["Mo-Fr 06:30-18:00", "Sa 07:00-13:00"],
    },
    "pages": ["About us", "Contact"],
}
"""A brief as the documentation shows it; the business does not exist."""


class BriefBody(Brief):
    """Everything the owner says about the business: the only source of facts for the site."""

    model_config = ConfigDict(**WIRE, json_schema_extra={"examples": [EXAMPLE]})

    primary_goal: GoalWords
    contact: ContactBody = ContactBody()
    competitors: Annotated[tuple[WebAddress, ...], Field(max_length=10)] = ()
    offers: Annotated[tuple[OfferBody, ...], Field(max_length=80)] = ()
    team: Annotated[tuple[PersonBody, ...], Field(max_length=24)] = ()
    testimonials: Annotated[tuple[TestimonialBody, ...], Field(max_length=12)] = ()
    figures: Annotated[tuple[FigureBody, ...], Field(max_length=8)] = ()
    questions: Annotated[tuple[AnswerBody, ...], Field(max_length=20)] = ()
    images: Annotated[tuple[ImageBody, ...], Field(max_length=24)] = ()
    profiles: Annotated[tuple[WebAddress, ...], Field(max_length=10)] = ()
    legal: LegalBody = LegalBody()

    def brief(self) -> Brief:
        """The brief alone."""
        return Brief.model_validate(self.model_dump(include=set(Brief.model_fields)))


class StartBuildBody(BriefBody):
    """A brief, and what to make of it."""

    site_id: SiteId | None = None
    publish: StrictBool = True
    plan: PlanBody | None = None


class PlanCheckBody(BriefBody):
    """A brief with a plan for it."""

    plan: PlanBody


class EditsBody(Model):
    """What to change of a release, and which one."""

    model_config = ConfigDict(
        **WIRE,
        json_schema_extra={
            "examples": [
                {
                    "base": "r0123456789",
                    "edits": [
                        {"kind": "text", "page": "/", "section": "hero", "field": "heading", "text": "Bread, slowly."},
                        {"kind": "move", "page": "/", "section": "questions", "to": 2},
                        {"kind": "palette", "colors": ["#0a7d5c"]},
                    ],
                }
            ]
        },
    )

    edits: Annotated[tuple[Edit, ...], Field(max_length=MOST_EDITS)]
    base: ReleaseId | None = None
    publish: StrictBool = True


class UploadBody(Model):
    """What will be sent."""

    model_config = ConfigDict(
        **WIRE, json_schema_extra={"examples": [{"contentType": "image/jpeg", "bytes": 2_400_000}]}
    )

    content_type: Literal["image/jpeg", "image/png", "image/webp", "image/avif", "image/gif", "application/zip"]
    bytes: Annotated[int, Field(strict=True, ge=1, le=MOST_PACKED)]

    @field_validator("bytes")
    @classmethod
    def _pictures_are_smaller(cls, size: int, known: ValidationInfo) -> int:
        if known.data.get("content_type") != "application/zip" and size > MOST_BYTES:
            raise ValueError(f"a picture may have {MOST_BYTES:,} bytes, a zip {MOST_PACKED:,}")
        return size


class RollbackBody(Model):
    """Which release should be live."""

    model_config = ConfigDict(**WIRE, json_schema_extra={"examples": [{"releaseId": "r0123456789"}]})

    release_id: ReleaseId
