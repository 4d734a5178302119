"""A platform whose sites, loops and builds are in the emulated DynamoDB, with the index of what is due."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from moto import mock_aws

from code24.adapters import aws
from code24.adapters.builds import DynamoBuilds
from code24.adapters.due_index import DynamoDueIndex
from code24.adapters.loops import DynamoLoops
from code24.adapters.sites import DynamoSites
from code24.build.models import Build, BuildStatus
from code24.optimize.loop.starting import begin_loop
from code24.optimize.models import Business
from code24.sites.models import Site
from code24.upkeep.models import Kind
from tests.operations_fakes import FakeIncidents
from tests.statemachines.machine import create_tables_and_buckets
from tests.unit.optimize.loop.world import LoopWorld
from tests.unit.sites.world import ANN
from tests.upkeep_fakes import FakeReleaseVersions, FakeSiteProbe

SITES, BUILDS, DOMAINS = "code24-test-sites", "code24-test-builds", "code24-test-domains"
LATER = timedelta(days=30)
type Waiting = dict[Kind, datetime]


class IndexedWorld(LoopWorld):
    """Ann's site is live and its loop rests; sites, loops and builds are in the emulated DynamoDB."""

    due_index: DynamoDueIndex

    def reserve(self, number: int = 1) -> Site:
        self.sites: Any = DynamoSites(sites_table=SITES, domains_table=DOMAINS)
        self.loops: Any = DynamoLoops(table=SITES)
        self.builds: Any = DynamoBuilds(table=BUILDS)
        self.builds.records = []
        self.due_index = DynamoDueIndex(sites_table=SITES, builds_table=BUILDS)
        self.build_runs, self.incidents = self.builds, FakeIncidents()
        self.release_versions = FakeReleaseVersions(self.sites)
        self.site_probe = FakeSiteProbe(self.site_functions, self.release_archive, self.sites)
        return super().reserve(number)

    def build(self, site: Site, *, publish: bool = True) -> Build:
        build = super().build(site, publish=publish)
        self.builds.records.append(build)
        return build

    def waiting(self) -> Waiting:
        """What the index has, by kind, and since or from when on it is due."""
        found = (self.due_index.due(kind, self.clock.now() + LATER, 9) for kind in Kind)
        everything = [each for several in found for each in several]
        assert {each.customer_id for each in everything} <= {ANN}
        assert len(everything) == len({each.kind for each in everything})
        return {each.kind: each.due_at for each in everything}

    def settle(self) -> None:
        """Take out what was asked for so far, as looks do."""
        for kind in (Kind.SITE, Kind.CHANGE):
            for each in self.due_index.due(kind, self.clock.now() + LATER, 9):
                self.due_index.done(each)

    def after(self, **span: float) -> datetime:
        self.clock.advance(**span)
        return self.clock.now()


@contextmanager
def at_rest[World: IndexedWorld](kind: type[World]) -> Iterator[World]:
    """A world whose loop has begun and whose builds are complete; nobody is asked to look at anything yet."""
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_tables_and_buckets()
        world = kind()
        world.run(begin_loop, world.id, Business(), ANN)
        for build in world.builds.of_site(world.id):
            world.builds.end(build.build_id, BuildStatus.COMPLETE, world.clock.now())
        world.settle()
        yield world
    aws.forget()
