"""Design: which pages there are, and what stands on them."""

from enum import StrEnum

from code24.build.brand.models import Brand
from code24.build.competitive_analysis.models import CompetitiveAnalysis
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief
from code24.build.pictures.models import Pictures
from code24.models import Model
from code24.types import ImageId


class DesignRequest(Model):
    """Asks for a page plan."""

    brief: Brief
    market_research: MarketResearch | None = None
    competitive_analysis: CompetitiveAnalysis | None = None
    brand: Brand | None = None
    pictures: Pictures | None = None
    """None before anybody looked at the brief's images: all of them are planned for then."""
    plan: "DesignPlan | None" = None
    """A plan that the owner requested, edited and sent with the build: it is checked and used as it is."""


class PageKind(StrEnum):
    """The pages that can be planned."""

    HOME = "home"
    OFFER = "offer"
    ABOUT = "about"
    CONTACT = "contact"
    PRIVACY = "privacy"
    TERMS = "terms"
    IMPRINT = "imprint"
    """Who answers for the site (Impressum, mentions légales, aviso legal)."""
    COOKIES = "cookies"
    THANKS = "thanks"
    """Where a form leads once it was sent."""
    NOT_FOUND = "not-found"

    @property
    def legal(self) -> bool:
        """True for the pages that the law asks for: they stand in the footer, and not in the navigation."""
        return self in {PageKind.PRIVACY, PageKind.TERMS, PageKind.IMPRINT, PageKind.COOKIES}

    @property
    def indexed(self) -> bool:
        """True for pages that search engines should list."""
        return self not in {PageKind.THANKS, PageKind.NOT_FOUND}


class SectionKind(StrEnum):
    """The sections that a page is made of."""

    HERO = "hero"
    FEATURES = "features"
    OFFERS = "offers"
    """Services: what is offered, in words."""
    MENU = "menu"
    """Dishes and drinks by group, with prices."""
    PRICE_LIST = "price-list"
    PRODUCTS = "products"
    """Things with picture and price."""
    PLANS = "plans"
    """Offers to choose one of, with what each includes."""
    COMPARISON = "comparison"
    """The plans as a table of what is included."""
    GALLERY = "gallery"
    STEPS = "steps"
    STORY = "story"
    FIGURES = "figures"
    TEAM = "team"
    TESTIMONIALS = "testimonials"
    HOURS = "hours"
    """Opening hours and the place."""
    QUESTIONS = "questions"
    CONTACT = "contact"
    """The ways to reach the business, and the contact form."""
    BOOKING = "booking"
    QUOTE = "quote"
    ORDER = "order"
    NEWSLETTER = "newsletter"
    CALL_TO_ACTION = "call-to-action"
    PROSE = "prose"
    """Headed paragraphs: privacy, terms, imprint, cookies."""
    MESSAGE = "message"
    """A heading and a way onward: the 404 and the thank-you page."""


class Section(Model):
    """One section of a page."""

    id: str
    """Stable and unique on its page; also the HTML anchor."""
    kind: SectionKind
    arrangement: str
    """Which of the kind's arrangements is used (`split`, `centered`, `cards`, `list` …)."""
    items: int = 0
    """How many items the content may hold at most; 0 where the kind has none."""
    ground: str = "plain"
    """What it stands on (`plain`, `surface`, `soft` …): fixed here, so that no neighbour changes it."""
    pictures: tuple[ImageId, ...] = ()
    """The owner's images that it shows."""
    key_message: str = ""
    """What it has to say, as its heading; empty leaves that to the writer."""


class Page(Model):
    """One page."""

    kind: PageKind
    path: str
    """With leading and trailing slash (`/`, `/about/`); the 404 page has `/404.html`."""
    sections: tuple[Section, ...]


class Style(Model):
    """The design tokens that tell one style from another."""

    family: str
    radius: float
    """Corner radius in rem."""
    density: float
    """Factor on the space scale: 0.85 compact to 1.25 airy."""
    ornament: str
    """Name of the generative ornament (`waves`, `grid`, `arcs`, `none` …)."""
    seed: int
    """Seed of everything that looks random; follows from the brief."""
    archetype: str = ""
    """The page archetype that the order of the home page follows."""
    header: str = "bar"
    footer: str = "columns"
    """Arrangements of the frame around every page."""


class DesignPlan(Model):
    """The plan that content fills and development renders."""

    style: Style
    pages: tuple[Page, ...]
    """Home first, in the order of the navigation; the 404 page last."""
