"""What those who look after loops, builds and sites have at hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from code24.errors import NotFound
from code24.experiments.models import AbTest
from code24.experiments.ports import Tests, TrafficPlans
from code24.optimize.loop.ports import Jobs, LoopExecutions, Loops
from code24.ports import Builds, Clock, Executions, ReleaseArchive, SiteFunctions, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.models import Site, SiteStatus
from code24.types import SiteId
from code24.upkeep.attending.models import Attended
from code24.upkeep.ports import BuildRuns, ReleaseVersions, SiteProbe

DELETED = frozenset({SiteStatus.DELETING, SiteStatus.DELETED})
_TESTS = 100
"""Tests of a site that are looked through, newest first."""


@dataclass(frozen=True)
class Means:
    """The ports of all of them."""

    sites: Sites
    site_functions: SiteFunctions
    site_probe: SiteProbe
    release_archive: ReleaseArchive
    release_versions: ReleaseVersions
    builds: Builds
    build_runs: BuildRuns
    executions: Executions
    loops: Loops
    jobs: Jobs
    loop_executions: LoopExecutions
    tests: Tests
    traffic_plans: TrafficPlans
    addresses: SiteAddresses
    clock: Clock
    delete: Callable[[Site], object]
    """Go on with the deletion of a site (`sites.workers.delete_site`)."""
    note: Callable[[Attended], None]
    """Note what is about to be repaired: after the repair, whoever was cut off could not see that there was one."""

    def site(self, site_id: SiteId) -> Site | None:
        """A site that is there; None for one that never was, or is deleted or about to be."""
        try:
            site = self.sites.get(site_id)
        except NotFound:
            return None
        return None if site.status in DELETED else site

    def tests_of(self, site_id: SiteId) -> Sequence[AbTest]:
        """A site's tests that may show a release to visitors."""
        return self.tests.of_site(site_id, _TESTS)
