import pytest

from code24.ai.prices import Priced, prices_in

PRICED = [
    ("en", "Haircut 35 €", "Haircut", "35 €"),
    ("en", "Elopements: from £650", "Elopements", "from £650"),
    ("en", "Tour $1,200 per person", "Tour", "$1,200 per person"),
    ("en", "Room £80–£120 a night", "Room", "£80–£120 a night"),  # noqa: RUF001
    ("en", "Pizza (large) $12", "Pizza (large)", "$12"),
    ("en", "Room 2 120 €", "Room 2", "120 €"),
    ("en", "Consultation – free", "Consultation", "free"),  # noqa: RUF001
    ("de", "Landbrot kostet 4,80 €", "Landbrot", "4,80 €"),
    ("de", "Beratung 90,– €", "Beratung", "90,– €"),  # noqa: RUF001
    ("de", "Zimmer 80–120 € pro Nacht", "Zimmer", "80–120 € pro Nacht"),  # noqa: RUF001
    ("de-CH", "Lektion CHF 120.-", "Lektion", "CHF 120.-"),
    ("de-CH", "Gipfeli Fr. 1.80", "Gipfeli", "Fr. 1.80"),
    ("de", "Aufmaß: auf Anfrage", "Aufmaß", "auf Anfrage"),
    ("fr", "Œuf parfait, crème de champignons – 9 €", "Œuf parfait, crème de champignons", "9 €"),  # noqa: RUF001
    ("fr", "Coloration à partir de 85 €", "Coloration", "à partir de 85 €"),
    ("fr", "Table ronde 1 200 €", "Table ronde", "1 200 €"),
    ("fr", "Table ronde 1\u202f200\u00a0€", "Table ronde", "1\u202f200\u00a0€"),
    ("fr", "Menu du midi 14€50", "Menu du midi", "14€50"),
    ("fr", "Cours : 12 €/h", "Cours", "12 €/h"),
    ("fr", "Diagnostic – sur devis", "Diagnostic", "sur devis"),  # noqa: RUF001
    ("es", "Dos días 49 € al mes", "Dos días", "49 € al mes"),
    ("es", "Corte desde 15 euros", "Corte", "desde 15 euros"),
    ("pt-BR", "Feijoada – R$ 39,90", "Feijoada", "R$ 39,90"),  # noqa: RUF001
    ("pt", "Corte: 20 reais por pessoa", "Corte", "20 reais por pessoa"),
    ("it", "Caffè € 1,20", "Caffè", "€ 1,20"),
    ("it", "Pizza 8 euro a persona", "Pizza", "8 euro a persona"),
    ("it", "Lezione 30 € all’ora", "Lezione", "30 € all’ora"),  # noqa: RUF001
    ("pl", "Sernik 18 zł", "Sernik", "18 zł"),
    ("sv", "Kaka 1 200 kr", "Kaka", "1 200 kr"),
    ("ja", "煎茶 800円", "煎茶", "800円"),
]
UNPRICED = [
    ("en", "Open since 1998"),
    ("en", "Room 12"),
    ("de", "12 Betten"),
    ("en", "Soup 4.50"),
    ("en", "From 9 to 5"),
    ("fr", "Depuis 1987"),
]


@pytest.mark.parametrize(("tag", "text", "rest", "price"), PRICED)
def test_a_price_at_the_end_is_found_and_stays_as_it_is(tag: str, text: str, rest: str, price: str) -> None:
    assert prices_in(tag).split(text) == Priced(rest, price)


@pytest.mark.parametrize(("tag", "text"), UNPRICED)
def test_other_numbers_are_no_prices(tag: str, text: str) -> None:
    assert prices_in(tag).split(text) is None


def test_a_bare_number_is_a_price_where_that_was_said() -> None:
    assert prices_in("en").split("Soup ..... 4.50", bare=True) == Priced("Soup", "4.50")
    assert prices_in("en").split("Open 9.30", bare=False) is None
