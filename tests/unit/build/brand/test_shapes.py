import math

import pytest

from code24.build.brand.shapes import arc, circle, line, polygon, rectangle


def test_a_circle_is_round_to_a_thousandth() -> None:
    for x, y in circle(50, 50, 40).contours()[0]:
        assert math.hypot(x - 50, y - 50) == pytest.approx(40, rel=0.001)


def test_arcs_run_clockwise_from_the_right() -> None:
    assert arc(50, 50, 10, 10, 0, 90).contours()[0][-1] == pytest.approx((50, 60))


def test_placing_turns_about_the_middle_of_the_square() -> None:
    (start, end), *_ = line((50, 10), (90, 50)).placed(turn=90).contours()
    assert start == pytest.approx((90, 50))
    assert end == pytest.approx((50, 90))


def test_path_data_is_short_and_closed() -> None:
    assert polygon((0, 0), (10, 0.123456), (5, 5)).d() == "M0 0L10 0.12L5 5Z"
    assert rectangle(0, 0, 10, 10).closed
    assert not line((0, 0), (1, 1)).closed
