"""Routes of sites and their releases."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import TypeAdapter

from code24.http.authentication import Caller, KeyedRoute
from code24.http.pages import Cursor, Limit, cursor_of, identifier_in
from code24.http.representations import ReleaseList, ReleaseManifest, ReleaseView, SiteList, SiteView
from code24.http.requests import RollbackBody
from code24.http.use_cases import Run
from code24.sites.addresses import SiteAddresses
from code24.sites.models import Site
from code24.sites.pages import DEFAULT_LIMIT
from code24.sites.workers import (
    delete_site,
    list_releases,
    list_sites,
    read_release,
    read_site,
    resume_site,
    roll_back,
    suspend_site,
)
from code24.types import ReleaseId, SiteId
from code24.upkeep.resuming import forget_parked

router = APIRouter(prefix="/sites", route_class=KeyedRoute, tags=["Sites"])

Id = Annotated[SiteId, Path(alias="id", description="The site's id.")]
OneRelease = Annotated[ReleaseId, Path(alias="releaseId", description="The release's id.")]

_SITE_ID, _RELEASE_ID = TypeAdapter[str](SiteId), TypeAdapter[str](ReleaseId)
_CONFLICTS: dict[int | str, dict[str, object]] = {409: {"description": "The site's present state forbids it."}}


@router.get("", operation_id="listSites", summary="All sites, page by page")
async def index(caller: Caller, use: Run, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> SiteList:
    """The customer's sites, newest first."""
    page = use.run(list_sites, caller, limit, identifier_in(cursor, _SITE_ID))
    return SiteList(
        sites=tuple(_view(site, use) for site in page.items),
        next=cursor_of(page.items[-1].site_id) if page.more else None,
    )


@router.get("/{id}", operation_id="getSite", summary="One site")
async def show(site_id: Id, caller: Caller, use: Run) -> SiteView:
    """A site and where it is."""
    return _view(use.run(read_site, site_id, caller), use)


@router.delete("/{id}", status_code=204, operation_id="deleteSite", summary="Delete a site")
async def delete(site_id: Id, caller: Caller, use: Run) -> None:
    """Remove a site with everything that belongs to it. One that was cut off is completed by sending it again."""
    use.run(delete_site, site_id, caller)
    use.run(forget_parked, site_id)


@router.post("/{id}/suspend", operation_id="suspendSite", summary="Take a site offline", responses=_CONFLICTS)
async def suspend(site_id: Id, caller: Caller, use: Run) -> SiteView:
    """Show visitors a notice instead of the site, and keep everything."""
    return _view(use.run(suspend_site, site_id, caller), use)


@router.post("/{id}/resume", operation_id="resumeSite", summary="Put a site online again", responses=_CONFLICTS)
async def resume(site_id: Id, caller: Caller, use: Run) -> SiteView:
    """Show visitors the live release again."""
    return _view(use.run(resume_site, site_id, caller), use)


@router.post("/{id}/rollback", operation_id="rollBack", summary="Make another release live", responses=_CONFLICTS)
async def rollback(site_id: Id, caller: Caller, use: Run, body: RollbackBody) -> SiteView:
    """Make any release of the site live: an earlier one, or one that was a preview. Repeating it changes nothing."""
    use.run(roll_back, site_id, body.release_id, caller)
    return _view(use.run(read_site, site_id, caller), use)


@router.get(
    "/{id}/releases", operation_id="listReleases", summary="All releases of a site, page by page", responses=_CONFLICTS
)
async def releases(
    site_id: Id, caller: Caller, use: Run, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> ReleaseList:
    """A site's releases, newest first, each with its preview address."""
    site, addresses = use.run(read_site, site_id, caller), use.run(_addresses)
    page = use.run(list_releases, site_id, caller, limit, identifier_in(cursor, _RELEASE_ID))
    return ReleaseList(
        releases=tuple(ReleaseView.of(release, site, addresses) for release in page.items),
        next=cursor_of(page.items[-1].release_id) if page.more else None,
    )


@router.get("/{id}/releases/{releaseId}", operation_id="getRelease", summary="One release with its files")
async def release(site_id: Id, release_id: OneRelease, caller: Caller, use: Run) -> ReleaseManifest:
    """A release's manifest: every file with its size and hash."""
    site = use.run(read_site, site_id, caller)
    return ReleaseManifest.with_files(use.run(read_release, site_id, release_id, caller), site, use.run(_addresses))


def _addresses(*, addresses: SiteAddresses) -> SiteAddresses:
    return addresses


def _view(site: Site, use: Run) -> SiteView:
    return SiteView.of(site, use.run(_addresses))
