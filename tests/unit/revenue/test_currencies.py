import pytest

from code24.build.development.prices import CODES
from code24.errors import InvalidRequest
from code24.revenue.currencies import DECIMALS, checked_currency


@pytest.mark.parametrize(
    ("code", "decimals"), [("EUR", 2), ("USD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("HUF", 2), ("ISK", 0)]
)
def test_a_currency_has_its_digits(code: str, decimals: int) -> None:
    assert DECIMALS[checked_currency(code)] == decimals


@pytest.mark.parametrize("code", ["EUX", "eur", "XAU", "XXX", "DEM", ""])
def test_what_nobody_is_billed_in_is_refused(code: str) -> None:
    with pytest.raises(InvalidRequest, match="ISO 4217"):
        checked_currency(code)


def test_the_currencies_of_prices_are_among_them() -> None:
    assert CODES - DECIMALS.keys() == {"BGN"}, "the lev went with 2025"
