import math

import pytest
from mpmath import mp

from code24.experiments.statistics.differences import difference_interval, lift_interval
from code24.experiments.statistics.grids import Beta


def share_below(control: Beta, treatment: Beta, at: float, *, ratio: bool) -> float:
    """The probability that p_T - p_C (or p_T / p_C) is less than `at`, by mpmath's quadrature."""

    def below(x: mp.mpf) -> mp.mpf:
        other = x * at if ratio else x + at
        density = x ** (control.a - 1) * (1 - x) ** (control.b - 1) / mp.beta(control.a, control.b)
        return density * mp.betainc(treatment.a, treatment.b, 0, min(max(other, 0), 1), regularized=True)

    kinks = [1 / at] if ratio else [-at, 1 - at]
    middle = control.mean
    stops = sorted({0.0, middle / 2, middle, (1 + middle) / 2, 1.0, *(kink for kink in kinks if 0.0 < kink < 1.0)})
    with mp.workdps(15):
        return float(mp.quad(below, stops, maxdegree=5))


@pytest.mark.parametrize(
    ("control", "treatment"),
    [
        (Beta(4.0, 12.0), Beta(5.0, 9.0)),
        (Beta(1.0, 2.0), Beta(2.0, 1.0)),
        (Beta(30.0, 70.0), Beta(1.0, 3.0)),
        (Beta(0.5, 10.5), Beta(1.5, 11.5)),
    ],
)
def test_intervals_hold_what_they_promise(control: Beta, treatment: Beta) -> None:
    low, high = difference_interval(control, treatment, 0.9)

    assert share_below(control, treatment, low, ratio=False) == pytest.approx(0.05, abs=1e-6)
    assert share_below(control, treatment, high, ratio=False) == pytest.approx(0.95, abs=1e-6)


@pytest.mark.parametrize(
    ("control", "treatment"), [(Beta(6.0, 12.0), Beta(5.0, 9.0)), (Beta(9.0, 3.0), Beta(60.0, 9.0))]
)
def test_lifts_hold_what_they_promise(control: Beta, treatment: Beta) -> None:
    low, high = lift_interval(control, treatment, 0.9)

    assert share_below(control, treatment, low + 1, ratio=True) == pytest.approx(0.05, abs=1e-6)
    assert share_below(control, treatment, high + 1, ratio=True) == pytest.approx(0.95, abs=1e-6)


@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_swapping_arms_turns_the_interval_around(level: float) -> None:
    one, other = Beta(181_242.0, 41_413.0), Beta(1.0, 3.0)
    low, high = difference_interval(one, other, level)

    assert difference_interval(other, one, level) == pytest.approx((-high, -low), rel=1e-6)


def test_an_arm_that_is_almost_certain_leaves_the_other() -> None:
    # At a hundred million visitors the control is a number.
    low, high = difference_interval(Beta(5e7, 5e7), Beta(1.0, 1.0), 0.8)

    assert (low, high) == pytest.approx((-0.4, 0.4), abs=1e-4)


def test_huge_and_close_arms_have_a_normal_log_ratio() -> None:
    control, treatment = Beta(1_270_083.0, 56_076_194.0), Beta(1_269_223.0, 56_077_054.0)
    spread = math.hypot(*(math.sqrt(rate.variance) / rate.mean for rate in (control, treatment)))
    centre = math.log(treatment.mean / control.mean)

    found = lift_interval(control, treatment, 0.95)
    assert found == pytest.approx([math.expm1(centre + side * 1.959964 * spread) for side in (-1, 1)], abs=1e-8)
