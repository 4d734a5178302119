"""Releases whose versions were deleted, by somebody else and at the worst moment."""

import pytest

from code24.errors import NotFound, Transient
from code24.sites.models import NO_VERSION, Release
from code24.sites.publishing import publish_release, release_of
from code24.sites.serving import point_at
from code24.sites.workers import roll_back
from tests.unit.sites.world import ANN, World, pages


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def first(world: World) -> Release:
    """The first of two releases, the second of which is live."""
    site = world.reserve()
    first, _ = (world.publish(world.build(site), text) for text in ("First", "Second"))
    return first


def retire(world: World, release: Release) -> None:
    """Delete a version as upkeep does."""
    assert world.site_functions.remove_version(release.site_id, release.release_id, release.version)
    world.sites.record_version(release.site_id, release.release_id, NO_VERSION, over=release.version)


def shown(world: World, release: Release) -> Release:
    """The release whose version visitors get, checked against its record."""
    live = world.live_version(world.sites.get(release.site_id))
    [name] = [name for name, each in world.site_functions.versions[release.site_id].items() if each == live]
    assert world.sites.release(release.site_id, name).version == live
    return world.sites.release(release.site_id, name)


def test_going_back_publishes_a_release_again_whose_version_was_deleted(world: World, first: Release) -> None:
    retire(world, first)
    back = world.run(roll_back, first.site_id, first.release_id, ANN)
    assert back.version == "3"
    assert shown(world, first) == first.model_copy(update={"version": "3"})
    assert world.site_functions.aliases[first.site_id][f"preview-{first.release_id}"] == "3"


def test_visitors_see_what_was_live_until_the_version_is_there(
    world: World, first: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    retire(world, first)
    before = world.sites.get(first.site_id)

    def busy(*_: object, **__: object) -> str:
        raise Transient("The function is busy.")

    with monkeypatch.context() as patch:
        patch.setattr(world.site_functions, "publish", busy)
        with pytest.raises(Transient):
            world.run(roll_back, first.site_id, first.release_id, ANN)
    assert world.sites.get(first.site_id) == before
    assert shown(world, first).release_id == before.live_release
    world.run(roll_back, first.site_id, first.release_id, ANN)
    assert shown(world, first).release_id == first.release_id


@pytest.mark.parametrize("recorded", [False, True], ids=["before-the-record", "after-the-record"])
def test_a_version_that_is_deleted_in_the_moment_of_going_back_is_made_again(
    world: World, first: Release, recorded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rollback has read the version, and points the alias at it when it is gone."""
    point = world.site_functions.point

    def late(site_id: str, alias: str, version: str) -> None:
        monkeypatch.setattr(world.site_functions, "point", point)
        if recorded:
            retire(world, first)
        else:
            world.site_functions.remove_version(first.site_id, first.release_id, first.version)
        point(site_id, alias, version)

    monkeypatch.setattr(world.site_functions, "point", late)
    world.run(roll_back, first.site_id, first.release_id, ANN)
    assert shown(world, first) == first.model_copy(update={"version": "3"})


def test_a_version_that_live_points_at_cannot_go(world: World, first: Release) -> None:
    live = shown(world, first)
    assert not world.site_functions.remove_version(live.site_id, live.release_id, live.version)
    assert shown(world, first) == live


def test_publishing_a_preview_again_brings_its_version_back(world: World, first: Release) -> None:
    build = world.build(world.sites.get(first.site_id), publish=False)
    preview = world.publish(build, "Third")
    assert world.publish(build, "Third") == preview
    retire(world, preview)
    again = world.run(publish_release, release_of(build), pages("Third"))
    assert again == world.sites.release(preview.site_id, preview.release_id)
    assert world.site_functions.aliases[preview.site_id][f"preview-{preview.release_id}"] == again.version


def test_a_release_that_waits_asks_for_a_look_at_its_site_and_a_live_one_does_not(world: World, first: Release) -> None:
    assert world.sites.looks == {}
    preview = world.publish(world.build(world.sites.get(first.site_id), publish=False), "Third")
    assert (world.sites.looks[first.site_id] - preview.created_at).total_seconds() == 6 * 3600


def test_a_function_that_is_lost_is_not_made_anew_by_going_back(world: World, first: Release) -> None:
    """Its versions would count from 1, and every record but this one would name another release."""
    world.site_functions.delete(first.site_id)
    with pytest.raises(NotFound):
        world.run(roll_back, first.site_id, first.release_id, ANN)
    assert first.site_id not in world.site_functions.versions


def test_a_version_that_is_deleted_again_and_again_is_told(
    world: World, first: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(site_id: str, alias: str, version: str) -> None:
        raise NotFound(f"Site {site_id} has no version {version}.")

    monkeypatch.setattr(world.site_functions, "point", gone)
    with pytest.raises(Transient, match="loses its version"):
        point_at("live", first, sites=world.sites, site_functions=world.site_functions)
