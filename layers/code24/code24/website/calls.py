"""Calls to action, forms and contact ways of a page: what a visitor can do there."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from turbohtml import Element

from code24.website.page import Page

_BUTTON_CLASS = re.compile(r"(?:^|[-_ ])(?:btn|button|cta)(?:$|[-_ ])", re.IGNORECASE)
_OPENS = ("data-bs-toggle", "data-toggle", "data-bs-dismiss", "data-dismiss", "data-bs-slide", "data-slide")
"""Attributes of controls that open, close and turn things on the page."""
_NOT_TYPED = frozenset({"hidden", "submit", "button", "image", "reset"})
_AROUND = frozenset({"nav", "footer", "dialog", "template", "noscript"})


@cache
def _table(table: str) -> dict[str, Any]:
    """One table of `calls.toml`."""
    text = resources.files("code24.website").joinpath("calls.toml").read_text("utf-8")
    found: dict[str, Any] = tomllib.loads(text)[table]
    return found


def language_of(page: Page) -> str:
    """The base of the page's language tag; empty where it names none."""
    root = page.document.root
    return ((root.attr("lang") if root is not None else None) or "").strip().lower().partition("-")[0]


def plain(text: str) -> str:
    """Words in lower case, one space between them, without marks around them."""
    words = re.findall(r"\w+(?:['\u2019-]\w+)*", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(words)


def ask(purpose: str, language: str) -> str | None:
    """What a button may say for a goal or `message`; None in languages that nobody has written it in."""
    said = _table("asks").get(language, {}).get(purpose)
    return said if isinstance(said, str) else None


def says_nothing(text: str, table: str, language: str) -> bool:
    """Whether a text is one of a table's for a language; of all languages where the page names none we know."""
    listed = _table(table)
    languages = [language] if language in listed else list(listed)
    return plain(text) in {each for key in languages for each in listed[key]}


def label_of(element: Element) -> str:
    """What a control says to those who see it."""
    if element.tag == "input":
        return (element.attr("value") or "").strip()
    return " ".join(element.text.split())


def is_call(element: Element) -> bool:
    """Whether an element looks like a call to action: a button that does something, or a link dressed as one."""
    if any(element.attr(name) is not None for name in _OPENS) or element.attr("aria-expanded") is not None:
        return False
    if element.tag == "button":
        return (element.attr("type") or "submit").lower() != "reset"
    if element.tag == "input":
        return (element.attr("type") or "").lower() in {"submit", "image"}
    is_button = (element.attr("role") or "") == "button" or _BUTTON_CLASS.search(element.attr("class") or "")
    return element.tag == "a" and bool(is_button)


def is_dead(link: Element) -> bool:
    """Whether a link leads nowhere and nothing suggests that a script does something with it."""
    acts = any(name.startswith(("on", "data-")) for name in link.attrs)
    return (link.attr("href") or "").strip() in {"", "#", "#!"} and not acts


def is_aside(element: Element) -> bool:
    """Whether an element stands in navigation, the footer or a dialog."""
    for each in element.ancestors:
        if isinstance(each, Element) and (
            each.tag in _AROUND or (each.attr("role") or "") in {"navigation", "contentinfo", "dialog"}
        ):
            return True
        if isinstance(each, Element) and "modal" in (each.attr("class") or "").split():
            return True
    return False


@lru_cache(maxsize=32)
def calls_of(page: Page) -> tuple[Element, ...]:
    """The calls to action of the page's own content, in document order; those without words are left out."""
    return tuple(
        element
        for element in page.named("a", "button", "input")
        if is_call(element) and label_of(element) and not is_aside(element)
    )


def fields_of(form: Element) -> list[Element]:
    """The controls that a visitor fills in."""
    return [
        field
        for field in form.select("input, select, textarea")
        if (field.attr("type") or "text").lower() not in _NOT_TYPED and field.attr("hidden") is None
    ]


def is_search(form: Element) -> bool:
    """Whether a form searches the site."""
    typed = {(field.attr("type") or "").lower() for field in fields_of(form)}
    names = {(field.attr("name") or "").lower() for field in fields_of(form)}
    return (form.attr("role") or "") == "search" or "search" in typed or bool(names & {"q", "s", "search", "query"})


def forms_of(page: Page) -> Iterator[tuple[Element, list[Element]]]:
    """The forms in which visitors say something, with their fields."""
    for form in page.named("form"):
        fields = fields_of(form)
        if fields and not is_search(form):
            yield form, fields


def hint_of(field: Element) -> str:
    """What a field's own attributes say about it, in lower case."""
    named = (field.attr(name) or "" for name in ("name", "id", "placeholder", "aria-label", "autocomplete"))
    return " ".join(named).casefold()
