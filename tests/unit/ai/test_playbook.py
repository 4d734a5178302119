import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from code24.ai.playbook import SPOKEN, frame, playbook
from code24.ai.recognition import kinds
from code24.ai.topics import TOPICS
from code24.build.content.claims import Said, unsupported_claims
from code24.build.design.models import SectionKind
from code24.types import Goal
from tests.unit.ai.plans import brief

FILES = sorted(path.name.removesuffix(".toml") for path in resources.files("code24.ai").joinpath("playbooks").iterdir())
NOTHING_SAID = Said.by(brief(name="-", description="-", business_type="-"))
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


def visible(industry: str) -> list[tuple[str, str]]:
    book = playbook(industry).model_dump(mode="json")
    return [entry for key, value in book.items() if key.startswith(FOR_VISITORS) for entry in texts(value, key)]


def test_there_is_a_playbook_for_every_kind_and_a_kind_for_every_playbook() -> None:
    assert {kind.playbook for kind in kinds()} == set(FILES)
    assert len(FILES) >= 17


@pytest.mark.parametrize("industry", FILES)
class TestEveryPlaybook:
    def test_knows_all_goals(self, industry: str) -> None:
        assert set(playbook(industry).goals) == set(Goal)

    def test_expects_section_kinds(self, industry: str) -> None:
        assert {SectionKind(kind) for kind in playbook(industry).expects}

    def test_claims_nothing(self, industry: str) -> None:
        for path, text in visible(industry):
            assert list(unsupported_claims(text, NOTHING_SAID)) == [], f"{path}: {text}"

    def test_never_speaks_as_the_business(self, industry: str) -> None:
        """Only the owner says "we": a visitor's own question may."""
        for path, text in visible(industry):
            if "question" not in path:
                assert not re.search(r"\b(?:we|us|our|ours|wir|uns|unser\w*)\b", text, re.IGNORECASE), f"{path}: {text}"

    def test_keeps_to_typography(self, industry: str) -> None:
        for path, text in visible(industry):
            assert "'" not in text, path
            assert '"' not in text, path
            assert not re.search(r"\s{2}|\s$|^\s|\.\.|\s[,.;!?]", text), path
            assert set(re.findall(r"\{(\w+)\}", text)) <= {"name"}, path

    def test_keeps_to_lengths(self, industry: str) -> None:
        book = playbook(industry)
        for language in SPOKEN:
            assert len(book.offer_label.in_(language)) <= 24
            for words in book.goals.values():
                assert all(len(headline) <= 60 for headline in words.headlines.in_(language))
                assert len(words.invitation.in_(language)) <= 125
                assert len(words.primary.in_(language)) <= 32
                assert len(words.secondary.in_(language)) <= 32

    def test_addresses_germans_formally(self, industry: str) -> None:
        for path, text in visible(industry):
            if ".de" in path:
                assert not re.search(r"\b(?:du|dein\w*|dich|dir|euch|euer)\b", text, re.IGNORECASE), f"{path}: {text}"

    def test_names_only_known_topics(self, industry: str) -> None:
        book = playbook(industry)
        for language in SPOKEN:
            questions = [
                *book.questions.in_(language),
                *(words.question.in_(language) for words in book.goals.values()),
            ]
            assert {topic for _, _, *topics in questions for topic in topics} <= set(TOPICS)


def test_headlines_are_used_once() -> None:
    for language in SPOKEN:
        headlines = [
            text for name in FILES for words in playbook(name).goals.values() for text in words.headlines.in_(language)
        ]
        assert len(headlines) == len(set(headlines)) == len(FILES) * len(Goal) * 2


@pytest.mark.parametrize("language", SPOKEN)
def test_a_frame_has_a_title_for_every_topic_and_a_heading_for_every_goal(language: str) -> None:
    words = frame("de" if language == "de" else "en")
    assert set(words.topics) == set(TOPICS)
    assert set(words.headings.steps) == set(Goal)
    assert words.interface.language == language


def test_an_unknown_industry_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        playbook("alchemy")
