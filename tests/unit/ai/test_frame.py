import re
from collections.abc import Iterator
from typing import Any

import pytest

from code24.ai.frame import Frame, frame
from code24.ai.playbook import SPOKEN, Spoken
from code24.ai.spelling import AMERICAN, SWISS
from code24.ai.topics import TOPICS
from code24.ai.typography import slots_in
from code24.build.content.claims import unsupported_claims
from code24.build.design.models import PageKind
from code24.forms.models import FormKind
from code24.types import Goal
from tests.unit.ai.test_playbook import INFORMAL, NOTHING_SAID, OURS, texts

SLOTS = {"name", "type", "place", "label", "offers", "headline", "phone", "email", "address", "pages", "images"}
FRAMES = pytest.mark.parametrize("language", SPOKEN)


def visible(language: Spoken) -> Iterator[tuple[str, str]]:
    """What visitors read; months, days and messages to the owner are left out, and the words for given hours."""
    data: dict[str, Any] = frame(language).model_dump(mode="json")
    data.pop("to_do")
    data["interface"].pop("days")
    data["interface"].pop("around_the_clock")  # Stands where the owner gave 00:00-24:00.
    return texts(data)


@FRAMES
def test_every_title_has_a_phrase_for_every_length_of_name(language: Spoken) -> None:
    words = frame(language)
    assert set(words.titles) == set(PageKind)
    for kind, (short, medium, long, alone) in words.titles.items():
        assert 4 <= len(short) <= 13, (kind, short)
        assert 20 <= len(medium) <= 25, (kind, medium)
        assert 36 <= len(long) <= 41, (kind, long)
        assert 40 <= len(alone) <= 60, (kind, alone)


@FRAMES
def test_every_description_fills_up_whatever_the_name(language: Spoken) -> None:
    words = frame(language)
    assert set(words.descriptions) == set(PageKind)
    for kind, (main, *others) in words.descriptions.items():
        assert slots_in(main) == ("name",), kind
        assert 60 <= len(main) - len("{name}") <= 100, (kind, main)
        assert all(29 <= len(text) <= 39 and not slots_in(text) for text in others), (kind, others)


@FRAMES
def test_has_words_for_everything(language: Spoken) -> None:
    words = frame(language)
    assert set(words.topics) == set(TOPICS)
    assert set(words.headings.steps) == set(Goal)
    assert set(words.forms) == set(FormKind) - {FormKind.CONTACT}
    assert words.interface.language == language
    assert all(len(words.pages.label(kind)) <= 30 for kind in PageKind if kind is not PageKind.OFFER)
    assert set(words.to_do) == set(frame("en").to_do)


@FRAMES
def test_claims_nothing_and_addresses_visitors_formally(language: Spoken) -> None:
    for path, text in visible(language):
        assert list(unsupported_claims(text, NOTHING_SAID[language])) == [], f"{path}: {text}"
        if informal := INFORMAL.get(language):
            assert not informal.search(text), f"{path}: {text}"


@pytest.mark.parametrize("language", ["fr", "es", "pt", "it"])
def test_does_not_speak_as_the_business(language: Spoken) -> None:
    """German frames say "Über uns", which is what that page is called there."""
    for path, text in visible(language):
        assert not OURS[language].search(text), f"{path}: {text}"


@FRAMES
def test_keeps_to_typography(language: Spoken) -> None:
    for path, text in visible(language):
        assert "'" not in text, path
        assert '"' not in text, path
        space_before = r" [,.;:!?]" if language == "fr" else r"\s[,.;:!?]"
        assert not re.search(rf"[ ]{{2}}|\s$|^\s|\.\.|{space_before}", text), f"{path}: {text}"
        assert set(slots_in(text)) <= SLOTS, path


def test_a_country_spells_the_frame_its_own_way() -> None:
    assert isinstance(frame("en", AMERICAN), Frame)
    swiss = " ".join(text for _, text in texts(frame("de", SWISS).model_dump(mode="json")))
    assert "ß" not in swiss
    assert "ß" in " ".join(text for _, text in texts(frame("de").model_dump(mode="json")))
