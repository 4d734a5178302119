"""Routes about the platform itself, for the keys of those who run it."""

from fastapi import APIRouter, Request

from code24.http.authentication import KeyedRoute, Operator
from code24.http.use_cases import Run
from code24.http.version import VERSION
from code24.operations.models import Standing
from code24.operations.standing import platform_standing

router = APIRouter(route_class=KeyedRoute, tags=["Operations"])


@router.get("/status", operation_id="getStatus", summary="How the platform stands")
async def status(request: Request, operator: Operator, use: Run) -> Standing:
    """What runs, what is due, what failed: of the whole platform, as its schedules and repairs last saw it."""
    del operator
    return use.run(platform_standing, VERSION, request.app.state.environment())
