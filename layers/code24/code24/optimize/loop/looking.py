"""What can be seen of a loop: a job, its cycles, findings and fixes, the dashboard, milestones."""

from code24.audit.models import Finding
from code24.errors import NotFound
from code24.optimize.loop.models import CycleResult, Dashboard, LoopState, OptimizationJob
from code24.optimize.loop.ports import Jobs, Loops, Optimizations
from code24.optimize.models import FixRecord
from code24.ports import Sites
from code24.sites.pages import Page, not_in_this_list
from code24.sites.reservation import owned_record, owned_site
from code24.types import CustomerId, OptimizationId, SiteId


def optimization_status(
    job_id: OptimizationId, customer_id: CustomerId, *, jobs: Jobs, sites: Sites, loops: Loops
) -> tuple[OptimizationJob, LoopState | None]:
    """How an optimization stands, and its site's loop. Raises NotFound for somebody else's as for none."""
    missing = NotFound(f"There is no optimization {job_id}.")
    try:
        job = jobs.get(job_id)
        owned_record(job.site_id, customer_id, sites=sites)
    except NotFound as unknown:
        raise missing from unknown
    try:
        return job, loops.get(job.site_id)
    except NotFound:
        return job, None


def list_cycles(
    site_id: SiteId,
    customer_id: CustomerId,
    limit: int,
    after: OptimizationId | None = None,
    *,
    sites: Sites,
    jobs: Jobs,
) -> Page[OptimizationJob]:
    """The cycles that had something to do, newest first: `limit` of them, those behind the job `after`.

    Raises NotFound, and InvalidRequest where `after` is no job of this site.
    """
    owned_site(site_id, customer_id, sites=sites)
    place = None
    if after is not None:
        try:
            place = jobs.get(after)
        except NotFound as unknown:
            raise not_in_this_list() from unknown
        if place.site_id != site_id:
            raise not_in_this_list()
    return Page[OptimizationJob].of(jobs.of_site(site_id, limit + 1, place), limit)


def cycle_result(
    site_id: SiteId,
    job_id: OptimizationId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    jobs: Jobs,
    optimizations: Optimizations,
) -> CycleResult:
    """All that one cycle left. Raises NotFound, also where it has not ended well."""
    owned_site(site_id, customer_id, sites=sites)
    missing = NotFound(f"Site {site_id} has no optimization {job_id}.")
    try:
        job = jobs.get(job_id)
    except NotFound as unknown:
        raise missing from unknown
    if job.site_id != site_id:
        raise missing
    if job.result is None:
        raise NotFound(f"Optimization {job_id} has left no result; it is {job.status.value}.")
    return CycleResult.kept(optimizations.read(site_id, job.result.key))


def latest_result(
    site_id: SiteId, customer_id: CustomerId, *, sites: Sites, loops: Loops, optimizations: Optimizations
) -> CycleResult:
    """What the last cycle that did something left. Raises NotFound where there was none yet."""
    owned_site(site_id, customer_id, sites=sites)
    key = loops.get(site_id).last_key
    if key is None:
        raise NotFound(f"No cycle of site {site_id} is done yet.")
    return CycleResult.kept(optimizations.read(site_id, key))


def findings_of(
    site_id: SiteId, customer_id: CustomerId, *, sites: Sites, loops: Loops, optimizations: Optimizations
) -> tuple[Finding, ...]:
    """What is still wrong after the last cycle. Raises NotFound."""
    result = latest_result(site_id, customer_id, sites=sites, loops=loops, optimizations=optimizations)
    return result.optimization.after.findings


def fixes_of(
    site_id: SiteId, customer_id: CustomerId, *, sites: Sites, loops: Loops, optimizations: Optimizations
) -> tuple[FixRecord, ...]:
    """What the last cycle fixed, tried in vain, or left because its owner undid it. Raises NotFound."""
    result = latest_result(site_id, customer_id, sites=sites, loops=loops, optimizations=optimizations)
    return result.optimization.fixes


def dashboard_of(site_id: SiteId, customer_id: CustomerId, *, sites: Sites, optimizations: Optimizations) -> Dashboard:
    """What the owner sees at a glance. Raises NotFound where no cycle is done yet."""
    owned_site(site_id, customer_id, sites=sites)
    return Dashboard.kept(optimizations.read(site_id, "latest.json"))


def milestone_of(
    site_id: SiteId,
    cycle: int,
    customer_id: CustomerId,
    name: str = "report.json",
    *,
    sites: Sites,
    optimizations: Optimizations,
) -> bytes:
    """A milestone's report: `report.json` or `report.html`. Raises NotFound."""
    owned_site(site_id, customer_id, sites=sites)
    try:
        return optimizations.read(site_id, f"milestones/{cycle}/{name}")
    except NotFound as unknown:
        raise NotFound(f"Site {site_id} has no milestone {cycle}.") from unknown
