from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.analytics.models import AnalyticsSettings, DayRollup
from code24.analytics.sets import day_key
from code24.build.models import Build, BuildStatus
from code24.errors import Conflict, InvalidRequest, NotFound, Transient
from code24.sites.models import Release, RouteStatus, Site, SiteStatus
from code24.sites.pages import Page
from code24.sites.workers import (
    delete_site,
    list_releases,
    list_sites,
    read_release,
    read_site,
    resume_site,
    roll_back,
    suspend_site,
)
from tests.unit.sites.world import ANN, BOB, World

HOST = "acme.localhost"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def releases(world: World) -> list[Release]:
    """Three releases of one site, oldest first; the second was published and superseded, the third waits."""
    site = world.reserve()
    first, second = (world.publish(world.build(site), text) for text in ("First", "Second"))
    return [first, second, world.publish(world.build(site, publish=False), "Third")]


def site_of(world: World, release: Release) -> Site:
    return world.sites.get(release.site_id)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_any_release_can_be_made_live(world: World, releases: list[Release], index: int) -> None:
    wanted = releases[index]
    assert world.run(roll_back, wanted.site_id, wanted.release_id, ANN) == wanted
    assert site_of(world, wanted).live_release == wanted.release_id
    assert world.live_version(site_of(world, wanted)) == wanted.version


def broken(*_: object) -> None:
    raise Transient("busy")


def test_a_rollback_that_was_cut_off_is_completed_by_repeating_it(world: World, releases: list[Release]) -> None:
    first, working = releases[0], world.site_functions.point
    world.site_functions.point = broken  # type: ignore[method-assign]
    with pytest.raises(Transient):
        world.run(roll_back, first.site_id, first.release_id, ANN)
    world.site_functions.point = working  # type: ignore[method-assign]
    assert world.run(roll_back, first.site_id, first.release_id, ANN) == first
    assert site_of(world, first).live_release == first.release_id
    assert world.live_version(site_of(world, first)) == first.version


def test_a_preview_can_be_the_first_live_release(world: World) -> None:
    site = world.reserve()
    waiting = world.publish(world.build(site, publish=False))
    world.run(roll_back, site.site_id, waiting.release_id, ANN)
    assert world.sites.get(site.site_id).status is SiteStatus.ACTIVE
    assert world.sites.routes[HOST].status is RouteStatus.ACTIVE
    assert world.live_version(site) == waiting.version


def test_another_sites_release_is_not_found(world: World, releases: list[Release]) -> None:
    other = world.reserve(2)
    with pytest.raises(NotFound, match=releases[0].release_id):
        world.run(roll_back, other.site_id, releases[0].release_id, ANN)
    with pytest.raises(NotFound):
        world.run(read_release, other.site_id, releases[0].release_id, ANN)


def test_lists_are_newest_first(world: World, releases: list[Release]) -> None:
    site = site_of(world, releases[0])
    world.clock.advance(minutes=1)
    newer = world.reserve(2)
    assert world.run(list_sites, ANN, 2) == Page(items=(newer, site), more=False)
    assert world.run(list_sites, BOB, 2) == Page(items=(), more=False)
    summaries = tuple(release.summary for release in releases[::-1])
    assert world.run(list_releases, site.site_id, ANN, 3) == Page(items=summaries, more=False)
    assert world.run(read_release, site.site_id, releases[1].release_id, ANN) == releases[1]


@given(
    created=st.lists(st.tuples(st.sampled_from([ANN, BOB]), st.integers(0, 3), st.booleans())), limit=st.integers(1, 5)
)
def test_the_pages_of_a_customer_are_the_list(created: list[tuple[str, int, bool]], limit: int) -> None:
    world = World()
    expected = []
    for number, (owner, minute, deleted) in enumerate(created):
        site = world.reserve(number).model_copy(
            update={
                "customer_id": owner,
                "created_at": world.clock.now() + timedelta(minutes=minute),
                "status": SiteStatus.DELETED if deleted else SiteStatus.ACTIVE,
            }
        )
        world.sites.records[site.site_id] = site
        if owner == ANN and not deleted:
            expected.append(site)
    found: list[Site] = []
    after = None
    while True:
        page = world.run(list_sites, ANN, limit, after)
        found += page.items
        if not page.more:
            break
        assert len(page.items) == limit
        after = page.items[-1].site_id
    assert found == sorted(expected, key=lambda site: (site.created_at, site.site_id), reverse=True)


def test_exactly_one_page_is_the_last_one(world: World, releases: list[Release]) -> None:
    site_id = releases[0].site_id
    for limit, more in ((1, True), (2, True), (3, False), (4, False)):
        assert world.run(list_releases, site_id, ANN, limit).more is more
    assert world.run(list_releases, site_id, ANN, 2, releases[2].release_id).items == (
        releases[1].summary,
        releases[0].summary,
    )
    assert world.run(list_releases, site_id, ANN, 2, releases[0].release_id) == Page(items=(), more=False)
    assert not world.run(list_sites, ANN, 1).more


def test_a_page_goes_on_behind_a_site_that_was_deleted_meanwhile(world: World) -> None:
    oldest = world.reserve(1)
    world.clock.advance(minutes=1)
    deleted = world.reserve(2)
    world.clock.advance(minutes=1)
    newest = world.reserve(3)
    assert world.run(list_sites, ANN, 2) == Page(items=(newest, deleted), more=True)
    world.run(delete_site, deleted.site_id, ANN)
    assert world.run(list_sites, ANN, 2, deleted.site_id) == Page(items=(oldest,), more=False)


def test_a_page_begins_behind_nothing_of_others(world: World, releases: list[Release]) -> None:
    other = world.publish(world.build(world.reserve(2)))
    for after in (releases[0].site_id, "s00000000000z"):
        with pytest.raises(InvalidRequest, match="no cursor of this list") as refused:
            world.run(list_sites, BOB, 50, after)
        assert refused.value.field == "cursor"
    for after in (other.release_id, "r000000000z"):
        with pytest.raises(InvalidRequest, match="no cursor of this list"):
            world.run(list_releases, releases[0].site_id, ANN, 50, after)


@pytest.mark.parametrize(
    ("use_case", "ids", "more"),
    [
        (read_site, (), ()),
        (list_releases, (), (50,)),
        (read_release, ("r0000000001",), ()),
        (roll_back, ("r0000000001",), ()),
        (suspend_site, (), ()),
        (resume_site, (), ()),
        (delete_site, (), ()),
    ],
)
def test_somebody_elses_site_is_not_found_and_stays_as_it_is(
    world: World, releases: list[Release], use_case: Callable[..., Any], ids: tuple[str, ...], more: tuple[int, ...]
) -> None:
    before = site_of(world, releases[0])
    with pytest.raises(NotFound, match=f"^There is no site {before.site_id}"):
        world.run(use_case, before.site_id, *ids, BOB, *more)
    assert site_of(world, releases[0]) == before


def test_a_suspended_site_is_off_the_web_and_comes_back(world: World, releases: list[Release]) -> None:
    site_id = releases[0].site_id
    assert world.run(suspend_site, site_id, ANN).status is SiteStatus.SUSPENDED
    assert world.run(suspend_site, site_id, ANN).status is SiteStatus.SUSPENDED
    assert world.sites.routes[HOST].status is RouteStatus.SUSPENDED
    with pytest.raises(Conflict, match="suspended"):
        world.run(roll_back, site_id, releases[0].release_id, ANN)
    for _ in range(2):
        assert world.run(resume_site, site_id, ANN).status is SiteStatus.ACTIVE
    assert world.sites.routes[HOST].status is RouteStatus.ACTIVE
    assert world.sites.get(site_id).live_release == releases[1].release_id


def test_a_site_without_a_live_release_comes_back_to_building(world: World) -> None:
    site = world.reserve()
    world.run(suspend_site, site.site_id, ANN)
    assert world.run(resume_site, site.site_id, ANN).status is SiteStatus.BUILDING
    assert world.sites.routes[HOST].status is RouteStatus.RESERVED


def test_deleting_leaves_an_audit_record_and_nothing_else(world: World, releases: list[Release]) -> None:
    site = site_of(world, releases[0])
    running = world.build(site)
    world.executions.start(running.build_id)
    now = world.clock.now()
    world.event_sets.append(day_key(site.site_id, now.date()), "12#a", b"events", 0)
    world.rollups.put(DayRollup(site_id=site.site_id, day=now.date(), timezone="UTC", figures={}))
    world.site_analytics.put(AnalyticsSettings(site_id=site.site_id, timezone="Europe/Berlin"))
    audit = world.run(delete_site, site.site_id, ANN)
    assert audit == world.sites.get(site.site_id)
    assert audit == Site(
        site_id=site.site_id,
        customer_id=ANN,
        slug=site.site_id,
        name="",
        status=SiteStatus.DELETED,
        created_at=site.created_at,
        updated_at=now,
        deleted_at=now,
    )
    assert "acme" not in audit.model_dump_json().lower()
    assert_nothing_left(world, site)
    route = world.sites.routes[HOST]
    assert (route.status, route.expires_at) == (RouteStatus.DELETED, int((now + timedelta(days=30)).timestamp()))
    assert world.executions.statuses[running.build_id, 1] is BuildStatus.TERMINATED


def assert_nothing_left(world: World, site: Site) -> None:
    assert world.sites.releases(site.site_id) == []
    assert world.builds.of_site(site.site_id) == []
    assert world.artifacts.bodies == {}
    assert world.release_archive.zips == {}
    assert (world.site_functions.versions, world.site_functions.live) == ({}, {})
    assert (world.event_sets.parts, world.rollups.figures, world.site_analytics.records) == ({}, {}, {})


def test_a_deleted_site_looks_like_none(world: World, releases: list[Release]) -> None:
    site_id = releases[0].site_id
    world.run(delete_site, site_id, ANN)
    for use_case, *more in ((read_site,), (list_releases, 50), (suspend_site,), (resume_site,)):
        with pytest.raises(NotFound, match=f"^There is no site {site_id}"):
            world.run(use_case, site_id, ANN, *more)
    assert world.run(list_sites, ANN, 50).items == ()


def test_deleting_again_changes_nothing(world: World, releases: list[Release]) -> None:
    site = site_of(world, releases[0])
    first = world.run(delete_site, site.site_id, ANN)
    routes = dict(world.sites.routes)
    world.clock.advance(days=1)
    again = world.run(delete_site, site.site_id, ANN)
    assert again.deleted_at == first.deleted_at
    assert world.sites.routes == routes


def test_other_sites_are_left_alone(world: World, releases: list[Release]) -> None:
    other = world.reserve(2)
    kept = world.publish(world.build(other))
    world.run(delete_site, releases[0].site_id, ANN)
    assert world.sites.releases(other.site_id) == [kept.summary]
    assert world.live_version(other) == kept.version
    assert [build.site_id for build in world.builds.records.values()] == [other.site_id]
    assert list(world.release_archive.zips) == [(other.site_id, kept.release_id)]


STEPS = (
    ("sites", "set_status"),
    ("executions", "stop"),
    ("site_functions", "delete"),
    ("release_archive", "delete_all"),
    ("artifacts", "delete_all"),
    ("builds", "delete"),
    ("sites", "erase"),
)


@pytest.mark.parametrize("step", STEPS, ids=".".join)
def test_a_deletion_that_was_cut_off_is_completed_by_deleting_again(
    world: World, releases: list[Release], monkeypatch: pytest.MonkeyPatch, step: tuple[str, str]
) -> None:
    site = site_of(world, releases[0])
    port, method = step
    with monkeypatch.context() as cut:
        cut.setattr(getattr(world, port), method, fail)
        with pytest.raises(Transient):
            world.run(delete_site, site.site_id, ANN)
    if step != STEPS[0]:
        assert world.run(read_site, site.site_id, ANN).status is SiteStatus.DELETING
        assert world.sites.routes[HOST].status is RouteStatus.DELETED
        with pytest.raises(Conflict, match="being deleted"):
            world.run(roll_back, site.site_id, releases[0].release_id, ANN)
    world.run(delete_site, site.site_id, ANN)
    assert world.sites.get(site.site_id).status is SiteStatus.DELETED
    assert_nothing_left(world, site)


def fail(*_: Any, **__: Any) -> None:
    raise Transient("The line is cut.")


def test_what_a_stopped_worker_still_wrote_goes_too(
    world: World, releases: list[Release], monkeypatch: pytest.MonkeyPatch
) -> None:
    running: Build = world.build(site_of(world, releases[0]))
    real = world.builds.delete

    def delete(build_id: str) -> None:
        if build_id == running.build_id:
            world.artifacts.write(build_id, "content", b"late")
        real(build_id)

    monkeypatch.setattr(world.builds, "delete", delete)
    world.run(delete_site, running.site_id, ANN)
    assert world.artifacts.bodies == {}


def test_a_build_that_the_list_did_not_show_yet_goes_too(
    world: World, releases: list[Release], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_of(world, releases[0])
    late = world.build(site)
    world.executions.start(late.build_id)
    complete = world.builds.of_site
    lists = iter([complete(site.site_id)[1:]])
    monkeypatch.setattr(world.builds, "of_site", lambda site_id: next(lists, None) or complete(site_id))
    world.run(delete_site, site.site_id, ANN)
    assert_nothing_left(world, site)
    assert world.executions.statuses[late.build_id, 1] is BuildStatus.TERMINATED


def test_builds_that_have_ended_are_not_stopped(world: World, releases: list[Release]) -> None:
    for release in releases:
        world.builds.end(release.build_id, BuildStatus.COMPLETE, world.clock.now())
    world.run(delete_site, releases[0].site_id, ANN)
    assert world.executions.stopped == []


def test_a_deletion_that_is_completed_late_leaves_the_hosts_next_site_alone(
    world: World, releases: list[Release], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_of(world, releases[0])
    with monkeypatch.context() as cut:
        cut.setattr(world.site_functions, "delete", fail)
        with pytest.raises(Transient):
            world.run(delete_site, site.site_id, ANN)
    world.clock.advance(days=31)
    del world.sites.routes[HOST]
    taken = world.reserve(2)
    world.run(delete_site, site.site_id, ANN)
    assert_nothing_left(world, site)
    assert world.sites.routes[HOST].site_id == taken.site_id
