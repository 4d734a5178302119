"""Routes of what is worth an experiment on a site."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field

from code24.experiments.content.asking import ask_for_challengers, list_challengers
from code24.experiments.content.known import WrittenChallengers
from code24.experiments.content.spots import Weakness, WeakSpot
from code24.http.authentication import Caller, KeyedRoute
from code24.http.use_cases import Run
from code24.models import Model
from code24.optimize.models import Challenger
from code24.types import SiteId

router = APIRouter(prefix="/sites/{id}", route_class=KeyedRoute, tags=["Tests"])

Id = Annotated[SiteId, Path(alias="id", description="The site's id.")]


class ChallengerList(Model):
    """Changes of what visitors read or see, prepared for experiments, the likeliest to work first."""

    challengers: tuple[Challenger, ...]


class WriteBody(Model):
    """Where visitors are lost; the site's figures tell where nothing is said."""

    weakness: Weakness | None = None
    path: Annotated[str, Field(max_length=512, pattern="^/")] = "/"


@router.get("/challengers", operation_id="listChallengers", summary="What is worth an experiment")
async def challengers(site_id: Id, caller: Caller, use: Run) -> ChallengerList:
    """What the writer wrote last, and changes of copy, calls to action, forms and order that the optimizer prepared.

    Nothing of the kind is shipped without an experiment.
    """
    return ChallengerList(challengers=use.run(list_challengers, site_id, caller))


@router.post(
    "/challengers",
    operation_id="writeChallengers",
    summary="Write other words for a weak spot",
    responses={
        409: {"description": "There is nothing to write from: the site was imported, or has nothing live."},
        422: {"description": "The site has no such page."},
    },
)
async def write(site_id: Id, body: WriteBody, caller: Caller, use: Run) -> WrittenChallengers:
    """Headlines, leads, calls, form microcopy, and questions with their answers, from the owner's facts alone."""
    spot = WeakSpot(weakness=body.weakness, path=body.path) if body.weakness else None
    return use.run(ask_for_challengers, site_id, spot, caller)
