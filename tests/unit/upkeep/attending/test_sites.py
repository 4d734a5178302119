from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from code24.errors import Code24Error, NotFound, Transient, WorkerFailed
from code24.experiments.models import AbTestStatus, Variant
from code24.sites.models import NO_VERSION, Release, RouteStatus
from code24.sites.workers import roll_back, suspend_site
from code24.upkeep.attending.attend import attend
from code24.upkeep.attending.models import Result
from code24.upkeep.models import Kind, Outcome
from tests.ab_testing import example
from tests.unit.sites.world import ANN
from tests.unit.upkeep.attending.world import UpkeepWorld


class House(UpkeepWorld):
    """A site with three releases, the last of which is live."""

    def __init__(self) -> None:
        super().__init__()
        self.releases = [
            *self.sites.stored_releases.values(),
            *(self.publish(self.build(self.site), text) for text in ("Two", "Three")),
        ]

    def look(self) -> Result:
        return self.attend(Kind.SITE).outcome

    def stands(self) -> None:
        """Record, alias, versions and route agree, and every release has one version with its own code."""
        site = self.sites.get(self.id)
        live = self.sites.release(self.id, str(site.live_release))
        assert self.live_version(site) == live.version
        versions = self.site_functions.versions[self.id]
        assert {each.release_id: each.version for each in self.recorded()} == versions
        assert len(set(versions.values())) == len(self.releases)
        assert self.site_probe.led_to("acme.localhost") == self.id

    def recorded(self) -> list[Release]:
        return [each for each in self.sites.stored_releases.values() if each.site_id == self.id]


@pytest.fixture
def world() -> House:
    return House()


def lose_function(world: House) -> None:
    world.site_functions.delete(world.id)


def lose_alias(world: House) -> None:
    world.site_functions.remove_alias(world.id, "live")


def move_alias(world: House) -> None:
    world.site_functions.point(world.id, "live", "1")


def lose_version(world: House) -> None:
    """The newest version alone, as somebody may with the AWS CLI."""
    version = world.site_functions.versions[world.id].pop(world.releases[-1].release_id)
    world.site_functions.versions[world.id]["r-another"] = "7"
    aliases = world.site_functions.aliases[world.id]
    world.site_functions.aliases[world.id] = {name: each for name, each in aliases.items() if each != version}


def shut_route(world: House) -> None:
    route = world.sites.routes["acme.localhost"]
    world.sites.routes["acme.localhost"] = route.model_copy(update={"status": RouteStatus.RESERVED})


def lose_route(world: House) -> None:
    del world.sites.routes["acme.localhost"]


def test_a_site_that_answers_is_well(world: House) -> None:
    assert world.look() is Result.WELL
    world.stands()
    assert world.noted == []
    assert [each.kind for each in world.due_index.finished] == [Kind.SITE]


@pytest.mark.parametrize("break_it", [lose_function, lose_alias, move_alias, shut_route, lose_route])
def test_what_is_broken_is_brought_in_line_with_the_record(world: House, break_it: Callable[[House], None]) -> None:
    before = world.sites.get(world.id).live_release
    break_it(world)
    assert world.look() is Result.REPAIRED
    world.stands()
    assert world.sites.get(world.id).live_release == before
    assert len(world.noted) == 1
    assert world.look() is Result.WELL
    assert len(world.noted) == 1


def test_a_lost_version_is_published_again(world: House) -> None:
    lose_version(world)
    assert world.look() is Result.REPAIRED
    live = world.sites.release(world.id, world.releases[-1].release_id)
    assert world.live_version(world.site) == live.version == world.site_functions.versions[world.id][live.release_id]
    assert world.look() is Result.WELL


def test_after_a_lost_function_every_release_can_be_gone_back_to(world: House) -> None:
    """Another function counts from 1 again: the versions that were recorded would show other releases."""
    lose_function(world)
    world.look()
    for release in world.releases:
        world.run(roll_back, world.id, release.release_id, ANN)
        version = world.site_functions.live[world.id]
        assert world.site_functions.versions[world.id][release.release_id] == version


def test_a_repair_that_was_cut_off_is_completed(world: House, monkeypatch: pytest.MonkeyPatch) -> None:
    lose_function(world)
    publish = world.site_functions.publish

    def once(site_id: str, release_id: str, sha256: str, **named: Any) -> str:
        monkeypatch.setattr(world.site_functions, "publish", dying)
        return publish(site_id, release_id, sha256, **named)

    def dying(*_: Any, **__: Any) -> str:
        raise Transient("The function timed out.")

    monkeypatch.setattr(world.site_functions, "publish", once)
    with pytest.raises(Transient):
        world.look()
    assert world.live_version(world.site) == "1"
    assert [each.version for each in world.recorded()].count(NO_VERSION) == 2
    assert world.due_index.finished == []
    monkeypatch.setattr(world.site_functions, "publish", publish)
    assert world.look() is Result.REPAIRED
    world.stands()


def test_arms_of_running_tests_are_pointed_again(world: House) -> None:
    arms = [
        Variant(
            name=each.release_id, release_id=each.release_id, version=each.version, alias=f"exp-t000000000001-{arm}"
        )
        for arm, each in enumerate((world.releases[2], world.releases[0]))
    ]
    running = example("t000000000001", status=AbTestStatus.RUNNING, site_id=world.id, variants=tuple(arms))
    world.tests.create(running)
    lose_function(world)
    world.look()
    aliases, versions = world.site_functions.aliases[world.id], world.site_functions.versions[world.id]
    assert aliases["exp-t000000000001-0"] == versions[world.releases[2].release_id]
    assert aliases["exp-t000000000001-1"] == versions[world.releases[0].release_id]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (WorkerFailed("It raised an error."), "The site's function fails: It raised an error."),
        (503, "The site's function answers its home page with 503."),
    ],
)
def test_a_site_that_does_not_answer_waits_for_a_person(world: House, answer: int | Exception, sentence: str) -> None:
    world.site_probe.answers[world.id] = answer
    assert world.look() is Result.PARKED
    [parked] = world.incidents.parked(10)
    assert parked.reason == sentence
    world.look()
    assert len(world.incidents.parked(10)) == 1
    world.site_probe.answers.clear()
    assert world.look() is Result.WELL
    assert world.incidents.parked(10) == []


def test_a_release_that_is_archived_no_longer_waits_for_a_person(world: House) -> None:
    lose_function(world)
    world.release_archive.delete_all(world.id)
    assert world.look() is Result.PARKED
    assert "no longer kept" in world.noted[0].reason


def test_other_bytes_than_were_published_are_never_served(world: House) -> None:
    live = world.releases[-1].release_id
    lose_function(world)
    world.release_archive.put(world.id, live, b"something else")
    assert world.look() is Result.PARKED
    assert world.noted[0].reason == f"The archive holds other bytes for release {live} than were published."
    assert world.id not in world.site_functions.versions


def test_what_lambda_refuses_for_good_waits_for_a_person(world: House, monkeypatch: pytest.MonkeyPatch) -> None:
    lose_function(world)

    def refused(*_: Any, **__: Any) -> str:
        raise Code24Error("AccessDeniedException: the role is gone")

    monkeypatch.setattr(world.site_functions, "publish", refused)
    assert world.look() is Result.PARKED
    assert "the role is gone" in world.noted[0].reason


def test_what_passes_by_itself_is_looked_at_again(world: House) -> None:
    world.site_probe.answers[world.id] = NotFound("There is no alias live.")
    with pytest.raises(Transient):
        world.look()
    assert world.noted == []
    assert world.due_index.finished == []


def test_a_suspended_site_is_left_alone(world: House) -> None:
    world.run(suspend_site, world.id, ANN)
    lose_function(world)
    assert world.look() is Result.LEFT
    assert world.id not in world.site_functions.versions


def test_what_waits_for_a_person_is_looked_at_every_hour_in_the_name_of_its_owner(world: House) -> None:
    world.site_probe.answers[world.id] = 503
    attention = world.attention(Kind.SITE).model_copy(update={"customer_id": None})
    world.run(attend, attention)
    [mark] = world.due_index.marks
    assert (mark.id, mark.customer_id) == (world.id, ANN)
    assert mark.due_at == world.clock.now() + timedelta(hours=1)
    [parked] = world.incidents.parked(10)
    assert parked.customer_id == ANN


def test_a_repair_is_noted_before_the_step_after_which_nobody_could_see_it(
    world: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever repaired it dies before the note of what was done."""
    move_alias(world)
    attention, point = world.attention(Kind.SITE), world.site_functions.point

    def last(*arguments: str) -> None:
        point(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(world.site_functions, "point", last)
        with pytest.raises(KeyboardInterrupt):
            world.run(attend, attention)
    world.stands()
    assert world.run(attend, attention).outcome is Result.WELL
    [incident] = world.noted
    assert (incident.outcome, incident.done) == (Outcome.REPAIRED, "The alias was pointed at the recorded release.")


def test_two_that_are_called_for_the_same_note_one_incident(world: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one comes when the first has forgotten the versions, and has not published yet."""
    lose_function(world)
    lose = world.release_versions.lose

    def meanwhile(site_id: str) -> None:
        lose(site_id)
        monkeypatch.setattr(world.release_versions, "lose", lose)
        assert world.look() is Result.REPAIRED

    monkeypatch.setattr(world.release_versions, "lose", meanwhile)
    assert world.look() is Result.REPAIRED
    world.stands()
    assert len(world.noted) == 1
