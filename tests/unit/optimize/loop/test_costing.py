import pytest

from code24.optimize.loop.costing import most_usd


def test_a_cycle_of_twenty_seconds_is_far_below_ten_cents() -> None:
    """18 transitions are $0.00045, 20 s of 7.076 GB are $0.0023587."""
    assert most_usd(20) == pytest.approx(0.00045 + 0.0023587 + 0.0001, abs=0.00003)
    assert most_usd(20) < 0.01


def test_time_is_what_is_paid_for() -> None:
    assert most_usd(100) - most_usd(0) == pytest.approx(100 * 7.076 * 0.0000166667, rel=1e-3)
