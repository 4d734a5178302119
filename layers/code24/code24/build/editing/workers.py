"""The use cases around edits: what can be edited of a release, and a new release with edits.

An edited release is made by a build of its own. Its artifacts up to the content are those of the build that made the
edited release, with the edits in them, so that development renders what was not edited to the same bytes.
"""

import hashlib
from contextlib import suppress
from typing import Any

from pydantic import ValidationError

from code24.build.brand.models import Brand
from code24.build.content.models import RewriteRequest, SectionContent, SiteContent
from code24.build.design.models import DesignPlan
from code24.build.editing.applying import edited
from code24.build.editing.listing import editable
from code24.build.editing.models import EditableSite, EditSite, SiteParts
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief, Build, BuildStatus, OwnWords
from code24.build.pictures.models import Pictures
from code24.build.starting import begin, build_named, known_build, recorded, require_same
from code24.errors import Conflict, InvalidRequest, NotFound
from code24.models import Model
from code24.ports import Artifacts, Builds, Clock, Executions, Ids, Sites, WorkerFunctions
from code24.sites.going_live import open_site
from code24.sites.models import Release, Site
from code24.sites.reservation import owned_site
from code24.types import BuildId, CustomerId, ReleaseId, SiteId

ARTIFACTS: dict[str, tuple[str, type[Model]]] = {
    "request": ("brief", Brief),
    "market-research": ("market_research", MarketResearch),
    "pictures": ("pictures", Pictures),
    "brand": ("brand", Brand),
    "design": ("design", DesignPlan),
    "content": ("content", SiteContent),
    "own-words": ("own_words", OwnWords),
}
"""Which artifact holds which of the parts."""
_OPTIONAL = {"pictures", "own-words"}
_CARRIED = ("competitive-analysis",)
"""What no edit changes and no later worker reads: it goes along, so that the next edit finds what this one found."""
VARIATIONS = 997
"""How many numbers ask the writer for other words."""
_LINEAGE = 200
"""How many edits back an edited release is followed to the live one."""


def start_edit(
    request: EditSite,
    *,
    builds: Builds,
    sites: Sites,
    artifacts: Artifacts,
    executions: Executions,
    worker_functions: WorkerFunctions,
    clock: Clock,
    ids: Ids,
) -> Build:
    """Edit a release and start building the new one.

    A request that was cut off anywhere is completed by sending it again with its idempotency key. Raises NotFound for
    somebody else's site, Conflict where another release than the base went live or what the base was made of is gone,
    KeyReused for a key that came with another request, and InvalidRequest for an edit that cannot be carried out.
    """
    build_id = build_named(request.idempotency_key, request.customer_id, ids=ids)
    build = known_build(build_id, request.idempotency_key, builds=builds)
    if build is not None:
        require_same(build, request.hash())
        if build.status is not BuildStatus.QUEUED:
            return build
    site = (open_site if request.publish else owned_site)(request.site_id, request.customer_id, sites=sites)
    base = _base(site, build.base if build else request.base, sites=sites)
    if build is None:
        _require_lineage(site, base, builds=builds, sites=sites)
    before = parts_of(base, artifacts=artifacts)
    after = edited(before, request.edits, _Workers(worker_functions, build_id))
    if build is None:
        build = recorded(_new(request, build_id, site, base, clock=clock), builds=builds)
        require_same(build, request.hash())
    documents = _documents(after) | _unchanged(_build_of(base), artifacts)
    begin(build, documents, builds=builds, sites=sites, artifacts=artifacts, executions=executions)
    return build


def editable_site(
    site_id: SiteId, customer_id: CustomerId, release_id: ReleaseId | None = None, *, sites: Sites, artifacts: Artifacts
) -> EditableSite:
    """What can be edited of a release, the live one if none is named. Raises NotFound and Conflict."""
    release = _base(owned_site(site_id, customer_id, sites=sites), release_id, sites=sites)
    return editable(parts_of(release, artifacts=artifacts), release.release_id)


def parts_of(release: Release, *, artifacts: Artifacts) -> SiteParts:
    """What a release was made of. Raises Conflict where that is no longer kept or cannot be read any more."""
    found: dict[str, Any] = {}
    for name, (field, model) in ARTIFACTS.items():
        try:
            body = artifacts.read(_build_of(release), name)
        except NotFound as missing:
            if name in _OPTIONAL:
                continue
            raise _gone(release) from missing
        try:
            found[field] = model.model_validate_json(body)
        except ValidationError as unreadable:
            raise _gone(release) from unreadable
    return SiteParts(**found)


def _build_of(release: Release) -> BuildId:
    """The build whose words and plan a release shows. Raises Conflict for an imported website, which has none."""
    if release.build_id is None:
        raise Conflict(
            f"Site {release.site_id} was imported, not built: it has no plan and no sections that could be edited."
        )
    return release.build_id


def _gone(release: Release) -> Conflict:
    return Conflict(
        f"What release {release.release_id} was made of is kept for 365 days and no longer there, or was made by an"
        f" older version. Build the site again with POST /build and `siteId` {release.site_id}, and edit that release."
    )


def _base(site: Site, release_id: ReleaseId | None, *, sites: Sites) -> Release:
    wanted = release_id or site.live_release
    if wanted is None:
        raise Conflict(f"Site {site.site_id} has no live release yet; name the release to edit in `base`.")
    try:
        return sites.release(site.site_id, wanted)
    except NotFound as missing:
        raise InvalidRequest.of([("base", f"site {site.site_id} has no release {wanted}")]) from missing


def _require_lineage(site: Site, base: Release, *, builds: Builds, sites: Sites) -> None:
    """An edit may build on the live release, and on a preview that was made from it by edits.

    Raises Conflict where another release is live: what it shows would be lost.
    """
    at: ReleaseId | None = base.release_id
    for _ in range(_LINEAGE):
        if at is None or at == site.live_release:
            break
        try:
            release = sites.release(site.site_id, at)
            at = builds.get(release.build_id).base if release.build_id else None
        except NotFound:
            at = None
    if at != site.live_release:
        raise Conflict(
            f"Release {site.live_release} of site {site.site_id} is live, and {base.release_id} was not made from it."
            f" Look at what is live (GET /sites/{site.site_id}/sections) and send the edits with that as `base`."
        )


def _new(request: EditSite, build_id: BuildId, site: Site, base: Release, *, clock: Clock) -> Build:
    now = clock.now()
    return Build(
        build_id=build_id,
        site_id=site.site_id,
        customer_id=request.customer_id,
        slug=site.slug,
        request_hash=request.hash(),
        publish=request.publish,
        base=base.release_id,
        replaces=site.live_release,
        created_at=now,
        updated_at=now,
    )


def _documents(parts: SiteParts) -> dict[str, bytes]:
    """The artifacts that hold the parts."""
    return {name: getattr(parts, field).model_dump_json().encode() for name, (field, _) in ARTIFACTS.items()}


def _unchanged(build_id: BuildId, artifacts: Artifacts) -> dict[str, bytes]:
    """What goes along as it is, and the rendered pages, whose dates stay where they are the same."""
    found: dict[str, bytes] = {}
    for name, kept in ({each: each for each in _CARRIED} | {"development": "previous"}).items():
        with suppress(NotFound):
            found[kept] = artifacts.read(build_id, name)
    return found


class _Workers:
    """The build team, called by name. One build gets the same words each time, and another one other words."""

    def __init__(self, worker_functions: WorkerFunctions, build_id: BuildId) -> None:
        self._functions = worker_functions
        self._build_id = build_id

    def brand(self, parts: SiteParts) -> Brand:
        """What the brand worker makes of the brief."""
        given = {"market_research": parts.market_research.model_dump(mode="json")}
        call = {"inline": parts.brief.model_dump(mode="json"), "given": given}
        return Brand.model_validate(self._functions.invoke("brand", call))

    def section(self, parts: SiteParts, path: str, section_id: str) -> SectionContent:
        """What the content worker writes for the section instead of what it says now."""
        turn = int.from_bytes(hashlib.sha256(f"{self._build_id} {path}#{section_id}".encode()).digest()[:2])
        request = RewriteRequest(
            brief=parts.brief,
            market_research=parts.market_research,
            brand=parts.brand,
            design=parts.design,
            content=parts.content,
            page=path,
            section=section_id,
            variation=1 + turn % VARIATIONS,
        )
        made = self._functions.invoke("content", {"rewrite": request.model_dump(mode="json")})
        return SectionContent.model_validate(made)
