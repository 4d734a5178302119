"""Which statements of a market research may stand."""

from code24.build.market_research.models import MarketResearch, Source, Statement
from code24.build.models import Brief


def _squeezed(text: str) -> str:
    return "".join(text.casefold().split())


def grounded(market: MarketResearch, brief: Brief) -> MarketResearch:
    """The research with only what the brief supports said to come from it.

    Offers must stand in the brief, word for word; competitors are those that the owner named; the business type is
    as the owner wrote it. A statement that claims the brief as its source and is not found there counts as the
    playbook's.
    """
    said = _squeezed(f"{brief.name}\n{brief.business_type}\n{brief.description}")

    def honest(statement: Statement) -> Statement:
        if statement.source is Source.BRIEF and _squeezed(statement.text.rstrip(".")) not in said:
            return statement.model_copy(update={"source": Source.PLAYBOOK})
        return statement

    return market.model_copy(
        update={
            "business_type": brief.business_type,
            "audience": tuple(map(honest, market.audience)),
            "needs": tuple(map(honest, market.needs)),
            "offers": tuple(offer for offer in market.offers if honest(offer).source is Source.BRIEF),
            "competitors": brief.competitors,
        }
    )
