"""The design worker."""

from code24.build.brand.dice import Dice, seed_of
from code24.build.brand.models import Brand
from code24.build.brand.typefaces import kind_of
from code24.build.design.affinities import suited_ornaments
from code24.build.design.archetypes import archetype_for
from code24.build.design.checking import problems_of
from code24.build.design.completing import completed
from code24.build.design.facts import Facts
from code24.build.design.families import family_for, style_of
from code24.build.design.models import DesignPlan, DesignRequest, Page
from code24.build.design.paths import path_of
from code24.build.design.sections import Planner
from code24.build.design.sitemap import planned_pages, wished_pages
from code24.errors import InvalidRequest


def plan_design(request: DesignRequest) -> DesignPlan:
    """Decide style, pages, sections and arrangements from the business; the same brief always gets the same plan.

    A plan that the owner sent is checked and completed instead. Raises InvalidRequest without market research, without
    brand where there is no plan, and for a plan with problems, naming each.
    """
    if request.market_research is None:
        raise InvalidRequest("a plan follows from the market research; send marketResearch", field="marketResearch")
    facts = Facts.of(request, request.market_research)
    if request.plan is not None:
        return _checked(request.plan, facts)
    if request.brand is None:
        raise InvalidRequest("a plan follows from the brand; send brand", field="brand")
    return _planned(facts, request.brand)


def _planned(facts: Facts, brand: Brand) -> DesignPlan:
    named = (facts.brief.name, facts.brief.business_type, facts.brief.primary_goal)
    family = family_for(brand.voice, kind_of(brand.typography.heading), facts.field, Dice("design", "family", *named))
    archetype = archetype_for(facts, wished_pages(facts))
    kinds = planned_pages(facts, archetype)
    sections = Planner(facts, family, archetype, kinds).sections()
    return DesignPlan(
        style=style_of(
            family, archetype.name, seed_of(*named), Dice("design", "style", *named), suited_ornaments(facts)
        ),
        pages=tuple(Page(kind=kind, path=path_of(kind, facts), sections=sections[kind]) for kind in kinds),
    )


def _checked(plan: DesignPlan, facts: Facts) -> DesignPlan:
    if problems := problems_of(plan, facts):
        raise InvalidRequest("; ".join(f"{path}: {message}" for path, message in problems), field=problems[0].path)
    return completed(plan, facts)
