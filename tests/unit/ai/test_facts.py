import pytest

from code24.ai.facts import facts_of
from tests.unit.ai.plans import brief

# A lead, a list, a topic, hours and a way to get in touch, in this order.
TOLD = {
    "en": (
        "We are a small bakery in Ulm with one oven.",
        "We bake rye, rolls and plum cake.",
        "Dogs are welcome in the courtyard.",
        "We are open on Tuesdays from 8:00.",
        "Call us on 0731 555 0142.",
    ),
    "de": (
        "Wir sind eine kleine Bäckerei in Ulm mit einem Ofen.",
        "Wir backen Roggenbrot, Brötchen und Kuchen.",
        "Hunde sind im Hof willkommen.",
        "Geöffnet ist dienstags ab 8 Uhr.",
        "Rufen Sie uns an: 0731 555 0142.",
    ),
    "fr": (
        "Nous sommes une petite boulangerie à Nantes avec un four.",
        "Nous proposons du pain, des brioches et des tartes.",
        "Les chiens sont les bienvenus dans la cour.",
        "Nous ouvrons le mardi à 8 heures.",
        "Appelez-nous au 02 61 91 04 28.",
    ),
    "es": (
        "Somos una panadería pequeña en Sevilla con un horno.",
        "Ofrecemos pan de centeno, bollos y tartas.",
        "Los perros son bienvenidos en el patio.",
        "Abrimos los martes a las 8.",
        "Llámenos al 095 501 73 46.",
    ),
    "pt": (
        "Somos uma padaria pequena em Braga com um forno.",
        "Oferecemos pão de centeio, bolos e tartes.",
        "Os cães são bem-vindos no pátio.",
        "Abrimos às terças-feiras às 8.",
        "Ligue-nos para o 0253 555 014.",
    ),
    "it": (
        "Siamo un piccolo forno a Siena con una vista sul prato.",
        "Offriamo pane di segale, focacce e torte.",
        "I cani sono benvenuti nel cortile.",
        "Apriamo il martedì alle 8.",
        "Chiamateci allo 0577 160 0248.",
    ),
}
PLACES = {"en": "Ulm", "de": "Ulm", "fr": "Nantes", "es": "Sevilla", "pt": "Braga", "it": "Siena"}


@pytest.mark.parametrize("language", TOLD)
def test_each_sentence_goes_where_it_belongs(language: str) -> None:
    lead, listing, topic, hours, reach = TOLD[language]
    facts = facts_of(brief(language=language, name="Krumel", description=" ".join(TOLD[language])))
    assert facts.lead == lead
    assert facts.listings == {listing}
    assert len(facts.offers) == 3
    assert facts.topics == (("dogs", topic),)
    assert facts.hours == (hours,)
    assert facts.reach == (reach,)
    assert facts.place == PLACES[language]


def test_offers_of_the_brief_are_the_only_ones_and_the_description_is_prose_then() -> None:
    text = "Bread, rolls and cakes. Rye 4,80 €, oats 5 €, spelt 6 €. We are happy to see you."
    facts = facts_of(brief(description=text, offers=[{"name": "Oat loaf", "price": "€ 5"}]))
    assert [offer.name for offer in facts.offers] == ["Oat loaf"]
    assert facts.sentences == ("Bread, rolls and cakes.", "We are happy to see you.")
    assert facts.prices == ()


def test_one_thing_alone_is_no_list() -> None:
    assert facts_of(brief(description="Haircut 35 €.")).offers == ()


def test_what_stands_in_a_list_and_is_no_offer_is_read_as_a_sentence() -> None:
    text = "Opening hours:\n- Monday 9:00 to 18:00\n- Saturday 9:00 to 12:00\n\nGood to know:\n- Dogs are welcome here."
    facts = facts_of(brief(description=text))
    assert facts.hours == ("Monday 9:00 to 18:00.", "Saturday 9:00 to 12:00.")


def test_hours_of_a_list_give_way_to_the_owners_own() -> None:
    text = "Opening hours:\n- Monday 9:00 to 18:00\n- Saturday 9:00 to 12:00"
    facts = facts_of(brief(description=text, contact={"opening_hours": ["Mo-Fr 08:00-12:00"]}))
    assert not [line for line in facts.hours if "9:00" in line]


def test_two_words_may_be_a_sentence() -> None:
    facts = facts_of(brief(language="pt", description="Somos um café pequeno em Lisboa. Aceitamos cães. Pão quente."))
    assert facts.topics == (("dogs", "Aceitamos cães."),)
    assert "Pão quente." not in facts.sentences


def test_software_is_in_a_town_only_by_its_address() -> None:
    description = "We are a team of builders in Leeds."
    assert facts_of(brief(description=description), everywhere=True).place == ""
    address = {"street": "Main 1", "city": "Leeds"}
    assert facts_of(brief(description=description, contact={"address": address}), everywhere=True).place == "Leeds"
