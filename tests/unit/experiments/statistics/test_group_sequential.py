"""Group sequential bounds: against exact distributions and simulation, and in odd circumstances."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from code24.errors import InvalidRequest
from code24.experiments.statistics.group_sequential import bounds, crossing, last_bound, planned_bounds, spent
from code24.experiments.statistics.repeated import repeated_p
from code24.experiments.statistics.special import norm_isf, norm_sf

QUARTERS = (0.25, 0.5, 0.75, 1.0)


def test_one_look_is_an_ordinary_test() -> None:
    assert planned_bounds((1.0,), alpha=0.05) == pytest.approx((1.959963984540054,), rel=1e-13)
    assert planned_bounds((1.0,), alpha=0.05, sides=1) == pytest.approx((1.6448536269514722,), rel=1e-13)


def test_two_looks_agree_with_the_bivariate_normal() -> None:
    first, second = planned_bounds((0.4, 1.0), alpha=0.05)
    together = [[1, math.sqrt(0.4)], [math.sqrt(0.4), 1]]
    inside = multivariate_normal.cdf([first, second], cov=together, abseps=1e-10, releps=1e-10)

    assert norm_sf(first) == pytest.approx(0.025 * 0.16, rel=1e-12)
    assert 1 - inside == pytest.approx(0.025, rel=1e-6)


@pytest.mark.parametrize("count", [4, 28])
def test_what_is_crossed_at_each_look_is_what_was_spent(count: int) -> None:
    """The masses that are carried on are right, and not only the bounds that follow from them."""
    fractions = tuple((look + 1) / count for look in range(count))
    crossed = crossing(fractions, planned_bounds(fractions, alpha=0.05))

    assert np.cumsum(crossed) == pytest.approx([0.025 * part**2 for part in fractions], rel=1e-8)


def test_the_power_of_a_drift_agrees_with_simulation() -> None:
    limits = planned_bounds(QUARTERS, alpha=0.05)
    steps = np.random.default_rng(7).normal(3.0 * 0.25, math.sqrt(0.25), (200_000, 4)).cumsum(axis=1)
    above = steps / np.sqrt(QUARTERS) >= limits
    first = np.where(above.any(axis=1), above.argmax(axis=1), 4)
    found = crossing(QUARTERS, limits, drift=3.0)

    assert found == pytest.approx([np.mean(first == look) for look in range(4)], abs=0.004)
    assert sum(found) == pytest.approx(0.83, abs=0.02)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0.02, 1.0), min_size=1, max_size=7, unique_by=lambda x: round(x, 2)), st.floats(1.0, 3.5))
def test_any_looks_keep_alpha(parts: list[float], phi: float) -> None:
    fractions = tuple(sorted(parts))
    limits = planned_bounds(fractions, alpha=0.1, phi=phi, sides=1)

    assert sum(crossing(fractions, limits)) == pytest.approx(0.1 * fractions[-1] ** phi, rel=1e-6)
    assert all(limit >= norm_isf(0.1) - 1e-9 for limit in limits)


def test_only_ratios_of_information_count() -> None:
    spending = tuple(spent(part, alpha=0.05) for part in QUARTERS)

    assert bounds(tuple(40_000 * part for part in QUARTERS), spending) == pytest.approx(bounds(QUARTERS, spending))


def test_looks_at_other_times_than_planned_spend_by_the_visitors_they_had() -> None:
    """The same alpha in all, though the second look came late, and the last one after the planned size."""
    visitors = (9_000.0, 26_000.0, 31_000.0, 43_000.0)
    spending = (*(spent(each / 40_000, alpha=0.05) for each in visitors[:-1]), 0.05)
    crossed = crossing(visitors, bounds(visitors, spending))

    assert sum(crossed) == pytest.approx(0.025, rel=1e-8)
    assert crossed[0] == pytest.approx(0.025 * (9 / 40) ** 2, rel=1e-8)


def test_a_bound_does_not_depend_on_looks_to_come() -> None:
    spending = tuple(spent(part, alpha=0.05) for part in QUARTERS)

    assert last_bound(QUARTERS[:2], spending[:2]) == pytest.approx(bounds(QUARTERS, spending)[1], rel=1e-8)


def test_a_look_that_may_spend_nothing_cannot_stop() -> None:
    limits = bounds((0.3, 0.6, 1.0), (0.0, 0.0, 0.05))

    assert limits[:2] == (math.inf, math.inf)
    assert limits[2] == pytest.approx(1.959963984540054, rel=1e-9)


def test_looks_close_to_each_other_are_resolved() -> None:
    """Two looks a thousandth apart are almost one."""
    apart = bounds((0.5, 0.5005, 1.0), (0.0125, 0.01251, 0.05))

    assert apart[0] == pytest.approx(norm_isf(0.00625), rel=1e-12)
    assert apart[2] == pytest.approx(bounds((0.5, 1.0), (0.0125, 0.05))[1], abs=2e-3)


@pytest.mark.parametrize(
    ("information", "spending", "sides"),
    [
        ((), (), 2),
        ((0.5, 0.5), (0.01, 0.05), 2),
        ((0.0, 1.0), (0.01, 0.05), 2),
        ((0.5, 1.0), (0.05, 0.01), 2),
        ((0.5, 1.0), (0.05,), 2),
        ((1.0,), (1.0,), 2),
        ((1.0,), (0.05,), 3),
        ((1.0,), (0.01, 0.05), 2),
    ],
)
def test_nonsense_is_refused(information: tuple[float, ...], spending: tuple[float, ...], sides: int) -> None:
    with pytest.raises(InvalidRequest):
        bounds(information, spending, sides)


@pytest.mark.parametrize("level", [0.8, 0.3, 0.11, 0.05, 0.025, 0.004, 1e-4])
def test_a_repeated_p_is_the_alpha_that_just_stops(level: float) -> None:
    spending = tuple(spent(part, alpha=0.05) for part in QUARTERS[:3])
    z = last_bound(QUARTERS[:3], tuple(level * part / 0.05 for part in spending))

    assert repeated_p(QUARTERS[:3], spending, -z, alpha=0.05) == pytest.approx(level, rel=0.01)


def test_a_repeated_p_and_its_bound_never_disagree() -> None:
    spending = tuple(spent(part, alpha=0.05) for part in QUARTERS[:2])
    for comparisons in range(1, 5):
        limit = last_bound(QUARTERS[:2], tuple(part / comparisons for part in spending))
        assert repeated_p(QUARTERS[:2], spending, limit + 1e-9, alpha=0.05) <= 0.05 / comparisons
        assert repeated_p(QUARTERS[:2], spending, limit - 1e-9, alpha=0.05) > 0.05 / comparisons
    assert repeated_p(QUARTERS[:2], spending, 0.0, alpha=0.05) == 1.0
