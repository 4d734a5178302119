"""How a loop begins: asked for with an address, an upload or a site, or by itself when a site is published."""

import hashlib
import re
from contextlib import suppress
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from code24.errors import AlreadyExists, Conflict, InvalidRequest, KeyReused, NotFound
from code24.identifiers import derived
from code24.models import Model
from code24.optimize.loop.chain import hurried, signal
from code24.optimize.loop.control import ASKED_FOR
from code24.optimize.loop.models import (
    JobStatus,
    LoopSource,
    LoopState,
    LoopStatus,
    OptimizationJob,
    OptimizationType,
)
from code24.optimize.loop.ports import Jobs, LoopExecutions, Loops
from code24.optimize.loop.state import SHORTEST_WAIT, restarted
from code24.optimize.models import Business
from code24.optimize.ports import Ways
from code24.ports import Clock, Ids, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.going_live import open_site
from code24.sites.models import Site, SiteStatus
from code24.sites.reservation import owned_site, reserve_site
from code24.types import CustomerId, Goal, Line, OptimizationId, SiteId, UploadId

_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})
"""What stands before a country's own ending (`acme.co.uk`)."""


class StartOptimization(Model):
    """Asks for the optimization of a website: exactly one of `url`, `site_id` and `upload_id`."""

    customer_id: CustomerId
    url: Annotated[str, Field(max_length=2_048)] | None = None
    site_id: SiteId | None = None
    upload_id: UploadId | None = None
    """A zip that was sent before."""
    name: Annotated[Line, Field(max_length=120)] | None = None
    business_type: Annotated[Line, Field(max_length=80)] | None = None
    primary_goal: Goal | None = None
    optimization_type: OptimizationType = OptimizationType.FULL
    idempotency_key: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    fixed_wait: Annotated[int, Field(ge=0)] | None = None
    """Seconds between cycles instead of what the rules say; for tests, never from the API."""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if [self.url, self.site_id, self.upload_id].count(None) != 2:
            raise ValueError("name exactly one of url, siteId and uploadId")
        return self

    def hash(self) -> str:
        """SHA-256 of the request's meaning, for telling a repeated key from a reused one."""
        return hashlib.sha256(self.model_dump_json(exclude={"idempotency_key"}).encode()).hexdigest()

    @property
    def business(self) -> Business:
        """What the request says about whose website it is."""
        return Business(name=self.name, industry=self.business_type, goal=self.primary_goal)


def start_optimization(
    request: StartOptimization,
    *,
    jobs: Jobs,
    loops: Loops,
    loop_executions: LoopExecutions,
    sites: Sites,
    addresses: SiteAddresses,
    clock: Clock,
    ids: Ids,
    ways: Ways,
) -> OptimizationJob:
    """Start a website's loop, or let the one that it has work now, and return the job of that cycle.

    With an idempotency key a request that was cut off anywhere is completed, and not doubled, by sending it again.
    Raises InvalidRequest for an address that is none or not of the public web, KeyReused for a key that came with
    another request, NotFound for somebody else's site, and Conflict for one that is suspended, being deleted, or has
    nothing live yet.
    """
    url = None if request.url is None else web_address(request.url, ways=ways)
    source = LoopSource(url=url, upload_id=request.upload_id)
    key = request.idempotency_key
    job_id = ids.new("o", 16) if key is None else derived("o", 16, "optimization", request.customer_id, key)
    job = _known(job_id, request, jobs=jobs) if key else None
    if job is None:
        site = _site_of(request, source, job_id, sites=sites, addresses=addresses, clock=clock)
        job = OptimizationJob(id=job_id, site_id=site.site_id, priority=ASKED_FOR, scheduled_at=clock.now())
        try:
            jobs.create(job, request.hash())
        except AlreadyExists:
            job = jobs.get(job_id)
    if job.status is not JobStatus.QUEUED:
        return job
    _ask(job, source, request, loops=loops, loop_executions=loop_executions, clock=clock)
    try:
        owned_site(job.site_id, request.customer_id, sites=sites)
    except (Conflict, NotFound):  # deleted while this went on: nothing of it stays
        loops.delete(job.site_id)
        jobs.delete_all(job.site_id)
        raise
    return job


def begin_loop(
    site_id: SiteId,
    business: Business,
    customer_id: CustomerId | None = None,
    *,
    loops: Loops,
    loop_executions: LoopExecutions,
    clock: Clock,
) -> None:
    """Begin the loop of a site that was just published, with a rest; one that runs already looks at it soon.

    A loop that its owner paused or stopped stays so.
    """
    now = clock.now()
    loop = LoopState(
        site_id=site_id,
        customer_id=customer_id,
        business=business,
        next_due_at=now,
        started_at=now,
        updated_at=now,
    )
    loop = restarted(loop, now, SHORTEST_WAIT).model_copy(update={"generation": 1})
    try:
        loops.create(loop)
    except AlreadyExists:
        signal(site_id, "published", loops=loops, loop_executions=loop_executions, clock=clock)
        loop = loops.get(site_id)
        if loop.generation > 1 or loop.status is not LoopStatus.RUNNING:
            return
    loop_executions.start(site_id, 1, SHORTEST_WAIT)


def web_address(text: str, *, ways: Ways) -> str:
    """An address as a website's start. Raises InvalidRequest for what is none, or none that the public web has."""
    written = text.strip()
    if "://" not in written:
        written = f"https://{written}"
    try:
        parts = urlsplit(written)
        port, host = parts.port, parts.hostname or ""
    except ValueError as wrong:
        raise InvalidRequest(f"{text!r} is no web address.", field="url") from wrong
    if parts.scheme.lower() not in {"http", "https"}:
        raise InvalidRequest("Only http and https addresses can be read.", field="url")
    if parts.username is not None or parts.password is not None:
        raise InvalidRequest("The address must not hold a user name or password.", field="url")
    if not host or re.search(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]", written):
        raise InvalidRequest(f"{text!r} is no web address.", field="url")
    refused = ways.refused(parts.scheme.lower(), host, port)
    if refused:
        raise InvalidRequest(f"The address cannot be read: {refused}.", field="url")
    where = f"[{host}]" if ":" in host else host
    authority = where if port is None else f"{where}:{port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme.lower()}://{authority}{parts.path or '/'}{query}"


def name_of_host(url: str) -> str:
    """What a website may be called after its host: `https://www.acme.co.uk/` is `acme`."""
    labels = (urlsplit(url).hostname or "").rstrip(".").split(".")
    if labels[0] == "www" and len(labels) > 1:
        labels = labels[1:]
    if len(labels) > 1 and not labels[-1].isdigit():
        labels = labels[:-1]
        if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
            labels = labels[:-1]
    return "-".join(labels)


def _known(job_id: OptimizationId, request: StartOptimization, *, jobs: Jobs) -> OptimizationJob | None:
    with suppress(NotFound):
        job = jobs.get(job_id)
        if jobs.request_hash(job_id) != request.hash():
            raise KeyReused(
                f"The Idempotency-Key was used for optimization {job_id} with a different request; send a new key.",
                field="Idempotency-Key",
            )
        return job
    return None


def _site_of(
    request: StartOptimization,
    source: LoopSource,
    job_id: OptimizationId,
    *,
    sites: Sites,
    addresses: SiteAddresses,
    clock: Clock,
) -> Site:
    """The site that is optimized: the one that the request names, or a new one, named by the job."""
    if request.site_id is not None:
        site = open_site(request.site_id, request.customer_id, sites=sites)
        if site.status is SiteStatus.BUILDING and site.live_release is None:
            raise Conflict(f"Site {site.site_id} has nothing live yet; optimize it when its build is done.")
        return site
    name = request.name or (name_of_host(source.url) if source.url else "website")
    site = reserve_site(
        derived("s", 12, "site", job_id), request.customer_id, name, sites=sites, addresses=addresses, clock=clock
    )
    if site.status in {SiteStatus.DELETING, SiteStatus.DELETED}:
        raise Conflict(f"Site {site.site_id} of this Idempotency-Key was deleted; send a new key.")
    return site


def _ask(
    job: OptimizationJob,
    source: LoopSource,
    request: StartOptimization,
    *,
    loops: Loops,
    loop_executions: LoopExecutions,
    clock: Clock,
) -> None:
    """Let the site's loop do the job: a new loop, or the one that is there."""
    now = clock.now()
    loop = LoopState(
        site_id=job.site_id,
        customer_id=request.customer_id,
        source=source,
        asked_job=job.id,
        run_requested=True,
        business=request.business,
        optimization_type=request.optimization_type,
        fixed_wait=request.fixed_wait,
        next_due_at=now,
        started_at=now,
        updated_at=now,
    )
    try:
        loops.create(loop)
    except AlreadyExists:
        present = loops.get(job.site_id)
        if present.job_id == job.id:
            return
        if present.asked_job != job.id:
            _change_course(job, request, loops=loops, loop_executions=loop_executions, clock=clock)
            return
        loop = present
    loop_executions.start(loop.site_id, loop.generation, 0)


def _change_course(
    job: OptimizationJob, request: StartOptimization, *, loops: Loops, loop_executions: LoopExecutions, clock: Clock
) -> None:
    given = {name: value for name, value in request.business if value is not None}

    def asked(state: LoopState) -> LoopState:
        if state.status is LoopStatus.ENDED:
            raise Conflict(f"The loop of site {job.site_id} has ended with its site.")
        update = {
            "customer_id": request.customer_id,
            "status": LoopStatus.RUNNING,
            "reason": "",
            "run_requested": True,
            "asked_job": job.id,
            "business": state.business.model_copy(update=given),
            "optimization_type": request.optimization_type,
            "fixed_wait": request.fixed_wait,
            "imported_at": None if state.source.url else state.imported_at,
        }
        return state.model_copy(update=update)

    hurried(job.site_id, asked, loops=loops, loop_executions=loop_executions, clock=clock)
