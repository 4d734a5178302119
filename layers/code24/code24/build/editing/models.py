"""Edits of a site that has been built: what can be changed, and into what."""

import hashlib
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from code24.build.brand.models import Brand
from code24.build.content.models import SiteContent
from code24.build.design.models import DesignPlan, PageKind, SectionKind
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief, OwnWords
from code24.build.pictures.models import Pictures
from code24.models import Model
from code24.types import CustomerId, HexColor, ImageId, Prose, ReleaseId, SiteId

MOST_EDITS = 50
LONGEST_TEXT = 2_000

PagePath = Annotated[str, Field(min_length=1, max_length=120)]
SectionId = Annotated[str, Field(min_length=1, max_length=60)]


class _Edit(Model):
    """What every edit has: it is one of the API's bodies, where names are the wire's alone."""

    model_config = ConfigDict(populate_by_name=False)


class Rewrite(_Edit):
    """Another wording of a section, by the writer."""

    kind: Literal["rewrite"]
    page: PagePath
    section: SectionId


class Rearrange(_Edit):
    """Another arrangement of a section."""

    kind: Literal["rearrange"]
    page: PagePath
    section: SectionId
    arrangement: Annotated[str, Field(min_length=1, max_length=40)]


class Move(_Edit):
    """Another place for a section on its page."""

    kind: Literal["move"]
    page: PagePath
    section: SectionId
    to: Annotated[int, Field(strict=True, ge=0, le=100)]
    """Where it then stands among the page's sections, the first being 0."""


class Remove(_Edit):
    """A section less."""

    kind: Literal["remove"]
    page: PagePath
    section: SectionId


class SetText(_Edit):
    """The owner's own words in place of a text; nothing in them is markup."""

    kind: Literal["text"]
    page: PagePath
    section: SectionId | None = None
    """None for a text of the page itself."""
    field: Annotated[str, Field(pattern=r"^[A-Za-z]+(?:\.[a-z0-9][a-z0-9-]*){0,3}$", max_length=80)]
    """As the list of sections names it: `heading`, `paragraphs.0`, `items.2.title`, `actions.0.label`, `title`."""
    text: Annotated[Prose, Field(max_length=LONGEST_TEXT)]


class Recolor(_Edit):
    """Other colours for the whole site."""

    kind: Literal["palette"]
    colors: Annotated[tuple[HexColor, ...], Field(max_length=5)]
    """One at least, the most important first, as in a brief."""


class SwapPicture(_Edit):
    """Another of the owner's pictures in place of one that a section shows."""

    kind: Literal["picture"]
    page: PagePath
    section: SectionId
    picture: ImageId
    by: ImageId


type Edit = Annotated[
    Rewrite | Rearrange | Move | Remove | SetText | Recolor | SwapPicture, Field(discriminator="kind")
]


class SiteParts(Model):
    """What a build made before development, and all that an edit can change."""

    brief: Brief
    market_research: MarketResearch
    pictures: Pictures = Pictures()
    brand: Brand
    design: DesignPlan
    content: SiteContent
    own_words: OwnWords = OwnWords()


class EditSite(Model):
    """Asks for edits of a release."""

    site_id: SiteId
    customer_id: CustomerId
    edits: tuple[Edit, ...]
    base: ReleaseId | None = None
    """The release that is edited; None for the live one."""
    publish: bool = True
    idempotency_key: Annotated[str, Field(min_length=1, max_length=255)] | None = None

    def hash(self) -> str:
        """SHA-256 of the request's meaning, for telling a repeated key from a reused one."""
        return hashlib.sha256(self.model_dump_json(exclude={"idempotency_key"}).encode()).hexdigest()


class EditableText(Model):
    """A text that can be set, with what it says now."""

    field: str
    text: str


class EditableSection(Model):
    """A section with all that can be edited of it."""

    id: str
    kind: SectionKind
    arrangement: str
    arrangements: tuple[str, ...]
    """What it can be rearranged into, the present one included."""
    heading: str
    movable: bool
    """Whether it can be moved; the first section of a page stays where it is."""
    removable: bool
    texts: tuple[EditableText, ...]
    pictures: tuple[ImageId, ...]
    """What it shows and can be swapped."""


class EditablePage(Model):
    """A page with its sections in their order."""

    path: str
    kind: PageKind
    texts: tuple[EditableText, ...]
    sections: tuple[EditableSection, ...]


class EditableSite(Model):
    """All that can be edited of a release."""

    release_id: ReleaseId
    language: str
    colors: tuple[HexColor, ...]
    """What the owner wished for; empty where the palette was chosen."""
    pictures: tuple[ImageId, ...]
    """All pictures that can be put into sections."""
    pages: tuple[EditablePage, ...]
