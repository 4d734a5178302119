from pydantic import HttpUrl

from code24.ai.embedded import EmbeddedWriter
from code24.build.market_research.models import MarketResearch, MarketResearchRequest, Source, Statement
from code24.build.market_research.worker import research_market
from code24.build.models import Brief, Offer
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


def test_offers_have_their_prices_texts_and_groups() -> None:
    request = brief(description="Loaves:\n- Rye: 4,80 €\n- Oat – with honey – 5,20 €\n\nSweet:\n- Plum cake 3 €")  # noqa: RUF001
    market = research_market(MarketResearchRequest(brief=request), writer=EmbeddedWriter())
    assert market.offered == (
        Offer(name="Rye", price="4,80 €", group="Loaves"),
        Offer(name="Oat", text="with honey.", price="5,20 €", group="Loaves"),
        Offer(name="Plum cake", price="3 €", group="Sweet"),
    )


def test_offers_that_the_brief_lists_are_the_only_ones() -> None:
    request = brief(
        description="We bake rye, rolls and cakes. Rye 4,80 €.", offers=[{"name": "Oat loaf", "price": "€ 5"}]
    )
    market = research_market(MarketResearchRequest(brief=request), writer=EmbeddedWriter())
    assert market.offered == request.offers
    assert [offer.text for offer in market.offers] == ["Oat loaf"]


def test_verbs_that_were_said_otherwise_are_still_the_owners() -> None:
    request = brief(language="de", description="Ich repariere Räder, baue Laufräder ein und verkaufe Helme.")
    market = research_market(MarketResearchRequest(brief=request), writer=EmbeddedWriter())
    assert [offer.name for offer in market.offered] == ["Räder reparieren", "Laufräder einbauen", "Helme verkaufen"]
    assert [offer.text for offer in market.offers] == [offer.name for offer in market.offered]


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
                    "offered": (
                        Offer(name="Wedding cakes", price="€ 300"),
                        Offer(name="Rye bread", price="€ 3"),
                        Offer(name="Rolls"),
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
    assert market.offered == (Offer(name="Rolls"),)
    assert market.needs[0].source is Source.PLAYBOOK
    assert market.competitors == ()
