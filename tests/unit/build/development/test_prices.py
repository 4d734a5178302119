from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.build.development.prices import Price, parse_price

READ = [
    ("€ 4,50", None, Price(Decimal("4.50"), "EUR")),
    ("4.50 €", None, Price(Decimal("4.50"), "EUR")),
    ("€4", None, Price(Decimal(4), "EUR")),
    ("49 Euro", None, Price(Decimal(49), "EUR")),
    ("EUR 1.234,50", None, Price(Decimal("1234.50"), "EUR")),
    ("1.234 €", None, Price(Decimal(1234), "EUR")),
    ("1 234,50 €", None, Price(Decimal("1234.50"), "EUR")),
    ("CHF 80.–", None, Price(Decimal(80), "CHF")),  # noqa: RUF001
    ("CHF 1'200.-", None, Price(Decimal(1200), "CHF")),
    ("80,- €", None, Price(Decimal(80), "EUR")),
    ("Fr. 12.50", None, Price(Decimal("12.50"), "CHF")),
    ("$1,200", "US", Price(Decimal(1200), "USD")),
    ("$1,200.50", "AU", Price(Decimal("1200.50"), "AUD")),
    ("US$ 15", None, Price(Decimal(15), "USD")),
    ("£8.95", "GB", Price(Decimal("8.95"), "GBP")),
    ("from £190", "GB", Price(Decimal(190), "GBP", least=True)),
    ("ab 49 €", None, Price(Decimal(49), "EUR", least=True)),
    ("à partir de 20 €", None, Price(Decimal(20), "EUR", least=True)),
    ("desde 30 €", None, Price(Decimal(30), "EUR", least=True)),
    ("R$ 30", None, Price(Decimal(30), "BRL")),
    ("a partir de R$ 1.200,00", None, Price(Decimal("1200.00"), "BRL", least=True)),
    ("12 €/h", None, Price(Decimal(12), "EUR", unit="HUR")),
    ("12 € / Stunde", None, Price(Decimal(12), "EUR", unit="HUR")),
    ("€ 90 pro Nacht", None, Price(Decimal(90), "EUR", unit="night")),
    ("$12 per month", "CA", Price(Decimal(12), "CAD", unit="MON")),
    ("from £9/mo", "GB", Price(Decimal(9), "GBP", least=True, unit="MON")),
    ("120 kr", "SE", Price(Decimal(120), "SEK")),
    ("¥1,200", "JP", Price(Decimal(1200), "JPY")),
    ("45 zł", None, Price(Decimal(45), "PLN")),
    ("₪38", None, Price(Decimal(38), "ILS")),
    ("0 €", None, Price(Decimal(0), "EUR")),
]

DOUBTFUL = [
    "", "free", "on request", "4.50", "€", "$12", "£8", "¥100", "120 kr", "€ 10–20", "10 € - 20 €", "10 €, 20 €",  # noqa: RUF001
    "€ 1.5.0", "1,234,5 €", "12,3456 €", "€ 12 $", "EUR 5 CHF", "12 €/fortnight", "about 12 €", "12 € + VAT",
    "KWD 1.500", "0.500 €", "1.23.456 €", "ab €", "12 XYZ", "-5 €", "5 €!", "12€ 30", "1,234.567 €", "4 500 00 €",
]  # fmt: skip


@pytest.mark.parametrize(("text", "country", "price"), READ)
def test_exact_prices_are_read(text: str, country: str | None, price: Price) -> None:
    assert parse_price(text, country) == price


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_leaves_a_doubt_is_no_price(text: str) -> None:
    assert parse_price(text) is None


def test_an_amount_is_written_with_a_point_and_its_own_decimals() -> None:
    price = parse_price("€ 1.234,50")
    assert price
    assert price.plain == "1234.50"


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    price = parse_price(text, "US")
    assert price is None or (price.amount >= 0 and any(character.isdigit() for character in text))


@given(
    st.decimals(min_value=0, max_value=10**6, places=2),
    st.sampled_from(["{} €", "€ {}", "EUR {}", "{} EUR", "CHF {}", "R$ {}"]),
    st.sampled_from([",.", ".,", "'.", "\u202f,"]),
)
def test_every_amount_comes_back_however_it_is_grouped(amount: Decimal, pattern: str, marks: str) -> None:
    written = f"{amount:,.2f}".replace(",", "G").replace(".", marks[1]).replace("G", marks[0])
    price = parse_price(pattern.format(written))
    assert price
    assert price.amount == amount
