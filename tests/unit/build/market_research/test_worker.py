from pydantic import HttpUrl

from code24.ai.embedded import EmbeddedWriter
from code24.build.market_research.models import MarketResearch, MarketResearchRequest, Source, Statement
from code24.build.market_research.worker import research_market
from code24.build.models import Brief
from tests.unit.ai.plans import brief


def test_names_the_industry_and_takes_offers_from_the_description() -> None:
    market = research_market(
        MarketResearchRequest(
            brief=brief(
                language="de",
                business_type="Landbäckerei",
                description="Wir backen Brot, Brezeln und Kuchen.",
                competitors=["https://other.example/"],
            )
        ),
        writer=EmbeddedWriter(),
    )
    assert (market.industry, market.schema_type, market.business_type) == ("bakery", "Bakery", "Landbäckerei")
    assert [(offer.text, offer.source) for offer in market.offers] == [
        ("Brot", Source.BRIEF),
        ("Brezeln", Source.BRIEF),
        ("Kuchen", Source.BRIEF),
    ]
    assert "Sauerteigbrot" in market.vocabulary
    assert market.seasons[0].months == (12,)
    assert [str(url) for url in market.competitors] == ["https://other.example/"]


class Inventive(EmbeddedWriter):
    """Says that the owner said things."""

    def market(self, brief: Brief) -> MarketResearch:
        return (
            super()
            .market(brief)
            .model_copy(
                update={
                    "business_type": "world-class bakery",
                    "offers": (
                        Statement(text="wedding cakes", source=Source.BRIEF),
                        Statement(text="Rye bread", source=Source.BRIEF),
                    ),
                    "needs": (Statement(text="Free delivery", source=Source.BRIEF),),
                    "competitors": (HttpUrl("https://invented.example/"),),
                }
            )
        )


def test_what_a_writer_invents_does_not_come_from_the_brief() -> None:
    market = research_market(MarketResearchRequest(brief=brief()), writer=Inventive())
    assert market.business_type == "bakery"
    assert [offer.text for offer in market.offers] == ["Rye bread"]
    assert market.needs[0].source is Source.PLAYBOOK
    assert market.competitors == ()
