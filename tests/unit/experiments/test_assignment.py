import json
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.analytics.event import Unit
from code24.experiments.assignment import (
    UNASSIGNED,
    Assignment,
    assigned,
    bucket_ranges,
    choose_variation,
    equal_weights,
    hashed,
    in_namespace,
    namespace_place,
    site_unit,
)
from code24.experiments.traffic import Arm, Holdout, TestTraffic, TrafficPlan

CASES: dict[str, Any] = json.loads((Path(__file__).parents[2] / "vectors" / "assignment-growthbook.json").read_text())
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def a_test(number: int, first: float, last: float, arms: int = 2, coverage: float = 1.0) -> TestTraffic:
    ranges = bucket_ranges(arms, coverage)
    return TestTraffic(
        test_id=f"t{number:010d}",
        seed=f"seed-{number}",
        salt=f"{number:032x}",
        first=first,
        last=last,
        arms=tuple(Arm(f"exp-t{number:010d}-{arm}", *each) for arm, each in enumerate(ranges)),
    )


def a_plan(*tests: TestTraffic, holdout: float = 0.0, salt: str = "ab" * 16) -> TrafficPlan:
    held_out = Holdout("preview-r0000000001", holdout) if holdout else None
    return TrafficPlan("s000000000001", 1, salt, held_out, tests)


def visitors(count: int) -> list[tuple[str, str]]:
    return [(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", AGENT) for number in range(count)]


def chi_square(found: list[int], expected: list[float]) -> float:
    return sum((have - want) ** 2 / want for have, want in zip(found, expected, strict=True))


@pytest.mark.parametrize(("seed", "value", "version", "expected"), CASES["hash"])
def test_growthbooks_hashes(seed: str, value: str, version: int, expected: float | None) -> None:
    assert hashed(seed, value, version) == expected


@pytest.mark.parametrize(("_", "given", "expected"), CASES["getBucketRange"])
def test_growthbooks_ranges(_: str, given: tuple[int, float, list[float] | None], expected: list[list[float]]) -> None:
    assert [pytest.approx(each) for each in expected] == [list(each) for each in bucket_ranges(*given)]


@pytest.mark.parametrize(("_", "value", "ranges", "expected"), CASES["chooseVariation"])
def test_growthbooks_choices(_: str, value: float, ranges: list[tuple[float, float]], expected: int) -> None:
    assert choose_variation(value, ranges) == expected


@pytest.mark.parametrize(("_", "value", "namespace", "expected"), CASES["inNamespace"])
def test_growthbooks_namespaces(_: str, value: str, namespace: tuple[str, float, float], expected: bool) -> None:
    assert in_namespace(value, namespace[0], namespace[1:]) is expected


@pytest.mark.parametrize(("count", "expected"), CASES["getEqualWeights"])
def test_growthbooks_equal_weights(count: int, expected: list[float]) -> None:
    assert list(equal_weights(count)) == pytest.approx(expected)


def test_characters_beyond_ascii_are_hashed_as_javascript_sees_them() -> None:
    # By the reference: FNV-1a over charCodeAt, for which an emoji is two code units (0xD83D, 0xDE00).
    def reference(units: list[int]) -> int:
        state = 0x811C9DC5
        for unit in units:
            state = (state ^ unit) * 0x01000193 % 2**32
        return state

    assert hashed("", "😀", 1) == reference([0xD83D, 0xDE00]) % 1000 / 1000
    assert hashed("", "é", 1) == reference([0xE9]) % 1000 / 1000


def test_one_visitor_sees_what_the_plan_says() -> None:
    plan = a_plan(a_test(1, 0, 0.5), a_test(2, 0.5, 1), holdout=0.05)
    first = assigned(plan, "203.0.113.7", AGENT)
    unit = Unit("t0000000001", "89026b45086ad0e54b135a9d3fbe6664", 1)
    assert first == Assignment("exp-t0000000001-1", holdout=False, units=(unit,))


def test_without_a_plan_of_anything_everybody_sees_what_is_live() -> None:
    assert assigned(a_plan(), "203.0.113.7", AGENT) == UNASSIGNED


@given(st.text(), st.text(), st.floats(0, 0.5), st.integers(1, 4))
def test_whoever_asks_gets_the_same_answer_every_time_and_one_test_at_most(
    address: str, agent: str, share: float, arms: int
) -> None:
    plan = a_plan(a_test(1, 0, 0.3, arms), a_test(2, 0.3, 0.9, arms, 0.5), holdout=share)
    seen = assigned(plan, address, agent)
    assert seen == assigned(plan, address, agent)
    assert len(seen.units) <= 1
    if seen.holdout:
        assert (seen.alias, seen.units) == ("preview-r0000000001", ())
    elif seen.units:
        [unit] = seen.units
        assert seen.alias == f"exp-{unit.test_id}-{unit.arm}"
        assert len(bytes.fromhex(unit.unit)) == 16
    else:
        assert seen.alias is None


def test_shares_and_weights_are_kept() -> None:
    count = 50_000
    plan = a_plan(a_test(1, 0, 0.4, 3), a_test(2, 0.4, 0.7, 2, 0.5), holdout=0.05)
    seen = Counter(assigned(plan, *each).alias for each in visitors(count))
    rest = 0.95 * count
    expected = {
        "preview-r0000000001": 0.05 * count,
        **{f"exp-t0000000001-{arm}": rest * 0.4 / 3 for arm in range(3)},
        **{f"exp-t0000000002-{arm}": rest * 0.3 * 0.25 for arm in range(2)},
        None: rest * (0.3 + 0.3 * 0.5),
    }
    # 6 degrees of freedom: 1 in 1,000 draws lies above 22.5; the visitors are always the same ones.
    assert chi_square([seen[alias] for alias in expected], list(expected.values())) < 22.5


def test_tests_and_holdout_are_independent_of_each_other() -> None:
    """Who was in an arm of one test is in the arms of the next, in its part, as often as everybody else."""
    before, after = a_plan(a_test(1, 0, 1)), a_plan(a_test(2, 0, 1))
    pairs = Counter(
        (assigned(before, *each).units[0].arm, assigned(after, *each).units[0].arm) for each in visitors(20_000)
    )
    assert chi_square(list(pairs.values()), [5_000.0] * 4) < 16.3  # 3 degrees of freedom, 1 in 1,000


def test_the_holdout_stays_the_same_whatever_tests_come_and_go_and_grows_by_adding() -> None:
    everybody = visitors(5_000)

    def held_out(plan: TrafficPlan) -> set[tuple[str, str]]:
        return {each for each in everybody if assigned(plan, *each).holdout}

    few = held_out(a_plan(holdout=0.05))
    assert 200 < len(few) < 300
    assert held_out(a_plan(a_test(1, 0, 0.5), a_test(2, 0.5, 1), holdout=0.05)) == few
    assert held_out(a_plan(a_test(3, 0.2, 1, 4), holdout=0.1)) > few
    assert held_out(a_plan(holdout=0.05, salt="cd" * 16)) != few


def test_a_test_that_comes_moves_nobody_who_is_in_another() -> None:
    alone, beside = a_plan(a_test(1, 0, 0.5)), a_plan(a_test(2, 0.5, 1), a_test(1, 0, 0.5))
    for each in visitors(1_000):
        seen = assigned(alone, *each)
        assert not seen.units or assigned(beside, *each) == seen


def test_a_visitor_stays_the_same_when_the_browser_is_updated_and_the_address_changes_within_its_network() -> None:
    plan = a_plan(a_test(1, 0, 1))
    assert site_unit(plan, "2001:db8:1:2::7", AGENT) == site_unit(
        plan, "2001:db8:1:2:aaaa:bbbb:cccc:dddd", AGENT.replace("140", "141")
    )
    assert site_unit(plan, "2001:db8:1:3::7", AGENT) != site_unit(plan, "2001:db8:1:2::7", AGENT)
    assert site_unit(plan, "203.0.113.7", AGENT) != site_unit(plan, "203.0.113.8", AGENT)
    assert site_unit(plan, "203.0.113.7", AGENT) != site_unit(plan, "203.0.113.7", "Opera")


def test_ids_of_one_visitor_in_two_tests_have_nothing_in_common() -> None:
    one, two = a_plan(a_test(1, 0, 1)), a_plan(a_test(2, 0, 1))
    ids = {assigned(plan, "203.0.113.7", AGENT).units[0].unit for plan in (one, two)}
    assert len(ids | {site_unit(one, "203.0.113.7", AGENT)}) == 3


def test_places_are_spread_evenly() -> None:
    plan = a_plan()
    tenths = Counter(
        int(namespace_place(plan.site_id, site_unit(plan, *each)) * 10 + 1e-9) for each in visitors(10_000)
    )
    assert chi_square([tenths[each] for each in range(10)], [1_000.0] * 10) < 27.9  # 9 degrees of freedom, 1 in 1,000


def test_an_assignment_takes_microseconds() -> None:
    plan = a_plan(a_test(1, 0, 0.3), a_test(2, 0.3, 0.6), a_test(3, 0.6, 1), holdout=0.05)
    best = min(_seconds(plan) for _ in range(20))
    assert best < 100e-6  # some 10 on a quiet machine; the promise is 20


def _seconds(plan: TrafficPlan) -> float:
    started = perf_counter()
    for number in range(50):
        assigned(plan, f"2001:db8:1:{number:x}::7", AGENT)
    return (perf_counter() - started) / 50
