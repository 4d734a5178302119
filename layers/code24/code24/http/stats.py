"""Routes of a site's figures: what its visitors do, and how they are counted."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from code24.analytics.models import AnalyticsSettings
from code24.analytics.querying.answering import Asked, aggregate, breakdown, funnel, funnels, goals, timeseries, vitals
from code24.analytics.querying.filters import LONGEST
from code24.analytics.querying.models import (
    Breakdown,
    FunnelList,
    FunnelView,
    GoalsView,
    Interval,
    OpportunityList,
    Realtime,
    Series,
    Stats,
    VitalsView,
)
from code24.analytics.querying.ranges import Comparison, Period
from code24.analytics.querying.workers import (
    Question,
    ask,
    change_settings,
    opportunities_of,
    settings_of,
    who_is_there,
)
from code24.http.analytics_bodies import AnalyticsBody
from code24.http.authentication import Caller, KeyedRoute
from code24.http.use_cases import Run, UseCases
from code24.types import CustomerId, SiteId

router = APIRouter(prefix="/sites/{id}", route_class=KeyedRoute, tags=["Analytics"])

Id = Annotated[SiteId, Path(alias="id", description="The site's id.")]
Rows = Annotated[int, Query(alias="limit", ge=1, le=1_000, description="The most rows to answer.")]
DEFAULT_ROWS = 100


async def _question(
    *,
    period: Annotated[Period, Query(description="Which days, in the site's time zone.")] = Period.DAYS,
    since: Annotated[date | None, Query(alias="from", description="The first day of a custom period.")] = None,
    until: Annotated[date | None, Query(alias="to", description="The last day of a custom period.")] = None,
    compare: Annotated[Comparison | None, Query(description="What to compare with.")] = None,
    compare_since: Annotated[
        date | None, Query(alias="compareFrom", description="The first day of a custom comparison.")
    ] = None,
    compare_until: Annotated[
        date | None, Query(alias="compareTo", description="The last day of a custom comparison.")
    ] = None,
    filters: Annotated[
        str, Query(max_length=LONGEST, description="Of these visits alone: `page==/pricing/;country!=DE|FR`.")
    ] = "",
) -> Question:
    return Question(period, since, until, compare, compare_since, compare_until, filters)


Asking = Annotated[Question, Depends(_question)]


def _answer[Answer](
    use: UseCases, site_id: SiteId, caller: CustomerId, question: Question, answer: Callable[[Asked], Answer]
) -> Answer:
    found: Answer = use.run(ask, site_id, caller, question, answer)
    return found


@router.get("/stats", operation_id="getStats", summary="A range in figures")
async def show(site_id: Id, caller: Caller, use: Run, question: Asking) -> Stats:
    """Visitors, visits, views, bounces, durations, goals and revenue of a range, and how they changed."""
    return _answer(use, site_id, caller, question, aggregate)


@router.get("/stats/timeseries", operation_id="getTimeseries", summary="A range over time")
async def over_time(
    site_id: Id,
    caller: Caller,
    use: Run,
    question: Asking,
    interval: Annotated[Interval | None, Query(description="How to cut the range; by its length if absent.")] = None,
) -> Series:
    """The figures by hour, day, week or month, those without anything included."""
    return _answer(use, site_id, caller, question, partial(timeseries, interval=interval))


@router.get("/stats/breakdown", operation_id="getBreakdown", summary="A range by a property")
async def by_property(
    site_id: Id,
    caller: Caller,
    use: Run,
    question: Asking,
    wanted: Annotated[
        str, Query(alias="property", max_length=200, description="`page`, `source`, `country`, `prop:plan` …")
    ],
    *,
    limit: Rows = DEFAULT_ROWS,
    page: Annotated[int, Query(ge=1, le=100_000, description="Which page of the rows.")] = 1,
) -> Breakdown:
    """The property's values with their figures, those with the most visitors first."""
    return _answer(use, site_id, caller, question, partial(breakdown, wanted=wanted, limit=limit, page=page))


@router.get("/stats/goals", operation_id="getGoals", summary="What goals brought")
async def of_goals(site_id: Id, caller: Caller, use: Run, question: Asking) -> GoalsView:
    """Completions, converting visitors, rates and revenue by goal and by type, forms, and the holdout's figures."""
    return _answer(use, site_id, caller, question, goals)


@router.get("/stats/funnels", operation_id="listFunnels", summary="How far visitors come")
async def of_funnels(site_id: Id, caller: Caller, use: Run, question: Asking) -> FunnelList:
    """Every funnel, step by step."""
    return _answer(use, site_id, caller, question, funnels)


@router.get("/stats/funnels/{name}", operation_id="getFunnel", summary="One funnel")
async def of_funnel(
    site_id: Id,
    name: Annotated[str, Path(max_length=80, description="The funnel's name.")],
    caller: Caller,
    use: Run,
    question: Asking,
) -> FunnelView:
    """How far visitors come in one funnel."""
    return _answer(use, site_id, caller, question, partial(funnel, name=name))


@router.get("/stats/vitals", operation_id="getVitals", summary="How fast the site is for its visitors")
async def of_vitals(site_id: Id, caller: Caller, use: Run, question: Asking, limit: Rows = DEFAULT_ROWS) -> VitalsView:
    """Web Vitals at the 75th percentile, as visitors' browsers measured them, in all and by page."""
    return _answer(use, site_id, caller, question, partial(vitals, most_pages=limit))


@router.get("/stats/realtime", operation_id="getRealtime", summary="Who is there now")
async def now(site_id: Id, caller: Caller, use: Run) -> Realtime:
    """Visitors of the last five minutes, with the pages that they saw last and where they came from."""
    return use.run(who_is_there, site_id, caller)


@router.get("/stats/opportunities", operation_id="listOpportunities", summary="What is worth acting on")
async def worth_acting_on(
    site_id: Id,
    caller: Caller,
    use: Run,
    limit: Annotated[int, Query(ge=1, le=100, description="The most to answer.")] = 50,
) -> OpportunityList:
    """What the figures of the last weeks told: drops, surges, slow and missing pages, forms that are not sent."""
    return OpportunityList(opportunities=tuple(use.run(opportunities_of, site_id, caller, limit)))


@router.get("/analytics", operation_id="getAnalytics", summary="How visitors are counted")
async def settings(site_id: Id, caller: Caller, use: Run) -> AnalyticsSettings:
    """Time zone, currency, goals, funnels and paths that are not counted."""
    return use.run(settings_of, site_id, caller)


@router.put("/analytics", operation_id="putAnalytics", summary="Count visitors in another way")
async def change(site_id: Id, body: AnalyticsBody, caller: Caller, use: Run) -> AnalyticsSettings:
    """Replace the settings as a whole. The days before are counted again, within minutes."""
    return use.run(change_settings, body.settings(site_id), caller)
