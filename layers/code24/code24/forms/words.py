"""What forms say: on the page, when something is wrong, and in the owner's mail."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from code24.forms.models import FormKind, FormWords
from code24.models import Model
from code24.types import LanguageTag

Spoken = Literal["en", "de", "fr", "es", "pt", "it"]


class FieldMessages(Model):
    """What is said at a field. `{most}`, `{least}` and `{count}` stand for numbers."""

    required: str
    consent: str
    email: str
    phone: str
    date: str
    past: str
    far: str
    departure: str
    time: str
    number: str
    too_long: str
    one_line: str
    characters: str
    repeated: str


class PageMessages(Model):
    """What is said about a whole form that was sent, as title and text."""

    summary: str
    """Above the list of errors."""
    expired: str
    """Above a form that was open for too long; everything typed is still there."""
    unseen: str
    """Above a form whose page could not be proved to be this site's."""
    busy_title: str
    busy: str
    refused_title: str
    refused: str
    unreadable_title: str
    unreadable: str
    large_title: str
    large: str
    files_title: str
    files: str
    failed_title: str
    failed: str
    unknown_title: str
    unknown: str
    back: str
    """The link to the page that the form is on."""


class MailWords(Model):
    """What the notification of the owner says. `{form}`, `{name}`, `{site}` and `{page}` stand for text."""

    subject: str
    greeting: str
    reply: str
    """That answering the mail answers the visitor."""
    page: str
    received: str
    names: Mapping[FormKind, str]
    """What each form is called in the mail."""


class FormMessages(Model):
    """Everything that the receiver says, in `language`."""

    language: LanguageTag
    fields: FieldMessages
    page: PageMessages
    mail: MailWords


def form_words(language: LanguageTag) -> FormWords:
    """The words of forms in a language; English where nobody has written them."""
    spoken = _spoken(language)
    return FormWords.model_validate({"language": spoken} | _load(spoken)["form"])


def messages(language: LanguageTag) -> FormMessages:
    """The receiver's words in a language; English where nobody has written them."""
    spoken = _spoken(language)
    said = _load(spoken)
    return FormMessages.model_validate({"language": spoken} | {part: said[part] for part in ("fields", "page", "mail")})


def _spoken(language: LanguageTag) -> Spoken:
    base = language.lower().partition("-")[0]
    return next((spoken for spoken in get_args(Spoken) if spoken == base), "en")


@cache
def _load(language: Spoken) -> dict[str, Any]:
    return tomllib.loads(resources.files("code24.forms").joinpath("words", f"{language}.toml").read_text("utf-8"))
