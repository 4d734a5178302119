"""The process dies in the middle of a publish, its repair, or a deletion: before each request that changes anything.

The adapters are the real ones, on moto. Whatever was left, a look at the site and publishing again make it whole. Dying
before a request that reads, or after one that writes, leaves what dying before the next one that writes leaves.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient

from code24.adapters import aws
from code24.adapters.incidents import DynamoIncidents
from code24.adapters.objects import S3ReleaseArchive
from code24.adapters.release_versions import DynamoReleaseVersions
from code24.adapters.site_probe import LambdaSiteProbe
from code24.adapters.sites import DynamoSites
from code24.sites.models import NO_VERSION, Release, Route, RouteStatus, Serving, Site, SiteStatus
from code24.sites.publishing import publish_release, release_of
from code24.sites.retention import SETTLED_AFTER
from code24.sites.workers import roll_back
from code24.types import SiteId
from code24.upkeep.attending.attend import attend
from code24.upkeep.models import Attention, Kind
from tests.tables import create_table
from tests.unit.adapters.test_site_functions import functions, make_role
from tests.unit.sites.world import ANN, World, pages
from tests.upkeep_fakes import FakeDueIndex

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
READING = ("Get", "Query", "Describe", "List", "Head")
TOO_MANY = 60
"""Requests that nothing here needs; a count that goes on would never end."""


class DeathError(BaseException):
    """The process is gone; nothing of it can catch this."""


class Probe(LambdaSiteProbe):
    """Looks at functions on moto, which runs none; its routes are read with boto3."""

    def __init__(self) -> None:
        self._prefix = "code24-test"

    def led_to(self, host: str) -> SiteId | None:
        item = aws.dynamodb().get_item(TableName="domains", Key={"host": {"S": host}}).get("Item", {})
        return item["site_id"]["S"] if item.get("status", {}).get("S") == "active" else None

    def status(self, site_id: SiteId, alias: str) -> int:
        return 200


class Platform(World):
    """Sites in the emulated AWS; the rest in memory."""

    def __init__(self) -> None:
        super().__init__()
        make_role()
        create_table("operations", "key", "part")
        self.sites: Any = DynamoSites(sites_table="sites", domains_table="domains")
        self.release_archive: Any = S3ReleaseArchive(bucket="releases")
        self.release_versions = DynamoReleaseVersions(table="sites")
        self.site_functions: Any = functions(role_arn="arn:aws:iam::123456789012:role/code24-test-site")
        self.site_probe = Probe()
        self.incidents = DynamoIncidents(table="operations")
        self.due_index = FakeDueIndex()
        self.build_runs = self.builds
        self.numbers = count(1)

    def new_site(self) -> Site:
        number = next(self.numbers)
        site = Site(
            site_id=f"s{number:012d}", customer_id=ANN, slug=f"acme-{number}", name="Acme", created_at=NOW,
            status=SiteStatus.BUILDING, updated_at=NOW,
        )  # fmt: skip
        host = self.addresses.host(site.slug)
        self.sites.reserve(site, Route(host=host, site_id=site.site_id, status=RouteStatus.RESERVED))
        return site

    def publishing(self, site: Site, text: str) -> Callable[[], Any]:
        """Publishing a build of a site, to be called as often as wanted."""
        build = self.build(site)
        return lambda: self.run(publish_release, release_of(build), pages(text))

    def look(self, site: Site) -> None:
        attention = Attention(kind=Kind.SITE, id=site.site_id, site_id=site.site_id, due_at=NOW)
        self.run(attend, attention)

    def serving(self, site: Site, qualifier: str) -> Serving | None:
        return self.site_probe.serving(site.site_id, qualifier)

    def agrees(self, site: Site) -> bool:
        """Whether what visitors get is what the record names; the record may name nothing yet."""
        live = self.sites.get(site.site_id).live_release
        if live is None:
            return self.site_probe.led_to(self.addresses.host(site.slug)) is None
        release = self.sites.release(site.site_id, live)
        served = self.serving(site, "live")
        return served == Serving(version=release.version, sha256=release.sha256) and (
            self.site_probe.led_to(self.addresses.host(site.slug)) == site.site_id
        )

    def is_whole(self, site: Site, *texts: str) -> None:
        """Every release is recorded, archived, and behind its own version, and the last one is live."""
        releases = [self.sites.release(site.site_id, each.release_id) for each in self.sites.releases(site.site_id)]
        assert len(releases) == len(texts)
        assert self.agrees(site)
        assert len({release.version for release in releases} - {NO_VERSION}) == len(texts)
        for release in releases:
            body = self.release_archive.get(site.site_id, release.release_id)
            assert hashlib.sha256(body).hexdigest() == release.sha256
            expected = Serving(version=release.version, sha256=release.sha256)
            assert (
                self.serving(site, release.version) == self.serving(site, f"preview-{release.release_id}") == expected
            )
        live = self.sites.get(site.site_id).live_release
        assert live == max(releases, key=lambda release: release.created_at).release_id


@pytest.fixture
def platform(cloud: None) -> Platform:
    return Platform()


def clients() -> tuple[BaseClient, ...]:
    return (aws.dynamodb(), aws.s3(), aws.lambda_control(), aws.logs())


@contextmanager
def dying(at: int) -> Iterator[None]:
    """Die before the writing request of this number is sent."""
    sent: list[str] = []

    def note(model: Any, **_: Any) -> None:
        if not model.name.startswith(READING):
            sent.append(model.name)
        if len(sent) == at:
            raise DeathError(f"{at}: {model.name}")

    for client in clients():
        client.meta.events.register("before-call.*.*", note, unique_id="dying")
    try:
        yield
    finally:
        for client in clients():
            client.meta.events.unregister("before-call.*.*", unique_id="dying")


def every_death(prepare: Callable[[], Site], work: Callable[[Site], Any], check: Callable[[Site], None]) -> int:
    """Die at each writing request of the work in turn, and check; how many there are."""
    for at in range(1, TOO_MANY):
        site = prepare()
        try:
            with dying(at):
                work(site)
        except DeathError:
            check(site)
            continue
        check(site)
        return at - 1
    raise AssertionError("The work does not end.")


def test_a_first_publish_may_die_anywhere(platform: Platform) -> None:
    publishing: dict[str, Callable[[], Any]] = {}

    def prepare() -> Site:
        site = platform.new_site()
        publishing[site.site_id] = platform.publishing(site, "One")
        return site

    def check(site: Site) -> None:
        platform.look(site)
        assert platform.agrees(site)
        publishing[site.site_id]()
        platform.is_whole(site, "One")

    requests = every_death(prepare, lambda site: publishing[site.site_id](), check)
    assert requests >= 9


def test_a_publish_over_a_live_release_may_die_anywhere(platform: Platform) -> None:
    publishing: dict[str, Callable[[], Any]] = {}

    def prepare() -> Site:
        site = platform.new_site()
        platform.publishing(site, "One")()
        platform.clock.advance(seconds=1)
        publishing[site.site_id] = platform.publishing(site, "Two")
        return site

    def check(site: Site) -> None:
        assert platform.serving(site, "live") is not None  # visitors see one of the two at every moment
        platform.look(site)
        assert platform.agrees(site)
        publishing[site.site_id]()
        platform.is_whole(site, "One", "Two")

    requests = every_death(prepare, lambda site: publishing[site.site_id](), check)
    assert requests >= 6


def test_a_repair_of_a_lost_function_may_die_anywhere(platform: Platform) -> None:
    def prepare() -> Site:
        site = platform.new_site()
        for text in ("One", "Two"):
            platform.clock.advance(seconds=1)
            platform.publishing(site, text)()
        boto3.client("lambda").delete_function(FunctionName=f"code24-test-site-{site.site_id}")
        return site

    def check(site: Site) -> None:
        platform.look(site)
        platform.is_whole(site, "One", "Two")

    requests = every_death(prepare, platform.look, check)
    assert requests >= 15
    noted = [each for each in platform.incidents.recent(1_000) if each.site_id == "s000000000001"]
    assert len(noted) == 1


def test_the_deletion_of_old_versions_may_die_anywhere(platform: Platform, versions_count_on: None) -> None:
    """And a release whose version went, can be gone back to, from whatever was left."""

    def prepare() -> Site:
        site = platform.new_site()
        for number in range(7):
            platform.clock.advance(seconds=1)
            platform.publishing(site, f"Number {number}")()
        for each in boto3.client("lambda").list_aliases(FunctionName=f"code24-test-site-{site.site_id}")["Aliases"]:
            assert each["FunctionVersion"] != NO_VERSION
        platform.clock.moment += SETTLED_AFTER
        return site

    def releases(site: Site) -> list[Release]:
        found = sorted(platform.sites.releases(site.site_id), key=lambda each: each.created_at)
        return [platform.sites.release(site.site_id, each.release_id) for each in found]

    def check(site: Site) -> None:
        assert platform.agrees(site)  # visitors see the same at every moment
        for release in releases(site)[2:]:
            assert platform.serving(site, f"preview-{release.release_id}") is not None
        platform.look(site)
        kept = {release.version for release in releases(site)} - {NO_VERSION}
        name = f"code24-test-site-{site.site_id}"
        there = boto3.client("lambda").list_versions_by_function(FunctionName=name)["Versions"]
        assert {each["Version"] for each in there} - {"$LATEST"} == kept
        assert len(kept) == 5
        first = releases(site)[0]
        assert (first.version, platform.serving(site, f"preview-{first.release_id}")) == (NO_VERSION, None)
        platform.run(roll_back, site.site_id, first.release_id, ANN)
        assert platform.agrees(site)
        served = platform.serving(site, "live")
        assert served is not None
        assert served.sha256 == first.sha256

    requests = every_death(prepare, platform.look, check)
    assert requests >= 6  # an alias, a version, and the record of it, for each of two
