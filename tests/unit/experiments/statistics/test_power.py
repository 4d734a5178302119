"""Sample sizes and power against statsmodels' definitions and scipy, and what a running test still needs."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nct

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.statistics.effects import effect
from code24.experiments.statistics.midway import power_midway
from code24.experiments.statistics.noncentral import noncentral_t_cdf, noncentral_t_sf
from code24.experiments.statistics.power import (
    cohen_h,
    cohen_power,
    cohen_size,
    detectable_lift,
    mean_power,
    mean_size,
    proportions_power,
    proportions_size,
)
from code24.experiments.statistics.samples import Proportion


@pytest.mark.parametrize(
    ("t", "degrees", "noncentrality"),
    [(2.0, 4.5, 1.5), (1.97, 398, 2.8), (-1.0, 12, 2.0), (4.3, 2, 3.0), (1.96, 4e6, 2.8), (2.2, 7.7, 0.87)],
)
def test_the_noncentral_t_agrees_with_scipy(t: float, degrees: float, noncentrality: float) -> None:
    assert noncentral_t_cdf(t, degrees, noncentrality) == pytest.approx(nct.cdf(t, degrees, noncentrality), rel=1e-8)
    both = noncentral_t_cdf(t, degrees, noncentrality) + noncentral_t_sf(t, degrees, noncentrality)
    assert both == pytest.approx(1.0, abs=1e-13)


@pytest.mark.parametrize("degrees", [0.0, -1.0, math.inf, math.nan])
def test_degrees_that_are_none_are_refused(degrees: float) -> None:
    with pytest.raises(ValueError, match="degrees of freedom"):
        noncentral_t_sf(1.0, degrees, 1.0)


@given(st.floats(0.001, 0.6), st.sampled_from([-0.3, 0.02, 0.15, 0.5]), st.sampled_from([0.6, 0.8, 0.95]))
def test_the_size_has_the_power(baseline: float, lift: float, power: float) -> None:
    units = proportions_size(baseline, lift, power=power)
    # The formula leaves out the far tail, which is next to nothing.
    assert proportions_power(baseline, lift, units) == pytest.approx(power, abs=1e-4)

    h = cohen_h(baseline, lift)
    assert cohen_power(h, cohen_size(h, power=power, ratio=2.0), ratio=2.0) == pytest.approx(power, rel=1e-9)


@settings(max_examples=15)
@given(st.floats(0.02, 2.5), st.sampled_from([0.5, 0.8, 0.95]), st.sampled_from([0.5, 1.0, 3.0]))
def test_the_size_for_means_has_the_power(standardised: float, power: float, ratio: float) -> None:
    units = mean_size(standardised, power=power, ratio=ratio)

    assert mean_power(standardised, units, ratio=ratio) == pytest.approx(power, rel=1e-8)
    assert units >= cohen_size(standardised, power=power, ratio=ratio)


def test_a_known_plan() -> None:
    """From 3 % to 3.45 % with a power of 80 %: statsmodels has 24,193 visitors an arm."""
    assert proportions_size(0.03, 0.15) == pytest.approx(24_193, abs=1)


def test_the_detectable_lift_is_the_inverse() -> None:
    units = proportions_size(0.03, 0.15, power=0.9)

    assert detectable_lift(0.03, units, power=0.9) == pytest.approx(0.15, rel=1e-5)
    assert detectable_lift(0.5, 3) == math.inf


@pytest.mark.parametrize(("baseline", "lift"), [(0.0, 0.1), (1.0, 0.1), (0.5, 1.0), (0.5, 0.0), (0.1, -1.0)])
def test_shares_that_cannot_be_are_refused(baseline: float, lift: float) -> None:
    with pytest.raises(InvalidRequest):
        proportions_size(baseline, lift)


def test_means_that_cannot_be_planned_are_refused() -> None:
    with pytest.raises(InvalidRequest):
        mean_size(0.0)
    with pytest.raises(InvalidRequest):
        mean_power(0.5, 1.0)
    with pytest.raises(InvalidRequest):
        cohen_size(0.1, alpha=0.9, power=0.8)


def test_a_test_midway_knows_what_is_missing() -> None:
    control, treatment = Proportion(5_000, 150), Proportion(5_000, 160)
    found = effect(control, treatment, "relative")
    fixed = power_midway(found, 10_000, detectable=0.1)
    always = power_midway(found, 10_000, detectable=-0.1, planned=20_000)
    shared = power_midway(found, 10_000, detectable=0.1, comparisons=3)

    assert fixed.power_now == pytest.approx(0.1335034228, rel=1e-9)
    assert fixed.scaling_factor == pytest.approx(10.17773, rel=1e-4)
    assert fixed.additional_units == pytest.approx(10_000 * fixed.scaling_factor)
    assert always.power_now < shared.power_now < fixed.power_now
    assert always.scaling_factor > shared.scaling_factor > fixed.scaling_factor


def test_a_test_with_enough_needs_no_more() -> None:
    found = effect(Proportion(900_000, 27_000), Proportion(900_000, 27_100), "relative")

    assert power_midway(found, 1_800_000, detectable=0.1) == (1.0, 0.0, None)


def test_an_effect_that_no_traffic_shows_is_refused() -> None:
    found = effect(Proportion(100, 3), Proportion(100, 4), "relative")
    with pytest.raises(CannotAnswer):
        power_midway(found, 200, detectable=1e-6)
    with pytest.raises(InvalidRequest):
        power_midway(found, 200, detectable=0.0)
