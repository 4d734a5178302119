"""Routes of plans: what a site would be like, before it is built."""

from fastapi import APIRouter

from code24.build.design.choices import PlanChoices, plan_choices
from code24.build.plans import PlannedSite, check_plan, propose_plan
from code24.http.authentication import Caller, KeyedRoute
from code24.http.requests import BriefBody, PlanCheckBody
from code24.http.use_cases import Run

router = APIRouter(prefix="/plans", route_class=KeyedRoute, tags=["Plans"])

_FAILED: dict[int | str, dict[str, object]] = {502: {"description": "A worker failed; the detail says why."}}


@router.get("/choices", operation_id="getPlanChoices", summary="What a plan can consist of")
async def choices(caller: Caller) -> PlanChoices:
    """Kinds of pages and sections with their arrangements, grounds, style families, headers and footers."""
    del caller
    return plan_choices()


@router.post("", operation_id="proposePlan", summary="Plan a website without building it", responses=_FAILED)
async def propose(body: BriefBody, caller: Caller, use: Run) -> PlannedSite:
    """The plan that a build of this brief would follow: pages, sections, arrangements and key messages.

    Sent unchanged with the same brief to `POST /build`, it gives the site that the brief alone would give.
    """
    return use.run(propose_plan, body.brief(), caller)


@router.post("/check", operation_id="checkPlan", summary="Check an edited plan", responses=_FAILED)
async def check(body: PlanCheckBody, caller: Caller, use: Run) -> PlannedSite:
    """The plan as it would be built, with warnings where something was added or left out; 422 names each problem."""
    return use.run(check_plan, body.brief(), body.plan.plan(), caller)
