"""Routes of A/B tests: create, start, pause, resume, stop, ship, results, and the lift against the holdout."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import TypeAdapter

from code24.analytics.ports import Rollups
from code24.experiments.engine.control import (
    create_test,
    list_tests,
    pause_test,
    read_test,
    resume_test,
    ship_test,
    start_test,
    stop_test,
)
from code24.experiments.engine.judging import over_time
from code24.experiments.engine.lift import lift_of
from code24.experiments.models import Metric
from code24.http.authentication import Caller, KeyedRoute
from code24.http.builds import IdempotencyKey
from code24.http.experiment_views import LiftView, ResultsView, ShipBody, TestBody, TestList, TestSummary, TestView
from code24.http.pages import Cursor, Limit, cursor_of, identifier_in
from code24.http.use_cases import Run
from code24.ports import Clock, Sites
from code24.sites.pages import DEFAULT_LIMIT
from code24.sites.reservation import owned_site
from code24.types import CustomerId, Goal, SiteId, TestId

router = APIRouter(prefix="/sites/{id}", route_class=KeyedRoute, tags=["Tests"])

Id = Annotated[SiteId, Path(alias="id", description="The site's id.")]
OfTest = Annotated[TestId, Path(alias="testId", description="The test's id.")]
_TEST_ID = TypeAdapter[str](TestId)
_CONFLICTS: dict[int | str, dict[str, object]] = {409: {"description": "The test's or the site's state forbids it."}}


@router.get("/tests", operation_id="listTests", summary="All A/B tests, page by page")
async def index(site_id: Id, caller: Caller, use: Run, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> TestList:
    """A site's tests, newest first: those that somebody made, and those that began by themselves."""
    page = use.run(list_tests, site_id, caller, limit, identifier_in(cursor, _TEST_ID))
    found = tuple(TestSummary.of(test) for test in page.items)
    return TestList(tests=found, next=cursor_of(page.items[-1].test_id) if page.more else None)


@router.post("/tests", status_code=201, operation_id="createTest", summary="Plan an A/B test", responses=_CONFLICTS)
async def create(
    site_id: Id,
    body: TestBody,
    response: Response,
    *,
    caller: Caller,
    use: Run,
    idempotency_key: IdempotencyKey = None,
) -> TestView:
    """Make a draft with a plan from the site's traffic; it runs when it is started.

    What the traffic could never decide is refused (422), with the visitors that it needs and those that are expected.
    """
    test = use.run(create_test, site_id, body.draft(), caller, idempotency_key)
    response.headers["Location"] = f"/sites/{site_id}/tests/{test.test_id}"
    return TestView.of(test)


@router.get("/tests/{testId}", operation_id="getTest", summary="One A/B test")
async def show(site_id: Id, test_id: OfTest, caller: Caller, use: Run) -> TestView:
    """The test with its plan, its variants and its audit trail."""
    return TestView.of(use.run(read_test, site_id, test_id, caller))


@router.get("/tests/{testId}/results", operation_id="getTestResults", summary="What a test shows")
async def results(site_id: Id, test_id: OfTest, caller: Caller, use: Run) -> ResultsView:
    """Figures by arm, lifts with intervals that are valid at every look, day by day, and Bayesian figures beside."""
    test = use.run(read_test, site_id, test_id, caller)
    return ResultsView.of(test, over_time(test, test.results.days) if test.results else [])


@router.post(
    "/tests/{testId}/start", status_code=202, operation_id="startTest", summary="Start a draft", responses=_CONFLICTS
)
async def start(site_id: Id, test_id: OfTest, caller: Caller, use: Run) -> TestView:
    """Let a draft run. Its variants are made first: until then `starting` is true."""
    return TestView.of(use.run(start_test, site_id, test_id, caller))


@router.post("/tests/{testId}/pause", operation_id="pauseTest", summary="Pause a test", responses=_CONFLICTS)
async def pause(site_id: Id, test_id: OfTest, caller: Caller, use: Run) -> TestView:
    """Let everybody see the live release until the test is resumed."""
    return TestView.of(use.run(pause_test, site_id, test_id, caller))


@router.post("/tests/{testId}/resume", operation_id="resumeTest", summary="Go on with a test", responses=_CONFLICTS)
async def resume(site_id: Id, test_id: OfTest, caller: Caller, use: Run) -> TestView:
    """Go on with a paused test, every visitor in the arm from before."""
    return TestView.of(use.run(resume_test, site_id, test_id, caller))


@router.post("/tests/{testId}/stop", operation_id="stopTest", summary="Stop a test", responses=_CONFLICTS)
async def stop(site_id: Id, test_id: OfTest, caller: Caller, use: Run) -> TestView:
    """End a test without a decision: everybody sees the live release at once."""
    return TestView.of(use.run(stop_test, site_id, test_id, caller))


@router.post(
    "/tests/{testId}/ship", status_code=202, operation_id="shipTest", summary="Ship a variant", responses=_CONFLICTS
)
async def ship(
    site_id: Id,
    test_id: OfTest,
    caller: Caller,
    use: Run,
    body: Annotated[ShipBody | None, Body()] = None,
) -> TestView:
    """Send everybody to a variant, step by step, and watch it for a week. Winners are shipped without being asked."""
    return TestView.of(use.run(ship_test, site_id, test_id, body.arm if body else None, caller))


@router.get("/lift", operation_id="getLift", summary="What optimization brought in all")
async def lift(
    site_id: Id,
    caller: Caller,
    use: Run,
    days: Annotated[int, Query(ge=1, le=366, description="How many days, up to yesterday.")] = 28,
    goal: Annotated[Goal | None, Query(description="Of goals of this type alone.")] = None,
) -> LiftView:
    """Everybody else against the holdout, who always see the website from before optimization."""
    return use.run(_lift, site_id, caller, days, goal)


def _lift(
    site_id: SiteId, caller: CustomerId, count: int, goal: Goal | None, *, sites: Sites, rollups: Rollups, clock: Clock
) -> LiftView:
    owned_site(site_id, caller, sites=sites)
    last: date = clock.now().date() - timedelta(days=1)
    first = last - timedelta(days=count - 1)
    return LiftView.of(lift_of(rollups.days(site_id, first, last), Metric(goal_type=goal)), first, last)
