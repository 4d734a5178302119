"""The last worker of a build: what was rendered becomes a release, and the live one where that is wanted."""

from contextlib import suppress

from code24.analytics.ports import SiteAnalytics
from code24.build.models import Brief, BuildOutput, BuildStatus
from code24.build.publish.models import PublishRequest
from code24.errors import Code24Error, Conflict
from code24.experiments.holding_out import settle
from code24.experiments.ports import TrafficPlans
from code24.optimize.loop.ports import LoopExecutions, Loops
from code24.optimize.loop.starting import begin_loop
from code24.optimize.models import Business
from code24.ports import Clock, ReleaseArchive, SiteFunctions, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.publishing import publish_release, release_of


def publish_build(
    request: PublishRequest,
    *,
    sites: Sites,
    release_archive: ReleaseArchive,
    site_functions: SiteFunctions,
    addresses: SiteAddresses,
    traffic_plans: TrafficPlans,
    site_analytics: SiteAnalytics,
    loops: Loops,
    loop_executions: LoopExecutions,
    clock: Clock,
) -> BuildOutput:
    """Publish a build's pages, begin the loop that improves them, and say where they can be seen.

    Raises Conflict where the build was stopped or the site is suspended or being deleted, and InvalidRequest for files
    that no release can hold.
    """
    build = request.build
    if build.status is BuildStatus.TERMINATED:
        raise Conflict(f"Build {build.build_id} was stopped; nothing of it is published.")
    release = publish_release(
        release_of(build),
        request.development.files,
        request.development.forms,
        sites=sites,
        release_archive=release_archive,
        site_functions=site_functions,
        addresses=addresses,
        clock=clock,
    )
    if build.publish:
        # Before anything else: until then some visitors may see what the owner has just replaced.
        settle(build.site_id, sites=sites, traffic_plans=traffic_plans, site_analytics=site_analytics)
        # A loop that cannot begin now costs the owner no site: the next publish, or POST /optimize, begins it.
        with suppress(Code24Error):
            begin_loop(
                build.site_id,
                _business(request.brief),
                build.customer_id,
                loops=loops,
                loop_executions=loop_executions,
                clock=clock,
            )
    return BuildOutput(
        site_id=build.site_id,
        release_id=release.release_id,
        slug=build.slug,
        url=addresses.url(build.slug),
        preview_url=addresses.preview_url(build.slug, release.release_id),
        live=build.publish,
    )


def _business(brief: Brief | None) -> Business:
    if brief is None:
        return Business()
    return Business(name=brief.name, industry=brief.business_type, goal=brief.primary_goal)
