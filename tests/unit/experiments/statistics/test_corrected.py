"""Winners overstate themselves; the corrected effect does so much less."""

import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from code24.experiments.statistics.corrected import corrected, winning
from code24.experiments.statistics.group_sequential import planned_bounds

RATE, VISITORS, REPETITIONS = 0.03, 20_000, 4_000


def test_one_look_is_a_truncated_normal() -> None:
    found = winning((1.0,), (1.96,), 2.2)
    mean, _ = quad(lambda z: z * norm.pdf(z - 2.2), 1.96, 20)

    assert found.probability == pytest.approx(norm.sf(1.96 - 2.2), rel=1e-12)
    assert found.estimate == pytest.approx(mean / norm.sf(1.96 - 2.2), rel=1e-9)


def test_the_mean_of_winners_agrees_with_simulation() -> None:
    fractions = (0.3, 0.6, 1.0)
    limits = planned_bounds(fractions, alpha=0.05)
    steps = np.diff((0.0, *fractions))
    paths = np.random.default_rng(9).normal(2.5 * steps, np.sqrt(steps), (200_000, 3)).cumsum(axis=1)
    above = paths / np.sqrt(fractions) >= limits
    won, first = above.any(axis=1), above.argmax(axis=1)
    estimates = paths[won, first[won]] / np.array(fractions)[first[won]]
    found = winning(fractions, limits, 2.5)

    assert found.probability == pytest.approx(won.mean(), abs=0.004)
    assert found.estimate == pytest.approx(estimates.mean(), rel=0.005)


@pytest.mark.parametrize(("looks", "lift"), [(10, 0.15), (4, 0.10), (4, 0.15), (4, 0.25)])
def test_it_takes_most_of_the_bias_of_winners(looks: int, lift: float) -> None:
    """A true +15 % reads as +22 to +24 %, and corrected as +15 %."""
    generator = np.random.default_rng(looks)
    fractions = tuple((look + 1) / looks for look in range(looks))
    limits = planned_bounds(fractions, alpha=0.05)
    visitors = VISITORS * np.array(fractions)
    shape = (REPETITIONS, looks)
    control, treatment = (
        generator.binomial(VISITORS // looks, rate, shape).cumsum(axis=1) for rate in (RATE, RATE * (1 + lift))
    )
    with np.errstate(all="ignore"):
        logs = np.log(treatment / control)
        spread = np.sqrt((visitors - control) / control / visitors + (visitors - treatment) / treatment / visitors)
        z = np.where(np.minimum(control, treatment) >= 25, logs / spread, 0.0)
    won, first = (z >= limits).any(axis=1), (z >= limits).argmax(axis=1)
    # The correction depends on the look and z alone, and is smooth in z.
    grid = {look: np.linspace(limits[look], limits[look] + 4, 6) for look in set(first[won].tolist())}
    table = {look: [corrected(fractions, limits, look, each) for each in places] for look, places in grid.items()}
    naive, better = [], []
    for row in np.flatnonzero(won):
        look = int(first[row])
        naive.append(math.expm1(logs[row, look]))
        better.append(math.expm1(np.interp(z[row, look], grid[look], table[look]) * spread[row, look]))

    bias, left = np.mean(naive) - lift, np.mean(better) - lift
    assert bias > 0.03
    assert abs(left) < 0.6 * bias
    if lift == 0.15:
        assert 0.20 <= np.mean(naive) <= 0.31
        assert abs(left) < 0.02


def test_it_lies_between_nothing_and_the_estimate() -> None:
    fractions = (0.25, 0.5, 0.75, 1.0)
    limits = planned_bounds(fractions, alpha=0.05)
    for look, limit in enumerate(limits):
        found = [corrected(fractions, limits, look, limit + more) for more in (0.0, 0.5, 1.5, 3.0)]
        assert all(0.0 <= each < limit + 3.0 for each in found)
        assert found == sorted(found)


def test_an_overwhelming_winner_and_a_loser() -> None:
    limits = planned_bounds((0.5, 1.0), alpha=0.05)

    assert corrected((0.5, 1.0), limits, 1, 9.0) == pytest.approx(9.0, abs=0.05)
    assert corrected((0.5, 1.0), limits, 1, -2.5) == -corrected((0.5, 1.0), limits, 1, 2.5)


def test_what_was_not_selected_is_not_corrected() -> None:
    limits = planned_bounds((0.5, 1.0), alpha=0.05)

    assert corrected((0.5, 1.0), limits, 0, 1.2) == 1.2


def test_only_ratios_of_information_count() -> None:
    limits = planned_bounds((0.5, 1.0), alpha=0.05)

    assert corrected((8_000, 16_000), limits, 0, 3.4) == pytest.approx(corrected((0.5, 1.0), limits, 0, 3.4))
