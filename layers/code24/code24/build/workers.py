"""The use cases around a build: start it, see how it stands, run it again, stop it, and note its end."""

import hashlib
from datetime import timedelta
from typing import Annotated

from pydantic import Field

from code24.build.design.models import DesignPlan
from code24.build.models import Brief, Build, BuildError, BuildOutput, BuildStatus
from code24.build.plans import require_buildable
from code24.build.starting import begin, build_named, known_build, recorded, require_same, start
from code24.errors import Conflict, NotFound
from code24.identifiers import derived
from code24.models import Model
from code24.ports import Artifacts, Builds, Clock, Executions, Ids, Sites, WorkerFunctions
from code24.sites.addresses import SiteAddresses
from code24.sites.going_live import open_site
from code24.sites.models import Site, SiteStatus
from code24.sites.reservation import owned_site, reserve_site
from code24.types import BuildId, CustomerId, SiteId

GIVEN_UP_AFTER = timedelta(minutes=15)
"""Upkeep runs a build again whose execution died, minutes after it fell silent (`SILENT_AFTER`). Only where that did
not happen for this long does whoever asks how the build stands get told that it is dead."""


class StartBuild(Model):
    """Asks for a build."""

    brief: Brief
    customer_id: CustomerId
    site_id: SiteId | None = None
    """An existing site that gets a new release; None makes a new site."""
    publish: bool = True
    plan: DesignPlan | None = None
    """A plan that the owner has looked through; without it the design worker makes one."""
    idempotency_key: Annotated[str, Field(min_length=1, max_length=255)] | None = None

    def hash(self) -> str:
        """SHA-256 of the request's meaning, for telling a repeated key from a reused one."""
        return hashlib.sha256(self.model_dump_json(exclude={"idempotency_key"}).encode()).hexdigest()


def start_build(
    request: StartBuild,
    *,
    builds: Builds,
    sites: Sites,
    artifacts: Artifacts,
    executions: Executions,
    worker_functions: WorkerFunctions,
    addresses: SiteAddresses,
    clock: Clock,
    ids: Ids,
) -> Build:
    """Reserve a site for a brief and start building it.

    With an idempotency key everything is named by the key, so a request that was cut off anywhere is completed, and not
    doubled, by sending it again. Raises KeyReused for a key that came with another request, NotFound for somebody
    else's site, Conflict for one that is deleted or, where the release would go live, suspended, and InvalidRequest for
    a plan with problems.
    """
    build_id = build_named(request.idempotency_key, request.customer_id, ids=ids)
    build = known_build(build_id, request.idempotency_key, builds=builds)
    if build is None:
        if request.plan is not None:
            require_buildable(request.brief, request.plan, worker_functions=worker_functions)
        site = _site_of(request, build_id, sites=sites, addresses=addresses, clock=clock)
        build = recorded(_new(request, build_id, site, clock=clock), builds=builds)
    require_same(build, request.hash())
    if build.status is BuildStatus.QUEUED:
        documents = {"request": request.brief.model_dump_json().encode()}
        if request.plan is not None:
            documents["plan"] = request.plan.model_dump_json().encode()
        begin(build, documents, builds=builds, sites=sites, artifacts=artifacts, executions=executions)
    return build


def _site_of(request: StartBuild, build_id: BuildId, *, sites: Sites, addresses: SiteAddresses, clock: Clock) -> Site:
    """The site that is built: a new one, named by the build, or the one that the request names."""
    if request.site_id is None:
        site = reserve_site(
            derived("s", 12, "site", build_id),
            request.customer_id,
            request.brief.name,
            sites=sites,
            addresses=addresses,
            clock=clock,
        )
        if site.status in {SiteStatus.DELETING, SiteStatus.DELETED}:
            raise Conflict(f"Site {site.site_id} of this Idempotency-Key was deleted; send a new key.")
        return site
    return (open_site if request.publish else owned_site)(request.site_id, request.customer_id, sites=sites)


def _new(request: StartBuild, build_id: BuildId, site: Site, *, clock: Clock) -> Build:
    now = clock.now()
    return Build(
        build_id=build_id,
        site_id=site.site_id,
        customer_id=request.customer_id,
        slug=site.slug,
        request_hash=request.hash(),
        publish=request.publish,
        created_at=now,
        updated_at=now,
    )


def owned_build(build_id: BuildId, customer_id: CustomerId, *, builds: Builds) -> Build:
    """The customer's build. Raises NotFound for somebody else's, in the same words as for none."""
    try:
        build = builds.get(build_id)
    except NotFound:
        build = None
    if build is None or build.customer_id != customer_id:
        raise NotFound(f"There is no build {build_id}.")
    return build


def build_status(
    build_id: BuildId, customer_id: CustomerId, *, builds: Builds, executions: Executions, clock: Clock
) -> Build:
    """How a build stands. One whose execution died without a word is ended here. Raises NotFound."""
    build = owned_build(build_id, customer_id, builds=builds)
    if build.status.final or clock.now() - build.updated_at < GIVEN_UP_AFTER:
        return build
    execution = executions.status(build_id, build.runs)
    if execution is not None and not execution.final:
        return build
    seen, build = build, builds.get(build_id)  # its end, or its next run, may have been written between the two reads
    if not build.status.final and build.runs == seen.runs:
        error = BuildError(
            worker=None,
            error="ExecutionEnded" if execution else "ExecutionMissing",
            message=(
                f"The execution ended as {execution.value} without a result."
                if execution
                else "The execution was never started or is gone."
            )
            + f" Start it again with POST /build/{build_id}/redrive; finished work is not repeated.",
        )
        status = BuildStatus.TERMINATED if execution is BuildStatus.TERMINATED else BuildStatus.ERRORED
        builds.end(build_id, status, clock.now(), error=error)
        build = builds.get(build_id)
    return build


def redrive_build(
    build_id: BuildId, customer_id: CustomerId, *, builds: Builds, executions: Executions, clock: Clock
) -> Build:
    """Run a failed or stopped build again; finished workers answer from memory. Raises NotFound, Conflict."""
    build_status(build_id, customer_id, builds=builds, executions=executions, clock=clock)
    builds.restart(build_id, clock.now())
    build = builds.get(build_id)
    start(build, executions=executions)
    return build


def stop_build(
    build_id: BuildId, customer_id: CustomerId, *, builds: Builds, executions: Executions, clock: Clock
) -> Build:
    """Stop a build that is not done. Raises NotFound, and Conflict where it has ended already."""
    build = owned_build(build_id, customer_id, builds=builds)
    if build.status.final:
        raise Conflict(f"Build {build_id} has ended already ({build.status.value}).")
    executions.stop(build_id, build.runs, "Stopped through the API")
    error = BuildError(worker=None, error="Stopped", message="The build was stopped on request.")
    builds.end(build_id, BuildStatus.TERMINATED, clock.now(), error=error)
    return builds.get(build_id)


def complete_build(build_id: BuildId, output: BuildOutput, *, builds: Builds, clock: Clock) -> None:
    """Write what a build left behind; the last thing that its last worker does."""
    builds.end(build_id, BuildStatus.COMPLETE, clock.now(), output=output)
