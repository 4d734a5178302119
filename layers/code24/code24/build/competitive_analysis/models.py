"""Competitive analysis: what competitors' pages do."""

from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief
from code24.models import Model


class CompetitiveAnalysisRequest(Model):
    """Asks for a reading of the competitors that the brief names."""

    brief: Brief
    market_research: MarketResearch | None = None


class CompetitorPage(Model):
    """What one page was found to do. All figures are measured on the page itself."""

    url: str
    title: str
    description: str
    headings: tuple[str, ...]
    calls_to_action: tuple[str, ...]
    words: int
    bytes: int
    images: int
    images_without_alt: int
    structured_data: tuple[str, ...]
    """The schema.org types that the page declares."""


class UnreadCompetitor(Model):
    """A page that could not be read; it never fails a build."""

    url: str
    reason: str


class CompetitiveAnalysis(Model):
    """What to match and what to do differently."""

    read: tuple[CompetitorPage, ...] = ()
    unread: tuple[UnreadCompetitor, ...] = ()
    match: tuple[str, ...]
    """What visitors of this industry expect, as section kinds (`hours`, `offers`, `questions` …)."""
    differ: tuple[str, ...]
    """What the pages that were read miss and this site should do, in words for the owner."""
