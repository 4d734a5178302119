"""A worker that is killed between any two effects: the next tick goes on, and the end is the same."""

from collections.abc import Callable
from typing import Any

import pytest

from code24.experiments.drafts.models import Draft, DraftVariant
from code24.experiments.engine.control import create_test, start_test
from code24.experiments.models import AbTest, AbTestStatus, TextEdit
from tests.ab_test_fakes import CUSTOMER, SITE, World

EFFECTS = {
    "tests": ("replace",),
    "traffic_plans": ("replace",),
    "site_functions": ("publish", "point", "point_live", "remove_alias"),
    "release_archive": ("put",),
    "sites": ("add_release", "set_live"),
    "event_sets": ("delete",),
    "knowledge": ("add",),
}


class Killed(BaseException):
    """The process ended."""


class Mortal:
    """A port whose effects end the process: right before the one whose turn it is, which is right after another one."""

    def __init__(self, port: Any, effects: tuple[str, ...], turn: Callable[[], bool]) -> None:
        self._port, self._effects, self._turn = port, effects, turn

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)
        if name not in self._effects:
            return method

        def called(*arguments: Any, **named: Any) -> Any:
            if self._turn():
                raise Killed
            return method(*arguments, **named)

        return called


def mortal(world: World, at: int) -> list[int]:
    """Let the world end at its effect number `at`; answers the counter of effects."""
    count = [0]

    def turn() -> bool:
        count[0] += 1
        return count[0] == at

    for name, effects in EFFECTS.items():
        setattr(world, name, Mortal(getattr(world, name), effects, turn))
    return count


def lived(world: World, converting: int) -> AbTest:
    """A test from its draft to the end of its guard, however often its workers are killed."""
    edit = TextEdit(path="/", selector="h1", text="Sourdough, baked at night")
    draft = Draft(variants=(DraftVariant(name="Bread", edits=(edit,)),), minimum_effect=2.0)
    test: AbTest = world.run(create_test, SITE, draft, CUSTOMER)
    again(lambda: world.run(start_test, SITE, test.test_id, CUSTOMER))
    again(world.tick)
    world.seen(test.test_id, 0, 200, 35)
    world.seen(test.test_id, 1, 200, converting)
    world.clock.advance(days=7, minutes=3)
    for _ in range(6):
        again(world.tick)
        world.clock.advance(hours=6, minutes=3)
    for _ in range(3):
        world.clock.advance(days=7)
        again(world.tick)
    return world.test(test.test_id)


def again(step: Callable[[], object]) -> None:
    """Do a step, once more if the worker was killed in the middle of it."""
    try:
        step()
    except Killed:
        step()


def end_of(world: World, test: AbTest) -> tuple[object, ...]:
    return (
        test.status, test.outcome, test.winner, test.shipping and test.shipping.stage, test.archived_at is not None,
        test.salt, test.next_look_at, [variant.release_id for variant in test.variants],
        world.sites.get(SITE).live_release, world.site_functions.live[SITE], world.traffic_plans.get(SITE).tests,
        world.event_sets.parts, dict(world.knowledge.own(SITE)),
    )  # fmt: skip


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("converting", [90, 2], ids=["won", "harmful"])
def test_whenever_a_worker_is_killed_the_end_is_the_same(converting: int, part: int) -> None:
    unharmed = World()
    count = mortal(unharmed, 0)
    expected = end_of(unharmed, lived(unharmed, converting))
    assert expected[0] is (AbTestStatus.COMPLETE if converting == 90 else AbTestStatus.STOPPED)
    effects = count[0]
    assert effects > 10
    for at in range(1 + part, effects + 1, 4):
        world = World()
        mortal(world, at)
        assert end_of(world, lived(world, converting)) == expected, f"killed at effect {at} of {effects}"
