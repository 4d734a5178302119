import pytest

from code24.ai.description import read
from code24.ai.offers import offers_in
from code24.build.models import Offer

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
    ("de", "Wir reparieren Rohre, tauschen Heizungen und verlegen Fliesen.",
     ["Rohre reparieren", "Heizungen tauschen", "Fliesen verlegen"]),
    ("de", "Ich repariere Räder, baue Laufräder ein und verkaufe Helme.",
     ["Räder reparieren", "Laufräder einbauen", "Helme verkaufen"]),
    ("de", "Wir planen und bauen Photovoltaikanlagen mit Speicher, Wallboxen und Zählerschränke.",
     ["Photovoltaikanlagen mit Speicher", "Wallboxen", "Zählerschränke"]),
    ("fr", "Nous proposons du pain, des croissants et des tartes.", ["pain", "croissants", "tartes"]),
    ("fr", "Nous réparons les fuites, installons des chaudières et débouchons les canalisations.",
     ["réparer les fuites", "installer des chaudières", "déboucher les canalisations"]),
    ("es", "Ofrecemos cortes de pelo, color y peinados.", ["cortes de pelo", "color", "peinados"]),
    ("es", "Reparamos fugas, instalamos calderas y pintamos paredes.",
     ["reparar fugas", "instalar calderas", "pintar paredes"]),
    ("es", "Tratamos a niños y adultos: limpiezas, empastes, endodoncias e implantes.",
     ["limpiezas", "empastes", "endodoncias", "implantes"]),
    ("pt", "Oferecemos cortes, cor e penteados.", ["cortes", "cor", "penteados"]),
    ("pt", "Cuidamos da abertura da empresa, da folha de pagamento e do imposto de renda.",
     ["abertura da empresa", "folha de pagamento", "imposto de renda"]),
    ("pt", "Servimos café de torra clara, bolos do dia e almoços leves.",
     ["café de torra clara", "bolos do dia", "almoços leves"]),
    ("it", "Offriamo pane, focacce e dolci.", ["pane", "focacce", "dolci"]),
    ("it", "Facciamo tagliandi, freni, frizioni e diagnosi elettronica.",
     ["tagliandi", "freni", "frizioni", "diagnosi elettronica"]),
    ("it", "Ripariamo perdite, installiamo caldaie e tinteggiamo pareti.",
     ["riparare perdite", "installare caldaie", "tinteggiare pareti"]),
]  # fmt: skip
NO_LISTS = [
    ("en", "We work in Duluth, Hermantown, Proctor and Superior."),
    ("en", "Open Monday, Tuesday and Friday."),
    ("en", "We speak English, German and Polish."),
    ("de", "Wir sprechen: Deutsch, Englisch und Polnisch."),
    ("en", "When we opened, nobody came, but that has changed."),
    ("en", "We sell and repair bikes."),
    ("fr", "Nous parlons français, allemand et anglais."),
    ("pt", "O Café Andorinha fica em Alfama, Lisboa, ao lado do elevador."),
    ("es", "Las clases empiezan a las 7:00, 13:30 y 19:00."),
    ("pl", "Pieczemy chleb na zakwasie, chałki, drożdżówki i sernik."),
    ("ja", "宇治の煎茶、ほうじ茶、抹茶を一煎ずつ淹れてお出しします。"),
    ("fr", "Ouvert le lundi, le mardi et le jeudi."),
    ("es", "Hablamos español, inglés y portugués."),
    ("es", "Abrimos lunes, martes y jueves."),
    ("pt", "Falamos português, inglês e francês."),
    ("it", "Parliamo italiano, tedesco e inglese."),
    ("it", "Aperti lunedì, martedì e giovedì."),
    ("it", "La colazione è con il pane del forno a legna, il miele delle nostre api e la marmellata di fichi."),
    ("it", "Fuori dal forno a legna, dalle api e dal campo."),
    ("de", "Wir wandern mit achtzig Völkern durch die Lausitz: Raps, Robinie, Linde, Heide."),
    ("en", "Selected work: a boathouse in Øygarden, a school library in Voss, a row of four houses."),
    ("de", "Referenzen: Schule Voss, Rathaus Bergen, Haus am See."),
    ("en", "In the back room, the yard and the shop."),
    ("en", "Staff see their shifts on the phone, swap them with each other, and ask for leave."),
]


@pytest.mark.parametrize(("language", "text", "titles"), LISTS)
def test_lists(language: str, text: str, titles: list[str]) -> None:
    offers, listings = offers_in(read(text, language), language)
    assert [offer.name for offer in offers] == titles
    assert listings == {text}


@pytest.mark.parametrize(("language", "text"), NO_LISTS)
def test_what_is_no_list_of_offers(language: str, text: str) -> None:
    assert offers_in(read(text, language), language) == ((), frozenset())


def offer(name: str, price: str | None = None, text: str | None = None, group: str | None = None) -> Offer:
    return Offer(name=name, price=price, text=text, group=group)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Haircut 35 €, colour from 60 €, beard trim 15,50 €.",
            [offer("Haircut", "35 €"), offer("colour", "from 60 €"), offer("beard trim", "15,50 €")],
        ),
        ("de", "Preise: 1 Stunde 29 €, 2 Stunden 49 €.", [offer("1 Stunde", "29 €"), offer("2 Stunden", "49 €")]),
        (
            "en",
            "- Full day: £1,900\n- Half day: £1,100\n- Elopements: from £650",
            [offer("Full day", "£1,900"), offer("Half day", "£1,100"), offer("Elopements", "from £650")],
        ),
        ("de", "Ein Landbrot kostet 4,80 €.", [offer("Landbrot", "4,80 €")]),
        (
            "en",
            "- Massage – 60 minutes of rest\n- Facial: for dry skin",  # noqa: RUF001
            [offer("Massage", text="60 minutes of rest."), offer("Facial", text="for dry skin.")],
        ),
        (
            "en",
            "Soups:\n- Leek – with cream – £5.50\n- Pea | fresh mint | £5\n\nMains:\n- Pie: £12\n  with mash",  # noqa: RUF001
            [
                offer("Leek", "£5.50", "with cream.", "Soups"),
                offer("Pea", "£5", "fresh mint.", "Soups"),
                offer("Pie", "£12", "with mash.", "Mains"),
            ],
        ),
        (
            "fr",
            "Entrées :\n- Œuf parfait, crème de champignons – 9 €\n\nPlats :\n- Joue de bœuf – 19 €\n\nLa salle est petite.",  # noqa: E501, RUF001
            [
                offer("Œuf parfait, crème de champignons", "9 €", group="Entrées"),
                offer("Joue de bœuf", "19 €", group="Plats"),
            ],
        ),
        ("en", "Our menu\nSoup 4.50\nSalad ..... 6.00", [offer("Soup", "4.50"), offer("Salad", "6.00")]),
        ("pl", "Menu:\n- Sernik – 18 zł\n- Chałka – 12 zł", [offer("Sernik", "18 zł"), offer("Chałka", "12 zł")]),  # noqa: RUF001
        ("ja", "・煎茶 800円\n・抹茶 900円", [offer("煎茶", "800円"), offer("抹茶", "900円")]),
        ("en", "<ul><li>Rye 4 €</li><li>Rolls 1 €</li></ul>", [offer("Rye", "4 €"), offer("Rolls", "1 €")]),
        ("en", "- Advice – free\n- Report: on request", [offer("Advice", "free"), offer("Report", "on request")]),  # noqa: RUF001
        (
            "en",
            "- Full day – $900 – with an album\n- Hour – $90",  # noqa: RUF001
            [offer("Full day", "$900", "with an album."), offer("Hour", "$90")],
        ),
    ],
)
def test_prices_texts_and_groups_stand_as_written(language: str, text: str, expected: list[Offer]) -> None:
    offers, _ = offers_in(read(text, language), language)
    assert list(offers) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Opening hours:\n- Mo-Fr 9:00-18:00\n- Sa 9:00-12:00",
        "Pages:\n- Home\n- About us\n- Contact",
        "Our team:\n- Anna\n- Ben",
        "Languages:\n- English\n- Polish",
    ],
)
def test_lists_of_other_things_are_no_offers(text: str) -> None:
    assert offers_in(read(text, "en"), "en") == ((), frozenset())


def test_an_offer_named_twice_stands_once_with_its_price() -> None:
    offers, _ = offers_in(read("We bake rye, rolls and cakes. Rye 4,80 €.", "en"), "en")
    assert list(offers) == [offer("rye", "4,80 €"), offer("rolls"), offer("cakes")]


def test_where_one_line_has_a_price_a_list_without_prices_is_none_of_offers() -> None:
    text = "Zu den Blüten: Raps, Robinie, Linde.\n\n- Lindenhonig 7,50 €"
    offers, listings = offers_in(read(text, "de"), "de")
    assert [offer.name for offer in offers] == ["Lindenhonig"]
    assert listings == frozenset()


def test_a_list_that_goes_on_to_something_else_stays_prose_as_well() -> None:
    text = "We bake rye, buns, cheese straws, and on Saturdays a plum and almond galette."
    offers, listings = offers_in(read(text, "en"), "en")
    assert [offer.name for offer in offers] == ["rye", "buns", "cheese straws"]
    assert listings == frozenset()
