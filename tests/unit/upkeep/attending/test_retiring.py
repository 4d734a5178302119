"""Old versions of a site's function, and who may still need them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from code24.errors import Transient
from code24.experiments.models import AbTestStatus, Shipping, ShippingStage, Variant
from code24.experiments.traffic import Holdout
from code24.sites.models import NO_VERSION, Release
from code24.sites.retention import SETTLED_AFTER
from code24.sites.workers import roll_back
from code24.upkeep.attending.attend import attend
from code24.upkeep.attending.models import Attended, Result
from code24.upkeep.attending.retiring import AT_ONCE
from code24.upkeep.models import Kind
from tests.ab_testing import example
from tests.unit.sites.world import ANN
from tests.unit.upkeep.attending.world import UpkeepWorld


class Archive(UpkeepWorld):
    """A site with eight releases, the last of which is live."""

    def __init__(self, count: int = 8) -> None:
        super().__init__()
        self.releases: list[Release] = list(self.sites.stored_releases.values())
        while len(self.releases) < count:
            self.releases.append(self.publish(self.build(self.site), f"Number {len(self.releases)}"))

    def look(self) -> Attended:
        return self.attend(Kind.SITE)

    def look_later(self) -> Attended:
        self.pass_by(SETTLED_AFTER)
        return self.look()

    def served(self) -> list[int]:
        """Which releases have a version, by number: in the record, in the function, and as previews."""
        recorded = [self.sites.release(self.id, each.release_id) for each in self.releases]
        having = [index for index, each in enumerate(recorded) if each.version != NO_VERSION]
        versions = self.site_functions.versions[self.id]
        assert versions == {recorded[index].release_id: recorded[index].version for index in having}
        previews = {name for name in self.site_functions.aliases[self.id] if name.startswith("preview-")}
        assert previews == {f"preview-{recorded[index].release_id}" for index in having}
        return having


@pytest.fixture
def world() -> Archive:
    return Archive()


def test_old_versions_go_once_they_are_settled(world: Archive) -> None:
    soon = world.look()
    assert world.served() == list(range(8))
    assert soon.again_at == world.releases[0].created_at + SETTLED_AFTER
    [mark] = world.due_index.marks
    assert (mark.kind, mark.due_at, mark.customer_id) == (Kind.SITE, soon.again_at, ANN)

    later = world.look_later()
    assert world.served() == [3, 4, 5, 6, 7]
    assert (later.outcome, later.again_at) == (Result.WELL, None)
    assert later.done == "The site answers. Of its function 3 old versions were deleted, which nothing needs."
    assert world.noted == []
    assert world.look().done == "The site answers."


def test_many_go_a_few_at_a_time() -> None:
    world = Archive(5 + AT_ONCE + 2)
    later = world.look_later()
    assert world.served() == list(range(AT_ONCE, 5 + AT_ONCE + 2))
    assert later.again_at == world.clock.now() + timedelta(minutes=10)
    assert world.look().again_at is None
    assert world.served() == list(range(AT_ONCE + 2, 5 + AT_ONCE + 2))


def test_where_nothing_is_to_be_deleted_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    world = Archive(5)
    world.pass_by(SETTLED_AFTER)

    def asked(*_: Any) -> None:
        raise AssertionError("Nobody needs to know.")

    for port, method in ((world.tests, "of_site"), (world.traffic_plans, "get"), (world.site_functions, "point")):
        monkeypatch.setattr(port, method, asked)
    assert world.look().outcome is Result.WELL


def test_a_release_that_has_lost_its_version_is_shown_again_by_going_back(world: Archive) -> None:
    world.look_later()
    world.run(roll_back, world.id, world.releases[0].release_id, ANN)
    assert world.served() == [0, 3, 4, 5, 6, 7]
    world.look_later()
    assert world.served() == [0, 3, 4, 5, 6, 7]
    world.run(roll_back, world.id, world.releases[7].release_id, ANN)
    world.look_later()
    assert world.served() == [0, 3, 4, 5, 6, 7]  # Lambda compares with the highest one
    world.releases.append(world.publish(world.build(world.site), "Another"))
    world.look_later()
    assert world.served() == [4, 5, 6, 7, 8]


def variants(world: Archive, **given: Any) -> tuple[Variant, ...]:
    return Variant(name="Control"), Variant(name="Bread", **given)


@pytest.mark.parametrize("status", [AbTestStatus.DRAFT, AbTestStatus.RUNNING, AbTestStatus.PAUSED])
def test_what_a_test_shows_or_will_show_stays(world: Archive, status: AbTestStatus) -> None:
    first, second, third = (each.release_id for each in world.releases[:3])
    shown = variants(world, release_id=second, given_release=third)
    world.tests.create(example("t000000000001", site_id=world.id, status=status, control_release=first, variants=shown))
    world.look_later()
    assert world.served() == list(range(8))


@pytest.mark.parametrize(
    ("stage", "left"),
    [
        (ShippingStage.RAMP, [1, 2, 3, 4, 5, 6, 7]),
        (ShippingStage.GUARDED, [1, 2, 3, 4, 5, 6, 7]),
        (ShippingStage.DONE, [3, 4, 5, 6, 7]),
    ],
)
def test_a_winner_and_the_way_back_stay_until_it_has_arrived(
    world: Archive, stage: ShippingStage, left: list[int]
) -> None:
    way = Shipping(stage=stage, arm=1, release_id=world.releases[2].release_id, replaces=world.releases[1].release_id)
    world.tests.create(
        example("t000000000001", site_id=world.id, status=AbTestStatus.COMPLETE, variants=variants(world), shipping=way)
    )
    world.look_later()
    assert world.served() == left


def test_an_ended_test_s_alias_keeps_its_version_and_the_preview(world: Archive) -> None:
    """Lambda refuses: the last guard, where the records know of nobody."""
    old = world.releases[0]
    world.site_functions.point(world.id, "exp-t000000000001-1", old.version)
    later = world.look_later()
    assert world.served() == [0, 3, 4, 5, 6, 7]
    assert "2 old versions were deleted" in later.done
    world.site_functions.remove_alias(world.id, "exp-t000000000001-1")
    world.look()
    assert world.served() == [3, 4, 5, 6, 7]


def test_the_holdout_s_release_stays_and_comes_back(world: Archive) -> None:
    before = world.releases[0]
    plan = world.traffic_plans.get(world.id)
    world.traffic_plans.replace(replace(plan, holdout=Holdout(f"preview-{before.release_id}", 0.05)))
    world.look_later()
    assert world.served() == [0, 3, 4, 5, 6, 7]
    world.site_functions.remove_version(world.id, before.release_id, before.version)
    world.sites.record_version(world.id, before.release_id, NO_VERSION)
    assert world.look().outcome is Result.REPAIRED
    assert world.served() == [0, 3, 4, 5, 6, 7]


def test_the_release_from_before_optimization_stays_while_what_was_made_of_it_is_live(world: Archive) -> None:
    live = world.sites.release(world.id, str(world.sites.get(world.id).live_release))
    changed = live.model_copy(update={"before": world.releases[1].release_id})
    world.sites.stored_releases[world.id, live.release_id] = changed
    world.look_later()
    assert world.served() == [1, 3, 4, 5, 6, 7]


def test_a_lost_function_comes_back_with_what_is_needed(world: Archive) -> None:
    world.look_later()
    world.site_functions.delete(world.id)
    assert world.look().outcome is Result.REPAIRED
    assert world.served() == [3, 4, 5, 6, 7]


def test_a_site_that_was_never_live_keeps_few_previews() -> None:
    world = Archive()
    site = world.reserve(2)
    for number in range(7):
        world.publish(world.build(site, publish=False), f"Draft {number}")
    attention = world.attention(Kind.SITE).model_copy(update={"id": site.site_id, "site_id": site.site_id})
    world.pass_by(SETTLED_AFTER)
    assert world.run(attend, attention).outcome is Result.LEFT
    assert len(world.site_functions.versions[site.site_id]) == 5


def test_where_lambda_is_busy_the_site_is_well_all_the_same(world: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: Any) -> bool:
        raise Transient("TooManyRequestsException")

    with monkeypatch.context() as patch:
        patch.setattr(world.site_functions, "remove_version", busy)
        later = world.look_later()
    assert (later.outcome, later.again_at) == (Result.WELL, world.clock.now() + SETTLED_AFTER)
    assert world.served() == list(range(8))


def test_a_release_that_is_published_again_meanwhile_keeps_what_it_has(
    world: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody goes back to it between the deletion of its version and the record of that."""
    remove = world.site_functions.remove_version

    def meanwhile(site_id: str, release_id: str, version: str) -> bool:
        gone = remove(site_id, release_id, version)
        monkeypatch.setattr(world.site_functions, "remove_version", remove)
        world.run(roll_back, world.id, release_id, ANN)
        world.site_functions.remove_alias(site_id, f"preview-{release_id}")  # as if it had been the later one
        return gone

    monkeypatch.setattr(world.site_functions, "remove_version", meanwhile)
    world.look_later()
    assert 0 in world.served()
    assert world.live_version(world.site) == world.sites.release(world.id, world.releases[0].release_id).version


def test_a_look_reads_versions_and_tests_once(world: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    world.look_later()  # some are retired, so that what is in use decides from now on
    read: list[str] = []
    for port, name in ((world.release_versions, "versions"), (world.tests, "tests")):
        of_site = port.of_site

        def counted(*asked: Any, name: str = name, of_site: Any = of_site) -> Any:
            read.append(name)
            return of_site(*asked)

        monkeypatch.setattr(port, "of_site", counted)
    assert world.look().outcome is Result.WELL
    assert sorted(read) == ["tests", "versions"]
