"""The design worker."""

from code24.build.brand.dice import Dice, seed_of
from code24.build.brand.fields import field_of
from code24.build.brand.typefaces import kind_of
from code24.build.design.families import family_for, style_of
from code24.build.design.models import DesignPlan, DesignRequest, Page, PageKind
from code24.build.design.sections import Facts, sections_of
from code24.build.design.sitemap import path_of, planned_pages
from code24.errors import InvalidRequest


def plan_design(request: DesignRequest) -> DesignPlan:
    """Decide style, pages, sections and arrangements from the business; the same brief always gets the same plan.

    Raises InvalidRequest without market research or brand.
    """
    brief, market, brand = request.brief, request.market_research, request.brand
    if market is None:
        raise InvalidRequest("a plan follows from the market research; send marketResearch", field="marketResearch")
    if brand is None:
        raise InvalidRequest("a plan follows from the brand; send brand", field="brand")
    field = field_of(market)

    def dice(purpose: str) -> Dice:
        return Dice("design", purpose, brief.name, brief.business_type, brief.primary_goal)

    family = family_for(brand.voice, kind_of(brand.typography.heading), field.name, dice("family"))
    kinds = planned_pages(brief.pages)
    facts = Facts(
        goal=brief.primary_goal,
        pages=kinds,
        opening_hours=bool(brief.contact.opening_hours),
        words=len(brief.description.split()),
        expected=frozenset(request.competitive_analysis.match if request.competitive_analysis else ()),
    )
    return DesignPlan(
        style=style_of(family, seed_of(brief.name, brief.business_type, brief.primary_goal), dice("style")),
        pages=tuple(
            Page(
                kind=kind,
                path=path_of(kind, brief.language, field.name, market.schema_type),
                sections=sections_of(kind, family, facts, dice(f"sections of {kind}")),
            )
            for kind in (*kinds, PageKind.NOT_FOUND)
        ),
    )
