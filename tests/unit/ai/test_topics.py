import pytest

from code24.ai.topics import topic_of


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("Our terrace overlooks the river.", "outside"),
        ("Parkplätze gibt es direkt vor dem Laden.", "parking"),
        ("Vegetarian dishes are available.", "diets"),
        ("Die Praxis ist barrierefrei erreichbar.", "access"),
        ("Wer Angst hat, bekommt einen längeren Termin.", "fear"),
        ("Wir sprechen Deutsch, Englisch und Türkisch.", "languages"),
        ("Founded in 1987 by two sisters.", "tradition"),
        ("Hunde dürfen mit.", "dogs"),
        ("Eine Probestunde ist kostenlos.", "trial"),
        ("We serve wood-fired pizza.", None),
        ("The dogs of the neighbour bark.", None),
        ("We are happy to see you.", None),
    ],
)
def test_topics(sentence: str, topic: str | None) -> None:
    assert topic_of(sentence, language) == topic
