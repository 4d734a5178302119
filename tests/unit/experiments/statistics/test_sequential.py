"""Confidence sequences: the issue's formulas, what they refuse, and that peeking does not break them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.statistics.effects import effect
from code24.experiments.statistics.samples import Mean, Proportion
from code24.experiments.statistics.sequential import (
    critical_z,
    log_e_value,
    log_ratio,
    of_difference,
    of_effect,
    of_ratio,
    one_sided,
    rho_squared,
    running_minimum,
)

CONTROL, TREATMENT = Proportion(10_000, 300), Proportion(10_000, 390)


def test_the_sequence_of_a_ratio_is_the_formula_of_its_paper() -> None:
    alpha, planned = 0.05, 40_000
    p_c, p_t, n = 0.03, 0.039, 10_000
    variance = (1 - p_c) / (n * p_c) + (1 - p_t) / (n * p_t)
    z = math.log(p_t / p_c) / math.sqrt(variance)
    rho2 = (2 * math.log(1 / alpha) + math.log(1 + 2 * math.log(1 / alpha))) / planned
    r = 2 * n * rho2
    log_e = -0.5 * math.log(1 + r) + (z * z / 2) * r / (1 + r)
    half = math.sqrt(variance) * math.sqrt((1 + r) / r * (math.log(1 + r) + 2 * math.log(1 / alpha)))

    found = of_ratio(CONTROL, TREATMENT, alpha=alpha, planned=planned)

    assert found.estimate == pytest.approx(0.3, rel=1e-12)
    assert found.z == pytest.approx(z, rel=1e-12)
    assert found.log_e == pytest.approx(log_e, rel=1e-11)
    assert found.p == pytest.approx(math.exp(-log_e), rel=1e-10)
    assert found.interval.lower == pytest.approx(math.exp(math.log(1.3) - half) - 1, rel=1e-10)
    assert found.interval.upper == pytest.approx(math.exp(math.log(1.3) + half) - 1, rel=1e-10)


@given(st.integers(100, 10**8), st.floats(1e-3, 0.5), st.floats(0.3, 3.0), st.floats(0.001, 0.2), st.floats(10, 1e9))
def test_p_and_interval_agree(n: int, rate: float, ratio: float, alpha: float, planned: float) -> None:
    control, treatment = Proportion(n, max(int(n * rate), 1)), Proportion(n, min(max(int(n * rate * ratio), 1), n))
    found = of_ratio(control, treatment, alpha=alpha, planned=planned)

    excludes_nothing = found.interval.lower > 0 or found.interval.upper < 0
    assert excludes_nothing == (found.p < alpha) or found.p == pytest.approx(alpha, rel=1e-6)
    assert 0 <= found.p <= 1
    assert found.interval.lower <= found.estimate <= found.interval.upper


def test_arms_in_the_other_order_give_the_opposite() -> None:
    there, back = (of_ratio(*arms, alpha=0.05, planned=4e4) for arms in ((CONTROL, TREATMENT), (TREATMENT, CONTROL)))

    assert back.z == pytest.approx(-there.z, rel=1e-12)
    assert back.p == pytest.approx(there.p, rel=1e-12)
    assert 1 + back.interval.lower == pytest.approx(1 / (1 + there.interval.upper), rel=1e-12)


def test_a_tiny_lift_keeps_its_digits() -> None:
    found = log_ratio(Proportion(10**8, 50_000_000), Proportion(10**8, 50_000_001))

    assert found.estimate == pytest.approx(math.log1p(2e-8), rel=1e-14)


@pytest.mark.parametrize(
    ("control", "treatment", "because"),
    [
        (Proportion(0, 0), TREATMENT, "no-units"),
        (Proportion(100, 0), TREATMENT, "no-conversions"),
        (CONTROL, Proportion(50, 0), "no-conversions"),
        (Proportion(20, 20), Proportion(30, 30), "all"),
    ],
)
def test_what_cannot_be_answered_is_refused(control: Proportion, treatment: Proportion, because: str) -> None:
    with pytest.raises(CannotAnswer) as refused:
        of_ratio(control, treatment, alpha=0.05, planned=1_000)
    assert refused.value.because == because


@pytest.mark.parametrize(("alpha", "planned"), [(0.0, 100.0), (1.0, 100.0), (0.05, 0.0), (0.05, math.inf)])
def test_senseless_tuning_is_refused(alpha: float, planned: float) -> None:
    with pytest.raises(InvalidRequest):
        of_ratio(CONTROL, TREATMENT, alpha=alpha, planned=planned)


def test_a_difference_of_means_is_absolute_with_welchs_variance() -> None:
    control, treatment = Mean(400, 2_000.0, 30_000.0), Mean(900, 5_400.0, 70_000.0)
    found = of_difference(control, treatment, alpha=0.05, planned=5_000)
    of_gbstats = of_effect(control, treatment, "absolute", alpha=0.05, planned=5_000)

    spread = math.sqrt((30_000 - 2_000**2 / 400) / 399 / 400 + (70_000 - 5_400**2 / 900) / 899 / 900)
    assert found.estimate == pytest.approx(1.0)
    assert found.standard_error == pytest.approx(spread, rel=1e-12)
    assert found == of_gbstats
    assert found.interval.upper - 1.0 == pytest.approx(spread * critical_z(1_300, alpha=0.05, planned=5_000))


@pytest.mark.parametrize("alpha", [0.05, 0.01])
def test_the_sequence_is_narrowest_about_where_it_was_planned(alpha: float) -> None:
    """Its width over that of a single look is least at N*."""
    around = {n: critical_z(n, alpha=alpha, planned=10_000) for n in range(2_000, 40_000, 500)}

    assert min(around, key=lambda n: around[n]) == pytest.approx(10_000, rel=0.1)


def test_the_critical_z_is_where_the_e_value_reaches_one_over_alpha() -> None:
    z = critical_z(3_000, alpha=0.02, planned=9_000, tuned=0.05)
    r = 3_000 * rho_squared(0.05, 9_000)

    assert -0.5 * math.log1p(r) + 0.5 * z * z * r / (1 + r) == pytest.approx(-math.log(0.02))
    assert log_e_value(critical_z(3_000, alpha=0.02, planned=9_000), 3_000, alpha=0.02, planned=9_000) == pytest.approx(
        -math.log(0.02)
    )


def test_one_sided_p_and_interval_agree_and_point_one_way() -> None:
    found = effect(CONTROL, TREATMENT, "absolute")
    settings = {"alpha": 0.05, "planned": 20_000.0}
    up = one_sided(found, 20_000, direction="greater", **settings)
    down = one_sided(found, 20_000, direction="lesser", **settings)
    at_its_p = one_sided(found, 20_000, alpha=up.p, planned=20_000 * rho_squared(2 * up.p, 1) / rho_squared(0.1, 1),
                         direction="greater")  # fmt: skip

    assert up.interval.lower > 0
    assert up.interval.upper == math.inf
    assert up.p < 0.05
    assert at_its_p.interval.lower == pytest.approx(0, abs=1e-12)
    assert down.p == 1
    assert down.interval.lower == -math.inf
    assert down.interval.upper > found.estimate


def test_far_evidence_neither_overflows_nor_vanishes() -> None:
    found = of_ratio(Proportion(10**8, 10**6), Proportion(10**8, 3 * 10**6), alpha=0.05, planned=5_000)

    assert found.p == 0.0
    assert found.log_e > 10_000
    assert math.isfinite(found.interval.upper)


def test_a_running_minimum_never_rises() -> None:
    assert running_minimum([1.0, 0.3, 0.7, 0.02, 0.5]) == (1.0, 0.3, 0.3, 0.02, 0.02)
