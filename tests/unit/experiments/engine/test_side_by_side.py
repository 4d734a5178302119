"""Others are at work on the same test or site, and visitors come while everything changes."""

import itertools
from collections.abc import Callable
from typing import Any

from code24.experiments.assignment import assigned
from code24.experiments.drafts.models import Draft, DraftVariant
from code24.experiments.engine.control import create_test, pause_test, resume_test, ship_test, start_test, stop_test
from code24.experiments.models import AbTest, AbTestStatus, Outcome, ShippingStage, TextEdit
from tests.ab_test_fakes import CUSTOMER, PAGE, SITE, World

EDIT = TextEdit(path="/", selector="h1", text="Sourdough, baked at night")
VISITORS = [f"198.51.{number // 250}.{number % 250}" for number in range(600)]


def drafted(world: World, coverage: float = 1.0) -> str:
    draft = Draft(variants=(DraftVariant(name="Bread", edits=(EDIT,)),), coverage=coverage)
    test: AbTest = world.run(create_test, SITE, draft, CUSTOMER)
    world.run(start_test, SITE, test.test_id, CUSTOMER)
    return test.test_id


def once(port: Any, method: str, meanwhile: Callable[[], object]) -> None:
    """Let something happen right before a port's method does its work the next time."""
    original = getattr(port, method)

    def called(*arguments: Any, **named: Any) -> Any:
        setattr(port, method, original)
        meanwhile()
        return original(*arguments, **named)

    setattr(port, method, called)


def seen(world: World) -> dict[str, str | None]:
    plan = world.traffic_plans.get(SITE)
    return {address: assigned(plan, address, "Firefox").alias for address in VISITORS}


def test_an_owner_who_stops_a_test_while_it_is_looked_at_wins() -> None:
    world = World()
    test_id = drafted(world)
    world.tick()
    world.clock.advance(minutes=3)
    once(world.event_sets, "read", lambda: world.run(stop_test, SITE, test_id, CUSTOMER))
    world.look(test_id)
    assert world.test(test_id).outcome is Outcome.WITHDRAWN
    assert not world.traffic_plans.get(SITE).tests


def test_an_owner_who_pauses_a_test_while_it_is_put_into_the_plan_wins() -> None:
    world = World()
    test_id = drafted(world)
    once(world.traffic_plans, "replace", lambda: world.run(pause_test, SITE, test_id, CUSTOMER))
    world.tick()
    assert world.test(test_id).status is AbTestStatus.PAUSED
    assert not world.traffic_plans.get(SITE).tests


def test_a_test_whose_part_another_one_took_meanwhile_looks_for_another_part() -> None:
    world = World()
    world.visited(20_000, 1_000)
    first, second = drafted(world, 0.5), drafted(world, 0.5)
    once(world.traffic_plans, "replace", lambda: world.look(second))
    world.look(first)
    world.look(first)
    tests = world.traffic_plans.get(SITE).tests
    assert {test.test_id for test in tests} == {first, second}
    assert tests[0].last <= tests[1].first
    assert [world.test(each).status for each in (first, second)] == [AbTestStatus.RUNNING] * 2


def test_a_deleted_test_leaves_nothing_in_the_plan() -> None:
    world = World()
    test_id = drafted(world)
    once(world.traffic_plans, "replace", lambda: world.tests.delete_all(SITE))
    assert world.look(test_id).status is None
    assert not world.traffic_plans.get(SITE).tests


def test_visitors_are_split_and_keep_their_arm_through_a_pause() -> None:
    world = World()
    test_id = drafted(world)
    world.tick()
    before = seen(world)
    arms = [list(before.values()).count(f"exp-{test_id}-{arm}") for arm in (0, 1)]
    assert sum(arms) == len(VISITORS)
    assert min(arms) > 240
    world.run(pause_test, SITE, test_id, CUSTOMER)
    assert set(seen(world).values()) == {None}
    world.run(resume_test, SITE, test_id, CUSTOMER)
    world.tick()
    assert seen(world) == before


def test_whoever_saw_the_winner_never_loses_it_on_the_ramp() -> None:
    world = World()
    test_id = drafted(world)
    world.tick()
    winner = f"exp-{test_id}-1"
    groups = [{address for address, alias in seen(world).items() if alias == winner}]
    world.run(ship_test, SITE, test_id, 1, CUSTOMER)
    for _ in range(3):
        world.tick(hours=6, minutes=3)
        groups.append({address for address, alias in seen(world).items() if alias == winner})
    assert all(before < after for before, after in itertools.pairwise(groups))
    assert groups[-1] == set(VISITORS)
    world.tick(hours=6, minutes=3)
    shipping = world.test(test_id).shipping
    assert shipping is not None
    assert shipping.stage is ShippingStage.GUARDED
    assert set(seen(world).values()) == {None, f"preview-{world.first_release}"}, "all but the holdout see what is live"


def test_errors_on_the_ramp_send_everybody_back() -> None:
    world = World()
    test_id = drafted(world)
    world.tick()
    world.run(ship_test, SITE, test_id, 1, CUSTOMER)
    world.tick()
    world.seen(test_id, 0, 150, 5, tag="ramp")
    world.seen(test_id, 1, 250, 9, errors=40, tag="ramp")
    world.tick(minutes=3)
    test = world.test(test_id)
    assert test.shipping is not None
    assert test.shipping.stage is ShippingStage.REFUSED
    assert "did harm on its way" in next(entry.sentence for entry in test.entries if entry.what == "harmed")
    assert world.knowledge.own(SITE)["test:manual"].failed == 1
    assert set(seen(world).values()) == {None}
    assert world.sites.get(SITE).live_release == world.first_release


def test_another_release_on_the_ramp_is_built_upon() -> None:
    world = World()
    test_id = drafted(world)
    world.tick()
    world.run(ship_test, SITE, test_id, 1, CUSTOMER)
    world.tick(hours=1)
    live = world.publish(PAGE.replace("</body>", "<p>More</p></body>"), source=world.first_release)
    for _ in range(6):
        world.tick(hours=6, minutes=3)
    test = world.test(test_id)
    assert test.shipping is not None
    assert test.shipping.replaces == live
    assert world.sites.get(SITE).live_release == test.shipping.release_id
    assert test.shipping.release_id != test.variants[1].release_id
