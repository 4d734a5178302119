"""The fields of all forms, and the words for them."""

from string import Formatter
from typing import get_args

import pytest

from code24.forms.checking import Fault, checked
from code24.forms.fields import ENVELOPE, FORMS, FieldType, field_of
from code24.forms.models import FormKind
from code24.forms.words import FieldMessages, MailWords, PageMessages, Spoken, form_words, messages
from code24.types import is_printable

NAMES = {field.name for fields in FORMS.values() for field in fields}
LANGUAGES = get_args(Spoken)


def test_every_form_has_fields_and_somebody_to_answer() -> None:
    assert set(FORMS) == set(FormKind)
    for form, fields in FORMS.items():
        names = [field.name for field in fields]
        assert len(set(names)) == len(names)
        assert not set(names) & set(ENVELOPE)
        email = field_of(form, "email")
        assert email is not None
        assert (email.type, email.required, email.autocomplete) == (FieldType.EMAIL, True, "email")


def test_a_field_is_found_by_its_name() -> None:
    quantity = field_of(FormKind.ORDER, "quantity")
    assert quantity is not None
    assert (quantity.least, quantity.most, quantity.input_type) == (1, 999, "number")
    assert field_of(FormKind.CONTACT, "quantity") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    words, said = form_words(language), messages(language)
    assert words.language == said.language == language
    assert set(words.labels) == NAMES
    assert set(words.hints) <= NAMES
    assert set(words.submit) == set(said.mail.names) == set(FormKind)
    assert words.privacy.count("{privacy}") == 1
    texts = [words.submit_stay, words.optional, words.privacy, words.honeypot, words.choose]
    texts += [*words.labels.values(), *words.hints.values(), *words.submit.values(), *said.mail.names.values()]
    texts += [getattr(said.fields, name) for name in FieldMessages.model_fields]
    texts += [getattr(said.page, name) for name in PageMessages.model_fields]
    assert all(text.strip() == text and text and is_printable(text) and "\n" not in text for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_fill_the_same_gaps(language: str) -> None:
    def gaps(model: FieldMessages | MailWords) -> dict[str, set[str | None]]:
        texts = {name: getattr(model, name) for name in type(model).model_fields if name != "names"}
        return {name: {gap for _, gap, _, _ in Formatter().parse(text) if gap} for name, text in texts.items()}

    assert gaps(messages(language).fields) == gaps(messages("en").fields)
    assert gaps(messages(language).mail) == gaps(messages("en").mail)


@pytest.mark.parametrize(
    ("language", "spoken"), [("de-AT", "de"), ("pt-BR", "pt"), ("FR", "fr"), ("pl", "en"), ("zh-Hant-TW", "en")]
)
def test_other_tags_get_their_language_or_english(language: str, spoken: str) -> None:
    assert form_words(language) == form_words(spoken)
    assert messages(language) == messages(spoken)


def test_languages_differ() -> None:
    for name in ("required", "email", "past", "departure"):
        assert len({getattr(messages(language).fields, name) for language in LANGUAGES}) == len(LANGUAGES)


def test_every_fault_has_a_text() -> None:
    from datetime import date

    wrong = {
        "date": [""], "time": ["x"], "people": ["0"], "name": ["a\nb"], "email": ["x"], "phone": ["x"],
        "wish": ["\x00"], "note": ["a", "b"],
    }  # fmt: skip
    faults = checked(FormKind.BOOKING, wrong, date(2026, 3, 1)).faults
    faults = dict(faults) | dict(checked(FormKind.NEWSLETTER, {}, date(2026, 3, 1)).faults)
    assert {fault.message for fault in faults.values()} >= {"required", "time", "number", "one_line", "characters"}
    for fault in [*faults.values(), Fault("too_long", {"most": 3, "count": 4})]:
        text = getattr(messages("it").fields, fault.message).format(**fault.numbers)
        assert "{" not in text
