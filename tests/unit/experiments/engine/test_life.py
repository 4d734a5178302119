"""The whole life of a test, on ports in memory."""

from datetime import timedelta

import pytest

from code24.errors import Conflict, InvalidRequest
from code24.experiments.drafts.models import Draft, DraftVariant
from code24.experiments.engine.control import create_test, pause_test, resume_test, ship_test, start_test, stop_test
from code24.experiments.models import AbTest, AbTestStatus, Outcome, ShippingStage, TextEdit
from code24.sites.workers import roll_back
from tests.ab_test_fakes import CUSTOMER, PAGE, SITE, World

HEADLINE = TextEdit(path="/", selector="h1", text="Sourdough, baked at night")


def begun(world: World, **changes: object) -> str:
    draft = Draft(variants=(DraftVariant(name="Bread", edits=(HEADLINE,)),), **changes)  # type: ignore[arg-type]
    test: AbTest = world.run(create_test, SITE, draft, CUSTOMER)
    assert test.status is AbTestStatus.DRAFT
    world.run(start_test, SITE, test.test_id, CUSTOMER)
    world.tick()
    return test.test_id


def aliases(world: World) -> list[str]:
    return [arm.alias for test in world.traffic_plans.get(SITE).tests for arm in test.arms]


def test_a_started_test_sends_visitors_to_releases_that_differ_in_its_edit() -> None:
    world = World()
    test_id = begun(world)
    test = world.test(test_id)
    assert test.status is AbTestStatus.RUNNING
    assert aliases(world) == [f"exp-{test_id}-0", f"exp-{test_id}-1"]
    assert test.variants[0].release_id == world.first_release
    assert test.variants[1].release_id != world.first_release
    assert world.sites.get(SITE).live_release == world.first_release
    [traffic] = world.traffic_plans.get(SITE).tests
    assert "/" in traffic.paths
    assert [entry.what for entry in test.entries] == ["created", "starting", "started"]


def test_a_winner_is_decided_after_a_whole_week_and_shipped_step_by_step() -> None:
    world = World()
    test_id = begun(world, minimum_effect=1.0)
    for day in range(6):
        world.clock.advance(days=1)
        world.seen(test_id, 0, 150, 6, tag=str(day))
        world.seen(test_id, 1, 150, 15, tag=str(day))
        world.tick()
        assert world.test(test_id).status is AbTestStatus.RUNNING, "no decision within a week"
    world.tick(days=1, minutes=3)
    test = world.test(test_id)
    assert (test.status, test.outcome, test.winner) == (AbTestStatus.COMPLETE, Outcome.WON, 1)
    assert "“Bread” is better" in test.decision
    assert test.shipping
    assert test.shipping.stage is ShippingStage.RAMP
    shares = [world.traffic_plans.get(SITE).tests[0].arms[1]]
    for _ in range(2):
        world.tick(hours=6, minutes=3)
        shares.append(world.traffic_plans.get(SITE).tests[0].arms[1])
    assert [round(arm.last - arm.first, 3) for arm in shares] == [0.625, 0.75, 1.0]
    assert world.sites.get(SITE).live_release == world.first_release
    world.tick(hours=6, minutes=3)
    test = world.test(test_id)
    assert test.shipping
    assert test.shipping.stage is ShippingStage.GUARDED
    live = world.sites.get(SITE).live_release
    assert live == test.variants[1].release_id
    assert not world.traffic_plans.get(SITE).tests
    assert not test.salt
    assert not world.event_sets.parts
    for _ in range(8):
        world.tick(days=1)
    test = world.test(test_id)
    assert test.shipping
    assert test.shipping.stage is ShippingStage.DONE
    assert test.archived_at
    assert test.next_look_at is None
    assert world.knowledge.own(SITE)["test:manual"].worked == 1
    assert test.results
    assert test.results.arms[1].converted == 90


def test_harm_is_stopped_within_one_tick_and_everybody_is_back() -> None:
    world = World()
    test_id = begun(world)
    world.seen(test_id, 0, 300, 10)
    world.seen(test_id, 1, 300, 10, errors=25)
    world.tick(minutes=3)
    test = world.test(test_id)
    assert (test.status, test.outcome) == (AbTestStatus.STOPPED, Outcome.HARM)
    assert "25 of 300 visitors met an error" in test.decision
    assert not aliases(world)
    assert test.archived_at
    assert world.knowledge.own(SITE)["test:manual"].failed == 1


def test_a_mismatch_stops_the_test_and_teaches_nothing() -> None:
    world = World()
    test_id = begun(world)
    world.seen(test_id, 0, 1_000, 50)
    world.seen(test_id, 1, 600, 30)
    world.tick(minutes=3)
    test = world.test(test_id)
    assert (test.status, test.outcome) == (AbTestStatus.STOPPED, Outcome.MISMATCH)
    assert not world.knowledge.own(SITE)


def test_without_a_difference_the_test_ends_without_a_winner_when_its_time_is_over() -> None:
    world = World()
    test_id = begun(world)
    for week in range(world.test(test_id).plan.longest_days // 7):
        assert world.test(test_id).status is AbTestStatus.RUNNING
        world.seen(test_id, 0, 200, 10, tag=str(week))
        world.seen(test_id, 1, 200, 10, tag=str(week))
        world.tick(days=7, minutes=3)
    test = world.test(test_id)
    assert (test.status, test.outcome, test.winner) == (AbTestStatus.COMPLETE, Outcome.UNDECIDED, None)
    assert test.shipping is None
    assert test.archived_at
    assert world.sites.get(SITE).live_release == world.first_release


def test_sentences_count_as_people_do() -> None:
    world = World()
    test_id = begun(world)
    world.seen(test_id, 0, 90, 1)
    world.seen(test_id, 1, 90, 1)
    for _ in range(2):
        world.tick(days=7, minutes=3)
    told = [entry.sentence for entry in world.test(test_id).entries if entry.what == "looked"]
    why = "Not decided yet after 180 visitors: an arm has 1 conversion, and 25 are the least that can be judged."
    assert told == [f"After 1 week: {why}", f"After 2 weeks: {why}"]


def test_a_test_without_visitors_ends_as_well() -> None:
    world = World()
    test_id = begun(world)
    world.tick(days=world.test(test_id).plan.longest_days, minutes=3)
    assert world.test(test_id).outcome is Outcome.UNDECIDED


def test_a_paused_test_keeps_its_visitors_and_goes_on() -> None:
    world = World()
    test_id = begun(world)
    before = world.traffic_plans.get(SITE).tests
    world.run(pause_test, SITE, test_id, CUSTOMER)
    assert not world.traffic_plans.get(SITE).tests
    world.tick()
    world.run(resume_test, SITE, test_id, CUSTOMER)
    world.tick()
    assert world.traffic_plans.get(SITE).tests == before
    assert world.test(test_id).status is AbTestStatus.RUNNING


def test_a_forgotten_pause_ends() -> None:
    world = World()
    test_id = begun(world)
    world.run(pause_test, SITE, test_id, CUSTOMER)
    world.tick()
    world.tick(days=100)
    assert world.test(test_id).outcome is Outcome.EXPIRED


def test_a_stopped_test_is_put_away() -> None:
    world = World()
    test_id = begun(world)
    world.run(stop_test, SITE, test_id, CUSTOMER)
    assert not aliases(world)
    world.tick()
    test = world.test(test_id)
    assert (test.status, test.salt) == (AbTestStatus.STOPPED, "")
    with pytest.raises(Conflict, match="ended already"):
        world.run(stop_test, SITE, test_id, CUSTOMER)


def test_a_winner_is_made_anew_of_the_website_that_is_live_by_then() -> None:
    world = World()
    test_id = begun(world)
    live = world.publish(PAGE.replace("Bread from Leith.", "Bread from Leith, daily."), source=world.first_release)
    world.run(ship_test, SITE, test_id, 1, CUSTOMER)
    for _ in range(5):
        world.tick(hours=6, minutes=3)
    shipped = world.sites.get(SITE).live_release
    assert shipped not in {live, world.first_release, world.test(test_id).variants[1].release_id}
    assert world.sites.release(SITE, str(shipped)).content == world.first_release


def test_a_winner_whose_page_is_another_one_now_is_not_shipped() -> None:
    world = World()
    test_id = begun(world)
    live = world.publish(PAGE.replace("<h1>Welcome</h1>", ""), source=world.first_release)
    world.run(ship_test, SITE, test_id, 1, CUSTOMER)
    world.tick()
    test = world.test(test_id)
    assert test.shipping
    assert test.shipping.stage is ShippingStage.REFUSED
    assert "was not shipped" in test.entries[-2].sentence
    assert world.sites.get(SITE).live_release == live
    assert not aliases(world)


def test_a_test_ends_when_the_owner_makes_another_website_live() -> None:
    world = World()
    test_id = begun(world)
    world.publish(PAGE.replace("Leith", "Fife"))
    world.tick(minutes=3)
    assert world.test(test_id).outcome is Outcome.REPLACED
    assert not aliases(world)


def test_nobody_goes_on_seeing_a_release_that_the_owner_went_back_from() -> None:
    world = World()
    world.publish(PAGE.replace("Bread from Leith.", "Bread from Leith, optimized."), source=world.first_release)
    test_id = begun(world)
    world.run(roll_back, SITE, world.first_release, CUSTOMER)
    world.tick(minutes=3)
    assert world.test(test_id).outcome is Outcome.REPLACED
    assert "an earlier release" in world.test(test_id).decision
    assert not aliases(world)


def test_a_later_release_of_the_same_content_ends_no_test() -> None:
    world = World()
    test_id = begun(world)
    world.publish(PAGE.replace("Bread from Leith.", "Bread from Leith, optimized."), source=world.first_release)
    world.tick(minutes=3)
    assert world.test(test_id).status is AbTestStatus.RUNNING


def test_traffic_that_can_never_decide_is_refused_with_numbers() -> None:
    world = World()
    world.visited(10, 1)
    draft = Draft(variants=(DraftVariant(name="Bread", edits=(HEADLINE,)),))
    with pytest.raises(InvalidRequest, match=r"could never decide.*only 420 are expected"):
        world.run(create_test, SITE, draft, CUSTOMER)


def test_two_tests_have_no_visitor_in_common() -> None:
    world = World()
    world.visited(10_000, 500)
    begun(world, coverage=0.6)
    begun(world, coverage=0.6)
    first, second = world.traffic_plans.get(SITE).tests
    assert first.last <= second.first
    assert second.last - second.first == pytest.approx(0.4)
    third = begun(world)
    assert world.test(third).starting
    assert world.test(third).entries[-1].what == "waits"
    assert world.test(third).next_look_at == world.clock.now() + timedelta(hours=1)
