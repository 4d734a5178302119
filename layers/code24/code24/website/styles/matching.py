"""Which rules choose which elements of a page: rules are found by what a page has, not asked one by one."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from turbohtml import Document, Element, SelectorSyntaxError

from code24.website.page import Page
from code24.website.styles.media import Viewport, media_matches, supports
from code24.website.styles.page_styles import Applied
from code24.website.styles.selectors import Selector
from code24.website.styles.sheets import Condition, Sheet, StyleRule
from code24.website.website import Website


class Tokens(NamedTuple):
    """The elements of a page by what selectors name."""

    classes: dict[str, list[Element]]
    ids: dict[str, list[Element]]
    tags: dict[str, list[Element]]
    attributes: frozenset[str]
    asked: dict[str, list[Element]]
    """What selectors choose that were asked before."""

    def has(self, selector: Selector) -> bool:
        """Whether the page has everything that a selector names."""
        return (
            selector.classes <= self.classes.keys()
            and selector.ids <= self.ids.keys()
            and selector.tags <= self.tags.keys()
            and selector.attributes <= self.attributes
        )


class Entry(NamedTuple):
    """One selector of a rule, with where it stands in the cascade."""

    selector: Selector
    rule: StyleRule


type Index = dict[tuple[str, str], list[Entry]]
"""Entries by one thing that they need: kind and name, `("", "")` for those that need nothing."""


def tokens_of(page: Page, website: Website) -> Tokens:
    """What selectors can name on a page."""
    return website.remembered(("tokens", page.path, page.text), lambda: tokens(page.elements))


def tokens(elements: Iterable[Element]) -> Tokens:
    """What selectors can name among some elements."""
    classes: dict[str, list[Element]] = {}
    ids: dict[str, list[Element]] = {}
    tags: dict[str, list[Element]] = {}
    attributes: set[str] = set()
    for element in elements:
        tags.setdefault(element.tag.lower(), []).append(element)
        names = element.attrs
        attributes.update(names)
        if "class" in names:
            for name in set((element.attr("class") or "").split()):
                classes.setdefault(name, []).append(element)
        if found := element.attr("id"):
            ids.setdefault(found, []).append(element)
    return Tokens(classes, ids, tags, frozenset(name.lower() for name in attributes), {})


@lru_cache(maxsize=256)
def active_index(sheet: Sheet, view: Viewport) -> tuple[Index, Index]:
    """The entries of a sheet whose conditions hold for a viewport: those for elements, and for pseudo-elements."""
    elements: Index = {}
    pseudos: Index = {}
    for rule in sheet.rules:
        if not rule.declarations or not all(holds(condition, view) for condition in rule.conditions):
            continue
        for selector in rule.selectors:
            if selector.valid and selector.resting is not None:
                index = pseudos if selector.pseudo_element else elements
                index.setdefault(_key(selector), []).append(Entry(selector, rule))
    return elements, pseudos


def holds(condition: Condition, view: Viewport) -> bool:
    """Whether an at-rule's condition holds; container queries are taken to (their containers' sizes are not known)."""
    match condition.name:
        case "media":
            return media_matches(condition.text, view)
        case "supports":
            return supports(condition.text)
        case "document" | "-moz-document" | "starting-style":
            return False
        case _:
            return True


def applies(applied: Applied, view: Viewport) -> bool:
    """Whether a sheet applies at a viewport."""
    return media_matches(applied.media, view) and all(holds(condition, view) for condition in applied.conditions)


def _key(selector: Selector) -> tuple[str, str]:
    for kind, names in (
        ("id", selector.ids),
        ("class", selector.classes),
        ("attribute", selector.attributes),
        ("tag", selector.tags),
    ):
        if names:
            return kind, min(names)
    return "", ""


def candidates(index: Index, found: Tokens) -> Iterator[Entry]:
    """The entries that a page has everything for, in no particular order."""
    keys = [("", "")]
    keys += [("id", name) for name in found.ids]
    keys += [("class", name) for name in found.classes]
    keys += [("attribute", name) for name in found.attributes]
    keys += [("tag", name) for name in found.tags]
    for key in keys:
        for entry in index.get(key, ()):
            if found.has(entry.selector):
                yield entry


def chosen(selector: Selector, document: Document, found: Tokens) -> list[Element]:
    """The elements of a document, whose tokens are given, that a selector chooses while nobody touches the page."""
    if selector.simple is not None:
        kind, name = selector.simple
        return {"class": found.classes, "id": found.ids, "tag": found.tags}[kind].get(name, [])
    text = selector.resting or ""
    if text not in found.asked:
        found.asked[text] = selected(document, text)
    return found.asked[text]


def selected(document: Document, text: str) -> list[Element]:
    """The elements that a selector chooses; none where it cannot be asked."""
    if not text:
        return []
    try:
        return document.select(text)
    except (SelectorSyntaxError, RecursionError):
        return []
