import pytest

from code24.ai.topics import heading_topic, topic_of


@pytest.mark.parametrize(
    ("tag", "sentence", "topic"),
    [
        ("en", "Our terrace overlooks the river.", "outside"),
        ("de", "Parkplätze gibt es direkt vor dem Laden.", "parking"),
        ("en", "Vegetarian dishes are available.", "diets"),
        ("de", "Die Praxis ist barrierefrei erreichbar.", "access"),
        ("de", "Wer Angst hat, bekommt einen längeren Termin.", "fear"),
        ("de-AT", "Wir sprechen Deutsch, Englisch und Türkisch.", "languages"),
        ("en", "Founded in 1987 by two sisters.", "tradition"),
        ("de", "Hunde dürfen mit.", "dogs"),
        ("de", "Eine Probestunde ist kostenlos.", "trial"),
        ("fr", "Les chiens sont les bienvenus en terrasse.", "dogs"),
        ("fr", "Le salon est de plain-pied.", "access"),
        ("es", "Hablamos español, inglés y portugués.", "languages"),
        ("es", "Si tiene miedo al dentista, díganoslo.", "fear"),
        ("pt-BR", "Aceitamos cães.", "dogs"),
        ("it", "I cani sono benvenuti.", "dogs"),
        ("it", "Il parcheggio è davanti alla porta.", "parking"),
        ("nl", "Een kop koffie kost 3 €.", "prices"),
        ("en", "We serve wood-fired pizza.", None),
        ("en", "The dogs of the neighbour bark.", None),
        ("en", "We are happy to see you.", None),
        ("nl", "Honden zijn welkom.", None),
    ],
)
def test_topics(tag: str, sentence: str, topic: str | None) -> None:
    assert topic_of(sentence, tag) == topic


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("Deliveries go out on Tuesdays.", "delivery"),
        ("I work in daylight, on film and digitally, and I deliver.", None),
    ],
)
def test_a_topic_is_a_title_only_where_the_sentence_begins_with_it(sentence: str, topic: str | None) -> None:
    assert heading_topic(sentence, "en") == topic
