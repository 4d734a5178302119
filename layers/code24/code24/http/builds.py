"""Routes of builds."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Response
from pydantic import ConfigDict, ValidationError

from code24.build.content.models import ToDo
from code24.build.models import Build, BuildStatus
from code24.build.workers import StartBuild, build_status, start_build, stop_build
from code24.errors import NotFound
from code24.http.authentication import Caller, KeyedRoute
from code24.http.representations import BuildAccepted, BuildState
from code24.http.requests import StartBuildBody
from code24.http.use_cases import Run
from code24.models import Model
from code24.ports import Artifacts
from code24.types import BuildId
from code24.upkeep.resuming import redrive_parked_build

router = APIRouter(route_class=KeyedRoute, tags=["Builds"])

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[\x20-\x7e]+$",
        description="Makes the request safe to repeat: the same key with the same body is the same build. "
        "The same key with another body is refused. Keys are the caller's own.",
    ),
]
InstanceId = Annotated[BuildId, Query(alias="instanceId", description="The build's id, as `POST /build` answered it.")]
Id = Annotated[BuildId, Path(alias="id", description="The build's id.")]

_CONFLICTS: dict[int | str, dict[str, object]] = {409: {"description": "The build's present state forbids it."}}


@router.post("/trigger/build", status_code=202, operation_id="triggerBuild", summary="Build a website (alias)")
@router.post("/build", status_code=202, operation_id="startBuild", summary="Build a website")
async def start(
    body: StartBuildBody, response: Response, caller: Caller, use: Run, idempotency_key: IdempotencyKey = None
) -> BuildAccepted:
    """Start building a site from a brief, or a new release of an existing one (`siteId`).

    With `publish: false` the release is not shown to visitors: it waits under its preview address. A `plan` is checked
    before anything starts.
    """
    request = StartBuild(
        brief=body.brief(),
        customer_id=caller,
        site_id=body.site_id,
        publish=body.publish,
        plan=body.plan.plan() if body.plan else None,
        idempotency_key=idempotency_key,
    )
    build = use.run(start_build, request)
    return accepted(build, response)


@router.get("/trigger/build", operation_id="getTriggeredBuild", summary="How a build stands (alias)")
@router.get("/build", operation_id="getBuild", summary="How a build stands")
async def show(build_id: InstanceId, caller: Caller, use: Run) -> BuildState:
    """Status, progress of each worker, and at the end the site's address or the error."""
    return _state(use.run(build_status, build_id, caller), use)


@router.post(
    "/build/{id}/redrive", status_code=202, operation_id="redriveBuild", summary="Run a build again",
    responses=_CONFLICTS,
)  # fmt: skip
async def redrive(build_id: Id, response: Response, caller: Caller, use: Run) -> BuildAccepted:
    """Run a failed or stopped build again. Finished work is not repeated."""
    return accepted(use.run(redrive_parked_build, build_id, caller), response)


@router.post("/build/{id}/stop", operation_id="stopBuild", summary="Stop a build", responses=_CONFLICTS)
async def stop(build_id: Id, caller: Caller, use: Run) -> BuildState:
    """Stop a build that has not ended."""
    return _state(use.run(stop_build, build_id, caller), use)


class _Content(Model):
    """As much of the content artifact as is read here."""

    model_config = ConfigDict(extra="ignore")

    to_do: tuple[ToDo, ...] = ()


def accepted(build: Build, response: Response) -> BuildAccepted:
    """The receipt for a build, and where to follow it."""
    response.headers["Location"] = f"/build?instanceId={build.build_id}"
    return BuildAccepted.of(build)


def _state(build: Build, use: Run) -> BuildState:
    finished = build.status is BuildStatus.COMPLETE
    return BuildState.of(build, use.run(_to_do, build.build_id) if finished else ())


def _to_do(build_id: BuildId, *, artifacts: Artifacts) -> tuple[ToDo, ...]:
    """What the content of a finished build leaves to the owner; nothing where the artifact has expired."""
    with suppress(NotFound, ValidationError):
        return _Content.model_validate_json(artifacts.read(build_id, "content")).to_do
    return ()
