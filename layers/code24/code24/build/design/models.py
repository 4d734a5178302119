"""Design: which pages there are, and what stands on them."""

from enum import StrEnum

from code24.build.brand.models import Brand
from code24.build.competitive_analysis.models import CompetitiveAnalysis
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief
from code24.models import Model


class DesignRequest(Model):
    """Asks for a page plan."""

    brief: Brief
    market_research: MarketResearch | None = None
    competitive_analysis: CompetitiveAnalysis | None = None
    brand: Brand | None = None


class PageKind(StrEnum):
    """The pages that can be planned."""

    HOME = "home"
    OFFER = "offer"
    ABOUT = "about"
    CONTACT = "contact"
    NOT_FOUND = "not-found"


class SectionKind(StrEnum):
    """The sections that a page is made of."""

    HERO = "hero"
    FEATURES = "features"
    OFFERS = "offers"
    STEPS = "steps"
    STORY = "story"
    HOURS = "hours"
    QUESTIONS = "questions"
    CONTACT = "contact"
    CALL_TO_ACTION = "call-to-action"
    MESSAGE = "message"
    """A heading and a way onward: the 404 page."""


class Section(Model):
    """One section of a page."""

    id: str
    """Stable and unique on its page; also the HTML anchor."""
    kind: SectionKind
    arrangement: str
    """Which of the kind's arrangements is used (`split`, `centered`, `cards`, `list` …)."""
    items: int = 0
    """How many items the content may hold at most; 0 where the kind has none."""


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


class DesignPlan(Model):
    """The plan that content fills and development renders."""

    style: Style
    pages: tuple[Page, ...]
    """Home first, in the order of the navigation; the 404 page last."""
