import re

import pytest

from code24.ai.language import READABLE, is_readable, language_of
from code24.ai.playbook import SPOKEN


def test_every_spoken_language_is_readable() -> None:
    assert set(READABLE) == set(SPOKEN)


@pytest.mark.parametrize(
    ("tag", "said", "title"),
    [
        ("en", "teaches", "teach"),
        ("de", "repariere", "reparieren"),
        ("de-AT", "verlegen", "verlegen"),
        ("fr", "nettoyons", "nettoyer"),
        ("fr", "vidangeons", "vidanger"),
        ("fr", "faisons", "faire"),
        ("es", "reparamos", "reparar"),
        ("es-MX", "hago", "hacer"),
        ("pt-BR", "servimos", "servir"),
        ("it", "tagliamo", "tagliare"),
        ("it", "facciamo", "fare"),
    ],
)
def test_verbs_are_known_as_a_business_says_them(tag: str, said: str, title: str) -> None:
    assert language_of(tag).verbs[said] == title


def test_a_language_without_lists_is_read_as_english() -> None:
    assert language_of("nl").code == "en"
    assert not is_readable("nl")
    assert is_readable("pt-BR")


@pytest.mark.parametrize("code", READABLE)
def test_every_pattern_compiles(code: str) -> None:
    lists = language_of(code).lists.model_dump()
    parts = [part for part in lists.values() if isinstance(part, dict)]
    patterns = [text for part in parts for words in part.values() if isinstance(words, tuple) for text in words]
    assert all(re.compile(pattern) for pattern in patterns)
    assert len(patterns) > 100
