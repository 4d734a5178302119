from datetime import date, timedelta

import pytest

from code24.analytics.models import DayRollup
from code24.experiments.content.known import WRITTEN, WrittenChallengers
from code24.experiments.drafts.models import Draft, DraftVariant
from code24.experiments.engine.control import create_test, ship_test, start_test
from code24.experiments.engine.lift import harm_since, lift_of
from code24.experiments.models import AbTest, Metric, ShippingStage, TextEdit
from code24.optimize.loop.models import LoopSource, LoopState
from code24.optimize.models import Challenger
from code24.types import Goal
from tests.ab_test_fakes import CUSTOMER, NOW, PAGE, SITE, World

FIRST = date(2026, 3, 1)


def day(number: int, held: tuple[int, int], others: tuple[int, int], first: date = FIRST) -> DayRollup:
    groups = {
        name: {"visitors": visitors, "converting": converting, "types": {"leads": converting}}
        for name, (visitors, converting) in (("holdout", held), ("others", others))
    }
    return DayRollup(
        site_id=SITE, day=first + timedelta(days=number), timezone="UTC",
        figures={"totals": {"visitors": 1_000, "converting": 50}, "holdout": groups},
    )  # fmt: skip


def test_the_lift_is_the_ratio_of_rates_over_all_days() -> None:
    days = [day(number, (100, 5), (900, 54)) for number in range(20)]
    found = lift_of(days, Metric(goal_type=Goal.LEADS))
    assert found.lift == pytest.approx(0.06 / 0.05 - 1)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.2 < found.high
    assert "6.00%" in found.sentence
    assert lift_of(days, Metric(goal_type=Goal.SALES)).lift is None
    assert lift_of([], Metric()).lift is None


def test_harm_is_a_fall_beside_the_holdout_and_no_fall_of_everybody() -> None:
    before = [day(number, (500, 25), (5_000, 300)) for number in range(10)]
    since = FIRST + timedelta(days=10)
    bad = [day(number, (500, 25), (5_000, 100)) for number in range(10, 17)]
    weak_season = [day(number, (500, 12), (5_000, 144)) for number in range(10, 17)]
    assert "beside 5.00% in the holdout" in str(harm_since([*before, *bad], since, Metric()))
    assert harm_since([*before, *weak_season], since, Metric()) is None
    assert harm_since(before, since, Metric()) is None
    assert harm_since([], since, Metric()) is None


def test_without_a_holdout_only_a_steep_fall_counts() -> None:
    before = [day(number, (0, 0), (1_000, 50)) for number in range(20)]
    since = FIRST + timedelta(days=20)

    def after(converting: int) -> list[DayRollup]:
        return [*before, *(day(number, (0, 0), (1_000, converting)) for number in range(21, 25))]

    assert "against 5.00% before" in str(harm_since(after(20), since, Metric()))
    assert harm_since(after(0), since, Metric()) is not None
    assert harm_since(after(42), since, Metric()) is None
    assert harm_since(before, since, Metric()) is None


def shipped(world: World) -> str:
    edit = TextEdit(path="/", selector="h1", text="Bread")
    test: AbTest = world.run(create_test, SITE, Draft(variants=(DraftVariant(name="Bread", edits=(edit,)),)), CUSTOMER)
    world.run(start_test, SITE, test.test_id, CUSTOMER)
    world.tick()
    world.run(ship_test, SITE, test.test_id, 1, CUSTOMER)
    for _ in range(4):
        world.tick(hours=6, minutes=3)
    assert world.sites.get(SITE).live_release != world.first_release
    return test.test_id


def held(world: World, others: int) -> None:
    for number in range(-10, 8):
        converting = 300 if number < 1 else others
        world.rollups.put(day(number, (500, 25), (5_000, converting), first=NOW.date()))


def test_a_shipped_winner_that_does_harm_is_taken_back_by_itself() -> None:
    world = World()
    test_id = shipped(world)
    held(world, 100)
    world.tick(days=4)
    test = world.test(test_id)
    assert test.shipping
    assert test.shipping.stage is ShippingStage.ROLLED_BACK
    assert any("is taken back: since it went live" in entry.sentence for entry in test.entries)
    assert world.knowledge.own(SITE)["test:manual"].failed == 1
    assert world.sites.get(SITE).live_release == world.first_release
    assert world.site_functions.live[SITE] == "1"
    assert test.archived_at


def test_a_way_back_that_is_cut_off_is_gone_to_its_end() -> None:
    world = World()
    test_id = shipped(world)
    held(world, 100)
    original = world.tests.replace

    def cut_off(test: AbTest) -> AbTest:
        if test.shipping and test.shipping.stage is ShippingStage.ROLLED_BACK:
            world.tests.replace = original  # type: ignore[method-assign]
            raise KeyboardInterrupt
        return original(test)

    world.tests.replace = cut_off  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        world.tick(days=4)
    assert world.sites.get(SITE).live_release == world.first_release
    world.tick(minutes=3)
    test = world.test(test_id)
    assert test.shipping
    assert test.shipping.stage is ShippingStage.ROLLED_BACK
    assert world.knowledge.own(SITE)["test:manual"].failed == 1


def test_somebody_s_website_gets_a_winner_in_every_cycle_until_it_does_harm() -> None:
    world = World()
    source = LoopSource(url="https://crumb.example/")
    world.loops.create(LoopState(site_id=SITE, next_due_at=NOW, started_at=NOW, updated_at=NOW, source=source))
    challenger = Challenger(
        challenger_id="k000000000001", kind="headline-words", path="/index.html", hypothesis="More", selector="h1",
        before="Welcome", after="Bread", rule="headline-says-something",
    )  # fmt: skip
    written = WrittenChallengers(release_id=world.first_release, written_at=NOW, challengers=(challenger,))
    world.optimizations.write(SITE, WRITTEN, written.model_dump_json().encode())
    test: AbTest = world.run(create_test, SITE, Draft(challenger_id=challenger.challenger_id), CUSTOMER)
    world.run(start_test, SITE, test.test_id, CUSTOMER)
    world.tick()
    world.run(ship_test, SITE, test.test_id, 1, CUSTOMER)
    for _ in range(4):
        world.tick(hours=6, minutes=3)
    assert world.loops.get(SITE).shipped == (challenger,)
    cycle = world.publish(PAGE.replace("Welcome", "Bread").replace("Leith.", "Leith!"), source=world.first_release)
    world.tick(days=1)
    assert world.sites.get(SITE).live_release == cycle, "a cycle applied it anew"
    held(world, 100)
    world.tick(days=3)
    assert world.loops.get(SITE).shipped == ()
    assert world.sites.get(SITE).live_release == world.first_release


def test_one_that_does_none_stays() -> None:
    world = World()
    test_id = shipped(world)
    held(world, 310)
    for _ in range(9):
        world.tick(days=1)
    test = world.test(test_id)
    assert test.shipping
    assert test.shipping.stage is ShippingStage.DONE
    assert world.sites.get(SITE).live_release == test.shipping.release_id


def test_a_weekend_is_no_fall_against_working_days() -> None:
    """FIRST is a Sunday: of each seven days the first and the last convert at less than half the rate."""

    def usual(number: int) -> DayRollup:
        return day(number, (0, 0), (2_000, 40 if number % 7 in {0, 6} else 100))

    thursday = 4 + 21
    days = [usual(number) for number in range(thursday + 4)]
    assert harm_since(days, FIRST + timedelta(days=thursday + 1), Metric()) is None
    worse = [*days[:-2], *(day(number, (0, 0), (2_000, 10)) for number in (thursday + 2, thursday + 3))]
    assert harm_since(worse, FIRST + timedelta(days=thursday + 1), Metric()) is not None
