from typing import Any

import pytest

from code24.build.development.models import SiteFile
from code24.optimize.loop.control import pause_loop
from code24.sites.models import ReleaseOrigin
from code24.sites.publishing import publish_release, release_of
from code24.sites.workers import suspend_site
from code24.upkeep.attending.models import Result
from code24.upkeep.models import Kind, Outcome
from tests.unit.sites.world import ANN
from tests.unit.upkeep.attending.world import UpkeepWorld

GOOD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Acme bread and rolls</title>'
    '<meta name="viewport" content="width=device-width"></head><body><header>Acme</header><main><h1>Bread</h1>'
    '<p>Baked daily.</p><p><a href="tel:+49341123456">Call +49 341 123456</a></p></main></body></html>'
)
BAD = GOOD.replace("</p></main>", '</p><a href="/gone/">Our rolls</a></main>')


class Street(UpkeepWorld):
    """A site whose pages are changed."""

    def release(self, html: str, **origin: Any) -> str:
        file = SiteFile(path="/index.html", content_type="text/html; charset=utf-8", text=html)
        asks = release_of(self.build(self.site))
        given: ReleaseOrigin = asks.model_copy(update=origin)
        released: str = self.run(publish_release, given, (file,)).release_id
        return released

    def look(self) -> Result:
        return self.attend(Kind.CHANGE).outcome


@pytest.fixture
def world() -> Street:
    world = Street()
    world.release(GOOD)
    return world


def test_a_change_that_made_nothing_worse_is_well(world: Street) -> None:
    world.release(GOOD.replace("daily", "every night"))
    assert world.look() is Result.WELL
    assert world.noted == []
    assert world.executions_of_loop == [1]
    assert [each.kind for each in world.due_index.finished] == [Kind.CHANGE]


def test_a_change_for_the_worse_brings_the_next_cycle_closer(world: Street) -> None:
    release = world.release(BAD)
    assert world.look() is Result.REPAIRED
    assert world.executions_of_loop == [1, 2]
    assert world.loop.signal.startswith("light check: developer: ")
    assert (world.loop.next_due_at - world.clock.now()).total_seconds() == 300
    [incident] = world.noted
    assert (incident.incident_id, incident.outcome) == (f"change-{world.id}-{release}", Outcome.REPAIRED)
    assert "dead-links" in incident.reason
    assert incident.done == "The site's loop was asked for a cycle soon."
    world.look()
    assert world.executions_of_loop == [1, 2]
    assert len(world.noted) == 1


def test_without_a_loop_a_person_is_asked(world: Street) -> None:
    world.release(BAD)
    world.loops.delete(world.id)
    assert world.look() is Result.PARKED
    assert world.noted[0].done.startswith("The site has no loop; start one with POST /optimize")


def test_with_a_paused_loop_a_person_is_asked_until_it_is_right_again(world: Street) -> None:
    world.release(BAD)
    world.run(pause_loop, world.id, ANN)
    assert world.look() is Result.PARKED
    assert len(world.incidents.parked(10)) == 1
    world.release(GOOD.replace("daily", "all day"))
    assert world.look() is Result.WELL
    assert world.incidents.parked(10) == []


def test_an_optimized_release_is_held_against_what_it_was_made_of(world: Street) -> None:
    bad = world.release(BAD)
    world.release(GOOD)
    world.release(BAD.replace("daily", "nightly"), source=bad)
    assert world.look() is Result.WELL


def test_the_copy_of_an_imported_website_is_what_its_release_is_held_against(world: Street) -> None:
    world.release_archive.put(world.id, "rsource0001", world.release_archive.get(world.id, world.release(GOOD)))
    world.release(BAD, source="rsource0001")
    assert world.look() is Result.REPAIRED


def test_the_site_has_to_stand_first(world: Street) -> None:
    """A publish that died between the record and the alias left visitors with the release before."""
    world.release(GOOD.replace("daily", "twice a day"))
    world.site_functions.point(world.id, "live", "1")
    assert world.look() is Result.WELL
    assert world.live_version(world.site) == "3"
    assert [(each.kind, each.outcome) for each in world.noted] == [(Kind.SITE, Outcome.REPAIRED)]


def test_files_that_are_gone_are_told(world: Street) -> None:
    world.release_archive.delete_all(world.id)
    assert world.look() is Result.PARKED
    assert "no longer kept" in world.noted[-1].reason


def test_a_suspended_or_deleted_site_is_left_alone(world: Street) -> None:
    world.release(BAD)
    world.run(suspend_site, world.id, ANN)
    assert world.look() is Result.LEFT
    del world.sites.records[world.id]
    assert world.look() is Result.GONE
    assert world.noted == []
