"""Which widths are made of a picture, and what `sizes` says."""

from hypothesis import given
from hypothesis import strategies as st

from code24.website.images.sizes import SCREENS, sizes, widths


def test_a_picture_over_the_whole_width() -> None:
    assert sizes({screen: float(screen) for screen in SCREENS}) == "100vw"


def test_a_picture_that_is_always_as_wide() -> None:
    assert sizes(dict.fromkeys(SCREENS, 160.0)) == "160px"


def test_columns_from_a_width_on() -> None:
    drawn = {360: 336.0, 412: 388.0, 575: 551.0, 767: 348.0, 991: 460.0, 1199: 360.0, 1350: 416.0, 1920: 416.0}
    assert sizes(drawn) == "(max-width: 575px) 96vw, (max-width: 991px) 47vw, (max-width: 1199px) 31vw, 416px"


def test_the_widths_of_a_picture_over_the_whole_width() -> None:
    assert widths(3000, {screen: float(screen) for screen in SCREENS}) == (480, 728, 1080, 1400, 2000)


def test_the_widths_of_a_small_one() -> None:
    assert widths(3000, dict.fromkeys(SCREENS, 100.0)) == (176, 320)


@given(st.integers(1, 9000), st.lists(st.floats(1, 4000), min_size=len(SCREENS), max_size=len(SCREENS)))
def test_nothing_is_enlarged_and_all_is_in_order(natural: int, drawn: list[float]) -> None:
    found = widths(natural, dict(zip(SCREENS, drawn, strict=True)))
    assert list(found) == sorted(set(found))
    assert 1 <= len(found) <= 5
    assert found[-1] <= natural
