import tomllib
from importlib import resources

import pytest

from code24.build.quality_gate.law_references import without_law_references

TEXTS = sorted(resources.files("code24.ai").joinpath("legal").iterdir(), key=lambda file: file.name)


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_no_number_of_the_legal_pages_is_left(file: resources.abc.Traversable) -> None:
    texts: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                gather(each)

    gather(tomllib.loads(file.read_text("utf-8")))
    left = [text for text in texts if any(character.isdigit() for character in without_law_references(text))]
    assert texts
    assert left == []


@pytest.mark.parametrize(
    "text", ["Article 99 GDPR", "since 2002", "§ 5 Abs. 9", "Art. 6 of our rules", "Article 6(9)(a) GDPR", "6 loaves"]
)
def test_other_numbers_stay(text: str) -> None:
    assert any(character.isdigit() for character in without_law_references(text))


def test_the_words_around_stay() -> None:
    assert without_law_references("a Article 6(1)(f) GDPR b\u00a0Art.\u00a06 Abs. 1 Buchst. f DSGVO c") == "a  b  c"
