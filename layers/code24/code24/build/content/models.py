"""Content: every word on every page."""

from code24.build.brand.models import Brand
from code24.build.design.models import DesignPlan, PageKind, SectionKind
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief
from code24.models import Model
from code24.types import LanguageTag


class ContentRequest(Model):
    """Asks for the words of a plan."""

    brief: Brief
    market_research: MarketResearch | None = None
    brand: Brand | None = None
    design: DesignPlan | None = None


class Action(Model):
    """A call to action: what the link says and where it leads."""

    label: str
    target: str
    """A path of the plan, `#anchor`, `path#anchor`, `mailto:` or `tel:`."""


class Item(Model):
    """One of a section's repeated parts: a feature, an offer, a step, a question with its answer."""

    title: str
    text: str = ""


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
    in_interface_language: tuple[str, ...] = ()
    """Which parts (`heading`, `paragraphs`, `items`, `item-titles`, `actions`) are in `InterfaceWords.language`
    rather than in the site's, so that they can be marked with `lang`. Empty where the two are the same."""


class PageContent(Model):
    """The words of one page of the plan."""

    kind: PageKind
    path: str
    nav_label: str
    """Short name for navigation and breadcrumbs."""
    title: str
    """For `<title>`: unique on the site, 10 to 60 characters."""
    description: str
    """For the meta description: 50 to 160 characters."""
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
