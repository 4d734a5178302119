"""Thompson weights: exact, deterministic, and no arm starves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.statistics.bandit import floored, thompson_weights
from code24.experiments.statistics.samples import Proportion

ARMS = (Proportion(1_000, 30), Proportion(1_000, 38), Proportion(500, 16))


def test_the_weights_are_the_chances_of_thompson_sampling() -> None:
    generator = np.random.default_rng(2)
    draws = np.array([generator.beta(1 + a.conversions, 1 + a.visitors - a.conversions, 200_000) for a in ARMS])
    shares = np.bincount(draws.argmax(axis=0), minlength=3) / 200_000

    assert thompson_weights(ARMS, floor=0.0) == pytest.approx(shares, abs=0.005)
    assert thompson_weights(ARMS) == thompson_weights(ARMS)


def test_a_hopeless_arm_keeps_the_floor() -> None:
    found = thompson_weights((Proportion(10_000, 900), Proportion(10_000, 100), Proportion(10_000, 905)), floor=0.1)

    assert found[1] == 0.1
    assert found[0] + found[2] == pytest.approx(0.9)
    assert found[2] > found[0] > 0.1


@given(st.lists(st.floats(0, 1), min_size=2, max_size=6), st.floats(0, 1))
def test_parts_sum_to_one_and_none_is_below_the_floor(shares: list[float], part: float) -> None:
    floor = part / len(shares)
    found = floored(shares, floor)

    assert sum(found) == pytest.approx(1.0)
    assert all(share >= floor * (1 - 1e-12) for share in found)


def test_those_above_the_floor_keep_their_proportions() -> None:
    assert floored((0.0, 0.25, 0.75), 0.2) == pytest.approx((0.2, 0.2, 0.6))
    assert floored((0.02, 0.48, 0.5), 0.1) == pytest.approx((0.1, 0.9 * 48 / 98, 0.9 * 50 / 98))


def test_what_cannot_be_shared_is_refused() -> None:
    with pytest.raises(InvalidRequest):
        thompson_weights(ARMS, floor=0.4)
    with pytest.raises(CannotAnswer):
        thompson_weights(ARMS[:1])
