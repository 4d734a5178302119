"""Routes for changing a site that has been built."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from code24.build.editing.models import EditableSite, EditSite
from code24.build.editing.workers import editable_site, start_edit
from code24.http.authentication import Caller, KeyedRoute
from code24.http.builds import IdempotencyKey, accepted
from code24.http.representations import BuildAccepted
from code24.http.requests import EditsBody
from code24.http.use_cases import Run
from code24.sites.differences.models import ReleaseDifference
from code24.sites.differences.workers import compare_releases
from code24.types import ReleaseId, SiteId

router = APIRouter(prefix="/sites/{id}", route_class=KeyedRoute, tags=["Edits"])

Id = Annotated[SiteId, Path(alias="id", description="The site's id.")]
_CONFLICTS: dict[int | str, dict[str, object]] = {
    409: {"description": "Another release went live, or what this one was made of is no longer kept."}
}


@router.get("/sections", operation_id="listSections", summary="What can be edited", responses=_CONFLICTS)
async def sections(
    site_id: Id,
    caller: Caller,
    use: Run,
    release: Annotated[ReleaseId | None, Query(description="Of which release; the live one if absent.")] = None,
) -> EditableSite:
    """Every page with its sections: arrangements, texts by field, pictures, and what can be moved or removed."""
    return use.run(editable_site, site_id, caller, release)


@router.post(
    "/edits",
    status_code=202,
    operation_id="editSite",
    summary="Edit a site",
    responses=_CONFLICTS | {502: {"description": "A worker failed; the detail says why."}},
)
async def edit(
    site_id: Id,
    body: EditsBody,
    response: Response,
    *,
    caller: Caller,
    use: Run,
    idempotency_key: IdempotencyKey = None,
) -> BuildAccepted:
    """Make a new release with some things changed and all else as it was, byte by byte.

    It is a build like any other: followed at its `Location`, checked by the quality gate, and with `publish: false` a
    preview. The edits are carried out in their order; where one cannot be, nothing is.
    """
    request = EditSite(
        site_id=site_id,
        customer_id=caller,
        edits=body.edits,
        base=body.base,
        publish=body.publish,
        idempotency_key=idempotency_key,
    )
    return accepted(use.run(start_edit, request), response)


@router.get(
    "/releases/{releaseId}/diff/{other}", operation_id="compareReleases", summary="What differs between two releases"
)
async def difference(
    site_id: Id,
    release_id: Annotated[ReleaseId, Path(alias="releaseId", description="The earlier release's id.")],
    other: Annotated[ReleaseId, Path(description="The later release's id.")],
    caller: Caller,
    use: Run,
) -> ReleaseDifference:
    """Texts by page and section, arrangements, places, palette and files, from the pages that visitors were served."""
    return use.run(compare_releases, site_id, release_id, other, caller)
