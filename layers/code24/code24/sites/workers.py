"""The use cases around sites that are there: look, go back, suspend, delete."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from code24.analytics.ports import EventSets, Rollups, SiteAnalytics
from code24.analytics.sets import site_key
from code24.build.models import Build
from code24.errors import Damaged, NotFound
from code24.experiments.engine.ending import forget_tests
from code24.experiments.holding_out import settle
from code24.experiments.ports import Tests, TrafficPlans
from code24.forms.ports import Submissions
from code24.optimize.loop.chain import end_loop, wake_loop
from code24.optimize.loop.ports import Jobs, LoopExecutions, Loops, Optimizations
from code24.optimize.ports import Knowledge
from code24.ports import Artifacts, Builds, Clock, Executions, ReleaseArchive, SiteFunctions, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.going_live import go_live, open_site, point_at_recorded, route_of
from code24.sites.models import Release, ReleaseSummary, RouteStatus, Site, SiteStatus
from code24.sites.pages import Page, not_in_this_list
from code24.sites.reservation import owned_record, owned_site
from code24.types import CustomerId, ReleaseId, SiteId

HOST_KEPT = timedelta(days=30)
"""How long a deleted site's host says that it is gone before somebody else can have it."""


def list_sites(customer_id: CustomerId, limit: int, after: SiteId | None = None, *, sites: Sites) -> Page[Site]:
    """The customer's sites, newest first, without deleted ones: `limit` of them, those behind the site `after`.

    `after` may have been deleted meanwhile, as its audit record keeps its place. Raises InvalidRequest where it never
    was this customer's.
    """
    last = None
    if after is not None:
        try:
            last = owned_record(after, customer_id, sites=sites)
        except NotFound as missing:
            raise not_in_this_list() from missing
    return Page[Site].of(sites.of_customer(customer_id, limit + 1, last), limit)


def read_site(site_id: SiteId, customer_id: CustomerId, *, sites: Sites) -> Site:
    """One site, also while it is being deleted. Raises NotFound."""
    site = owned_record(site_id, customer_id, sites=sites)
    if site.status is SiteStatus.DELETED:
        raise NotFound(f"There is no site {site_id}.")
    return site


def list_releases(
    site_id: SiteId, customer_id: CustomerId, limit: int, after: ReleaseId | None = None, *, sites: Sites
) -> Page[ReleaseSummary]:
    """A site's releases, newest first: `limit` of them, those behind the release `after`.

    Raises NotFound, and InvalidRequest where `after` is no release of this site.
    """
    read_site(site_id, customer_id, sites=sites)
    # A release's key has no time in it, so the store cannot begin in the middle: every page reads all summaries.
    releases = sites.releases(site_id)
    if after is None:
        return Page[ReleaseSummary].of(releases, limit)
    for index, release in enumerate(releases):
        if release.release_id == after:
            return Page[ReleaseSummary].of(releases[index + 1 :], limit)
    raise not_in_this_list()


def read_release(site_id: SiteId, release_id: ReleaseId, customer_id: CustomerId, *, sites: Sites) -> Release:
    """One release of a site. Raises NotFound."""
    read_site(site_id, customer_id, sites=sites)
    return sites.release(site_id, release_id)


def roll_back(
    site_id: SiteId,
    release_id: ReleaseId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    site_functions: SiteFunctions,
    traffic_plans: TrafficPlans,
    site_analytics: SiteAnalytics,
    addresses: SiteAddresses,
    clock: Clock,
) -> Release:
    """Make a release live: an earlier one, or one that waits as a preview. Repeating it changes nothing more.

    One whose version was deleted is published again from the archive before visitors are led to it.
    Raises NotFound for a release of another site, and Conflict where the site is suspended or being deleted.
    """
    site = open_site(site_id, customer_id, sites=sites)
    release = sites.release(site_id, release_id)
    release = go_live(site, release, sites=sites, site_functions=site_functions, addresses=addresses, clock=clock)
    settle(site_id, sites=sites, traffic_plans=traffic_plans, site_analytics=site_analytics)
    return release


def suspend_site(
    site_id: SiteId, customer_id: CustomerId, *, sites: Sites, addresses: SiteAddresses, clock: Clock
) -> Site:
    """Take a site off the web without losing anything of it. Suspending it again is fine."""
    site = owned_site(site_id, customer_id, sites=sites)
    route = route_of(site, RouteStatus.SUSPENDED, addresses=addresses)
    sites.set_status(site_id, SiteStatus.SUSPENDED, route, clock.now(), customer_id=customer_id)
    return sites.get(site_id)


def resume_site(
    site_id: SiteId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    site_functions: SiteFunctions,
    loops: Loops,
    loop_executions: LoopExecutions,
    addresses: SiteAddresses,
    clock: Clock,
) -> Site:
    """Bring a suspended site back with the release that was live, or to `building` where none was; its loop goes on."""
    site = owned_site(site_id, customer_id, sites=sites)
    if site.status is SiteStatus.SUSPENDED:
        point_at_recorded(site_id, sites=sites, site_functions=site_functions)
        status, shown = (
            (SiteStatus.ACTIVE, RouteStatus.ACTIVE)
            if site.live_release
            else (SiteStatus.BUILDING, RouteStatus.RESERVED)
        )
        route = route_of(site, shown, addresses=addresses)
        sites.set_status(site_id, status, route, clock.now(), customer_id=customer_id)
    wake_loop(site_id, loops=loops, loop_executions=loop_executions, clock=clock)
    return sites.get(site_id)


def delete_site(
    site_id: SiteId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    builds: Builds,
    artifacts: Artifacts,
    executions: Executions,
    release_archive: ReleaseArchive,
    site_functions: SiteFunctions,
    submissions: Submissions,
    loops: Loops,
    jobs: Jobs,
    loop_executions: LoopExecutions,
    optimizations: Optimizations,
    knowledge: Knowledge,
    traffic_plans: TrafficPlans,
    tests: Tests,
    event_sets: EventSets,
    rollups: Rollups,
    site_analytics: SiteAnalytics,
    addresses: SiteAddresses,
    clock: Clock,
) -> Site:
    """Delete a site and all that it has, but for an audit record of ids and times, which is returned.

    The status `deleting` comes first, so a deletion that was cut off is completed by deleting again; deleting a deleted
    site sweeps once more. The host says that it is gone for `HOST_KEPT`. Raises NotFound.
    """
    site = owned_record(site_id, customer_id, sites=sites)
    now = clock.now()
    if site.status not in {SiteStatus.DELETING, SiteStatus.DELETED}:  # later its host may be another site's
        until = int((now + HOST_KEPT).timestamp())
        gone = route_of(site, RouteStatus.DELETED, addresses=addresses, expires_at=until)
        sites.set_status(site_id, SiteStatus.DELETING, gone, now, customer_id=customer_id)
    with suppress(NotFound, Damaged):  # an execution whose loop is gone ends by itself
        end_loop(site_id, f"Site {site_id} is deleted", loops=loops, loop_executions=loop_executions, clock=clock)
    of_site = list(builds.of_site(site_id))
    _stop(of_site, executions)
    site_functions.delete(site_id)
    release_archive.delete_all(site_id)
    submissions.delete_all(site_id)
    optimizations.delete_all(site_id)
    jobs.delete_all(site_id)
    knowledge.forget(site_id)
    traffic_plans.delete(site_id)
    forget_tests(site_id, tests=tests, event_sets=event_sets)
    event_sets.delete(site_key(site_id))
    rollups.delete_all(site_id)
    site_analytics.delete(site_id)
    loops.delete(site_id)
    late = [build for build in builds.of_site(site_id) if build.build_id not in {each.build_id for each in of_site}]
    _stop(late, executions)  # created just before the deletion began: the list lags behind by moments
    for build in of_site + late:
        artifacts.delete_all(build.build_id)
        builds.delete(build.build_id)
        if not build.status.final:  # a worker that was at work may have written once more
            artifacts.delete_all(build.build_id)
    audit = Site(
        site_id=site_id,
        customer_id=customer_id,
        slug=site_id,
        name="",
        status=SiteStatus.DELETED,
        created_at=site.created_at,
        updated_at=now,
        deleted_at=site.deleted_at or now,
    )
    sites.erase(audit)
    return audit


def _stop(builds: Sequence[Build], executions: Executions) -> None:
    for build in builds:
        if not build.status.final:
            executions.stop(build.build_id, build.runs, f"Site {build.site_id} is deleted")
