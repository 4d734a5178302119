# ruff: noqa: RUF001
import pytest

from code24.build.brand.meanings import SIGNS, named_sign, sign, trade_sign
from code24.build.brand.naming import words_of


@pytest.mark.parametrize(
    ("name", "business", "expected"),
    [
        ("Lime Bikes", "courier", "citrus"),
        ("Anchor Tattoo", "tattoo studio", "anchor"),
        ("Gasthof Zur Alten Säge", "Gasthof", "saw"),
        ("Sage & Thyme", "restaurant", "leaf"),
        ("Café Andorinha", "Café", "swallow"),
        ("The Tide Clock Keeper", "Tide clock restorer", "clock"),
        ("Το Καΐκι", "Seafood taverna", "boat"),
        ("茶房 月白", "茶房", "moon"),
        ("Harris & Cole", "law firm", None),
        ("Amelie", "shop", None),
        ("🦊", "x", None),
    ],
)
def test_a_name_is_shown_by_what_it_speaks_of(name: str, business: str, expected: str | None) -> None:
    assert named_sign(name, business) == expected


@pytest.mark.parametrize(
    ("business", "expected"),
    [("Zahnarztpraxis", "tooth"), ("Clínica dental", "tooth"), ("Plumber", "drop"), ("the best shop", None)],
)
def test_a_trade_has_its_tools(business: str, expected: str | None) -> None:
    assert trade_sign(business) == expected


def test_every_sign_of_the_words_can_be_drawn_on_its_square() -> None:
    assert set(words_of("names")) | set(words_of("trades")) <= set(SIGNS)
    for name in SIGNS:
        for path, color, stroke in sign(name):
            left, top, right, bottom = path.bounds()
            assert min(left, top) - stroke / 2 >= -1, name
            assert max(right, bottom) + stroke / 2 <= 101, name
            assert color in {0, 1}
