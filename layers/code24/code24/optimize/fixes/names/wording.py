"""The words that fixes write on pages, in each page's language."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import get_args

from code24.forms.words import Spoken, form_words
from code24.optimize.fixes.markup.languages import language_of
from code24.website.page import Page
from code24.website.website import Website

MOST = 100
"""Characters of a name; longer ones are no names."""


@cache
def _load(language: Spoken) -> Mapping[str, str]:
    folder = resources.files("code24.optimize.fixes.names").joinpath("words", f"{language}.toml")
    return tomllib.loads(folder.read_text("utf-8"))


def words_for(page: Page, website: Website) -> Mapping[str, str]:
    """The words in a page's language; English where nobody has written them."""
    base = language_of(page, website).lower().partition("-")[0]
    return _load(next((spoken for spoken in get_args(Spoken) if spoken == base), "en"))


def field_words(page: Page, website: Website) -> Mapping[str, str]:
    """What usual fields of forms are called in a page's language, by kind (`email`, `phone`, `message` …)."""
    return form_words(language_of(page, website) or "en").labels


def tidy(text: str | None) -> str:
    """A name on one line without what only points somewhere (`…`, `*`, `:`); empty where nothing can be read."""
    line = " ".join((text or "").split()).strip(" *:…·•|→←»«>-").removesuffix("...").strip()
    return line[:MOST] if any(character.isalnum() for character in line) else ""
