from pathlib import Path

import pytest

from code24.costs.prices import Item
from code24.costs.recorded import Recorded
from code24.optimize.loop.costing import _FIXED, most_usd

DOCS = Path(__file__).parents[4] / "docs"


def test_a_cycle_of_twenty_seconds_is_far_below_ten_cents() -> None:
    """20 transitions are $0.0005, 20 s of 7.076 GB are $0.0023587."""
    assert most_usd(20) == pytest.approx(0.0005 + 0.0023587 + 0.0001, abs=0.00003)
    assert most_usd(20) < 0.01


def test_time_is_what_is_paid_for() -> None:
    assert most_usd(100) - most_usd(0) == pytest.approx(100 * 7.076 * 0.0000166667, rel=1e-3)


def test_a_cycle_that_was_counted_costs_no_more_than_the_bound() -> None:
    recorded = Recorded.model_validate_json((DOCS / "cost" / "recorded.json").read_text())
    counted = recorded.scenario("cycle-without-gain").usage()

    for item, quantity in _FIXED.items():
        assert counted.get(item, 0.0) <= quantity + (item is Item.LAMBDA_REQUEST), item  # and the one that asked for it
