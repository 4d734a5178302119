import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.costs.fleet import TICKS
from code24.costs.tested import AFTER, looks
from code24.experiments.engine.asking import NOTED_WITHIN
from code24.experiments.engine.watching import LONGEST_WAIT


def test_where_nobody_comes_the_time_brings_four_looks_a_day() -> None:
    assert looks(0) == (0, pytest.approx(730 / 6))


def test_where_somebody_comes_all_the_time_every_tick_looks_and_one_an_hour_records() -> None:
    assert looks(1e6) == (pytest.approx(TICKS - 730), pytest.approx(730))


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_more_visits_are_at_least_as_many_looks(one: float, other: float) -> None:
    few, many = sorted((one, other))
    assert looks(few).unrecorded <= looks(many).unrecorded + 1e-6
    assert looks(few).recorded <= looks(many).recorded + 1e-6


def test_the_figures_are_those_of_the_engine() -> None:
    assert NOTED_WITHIN.total_seconds() / 3_600 == AFTER
    assert LONGEST_WAIT.total_seconds() / 3_600 == 6
