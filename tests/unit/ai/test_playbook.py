import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from code24.ai.frame import frame
from code24.ai.playbook import SPOKEN, Spoken, labels, playbook
from code24.ai.recognition import kinds
from code24.ai.topics import TOPICS
from code24.build.content.claims import Said, unsupported_claims
from code24.build.design.models import SectionKind
from code24.types import Goal
from tests.unit.ai.plans import brief

FOLDER = Path(str(resources.files("code24.ai").joinpath("playbooks")))
FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))
NOTHING_SAID = {
    language: Said.by(brief(name="-", description="-", business_type="-", language=language))
    for language in ("en", "de", "fr", "es", "pt", "it")
}
OURS = {
    language: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for language, words in {
        "en": "we|us|our|ours",
        "de": "wir|uns|unser\\w*",
        "fr": "nous|notre|nos|nôtres?",
        "es": "nosotr[oa]s|nuestr[oa]s?",
        "pt": "nós|noss[oa]s?",
        "it": "noi|nostr[oaie]",
    }.items()
}
"""How a business speaks of itself."""
INFORMAL = {
    "de": re.compile(r"\b(?:du|dein\w*|dich|dir|euch|euer)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:tu|te|toi|ton|ta|tes)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:tú|te|ti|tu|tus|tuy[oa]s?|vosotr[oa]s|vuestr[oa]s?)\b", re.IGNORECASE),
    "pt": re.compile(r"\b(?:tu|te|ti|teus?|tuas?|vós)\b", re.IGNORECASE),
    "it": re.compile(r"\b(?:tu|ti|te|tuo|tua|tuoi|tue|voi|vostr[oaie])\b", re.IGNORECASE),
}
FOR_VISITORS = ("offer", "occasions", "points", "story", "questions", "goals")


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from texts(inner, f"{path}[{place}]")


def visible(industry: str, language: Spoken) -> list[tuple[str, str]]:
    book = playbook(industry, language).model_dump(mode="json")
    return [entry for key, value in book.items() if key.startswith(FOR_VISITORS) for entry in texts(value, key)]


def test_there_is_a_playbook_for_every_kind_and_a_kind_for_every_playbook() -> None:
    assert {kind.playbook for kind in kinds()} == set(FILES)
    assert len(FILES) >= 17


@pytest.mark.parametrize("language", SPOKEN)
def test_every_language_has_every_playbook_and_every_label(language: Spoken) -> None:
    assert {path.stem for path in (FOLDER / language).glob("*.toml")} == set(FILES)
    assert set(labels(language)) == {kind.id for kind in kinds()}


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("industry", FILES)
class TestEveryPlaybook:
    def test_knows_all_goals(self, industry: str, language: Spoken) -> None:
        assert set(playbook(industry, language).goals) == set(Goal)

    def test_expects_section_kinds(self, industry: str, language: Spoken) -> None:
        assert {SectionKind(kind) for kind in playbook(industry, language).expects}

    def test_claims_nothing(self, industry: str, language: Spoken) -> None:
        for path, text in visible(industry, language):
            assert list(unsupported_claims(text, NOTHING_SAID[language])) == [], f"{path}: {text}"

    def test_never_speaks_as_the_business(self, industry: str, language: Spoken) -> None:
        """Only the owner says "we": a visitor's own question may."""
        for path, text in visible(industry, language):
            if "question" not in path:
                assert not OURS[language].search(text), f"{path}: {text}"

    def test_keeps_to_typography(self, industry: str, language: Spoken) -> None:
        for path, text in visible(industry, language):
            assert "'" not in text, path
            assert '"' not in text, path
            space_before = r"\s[,.]" if language == "fr" else r"\s[,.;!?]"
            assert not re.search(rf"[ ]{{2}}|\s$|^\s|\.\.|{space_before}", text), path
            assert set(re.findall(r"\{(\w+)\}", text)) <= {"name"}, path

    def test_keeps_to_lengths(self, industry: str, language: Spoken) -> None:
        book = playbook(industry, language)
        assert len(book.offer_label) <= 24
        for words in book.goals.values():
            assert all(len(headline) <= 60 for headline in words.headlines)
            assert len(words.invitation) <= 125
            assert len(words.primary) <= 32
            assert len(words.secondary) <= 32

    def test_addresses_visitors_formally(self, industry: str, language: Spoken) -> None:
        if informal := INFORMAL.get(language):
            for path, text in visible(industry, language):
                assert not informal.search(text), f"{path}: {text}"

    def test_names_only_known_topics(self, industry: str, language: Spoken) -> None:
        book = playbook(industry, language)
        questions = [*book.questions, *(words.question for words in book.goals.values())]
        assert {topic for _, _, *topics in questions for topic in topics} <= set(TOPICS)


@pytest.mark.parametrize("language", SPOKEN)
def test_headlines_are_used_once(language: Spoken) -> None:
    books = [playbook(name, language) for name in FILES]
    headlines = [text for book in books for words in book.goals.values() for text in words.headlines]
    assert len(headlines) == len(set(headlines)) == len(FILES) * len(Goal) * 2


@pytest.mark.parametrize("language", SPOKEN)
def test_a_frame_has_a_title_for_every_topic_and_a_heading_for_every_goal(language: Spoken) -> None:
    words = frame(language)
    assert set(words.topics) == set(TOPICS)
    assert set(words.headings.steps) == set(Goal)
    assert words.interface.language == language


def test_an_unknown_industry_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        playbook("alchemy")
