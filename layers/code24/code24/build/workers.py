"""The use cases around a build: start it, see how it stands, run it again, stop it, and note its end."""

import hashlib
from contextlib import suppress
from datetime import timedelta
from typing import Annotated

from pydantic import Field

from code24.build.models import Brief, Build, BuildError, BuildOutput, BuildStatus
from code24.errors import AlreadyExists, Conflict, KeyReused, NotFound
from code24.identifiers import derived
from code24.models import Model
from code24.ports import Artifacts, Builds, Clock, Executions, Ids, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.going_live import open_site
from code24.sites.models import Site, SiteStatus
from code24.sites.reservation import owned_site, reserve_site
from code24.types import BuildId, CustomerId, SiteId

STALE_AFTER = timedelta(seconds=45)
"""A running build's record changes with every worker; only one that has been silent this long is worth a call to
Step Functions (DescribeExecution allows few requests a second)."""


class StartBuild(Model):
    """Asks for a build."""

    brief: Brief
    customer_id: CustomerId
    site_id: SiteId | None = None
    """An existing site that gets a new release; None makes a new site."""
    publish: bool = True
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
    addresses: SiteAddresses,
    clock: Clock,
    ids: Ids,
) -> Build:
    """Reserve a site for a brief and start building it.

    With an idempotency key everything is named by the key, so a request that was cut off anywhere is completed, and not
    doubled, by sending it again. Raises KeyReused for a key that came with another request, NotFound for somebody
    else's site and Conflict for one that is deleted or, where the release would go live, suspended.
    """
    key, build = request.idempotency_key, None
    build_id = ids.new("b", 16) if key is None else derived("b", 16, "build", request.customer_id, key)
    if key is not None:
        with suppress(NotFound):
            build = builds.get(build_id)
    if build is None:
        site = _site_of(request, build_id, sites=sites, addresses=addresses, clock=clock)
        build = _created(request, build_id, site, builds=builds, clock=clock)
    if build.request_hash != request.hash():
        raise KeyReused(
            f"The Idempotency-Key was used for build {build.build_id} with a different request; send a new key.",
            field="Idempotency-Key",
        )
    if build.status is BuildStatus.QUEUED:
        _begin(build, request.brief, builds=builds, sites=sites, artifacts=artifacts, executions=executions)
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


def _created(request: StartBuild, build_id: BuildId, site: Site, *, builds: Builds, clock: Clock) -> Build:
    """A new build's record, or the one that another request with the same key made a moment ago."""
    now = clock.now()
    build = Build(
        build_id=build_id,
        site_id=site.site_id,
        customer_id=request.customer_id,
        slug=site.slug,
        request_hash=request.hash(),
        publish=request.publish,
        created_at=now,
        updated_at=now,
    )
    try:
        builds.create(build)
    except AlreadyExists:
        return builds.get(build_id)
    return build


def _begin(
    build: Build, brief: Brief, *, builds: Builds, sites: Sites, artifacts: Artifacts, executions: Executions
) -> None:
    """Keep the brief and start the execution; a repeated request does both again where the first was cut off.

    The brief is written after the record, which decides whose it is. Nothing stays of a build whose site was deleted
    while it was made.
    """
    artifacts.write(build.build_id, "request", brief.model_dump_json().encode())
    try:
        owned_site(build.site_id, build.customer_id, sites=sites)
    except (Conflict, NotFound):
        artifacts.delete_all(build.build_id)
        builds.delete(build.build_id)
        raise
    executions.start(build.build_id, build.runs)


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
    if build.status.final or clock.now() - build.updated_at < STALE_AFTER:
        return build
    execution = executions.status(build_id, build.runs)
    if execution is not None and not execution.final:
        return build
    build = builds.get(build_id)  # the execution may have written its end between the two reads
    if not build.status.final:
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
    run = builds.restart(build_id, clock.now())
    executions.start(build_id, run)
    return builds.get(build_id)


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
