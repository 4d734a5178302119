import pytest

from code24.ai.embedded import EmbeddedWriter
from code24.ai.spelling import AMERICAN, BRITISH, SWISS, respelled, spelling_of
from tests.unit.ai.plans import PLAN, brand, brief, texts_of


@pytest.mark.parametrize(
    ("language", "spelling"),
    [("en", BRITISH), ("en-GB", BRITISH), ("en-US", AMERICAN), ("de", BRITISH), ("de-CH", SWISS), ("fr-CH", BRITISH)],
)
def test_the_region_decides(language: str, spelling: str) -> None:
    assert spelling_of(language) == spelling


def test_american() -> None:
    assert respelled({"a": ["Colours and tyres", "your hour"]}, AMERICAN) == {"a": ["Colors and tires", "your hour"]}


def test_swiss() -> None:
    assert respelled("Straße, „nur die Spitzen“", SWISS) == "Strasse, «nur die Spitzen»"


def test_the_owners_words_are_never_respelled() -> None:
    request = brief(
        language="de-CH",
        business_type="Friseursalon",
        description="Im Salon Weiß ist „alles“ heiß und schön in Zürich.",
    )
    words = texts_of(EmbeddedWriter().content(request, EmbeddedWriter().market(request), brand(), PLAN))
    own = "Im Salon Weiß ist „alles“ heiß und schön in Zürich."
    assert own in words
    assert not [text for text in words if "ß" in text.replace(own, "") or "„" in text.replace(own, "")]
