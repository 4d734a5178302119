"""What every writer must do, embedded or hosted. A test module subclasses `WriterContract` and gives a `writer`.

A writer may return content with defects, as models do; what `write_content` makes of it never has any.
"""

import re
from functools import cache
from typing import Any

import pytest

from code24.ai.embedded import EmbeddedWriter
from code24.ai.playbook import SPOKEN, playbook
from code24.build.brand.models import Brand, BrandRequest
from code24.build.brand.worker import create_brand
from code24.build.content.defects import defects_of
from code24.build.content.models import ContentRequest, SiteContent
from code24.build.content.worker import write_content
from code24.build.design.models import DesignPlan, DesignRequest
from code24.build.design.worker import plan_design
from code24.build.market_research.models import MarketResearch, MarketResearchRequest, Source
from code24.build.market_research.worker import research_market
from code24.build.models import Brief
from code24.ports import Writer
from tests.team import REQUESTS, brief_of

SAMPLES = tuple(sorted(path.stem for path in REQUESTS.glob("*.json")))


@cache
def brand_of(sample: str) -> Brand:
    """A sample's brand, which is drawn once for all tests."""
    brief = brief_of(sample)
    return create_brand(BrandRequest(brief=brief, market_research=EmbeddedWriter().market(brief)))


@pytest.mark.parametrize("sample", SAMPLES)
class WriterContract:
    """The sample requests, through a writer."""

    @pytest.fixture
    def writer(self) -> Writer:
        raise NotImplementedError("Give the writer under test.")

    @pytest.fixture
    def brief(self, sample: str) -> Brief:
        return brief_of(sample)

    @pytest.fixture
    def market(self, writer: Writer, brief: Brief) -> MarketResearch:
        return research_market(MarketResearchRequest(brief=brief), writer=writer)

    @pytest.fixture
    def brand(self, sample: str) -> Brand:
        return brand_of(sample)

    @pytest.fixture
    def plan(self, brief: Brief, market: MarketResearch, brand: Brand) -> DesignPlan:
        return plan_design(DesignRequest(brief=brief, market_research=market, brand=brand))

    @pytest.fixture
    def content(
        self, writer: Writer, brief: Brief, market: MarketResearch, brand: Brand, plan: DesignPlan
    ) -> SiteContent:
        request: dict[str, Any] = {"brief": brief, "market_research": market, "brand": brand, "design": plan}
        return write_content(ContentRequest(**request), writer=writer)

    def test_the_industry_has_a_playbook_and_the_rest_is_the_owners(self, brief: Brief, market: MarketResearch) -> None:
        assert playbook(market.industry)
        assert market.business_type == brief.business_type
        assert market.competitors == brief.competitors
        said = set(re.findall(r"\w{4,}", str(brief.model_dump()).casefold()))
        named = {word for offer in market.offered for word in re.findall(r"\w{4,}", offer.name.casefold())}
        assert named <= said
        assert all(offer.source is Source.BRIEF for offer in market.offers)
        assert market.offered == brief.offers or not brief.offers

    def test_the_words_may_be_published(self, brief: Brief, content: SiteContent, plan: DesignPlan) -> None:
        assert defects_of(content, brief, plan) == ()

    def test_pages_and_sections_are_the_plans(self, content: SiteContent, plan: DesignPlan) -> None:
        written = [(page.kind, page.path, [(s.id, s.kind) for s in page.sections]) for page in content.pages]
        assert written == [(page.kind, page.path, [(s.id, s.kind) for s in page.sections]) for page in plan.pages]

    def test_the_language_is_the_briefs(self, brief: Brief, content: SiteContent) -> None:
        assert content.language == brief.language
        base = brief.language.partition("-")[0]
        assert content.interface.language == (base if base in SPOKEN else "en")
