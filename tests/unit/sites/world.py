"""A platform in memory, for the use cases around sites."""

import inspect
from collections.abc import Callable
from typing import Any

from code24.adapters.local_ways import LocalWays
from code24.build.development.models import SiteFile
from code24.build.models import Build
from code24.sites.addresses import SiteAddresses
from code24.sites.models import Release, Site
from code24.sites.publishing import publish_release, release_of
from code24.sites.reservation import reserve_site
from tests.ab_test_fakes import FakeTests
from tests.analytics_fakes import FakeEventSets, FakeRollups, FakeSiteAnalytics
from tests.fakes import (
    FakeArtifacts,
    FakeBuilds,
    FakeClock,
    FakeExecutions,
    FakeJobs,
    FakeKnowledge,
    FakeLoopExecutions,
    FakeLoops,
    FakeOptimizations,
    FakeReleaseArchive,
    FakeSiteFunctions,
    FakeSites,
    FakeSubmissions,
    FakeTrafficPlans,
)

ANN, BOB = "c000000000001", "c000000000002"


class World:
    """All ports, each a fake, and a customer Ann who builds sites."""

    def __init__(self) -> None:
        self.sites = FakeSites()
        self.builds = FakeBuilds()
        self.artifacts = FakeArtifacts()
        self.executions = FakeExecutions()
        self.release_archive = FakeReleaseArchive()
        self.site_functions = FakeSiteFunctions()
        self.submissions = FakeSubmissions(self.sites)
        self.loops = FakeLoops()
        self.jobs = FakeJobs()
        self.loop_executions = FakeLoopExecutions()
        self.optimizations = FakeOptimizations()
        self.knowledge = FakeKnowledge()
        self.traffic_plans = FakeTrafficPlans()
        self.tests, self.event_sets = FakeTests(), FakeEventSets()
        self.rollups = FakeRollups()
        self.site_analytics = FakeSiteAnalytics()
        self.addresses = SiteAddresses("http://*.localhost:8024")
        self.clock = FakeClock()
        self.ways = LocalWays()

    def run(self, use_case: Callable[..., Any], *arguments: Any) -> Any:
        """Call a use case with the ports that it names."""
        parameters = inspect.signature(use_case).parameters.values()
        names = [each.name for each in parameters if each.kind is inspect.Parameter.KEYWORD_ONLY]
        return use_case(*arguments, **{name: getattr(self, name) for name in names})

    def reserve(self, number: int = 1) -> Site:
        return self.run(reserve_site, f"s{number:012d}", ANN, "Acme")

    def build(self, site: Site, *, publish: bool = True) -> Build:
        self.clock.advance(seconds=1)
        build = Build(
            build_id=f"b{len(self.builds.records) + 1:016d}",
            site_id=site.site_id,
            customer_id=site.customer_id,
            slug=site.slug,
            request_hash="0" * 64,
            publish=publish,
            created_at=self.clock.now(),
            updated_at=self.clock.now(),
        )
        self.builds.create(build)
        self.artifacts.write(build.build_id, "request", b"{}")
        return build

    def publish(self, build: Build, text: str = "Welcome") -> Release:
        return self.run(publish_release, release_of(build), pages(text))

    def live_version(self, site: Site) -> str | None:
        return self.site_functions.live.get(site.site_id)


def pages(text: str = "Welcome") -> tuple[SiteFile, ...]:
    content = f"<!doctype html><title>Acme</title><h1>{text}</h1>"
    return (SiteFile(path="/index.html", content_type="text/html; charset=utf-8", text=content),)
