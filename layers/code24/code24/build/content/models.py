"""Content: every word on every page."""

from collections.abc import Mapping

from pydantic import Field

from code24.build.brand.models import Brand
from code24.build.design.models import DesignPlan, PageKind, SectionKind
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief
from code24.build.pictures.models import Pictures
from code24.forms.models import FormWords
from code24.models import Model
from code24.types import ImageId, LanguageTag


class ContentRequest(Model):
    """Asks for the words of a plan."""

    brief: Brief
    market_research: MarketResearch | None = None
    brand: Brand | None = None
    design: DesignPlan | None = None
    pictures: Pictures = Pictures()


class RewriteRequest(Model):
    """Asks for one section of a written site in other words."""

    brief: Brief
    market_research: MarketResearch
    brand: Brand
    design: DesignPlan
    content: "SiteContent"
    page: str
    """The page's path."""
    section: str
    """The section's id."""
    variation: int = Field(default=1, ge=0)
    """Another number asks for other words."""


class Action(Model):
    """A call to action: what the link says and where it leads."""

    label: str
    target: str
    """A path of the plan, `#anchor`, `path#anchor`, `mailto:` or `tel:`."""


class Item(Model):
    """One of a section's repeated parts: a feature, an offer, a step, a question with its answer."""

    title: str
    text: str = ""
    detail: str = ""
    """What stands beside the title: a role, who said it, the value of a figure."""
    price: str = ""
    group: str = ""
    """The subheading that it stands under; items of one group are neighbours."""
    includes: tuple[str, ...] = ()
    picture: ImageId | None = None


class SectionContent(Model):
    """The words of one section of the plan. All plain text: the renderer escapes it."""

    id: str
    """The section's id in the plan."""
    kind: SectionKind
    heading: str
    eyebrow: str = ""
    paragraphs: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    actions: tuple[Action, ...] = ()
    alts: Mapping[ImageId, str] = Field(default_factory=dict)
    """Alternative texts of the pictures that the section shows, its items' included."""
    captions: Mapping[ImageId, str] = Field(default_factory=dict)
    in_interface_language: tuple[str, ...] = ()
    """Which parts (`eyebrow`, `heading`, `paragraphs`, `items`, `item-titles`, `actions`) are in
    `InterfaceWords.language` rather than in the site's, so that they can be marked with `lang`.
    Empty where the two are the same."""


class PageContent(Model):
    """The words of one page of the plan."""

    kind: PageKind
    path: str
    nav_label: str
    """Short name for navigation and breadcrumbs."""
    title: str
    """For `<title>`: unique on the site, 40 to 60 characters."""
    description: str
    """For the meta description: unique on the site, 120 to 160 characters."""
    sections: tuple[SectionContent, ...]


class InterfaceWords(Model):
    """The words of the frame, in `language`."""

    language: LanguageTag
    """English where the site's language is not among those that the writer speaks."""
    skip_to_content: str
    navigation: str
    menu: str
    footer: str
    home: str
    opening_hours: str
    address: str
    phone: str
    email: str
    days: tuple[str, str, str, str, str, str, str]
    """Monday to Sunday."""
    breadcrumbs: str = "Breadcrumbs"
    legal: str = "Legal"
    """Names the footer's navigation of legal pages."""
    profiles: str = "Elsewhere"
    """Names the list of profiles on other sites."""
    included: str = "Included"
    not_included: str = "Not included"
    """What the marks of a comparison say to those who do not see them."""
    around_the_clock: str = "Around the clock"
    """In place of hours from midnight to midnight."""
    forms: FormWords | None = None


class ToDo(Model):
    """Something that the owner should add: named here, never shown to visitors as if it were true."""

    field: str
    """The request field that would answer it (`contact.phone`)."""
    message: str


class SiteContent(Model):
    """Every word of the site."""

    language: LanguageTag
    tagline: str
    """One sentence about the business, from the owner's facts."""
    pages: tuple[PageContent, ...]
    """One for each page of the plan, in its order, with one `SectionContent` for each section, in order."""
    interface: InterfaceWords
    to_do: tuple[ToDo, ...] = ()
