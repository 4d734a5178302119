"""However a test ends, nothing of it stays but its record: no alias, no place in the plan, no salt, no visitor's id."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from code24.errors import Conflict, Damaged, NotFound, Transient
from code24.experiments.drafts.models import Draft, DraftVariant
from code24.experiments.engine.control import create_test, pause_test, resume_test, ship_test, start_test, stop_test
from code24.experiments.models import AbTest, AbTestStatus, Outcome, ShippingStage, TextEdit
from tests.ab_test_fakes import CUSTOMER, PAGE, SITE, World

EDIT = TextEdit(path="/", selector="h1", text="Sourdough, baked at night")


def drafted(world: World, *edits: TextEdit, **changes: Any) -> str:
    variants = tuple(DraftVariant(name=f"V{place}", edits=(edit,)) for place, edit in enumerate(edits or (EDIT,)))
    test: AbTest = world.run(create_test, SITE, Draft(variants=variants, **changes), CUSTOMER)
    world.run(start_test, SITE, test.test_id, CUSTOMER)
    return test.test_id


def running(world: World, **changes: Any) -> str:
    test_id = drafted(world, **changes)
    world.tick()
    world.seen(test_id, 0, 40, 4)
    world.seen(test_id, 1, 40, 4)
    assert world.test(test_id).status is AbTestStatus.RUNNING
    return test_id


def owner(world: World, use_case: Callable[..., Any], test_id: str, *arguments: Any) -> None:
    world.run(use_case, SITE, test_id, *arguments, CUSTOMER)


def ends_when_its_owner_stops_it(world: World) -> str:
    test_id = running(world)
    owner(world, stop_test, test_id)
    return test_id


def ends_in_a_pause(world: World) -> str:
    test_id = running(world)
    owner(world, pause_test, test_id)
    world.tick()
    owner(world, stop_test, test_id)
    return test_id


def ends_as_a_forgotten_pause(world: World) -> str:
    test_id = running(world)
    owner(world, pause_test, test_id)
    world.tick()
    world.tick(days=100)
    return test_id


def ends_in_harm(world: World) -> str:
    test_id = running(world)
    world.seen(test_id, 0, 300, 10, tag="more")
    world.seen(test_id, 1, 300, 10, errors=30, tag="more")
    world.tick(minutes=3)
    assert world.test(test_id).outcome is Outcome.HARM
    return test_id


def ends_undecided(world: World) -> str:
    test_id = running(world)
    world.tick(days=world.test(test_id).plan.longest_days)
    assert world.test(test_id).outcome is Outcome.UNDECIDED
    return test_id


def ends_as_its_site_is_another_one(world: World) -> str:
    test_id = running(world)
    world.publish(PAGE.replace("Leith", "Fife"))
    world.tick(minutes=3)
    return test_id


def ends_as_one_variant_cannot_be_made(world: World) -> str:
    """The control's and the first variant's alias are there by then."""
    test_id = drafted(world, EDIT, TextEdit(path="/", selector="h6", text="Nowhere"))
    world.tick()
    assert world.test(test_id).outcome is Outcome.IMPOSSIBLE
    return test_id


def ends_while_it_is_started(world: World) -> str:
    """Its owner stops it, and it is put away, between two of its aliases."""
    test_id = drafted(world)
    point, count = world.site_functions.point, [0]

    def pointed(site_id: str, alias: str, version: str) -> None:
        count[0] += 1
        if count[0] == 2:
            owner(world, stop_test, test_id)
            world.look(test_id)
        point(site_id, alias, version)

    world.site_functions.point = pointed  # type: ignore[method-assign]
    world.look(test_id)
    assert world.test(test_id).outcome is Outcome.WITHDRAWN
    return test_id


def ends_shipped(world: World) -> str:
    test_id = running(world)
    owner(world, ship_test, test_id, 1)
    for _ in range(5):
        world.tick(hours=6, minutes=3)
    for _ in range(9):
        world.tick(days=1)
    shipping = world.test(test_id).shipping
    assert shipping
    assert shipping.stage is ShippingStage.DONE
    return test_id


def ends_refused_on_the_ramp(world: World) -> str:
    test_id = running(world)
    owner(world, ship_test, test_id, 1)
    world.tick()
    world.publish(PAGE.replace("<h1>Welcome</h1>", "<h1>Moved</h1><h1>Twice</h1>"))
    world.tick(minutes=3)
    shipping = world.test(test_id).shipping
    assert shipping
    assert shipping.stage is ShippingStage.REFUSED
    return test_id


def ends_as_its_owner_wants_no_winner(world: World) -> str:
    test_id = running(world)
    owner(world, ship_test, test_id, 1)
    world.tick()
    assert world.traffic_plans.get(SITE).tests
    owner(world, stop_test, test_id)
    assert not world.traffic_plans.get(SITE).tests
    world.tick(hours=7)
    assert world.sites.get(SITE).live_release == world.first_release
    with pytest.raises(Conflict, match="ended already"):
        owner(world, stop_test, test_id)
    return test_id


def ends_as_it_could_never_be_read(world: World) -> str:
    test_id = running(world)

    def read(key: str, since: str = "") -> Any:
        raise Damaged("A set's visitors do not add up to its rows.")

    world.event_sets.read = read  # type: ignore[method-assign]
    for _ in range(4):
        world.clock.advance(days=29)
        for _, due in world.tests.due(world.clock.now(), 9):
            try:
                world.look(due)
            except Damaged:
                continue
    assert world.test(test_id).outcome is Outcome.EXPIRED
    return test_id


def ends_as_every_look_was_cut_off(world: World) -> str:
    """Too many visitors for one look: its process is ended each time, and can note nothing."""
    test_id = running(world)
    days = world.test(test_id).plan.longest_days

    class OutOfMemory(BaseException):
        pass

    def read(key: str, since: str = "") -> Any:
        raise OutOfMemory

    world.event_sets.read = read  # type: ignore[method-assign]
    for _ in range(days + 6):
        with pytest.raises(OutOfMemory):
            world.tick(days=1)
    world.tick(days=1)
    assert world.test(test_id).outcome is Outcome.EXPIRED
    return test_id


ENDS = [value for name, value in sorted(globals().items()) if name.startswith("ends_")]


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_however_a_test_ends_nothing_of_it_stays(end: Callable[[World], str]) -> None:
    world = World()
    test_id = end(world)
    world.tick(minutes=3)
    if world.test(test_id).next_look_at:  # something is still in a queue when the test is put away
        world.seen(test_id, 1, 3, 1, tag="late")
    world.tick(hours=2)
    world.tick(hours=2)
    test = world.test(test_id)
    assert test.status.ended
    assert test.archived_at is not None
    assert test.next_look_at is None
    assert test.salt == ""
    assert not world.traffic_plans.get(SITE).tests
    assert not world.event_sets.parts
    assert not [alias for alias in world.site_functions.aliases[SITE] if alias.startswith("exp-")]


def test_a_test_that_cannot_be_read_is_in_nobodys_way_and_the_reason_is_told() -> None:
    world = World()
    test_id = running(world)

    def read(key: str, since: str = "") -> Any:
        raise Damaged("A set's visitors do not add up to its rows.")

    world.event_sets.read = read  # type: ignore[method-assign]
    world.clock.advance(minutes=3)
    with pytest.raises(Damaged):
        world.look(test_id)
    assert world.test(test_id).next_look_at == world.clock.now() + timedelta(minutes=15)


def test_what_passes_by_itself_is_tried_again_by_the_next_tick() -> None:
    world = World()
    test_id = running(world)

    def read(key: str, since: str = "") -> Any:
        raise Transient("The table is busy.")

    world.event_sets.read = read  # type: ignore[method-assign]
    world.clock.advance(minutes=3)
    due = world.test(test_id).next_look_at
    with pytest.raises(Transient):
        world.look(test_id)
    assert world.test(test_id).next_look_at == due


def test_a_missing_release_is_no_deleted_site() -> None:
    world = World()
    test_id = running(world)

    def release(site_id: str, release_id: str) -> Any:
        raise NotFound(f"Site {site_id} has no release {release_id}.")

    world.publish(PAGE.replace("Leith", "Fife"))
    world.sites.release = release  # type: ignore[method-assign]
    world.clock.advance(minutes=3)
    with pytest.raises(NotFound):
        world.look(test_id)
    assert world.test(test_id).next_look_at == world.clock.now() + timedelta(minutes=15)


def test_a_test_that_looks_for_its_visitors_again_grows_no_younger() -> None:
    world = World()
    world.visited(20_000, 1_000)
    test_id = running(world)
    began = world.test(test_id).start
    owner(world, pause_test, test_id)
    world.tick()
    other = drafted(world, coverage=1.0)
    world.tick(days=8)
    assert world.test(other).status is AbTestStatus.RUNNING
    owner(world, resume_test, test_id)
    world.tick()
    assert world.test(test_id).starting
    owner(world, stop_test, other)
    world.tick(hours=2)
    test = world.test(test_id)
    assert test.status is AbTestStatus.RUNNING
    assert test.start == began


def test_nobody_on_the_ramp_is_sent_to_content_that_the_owner_replaced() -> None:
    world = World()
    test_id = running(world)
    owner(world, ship_test, test_id, 1)
    world.tick()
    assert world.traffic_plans.get(SITE).tests
    world.publish(PAGE.replace("Bread from Leith.", "Bread from Fife."))
    shown: list[int] = []
    replace = world.traffic_plans.replace

    def replaced(plan: Any) -> Any:
        shown.append(len(plan.tests))
        return replace(plan)

    world.traffic_plans.replace = replaced  # type: ignore[method-assign]
    for _ in range(3):
        world.tick(minutes=3)
    assert not any(shown)
    shipping = world.test(test_id).shipping
    assert shipping
    assert shipping.stage is ShippingStage.GUARDED, "the page's headline is as it was, so the winner fits it"


def test_a_winner_whose_visitors_are_another_tests_goes_on_without_a_ramp() -> None:
    world = World()
    world.visited(20_000, 1_000)
    test_id = running(world)
    owner(world, pause_test, test_id)
    world.tick()
    other = drafted(world)
    world.tick()
    owner(world, resume_test, test_id)
    owner(world, ship_test, test_id, 1)
    world.tick(minutes=3)
    assert world.test(other).status is AbTestStatus.RUNNING
    shipping = world.test(test_id).shipping
    assert shipping
    assert shipping.stage is ShippingStage.GUARDED
