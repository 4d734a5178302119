from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.experiments.assignment import assigned
from code24.experiments.parts import PLACES, arms_of, free_parts, part_for, ramped, share_of, withdrawn
from code24.experiments.traffic import TestTraffic, TrafficPlan

SHARES = st.floats(0.001, 1)


def a_test(first: float, last: float, arms: int = 2, coverage: float = 1.0) -> TestTraffic:
    salt = "ab" * 16
    return TestTraffic("t0000000001", "seed", salt, first, last, arms_of("t0000000001", arms, coverage=coverage))


def arms_seen(test: TestTraffic) -> list[int | None]:
    plan = TrafficPlan("s000000000001", 1, "cd" * 16, None, (test,))
    seen = [assigned(plan, f"10.0.{number >> 8}.{number & 255}", "Firefox") for number in range(1_000)]
    return [each.units[0].arm if each.units else None for each in seen]


def test_the_first_test_gets_what_it_asks_for() -> None:
    assert part_for([]) == (0.0, 1.0)
    assert part_for([], 0.25) == (0.0, 0.25)


def test_the_part_of_a_test_that_ended_is_free_again() -> None:
    running = [a_test(0, 0.25), a_test(0.5, 1)]
    assert free_parts(running) == ((0.25, 0.5),)
    assert part_for(running, 0.25) == (0.25, 0.5)
    assert part_for(running[:1], 0.25) == (0.25, 0.5)


def test_the_smallest_free_part_that_is_enough_is_taken() -> None:
    running = [a_test(0.5, 0.6), a_test(0.75, 0.8)]
    assert free_parts(running) == ((0.0, 0.5), (0.6, 0.75), (0.8, 1.0))
    assert part_for(running, 0.15) == (0.6, 0.75)
    assert part_for(running, 0.2) == (0.8, 1.0)
    assert part_for(running, 0.3) == (0.0, 0.3)


def test_less_than_asked_for_is_given_down_to_the_least() -> None:
    running = [a_test(0, 0.7)]
    assert part_for(running, 0.5) == (0.7, 1.0)
    assert part_for(running, 0.5, least=0.31) is None
    assert part_for([a_test(0, 1)]) is None


@given(st.lists(st.tuples(SHARES, SHARES), min_size=1, max_size=12), st.data())
def test_parts_never_overlap_and_are_whole_places(wanted: list[tuple[float, float]], data: st.DataObject) -> None:
    running: list[TestTraffic] = []
    for share, least in wanted:
        part = part_for(running, share, least)
        if part is None:
            assert all(last - first < min(share, least) + 1 / PLACES for first, last in free_parts(running))
            continue
        assert 0 <= part[0] < part[1] <= 1
        assert all(abs(each * PLACES - round(each * PLACES)) < 1e-9 for each in part)
        running.append(a_test(*part))
        if data.draw(st.booleans()):
            running.remove(data.draw(st.sampled_from(running)))
        places = [place for each in running for place in range(round(each.first * PLACES), round(each.last * PLACES))]
        assert len(places) == len(set(places))


@given(st.integers(2, 5), st.floats(0.1, 1), st.floats(0.1, 1))
def test_more_coverage_moves_nobody_from_one_arm_to_another(arms: int, one: float, other: float) -> None:
    before, after = a_test(0, 1, arms, min(one, other)), a_test(0, 1, arms, max(one, other))
    for first, last in zip(before.arms, after.arms, strict=True):
        assert first.alias == last.alias
        assert last.first == first.first
        assert last.last >= first.last


@pytest.mark.parametrize("arms", [2, 3, 4])
@pytest.mark.parametrize("coverage", [0.2, 1.0])
def test_a_ramp_moves_visitors_to_the_winner_and_nowhere_else(arms: int, coverage: float) -> None:
    for winner in range(1, arms):
        test = a_test(0, 1, arms, coverage)
        present, before = arms_seen(test), winner
        for step, share in enumerate((0.25, 0.5, 1.0)):
            test = ramped(test, winner, share)
            assert share_of(test, winner) >= share - 1e-9
            assert ramped(test, winner, share) == ramped(test, winner, 0.01) == test
            after = arms_seen(test)
            for one, other in zip(present, after, strict=True):
                if one == winner:
                    assert other == winner
                elif step or one in {None, 0}:
                    assert other in {0, winner}
            present = after
        assert set(present) == {before}


def test_a_ramp_begins_with_what_the_winner_has() -> None:
    test = ramped(a_test(0, 1), 1, 0.25)
    assert [(arm.first, arm.last) for arm in test.arms] == [(0, 0.5), (0.5, 1)]


def test_a_withdrawn_winner_is_seen_by_nobody() -> None:
    test = withdrawn(ramped(a_test(0, 1, 3), 2, 0.5))
    assert set(arms_seen(test)) == {0}


@pytest.mark.parametrize("winner", [0, 2, -1])
def test_only_a_challenger_wins(winner: int) -> None:
    with pytest.raises(ValueError, match="no challenger"):
        ramped(a_test(0, 1), winner, 0.5)


def test_tests_in_parts_of_their_own_share_no_visitor() -> None:
    one = a_test(*(part_for([], 0.4) or (0, 0)))
    two = replace(a_test(*(part_for([one], 0.4) or (0, 0))), test_id="t0000000002", seed="other")
    in_one, in_two = arms_seen(one), arms_seen(two)
    assert not [each for each in zip(in_one, in_two, strict=True) if None not in each]
    assert 300 < sum(each is not None for each in in_two) < 500
