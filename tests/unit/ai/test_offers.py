import pytest

from code24.ai.description import read
from code24.ai.offers import offers_in

LISTS = [
    ("en", "We offer haircuts, colour and styling for women, men and children.", ["haircuts", "colour and styling"]),
    (
        "en",
        "We repair burst and frozen pipes, replace water heaters and unclog drains.",
        ["repair burst and frozen pipes", "replace water heaters", "unclog drains"],
    ),
    (
        "en",
        "We make fresh pasta every morning and serve pizza, grilled fish and tiramisu.",
        ["fresh pasta", "pizza", "grilled fish", "tiramisu"],
    ),
    ("en", "We repair phones in Leeds: screens, batteries and water damage.", ["screens", "batteries", "water damage"]),
    ("en", "I restore and calibrate tide clocks, barometers and chart tables for offices and people.",
     ["tide clocks", "barometers", "chart tables"]),
    ("en", "Our services include tax returns, bookkeeping and payroll.", ["tax returns", "bookkeeping", "payroll"]),
    ("en", "Bread, rolls and cakes.", ["Bread", "rolls", "cakes"]),
    ("de", "Wir bieten Brote, Brezeln, Kuchen und Torten an.", ["Brote", "Brezeln", "Kuchen", "Torten"]),
    (
        "de",
        "Wir unterrichten Hatha und Yin Yoga, Yoga für Schwangere und einen Kurs für Menschen über sechzig.",
        ["Hatha und Yin Yoga", "Yoga für Schwangere", "Kurs für Menschen über sechzig"],
    ),
    ("de", "Wir vertreten Mieter bei Kündigung, Mängeln und Abrechnung und beraten Vereine.",
     ["Kündigung", "Mängeln", "Abrechnung"]),
    ("fr", "Nous proposons du pain, des croissants et des tartes.", ["pain", "croissants", "tartes"]),
]  # fmt: skip
NO_LISTS = [
    ("en", "We work in Duluth, Hermantown, Proctor and Superior."),
    ("en", "Open Monday, Tuesday and Friday."),
    ("en", "We speak English, German and Polish."),
    ("de", "Wir sprechen: Deutsch, Englisch und Polnisch."),
    ("en", "When we opened, nobody came, but that has changed."),
    ("en", "We sell and repair bikes."),
    ("en", "Staff see their shifts on the phone, swap them with each other, and ask for leave."),
]


@pytest.mark.parametrize(("language", "text", "titles"), LISTS)
def test_lists(language: str, text: str, titles: list[str]) -> None:
    items, listings = offers_in(read(text, language))
    assert [item.title for item in items] == titles
    assert listings == {text}


@pytest.mark.parametrize(("language", "text"), NO_LISTS)
def test_what_is_no_list_of_offers(language: str, text: str) -> None:
    assert offers_in(read(text, language)) == ((), frozenset())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Haircut 35 €, colour from 60 €, beard trim 15,50 €.",
         [("Haircut", "35 €"), ("colour", "from 60 €"), ("beard trim", "15,50 €")]),
        ("Preise: 1 Stunde 29 €, 2 Stunden 49 €.", [("1 Stunde", "29 €"), ("2 Stunden", "49 €")]),
        ("- Full day: £1,900\n- Half day: £1,100\n- Elopements: from £650",
         [("Full day", "£1,900"), ("Half day", "£1,100"), ("Elopements", "from £650")]),
        ("Ein Landbrot kostet 4,80 €.", [("Landbrot", "4,80 €")]),
        ("- Massage – 60 minutes of rest\n- Facial: for dry skin",  # noqa: RUF001
         [("Massage", "60 minutes of rest."), ("Facial", "for dry skin.")]),
    ],
)  # fmt: skip
def test_prices_stand_exactly_as_written(text: str, expected: list[tuple[str, str]]) -> None:
    items, _ = offers_in(read(text, "en"))
    assert [(item.title, item.text) for item in items] == expected
