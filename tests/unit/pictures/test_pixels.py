"""Pictures at other widths keep their proportions."""

from hypothesis import given
from hypothesis import strategies as st

from code24.pictures.pixels import whole_width


def test_the_next_width_with_a_whole_height() -> None:
    assert whole_width((650, 350), 480) == 481  # 13 : 7
    assert whole_width((900, 600), 160) == 162
    assert whole_width((1600, 900), 480) == 480


def test_nothing_is_enlarged() -> None:
    assert whole_width((650, 350), 650) == 650
    assert whole_width((650, 350), 2_000) == 650


def test_six_pictures_of_a_phone_do_not_move_what_follows_by_a_pixel() -> None:
    width = whole_width((650, 350), 720)
    height = round(350 * width / 650)
    assert abs(6 * 412 * height / width - 6 * 412 * 350 / 650) < 0.5


@given(st.tuples(st.integers(1, 9_000), st.integers(1, 9_000)), st.integers(1, 2_000))
def test_never_narrower_and_hardly_wider(size: tuple[int, int], width: int) -> None:
    found = whole_width(size, width)
    assert min(width, size[0]) <= found <= min(size[0], width * 1.06)
