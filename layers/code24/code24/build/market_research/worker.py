"""Market research: what is known about the field a business works in."""

from code24.build.market_research.models import MarketResearch, MarketResearchRequest
from code24.build.market_research.statements import grounded
from code24.ports import Writer


def research_market(request: MarketResearchRequest, *, writer: Writer) -> MarketResearch:
    """Name the industry of a brief and what its visitors look for; offers and competitors are the owner's only."""
    return grounded(writer.market(request.brief), request.brief)
