"""Tests that begin by themselves."""

from datetime import timedelta

import pytest

from code24.experiments.content.known import WRITTEN, WrittenChallengers
from code24.experiments.engine.asking import ask_for_looks, is_turn
from code24.experiments.engine.control import ship_test, stop_test
from code24.experiments.engine.discoveries import rate_of_discovery
from code24.experiments.engine.looking import Look, look_at_test
from code24.experiments.models import AbTestStatus, Outcome, ShippingStage
from code24.optimize.learning.models import Lesson, Tally
from code24.optimize.loop.models import LoopState, LoopStatus
from code24.optimize.models import Business, Challenger
from code24.sites.models import SiteStatus
from code24.types import Goal
from tests.ab_test_fakes import CUSTOMER, NOW, SITE, World
from tests.ab_testing import example


def challenger(number: int, kind: str = "headline-words", path: str = "/index.html") -> Challenger:
    return Challenger(
        challenger_id=f"k{number:012d}", kind=kind, path=path, hypothesis="More visitors stay.", selector="h1",
        before="Welcome", after=f"Bread number {number}", rule=kind,
    )  # fmt: skip


def world_with(*challengers: Challenger, status: LoopStatus = LoopStatus.RUNNING) -> World:
    world = World()
    business = Business(industry="bakery", goal=Goal.LEADS)
    world.loops.create(
        LoopState(site_id=SITE, status=status, next_due_at=NOW, started_at=NOW, updated_at=NOW, business=business)
    )
    written = WrittenChallengers(release_id=world.first_release, written_at=NOW, challengers=challengers)
    world.optimizations.write(SITE, WRITTEN, written.model_dump_json().encode())
    return world


def test_the_likeliest_challenger_is_tested_by_itself() -> None:
    world = world_with(challenger(1), challenger(2, "submit-words"))
    for number in range(3):
        tally = {"test:submit-words": Tally(worked=1)}
        world.knowledge.add(Lesson(site_id=SITE, test_id=f"t{number:012d}", business=Business(), outcomes=tally))
    looked = world.look(None)
    assert looked.status is AbTestStatus.DRAFT
    test = world.test(str(looked.test_id))
    assert test.variants[1].challenger == challenger(2, "submit-words")
    assert test.metric.goal_type is Goal.LEADS
    assert test.automatic
    assert test.starting


def test_it_runs_and_ends_like_any_other() -> None:
    world = world_with(challenger(1))
    test_id = str(world.look(None).test_id)
    world.tick()
    assert world.test(test_id).status is AbTestStatus.RUNNING
    assert world.test(test_id).test_type == "headline-words"


def test_nothing_is_begun_twice_nor_beside_a_test_of_the_same_page() -> None:
    world = world_with(challenger(1), challenger(2))
    assert world.look(None).test_id is not None
    assert world.look(None).test_id is None
    world.tick()
    assert world.look(None).test_id is None
    assert len(world.tests.records) == 1


def test_another_page_is_tested_at_the_same_time_up_to_three() -> None:
    world = world_with(*(challenger(number, path=f"/p{number}.html") for number in range(5)))
    pages = {"pages": {f"/p{number}.html": [100_000] for number in range(5)}}
    world.visited(100_000, 5_000)
    for day in world.rollups.days(SITE, NOW.date() - timedelta(days=28), NOW.date()):
        world.rollups.put(day.model_copy(update={"figures": dict(day.figures) | pages}))
    assert [world.look(None).test_id is not None for _ in range(4)] == [True, True, True, False]
    assert {round(test.coverage, 3) for test in world.tests.records.values()} == {0.333}


def test_a_test_that_needs_all_visitors_waits_until_they_are_free() -> None:
    world = world_with(challenger(1), challenger(2, path="/other.html"))
    pages = {"pages": {"/": [1_000], "/other.html": [1_000]}}
    for day in world.rollups.days(SITE, NOW.date() - timedelta(days=28), NOW.date()):
        world.rollups.put(day.model_copy(update={"figures": dict(day.figures) | pages}))
    first = str(world.look(None).test_id)
    world.tick()
    assert world.look(None).test_id is None
    world.run(stop_test, SITE, first, CUSTOMER)
    world.tick()
    assert world.look(None).test_id is not None


@pytest.mark.parametrize("status", [LoopStatus.PAUSED, LoopStatus.STOPPED, LoopStatus.ENDED])
def test_a_loop_that_does_not_run_begins_nothing(status: LoopStatus) -> None:
    assert world_with(challenger(1), status=status).look(None).test_id is None


def test_a_suspended_site_begins_nothing() -> None:
    world = world_with(challenger(1))
    site = world.sites.records[SITE]
    world.sites.records[SITE] = site.model_copy(update={"status": SiteStatus.SUSPENDED})
    assert world.look(None).test_id is None


def test_too_little_traffic_begins_nothing() -> None:
    world = world_with(challenger(1))
    world.visited(20, 1)
    assert world.look(None).test_id is None
    assert World().look(None).test_id is None, "no loop at all"


def test_a_challenger_of_a_page_that_has_changed_ends_as_impossible_and_is_not_tried_again() -> None:
    stale = challenger(1).model_copy(update={"before": "Something else"})
    world = world_with(stale)
    test_id = str(world.look(None).test_id)
    world.tick()
    assert world.test(test_id).outcome is Outcome.IMPOSSIBLE
    assert "is not what it was" in world.test(test_id).decision
    assert world.look(None).test_id is None
    assert not world.knowledge.own(SITE)


def test_winners_among_many_tests_without_an_effect_are_not_shipped_by_themselves() -> None:
    world = world_with(challenger(1))
    for number in range(8):
        past = example(f"t{number:012d}", automatic=True, log_e=-700.0, archived_at=NOW, status=AbTestStatus.COMPLETE,
                       created_at=NOW - timedelta(days=number + 1))  # fmt: skip
        world.tests.create(past)
    test_id = str(world.look(None).test_id)
    world.tick()
    plan = world.test(test_id).plan
    size = plan.visitors_per_arm
    world.seen(test_id, 0, size, round(size * 0.05))
    world.seen(test_id, 1, size, round(size * 0.06))
    world.tick(days=7, minutes=3)
    test = world.test(test_id)
    assert (test.outcome, test.winner, test.shipping) == (Outcome.WON, 1, None)
    assert "not shipped by itself: among 9 tests" in test.decision
    world.run(ship_test, SITE, test_id, None, CUSTOMER)
    world.tick()
    shipped = world.test(test_id).shipping
    assert shipped is not None
    assert shipped.stage is ShippingStage.GUARDED, "its visitors are forgotten, so there is no ramp"


def test_the_rate_of_discovery_is_that_of_e_values() -> None:
    assert rate_of_discovery(3.0, []) == pytest.approx(2.718281828**-3)
    assert rate_of_discovery(3.0, [-700.0] * 3) == pytest.approx(4 * 2.718281828**-3)
    assert rate_of_discovery(-1.0, []) == 1.0


def test_a_tick_asks_for_what_is_due_and_for_each_active_site_once_an_hour() -> None:
    world = World()
    world.tests.create(example("t000000000001", next_look_at=NOW))
    sites = [f"s{number:012d}" for number in range(40)]
    world.rollups.note_activity(NOW.replace(hour=11, minute=0), [(site, NOW) for site in sites])
    asked: list[str] = []
    for _ in range(20):
        world.test_queue.sent.clear()
        world.run(ask_for_looks, world.clock.now())
        assert (SITE, "t000000000001") in world.test_queue.sent
        asked += [site for site, test in world.test_queue.sent if test is None]
        world.clock.advance(minutes=3)
    assert sorted(asked) == sites
    assert sum(is_turn(SITE, NOW.replace(minute=3 * slot)) for slot in range(20)) == 1


def test_a_look_that_is_not_due_does_nothing() -> None:
    world = World()
    world.tests.create(example("t000000000001", next_look_at=NOW + timedelta(hours=1)))
    before = world.test("t000000000001")
    world.run(look_at_test, Look(site_id=SITE, test_id="t000000000001"))
    assert world.test("t000000000001") == before
    assert world.look("t000000000002").status is None
