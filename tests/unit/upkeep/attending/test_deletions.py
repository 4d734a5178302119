"""Deletions that were cut off, and sites that are deleted while they are repaired."""

from datetime import timedelta

import pytest

from code24.errors import Code24Error
from code24.sites.models import SiteStatus
from code24.sites.workers import delete_site
from code24.upkeep.attending.models import Result
from code24.upkeep.models import Outcome
from tests.unit.sites.world import ANN
from tests.unit.upkeep.attending.test_sites import House, lose_function


@pytest.fixture
def world() -> House:
    return House()


def cut_off(world: House) -> None:
    """Begin a deletion, and die before its first step."""
    site = world.sites.get(world.id)
    changes = {"status": SiteStatus.DELETING, "updated_at": world.clock.now()}
    world.sites.records[world.id] = site.model_copy(update=changes)


def test_a_deletion_that_was_cut_off_is_completed(world: House) -> None:
    cut_off(world)
    assert world.look() is Result.LEFT
    assert world.id in world.site_functions.versions, "whoever deletes it may be at work"
    [mark] = world.due_index.marks
    assert mark.due_at > world.clock.now() + timedelta(hours=1)
    world.pass_by(timedelta(minutes=62))
    assert world.look() is Result.GONE
    assert world.sites.get(world.id).status is SiteStatus.DELETED
    assert world.id not in world.site_functions.versions
    assert (world.recorded(), world.release_archive.zips) == ([], {})
    [incident] = world.noted
    assert (incident.outcome, incident.done) == (Outcome.REPAIRED, "It was completed.")
    assert world.look() is Result.GONE
    assert len(world.noted) == 1


def test_a_deletion_that_keeps_failing_waits_for_a_person_and_is_tried_all_the_same(
    world: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(world)

    def refused(site_id: str) -> None:
        raise Code24Error("The bucket refuses.")

    with monkeypatch.context() as patch:
        patch.setattr(world.release_archive, "delete_all", refused)
        outcomes = []
        for _ in range(4):
            world.pass_by(timedelta(minutes=62))
            outcomes.append(world.look())
            assert [mark.due_at for mark in world.due_index.marks] == [world.clock.now() + timedelta(hours=1)]
    assert outcomes == [Result.LEFT, Result.LEFT, Result.LEFT, Result.PARKED]
    [parked] = world.incidents.parked(10)
    assert parked.reason.endswith("The bucket refuses.")
    assert world.look() is Result.GONE
    assert world.incidents.parked(10) == []


def test_a_site_that_is_deleted_during_its_repair_stays_deleted(world: House, monkeypatch: pytest.MonkeyPatch) -> None:
    lose_function(world)
    publish = world.site_functions.publish

    def meanwhile(site_id: str, release_id: str, sha256: str, *, create: bool) -> str:
        monkeypatch.setattr(world.site_functions, "publish", publish)
        world.run(delete_site, world.id, ANN)
        return publish(site_id, release_id, sha256, create=create)

    world.site_functions.delete(world.id)
    monkeypatch.setattr(world.site_functions, "publish", meanwhile)
    assert world.look() is Result.GONE
    assert world.sites.get(world.id).status is SiteStatus.DELETED
    assert world.id not in world.site_functions.versions
