from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.analytics.rollups.histograms import ACCURACY, above, histogram, quantile, size

values = st.lists(st.floats(2e-4, 1e6), min_size=1, max_size=60)


@given(values, st.sampled_from([0.1, 0.5, 0.75, 0.95, 1.0]))
def test_a_quantile_is_within_one_percent(found: list[float], share: float) -> None:
    exact = sorted(found)[ceil(share * len(found)) - 1]
    told = quantile(histogram(found), share)
    assert told == pytest.approx(exact, rel=ACCURACY * 1.0001)


@given(values, values)
def test_histograms_add_up(some: list[float], others: list[float]) -> None:
    together = histogram(some) + histogram(others)
    assert size(together) == len(some) + len(others)
    assert quantile(together) == quantile(histogram(some + others))


def test_nothing_is_a_value_too() -> None:
    assert quantile(histogram([0.0, 0.0, 0.0, 5.0])) == 0.0
    assert quantile("") is None


def test_values_above_a_limit_are_counted() -> None:
    assert above(histogram([0.0, 100.0, 2_400.0, 2_600.0, 9_000.0]), 2_500) == 2
