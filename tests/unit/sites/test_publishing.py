from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest

from code24.build.models import Build
from code24.errors import Conflict, NotFound, Transient
from code24.forms.models import FormKind, SiteForms
from code24.sites.models import RouteStatus, SiteStatus
from code24.sites.publishing import publish_release, release_of
from code24.sites.workers import delete_site, resume_site, roll_back, suspend_site
from tests.unit.sites.world import ANN, World, pages

HOST = "acme.localhost"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def build(world: World) -> Build:
    return world.build(world.reserve())


def test_a_published_release_is_what_visitors_see(world: World, build: Build) -> None:
    release = world.publish(build)
    site = world.sites.get(build.site_id)
    assert (site.status, site.live_release) == (SiteStatus.ACTIVE, release.release_id)
    assert world.live_version(site) == release.version == "1"
    assert world.sites.routes[HOST].status is RouteStatus.ACTIVE
    assert world.sites.releases(site.site_id) == [release.summary]
    assert list(world.release_archive.zips) == [(site.site_id, release.release_id)]
    assert (release.build_id, [file.path for file in release.files]) == (build.build_id, ["/index.html"])


def test_a_release_knows_its_forms(world: World, build: Build) -> None:
    forms = SiteForms(language="de", kinds=(FormKind.CONTACT,), thanks_path="/danke/", name="Acme")
    release = world.run(publish_release, release_of(build), pages(), forms)
    assert world.sites.forms(build.site_id, release.release_id) == release.forms == forms
    without = world.publish(world.build(world.sites.get(build.site_id)))
    assert world.sites.forms(build.site_id, without.release_id) is None


def test_a_release_that_waits_changes_nothing_for_visitors(world: World, build: Build) -> None:
    live = world.publish(build)
    waiting = world.publish(world.build(world.sites.get(build.site_id), publish=False), "Next")
    site = world.sites.get(build.site_id)
    assert site.live_release == live.release_id
    assert world.live_version(site) == live.version
    assert [each.release_id for each in world.sites.releases(site.site_id)] == [waiting.release_id, live.release_id]


def test_a_first_release_that_waits_opens_no_route(world: World) -> None:
    site = world.reserve()
    world.publish(world.build(site, publish=False))
    assert world.sites.get(site.site_id).status is SiteStatus.BUILDING
    assert world.sites.routes[HOST].status is RouteStatus.RESERVED
    assert world.live_version(site) is None


def test_publishing_again_is_the_same_release(world: World, build: Build) -> None:
    first = world.publish(build)
    world.clock.advance(hours=1)
    assert world.publish(build) == first
    assert world.sites.releases(build.site_id) == [first.summary]


PORTS = (
    ("release_archive", "put"),
    ("site_functions", "publish"),
    ("sites", "add_release"),
    ("site_functions", "point"),
    ("sites", "set_live"),
)


def interrupt(world: World, where: tuple[str, str], act: Callable[[], Any], *, after: bool) -> None:
    """Let something happen once, before or after a port's method did its work."""
    port, method = where
    target = getattr(world, port)
    real = getattr(target, method)

    def interrupted(*arguments: Any, **named: Any) -> Any:
        setattr(target, method, real)
        if not after:
            act()
        result = real(*arguments, **named)
        if after:
            act()
        return result

    setattr(target, method, interrupted)


def fail() -> None:
    raise Transient("The line is cut.")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("where", PORTS, ids=".".join)
def test_a_publish_that_was_cut_off_is_completed_by_publishing_again(
    world: World, build: Build, where: tuple[str, str], after: bool
) -> None:
    interrupt(world, where, fail, after=after)
    with pytest.raises(Transient):
        world.publish(build)
    release = world.publish(build)
    site = world.sites.get(build.site_id)
    assert (site.status, site.live_release) == (SiteStatus.ACTIVE, release.release_id)
    assert world.live_version(site) == release.version == "1"
    assert world.sites.releases(site.site_id) == [release.summary]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("where", PORTS, ids=".".join)
def test_a_publish_that_races_with_the_deletion_leaves_nothing(
    world: World, build: Build, where: tuple[str, str], after: bool
) -> None:
    interrupt(world, where, lambda: world.run(delete_site, build.site_id, ANN), after=after)
    if where == ("sites", "add_release") and not after:
        world.sites.add_release = refusing(world)  # type: ignore[method-assign]
        interrupt(world, where, lambda: world.run(delete_site, build.site_id, ANN), after=after)
    published = (where, after) == (("sites", "set_live"), True)  # all of it came before the deletion
    with nullcontext() if published else pytest.raises((Conflict, NotFound)):
        world.publish(build)
    assert world.site_functions.versions == {}
    assert world.site_functions.live == {}
    assert world.release_archive.zips == {}
    assert world.sites.releases(build.site_id) == []
    assert world.sites.get(build.site_id).status is SiteStatus.DELETED
    assert world.sites.routes[HOST].status is RouteStatus.DELETED


def refusing(world: World) -> Callable[[Any], None]:
    """The store's own refusal of releases for a site that goes, which is part of the write."""
    real = world.sites.add_release

    def add_release(release: Any, **named: Any) -> None:
        if world.sites.get(release.site_id).status in {SiteStatus.DELETING, SiteStatus.DELETED}:
            raise Conflict("The site is being deleted.")
        real(release, **named)

    return add_release


@pytest.mark.parametrize("where", PORTS, ids=".".join)
def test_of_two_publishes_at_once_one_is_live_in_record_and_alias(
    world: World, build: Build, where: tuple[str, str]
) -> None:
    site = world.sites.get(build.site_id)
    other = world.build(site)
    interrupt(world, where, lambda: world.publish(other, "Other"), after=True)
    world.publish(build)
    recorded = world.sites.release(site.site_id, str(world.sites.get(site.site_id).live_release))
    assert world.live_version(site) == recorded.version
    assert len(world.sites.releases(site.site_id)) == 2


def test_nothing_is_published_to_a_suspended_site(world: World, build: Build) -> None:
    world.run(suspend_site, build.site_id, ANN)
    with pytest.raises(Conflict, match="suspended"):
        world.publish(build)
    assert world.release_archive.zips == {}


def test_a_suspended_site_takes_a_preview_and_stays_suspended(world: World, build: Build) -> None:
    world.publish(build)
    site = world.sites.get(build.site_id)
    world.run(suspend_site, site.site_id, ANN)
    waiting = world.publish(world.build(site, publish=False), "Next")
    assert world.sites.release(site.site_id, waiting.release_id) == waiting
    assert world.sites.routes[HOST].status is RouteStatus.SUSPENDED


def test_a_site_that_is_suspended_meanwhile_comes_back_as_its_record_says(world: World, build: Build) -> None:
    live = world.publish(build)
    site = world.sites.get(build.site_id)
    interrupt(world, ("sites", "add_release"), lambda: world.run(suspend_site, site.site_id, ANN), after=True)
    with pytest.raises(Conflict, match="suspended"):
        world.publish(world.build(site), "Next")
    assert world.sites.routes[HOST].status is RouteStatus.SUSPENDED
    world.run(resume_site, site.site_id, ANN)
    assert world.sites.get(site.site_id).live_release == live.release_id
    assert world.live_version(site) == live.version


@pytest.mark.parametrize("status", [SiteStatus.DELETING, SiteStatus.DELETED])
def test_nothing_is_published_to_a_site_that_is_gone(world: World, build: Build, status: SiteStatus) -> None:
    site = world.sites.get(build.site_id)
    world.sites.records[site.site_id] = site.model_copy(update={"status": status})
    with pytest.raises((Conflict, NotFound)):
        world.publish(build)
    assert world.release_archive.zips == {}


def test_rolling_back_and_publishing_again(world: World, build: Build) -> None:
    first = world.publish(build)
    site = world.sites.get(build.site_id)
    world.publish(world.build(site), "Second")
    world.run(roll_back, site.site_id, first.release_id, ANN)
    third = world.publish(world.build(site), "Third")
    assert world.live_version(site) == third.version == "3"
