"""Whatever goes on by itself is in the index from the moment on that somebody has to look whether it does."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import boto3
import pytest

from code24.adapters import aws
from code24.build.models import SILENT_AFTER, BuildStatus
from code24.build.workers import redrive_build
from code24.errors import Transient
from code24.optimize.loop.chain import SUSPENDED, signal
from code24.optimize.loop.control import pause_loop, resume_loop, run_now, stop_loop
from code24.optimize.loop.models import LONGEST_CYCLE, OVERDUE_AFTER, LoopStatus, Turn
from code24.optimize.loop.steps.beginning import begin_cycle
from code24.sites.going_live import route_of
from code24.sites.models import RouteStatus, SiteStatus
from code24.sites.workers import delete_site, resume_site, roll_back, suspend_site
from code24.upkeep.attending.attend import attend
from code24.upkeep.models import CHANGES_SETTLE_IN, DELETED_WITHIN, Attention, Kind
from tests.unit.adapters.indexed_world import BUILDS, IndexedWorld, at_rest
from tests.unit.sites.world import ANN


@pytest.fixture
def world() -> Iterator[IndexedWorld]:
    with at_rest(IndexedWorld) as world:
        yield world


def dead_at(world: IndexedWorld) -> datetime:
    return world.loop.next_due_at + OVERDUE_AFTER


def test_a_loop_is_in_it_whatever_is_done_to_it_as_long_as_it_runs(world: IndexedWorld) -> None:
    assert world.waiting() == {Kind.LOOP: dead_at(world)}
    for halted in (pause_loop, stop_loop):
        world.run(halted, world.id, ANN)
        assert world.waiting() == {}
        world.run(resume_loop, world.id, ANN)
        assert world.waiting() == {Kind.LOOP: world.clock.now() + OVERDUE_AFTER}
    world.run(run_now, world.id, ANN)
    assert world.waiting() == {Kind.LOOP: world.clock.now() + OVERDUE_AFTER}
    began = world.after(seconds=5)
    world.run(begin_cycle, Turn(site_id=world.id, generation=world.loop.generation))
    world.run(signal, world.id, "many visitors")
    assert world.waiting() == {Kind.LOOP: began + LONGEST_CYCLE}


def test_what_goes_live_is_in_it_whoever_lets_it(world: IndexedWorld) -> None:
    first = world.sites.get(world.id).live_release
    build = world.build(world.site)
    world.publish(build, "Welcome back")
    world.builds.end(build.build_id, BuildStatus.COMPLETE, world.clock.now())
    assert world.waiting() == {Kind.LOOP: dead_at(world), Kind.CHANGE: world.clock.now() + CHANGES_SETTLE_IN}
    world.settle()
    at = world.after(minutes=5)
    world.run(roll_back, world.id, first, ANN)
    assert world.waiting() == {Kind.LOOP: dead_at(world), Kind.CHANGE: at + CHANGES_SETTLE_IN}


def test_a_build_is_in_it_until_it_ends_and_again_when_it_is_run_again(world: IndexedWorld) -> None:
    build = world.build(world.site)
    assert world.waiting()[Kind.BUILD] == world.clock.now() + SILENT_AFTER
    world.builds.end(build.build_id, BuildStatus.ERRORED, world.clock.now())
    assert Kind.BUILD not in world.waiting()
    at = world.after(hours=1)
    world.run(redrive_build, build.build_id, ANN)
    assert world.waiting()[Kind.BUILD] == at + SILENT_AFTER


def test_a_build_from_before_the_index_enters_it_with_its_next_step(world: IndexedWorld) -> None:
    build = world.build(world.site)
    table = boto3.resource("dynamodb").Table(BUILDS)
    table.update_item(Key={"build_id": build.build_id}, UpdateExpression="REMOVE queue, waits_in, due_at")
    assert Kind.BUILD not in world.waiting()
    at = world.after(minutes=1)
    world.builds.worker_started(build.build_id, "brand", at)
    assert world.waiting()[Kind.BUILD] == at + SILENT_AFTER


def test_a_suspended_site_waits_for_nothing_and_is_looked_at_once_it_is_back(world: IndexedWorld) -> None:
    world.run(suspend_site, world.id, ANN)
    world.run(begin_cycle, Turn(site_id=world.id, generation=1))
    assert (world.loop.status, world.loop.reason) == (LoopStatus.PAUSED, SUSPENDED)
    assert world.waiting() == {}
    at = world.after(hours=1)
    world.run(resume_site, world.id, ANN)
    assert world.waiting() == {Kind.LOOP: at + OVERDUE_AFTER, Kind.SITE: at + CHANGES_SETTLE_IN}


@pytest.mark.parametrize("again", ["owner", "upkeep"])
def test_a_site_that_was_brought_back_by_half_has_its_loop_woken(
    world: IndexedWorld, again: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.run(suspend_site, world.id, ANN)
    world.run(begin_cycle, Turn(site_id=world.id, generation=1))
    with monkeypatch.context() as cut:
        cut.setattr(world.loops, "replace", cut_off)
        with pytest.raises(Transient):
            world.run(resume_site, world.id, ANN)
    assert world.sites.get(world.id).status is SiteStatus.ACTIVE
    assert world.loop.status is LoopStatus.PAUSED
    [mark] = world.due_index.due(Kind.SITE, world.after(minutes=2), 9)
    if again == "owner":
        world.run(resume_site, world.id, ANN)
    else:
        woken(world, mark)
    assert world.loop.status is LoopStatus.RUNNING
    assert world.waiting()[Kind.LOOP] == world.clock.now() + OVERDUE_AFTER


def woken(world: IndexedWorld, mark: Attention) -> None:
    world.release_versions.of_site = lambda site_id: ()  # type: ignore[method-assign]
    world.site_probe.led_to = lambda host: world.id  # type: ignore[method-assign]
    world.run(attend, mark)


def cut_off(*_: Any) -> None:
    raise Transient("The process died.")


@pytest.mark.parametrize(
    "dies_at", ["site_functions.delete", "rollups.delete_all", "loops.delete", "site_analytics.delete"]
)
def test_a_deletion_that_was_cut_off_is_completed_after_an_hour(
    world: IndexedWorld, dies_at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = world.clock.now()
    name, _, method = dies_at.partition(".")
    with monkeypatch.context() as cut:
        cut.setattr(getattr(world, name), method, cut_off)
        with pytest.raises(Transient):
            world.run(delete_site, world.id, ANN)
    assert world.waiting() == {Kind.SITE: at + DELETED_WITHIN + CHANGES_SETTLE_IN}
    [mark] = world.due_index.due(Kind.SITE, world.after(seconds=(DELETED_WITHIN + CHANGES_SETTLE_IN).seconds), 9)
    world.run(attend, mark)
    assert world.sites.get(world.id).status is SiteStatus.DELETED
    assert world.waiting() == {}


@pytest.mark.parametrize("at_write", [1, 2, 3])
def test_erasing_leaves_the_mark_until_the_site_is_closed(
    world: IndexedWorld, at_write: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[str] = []
    client = aws.dynamodb()

    def counting(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(**request: Any) -> Any:
            writes.append("write")
            if len(writes) == at_write:
                raise Transient("The process died.")
            return call(**request)

        return counted

    site = world.sites.get(world.id)
    world.sites.set_status(
        world.id,
        SiteStatus.DELETING,
        route_of(site, RouteStatus.DELETED, addresses=world.addresses),
        world.clock.now(),
        customer_id=ANN,
    )
    world.loops.delete(world.id)
    closed = site.model_copy(update={"status": SiteStatus.DELETED})
    with monkeypatch.context() as cut:
        for method in ("batch_write_item", "put_item"):
            cut.setattr(client, method, counting(getattr(client, method)))
        with pytest.raises(Transient):
            world.sites.erase(closed)
    assert list(world.waiting()) == [Kind.SITE]
