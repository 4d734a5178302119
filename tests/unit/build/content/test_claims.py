import pytest

from code24.build.content.claims import Said, supported_target, unsupported_claims
from tests.unit.ai.plans import brief

QUOTE = "“They cut my hair so well that I came back,” – Anna"  # noqa: RUF001
SAID = Said.by(
    brief(
        name="Studio 54",
        description="Haircut 35 €, since 1987. Certified by nobody. Call 0731 / 12-34 or write to me@studio.example.",
        contact={"phone": "+49 731 1234", "opening_hours": ["Mo-Fr 09:00-18:30"]},
    )
)


def claims(text: str) -> list[str]:
    return list(unsupported_claims(text, SAID))


@pytest.mark.parametrize(
    "text",
    [
        "Since 1987 at Studio 54.",
        "A haircut is 35 €.",
        "A haircut is 35€.",
        "Open Monday to Friday, 09:00 to 18:30.",
        "Certified.",
        "Write to me@studio.example.",
        "Keep it in a cool place.",
        "It is “certified”, he said.",
    ],
)
def test_what_the_brief_says_is_supported(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Since 1988.", "number 1988"),
        ("Only 36 € now.", "number 36"),
        ("Only $35 now.", "price $35"),
        ("Over twenty years of it.", "number twenty"),
        ("Write to you@studio.example.", "e-mail you@studio.example"),
        ("See https://studio.example.", "address https://studio.example."),
        ("Open on Sunday mornings.", "date Sunday"),
        ("The best in town.", "claim best"),
        ("Our award-winning team.", "claim award"),
        ("Delivery is free.", "claim free"),
        ("A feast of R$ 90.", "price R$ 90"),
        ("Only 35 zł.", "price 35 zł"),
        (QUOTE, f"testimonial {QUOTE}"),
    ],
)
def test_what_it_does_not_say_is_named(text: str, claim: str) -> None:
    assert claim in claims(text)


CLAIMS = [
    ("de", "Wir sind führend in Ulm.", "claim führend"),
    ("de", "Die beste Wahl.", "claim beste"),
    ("de", "Kostenlose Beratung.", "claim Kostenlose"),
    ("de", "Seit zwanzig Jahren.", "number zwanzig"),
    ("de", "Sonntags geöffnet.", "date Sonntags"),
    ("fr", "Le meilleur pain de la ville.", "claim Le meilleur"),
    ("fr", "Un artisan certifié.", "claim certifié"),
    ("fr", "Devis gratuit.", "claim gratuit"),
    ("fr", "Depuis vingt ans.", "number vingt"),
    ("fr", "Fermé le dimanche.", "date dimanche"),
    ("es", "El mejor pan de la ciudad.", "claim El mejor"),
    ("es", "Trabajo garantizado.", "claim garantizado"),
    ("es", "Más de veinte años.", "number veinte"),
    ("es", "Abierto los lunes.", "date lunes"),
    ("pt-BR", "A melhor padaria.", "claim A melhor"),
    ("pt", "Orçamento gratuito.", "claim gratuito"),
    ("pt", "Há quinze anos.", "number quinze"),
    ("pt", "Aberto ao domingo.", "date domingo"),
    ("it", "Il miglior pane.", "claim Il miglior"),
    ("it", "Preventivo gratuito.", "claim gratuito"),
    ("it", "Da vent’anni, anzi da trenta.", "number trenta"),  # noqa: RUF001
    ("it", "Chiuso il lunedì.", "date lunedì"),
    ("nl", "The best bread.", "claim best"),
]
NO_CLAIMS = [
    ("de", "Am besten kommen Sie früh."),
    ("fr", "Le mieux est de venir tôt. Une première idée suffit."),
    ("es", "Mejor dos días. Pida un certificado."),
    ("pt", "Escolha o melhor dia e a melhor hora."),
    ("it", "Meglio due date. Grazie mille."),
]


@pytest.mark.parametrize(("language", "text", "claim"), CLAIMS)
def test_claims_are_known_in_every_language(language: str, text: str, claim: str) -> None:
    assert claim in unsupported_claims(text, Said.by(brief(language=language)))
    assert list(unsupported_claims(text, Said.by(brief(language=language, description=text)))) == []


@pytest.mark.parametrize(("language", "text"), NO_CLAIMS)
def test_ordinary_words_are_no_claims(language: str, text: str) -> None:
    assert list(unsupported_claims(text, Said.by(brief(language=language)))) == []


def test_a_word_within_another_supports_nothing() -> None:
    said = Said.by(brief(description="We sell bestsellers in 1987."))
    assert list(unsupported_claims("The best of 198.", said)) == ["number 198", "claim best"]


@pytest.mark.parametrize(
    "fields",
    [
        {"offers": [{"name": "Rye", "text": "Since 2011."}]},
        {"offers": [{"name": "Rye", "price": "€ 2,011"}]},
        {"team": [{"name": "Ann", "role": "Class of 2011"}]},
        {"testimonials": [{"quote": "Good", "author": "Ben, 2011"}]},
        {"figures": [{"value": "2011", "label": "loaves"}]},
        {"questions": [{"question": "When?", "answer": "2011"}]},
        {"legal": {"register_entry": "HRB 2011"}},
        {"images": [{"id": "a", "url": "https://x.example/a.jpg", "caption": "2011"}]},
        {"contact": {"phone": "0731 2011"}},
    ],
)
def test_every_field_of_a_brief_says_something(fields: dict[str, object]) -> None:
    number = "2,011" if "price" in str(fields) else "2011"
    assert list(unsupported_claims(f"Number {number}.", Said.by(brief(**fields)))) == []
    assert list(unsupported_claims(f"Number {number}.", Said.by(brief()))) == [f"number {number}"]


def test_colours_and_competitors_say_nothing() -> None:
    said = Said.by(brief(colors=["#112011"], competitors=["https://other.example/2011"]))
    assert list(unsupported_claims("Since 2011.", said)) == ["number 2011"]


def test_laws_may_be_named_where_they_belong_and_only_from_the_list() -> None:
    said = Said.by(brief())
    assert list(unsupported_claims("See Article 6(1)(b) GDPR.", said, laws=True)) == []
    assert list(unsupported_claims("See Article 6(1)(b) GDPR.", said)) != []
    assert list(unsupported_claims("See Article 99 GDPR.", said, laws=True)) == ["number 99"]


@pytest.mark.parametrize(
    ("target", "supported"),
    [
        ("tel:+497311234", True),
        ("tel:07311234", True),
        ("tel:0800123456", False),
        ("mailto:me@studio.example", True),
        ("mailto:you@studio.example", False),
        ("/contact/", True),
    ],
)
def test_targets(target: str, supported: bool) -> None:
    assert supported_target(target, SAID) is supported
