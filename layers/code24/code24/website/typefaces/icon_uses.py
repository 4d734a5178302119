"""Where pages draw icons with glyphs: `::before` boxes whose content is one character of an icon font.

Only the pseudo-elements' own cascade is worked out here, from the few rules that name them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from turbohtml import Element

from code24.website.page import Page
from code24.website.styles.media import for_screens
from code24.website.styles.page_styles import Applied, sheets_of
from code24.website.styles.scanning import split_list
from code24.website.styles.selectors import Selector, unescaped
from code24.website.styles.sheets import Sheet, StyleRule, parsed
from code24.website.website import Website

_STRING = re.compile(r"([\"'])((?:[^\"'\\]|\\.)*)\1(?:\s*/\s*(?:[\"'].*[\"']|\w+))?\Z", re.DOTALL)
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)(?:\s*/\s*[\"'].*[\"'])?\Z")
_SHORT_FONT = re.compile(
    r"(?:.*?\s)?(?P<size>[\d.]+[a-z%]+|inherit|(?:xx?-)?(?:small|large)|medium|smaller|larger)"
    r"(?:\s*/\s*(?P<line>[\w.%]+))?\s+(?P<families>[\"']?[A-Za-z_\\].*)\Z",
    re.DOTALL,
)
BOXES = frozenset({"before", "after"})
PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFD))
"""The private use areas, where icon fonts keep their glyphs."""


def glyph_of(content: str) -> str | None:
    """The single character of a `content` value; None for other values."""
    found = _STRING.match(content.strip())
    text = unescaped(found[2]) if found else ""
    return text if len(text) == 1 else None


def is_private(character: str) -> bool:
    """Whether a character has no meaning but the one that a font gives it."""
    return any(first <= ord(character) <= last for first, last in PRIVATE)


def families_in(declarations: Iterable[tuple[str, str, bool]]) -> str | None:
    """The first family that declarations ask for, in small letters; None where they say nothing of it."""
    found = None
    for name, value, _ in declarations:
        if name == "font-family":
            found = first_family(value)
        elif name == "font" and (short := _SHORT_FONT.match(value)):
            found = first_family(short["families"])
    return found


def first_family(value: str) -> str:
    """The first family of a list, in small letters and without quotes."""
    return split_list(value)[0].strip("\"' ").lower()


@dataclass(frozen=True, eq=False)
class BoxRule:
    """One selector of a rule about `::before` or `::after`."""

    rule: StyleRule
    selector: Selector
    sheet: Applied
    order: int

    @cached_property
    def is_conditional(self) -> bool:
        """Whether the rule only holds for some screens."""
        return any(each.name in {"media", "container"} for each in (*self.rule.conditions, *self.sheet.conditions))


class GlyphBox(NamedTuple):
    """One pseudo-element that draws one character."""

    element: Element
    box: str
    """`before` or `after`."""
    character: str
    values: dict[str, str]
    """What its own rules say, the winning ones."""
    rules: tuple[BoxRule, ...]
    content_rule: StyleRule
    in_states: bool
    """Whether other rules may change it when somebody touches the page, or on other screens."""


@dataclass
class _Found:
    rules: list[BoxRule] = field(default_factory=list)
    maybe: bool = False


def box_rules(page: Page, website: Website) -> list[BoxRule]:
    """All rules about `::before` and `::after` on a page, in cascade order."""
    found: list[BoxRule] = []
    for sheet in sheets_of(page, website):
        if sheet.media and not for_screens(sheet.media):
            continue
        for rule, selector in _about_boxes(sheet.sheet):
            found.append(BoxRule(rule, selector, sheet, len(found)))
    return found


@lru_cache(maxsize=256)
def _about_boxes(sheet: Sheet) -> tuple[tuple[StyleRule, Selector], ...]:
    """The rules for screens about boxes, with each of their selectors that is."""
    return tuple(
        (rule, each)
        for rule in sheet.rules
        if not any(each.name == "media" and not for_screens(each.text) for each in rule.conditions)
        for each in rule.selectors
        if each.valid and each.pseudo_element in BOXES
    )


def glyph_boxes(page: Page, website: Website) -> list[GlyphBox]:
    """The boxes of a page that draw one character."""
    return website.remembered(
        ("glyph boxes", page.path, page.text, website.styles_digest), lambda: list(_boxes(page, website))
    )


def _boxes(page: Page, website: Website) -> Iterator[GlyphBox]:
    rules = box_rules(page, website)
    if not rules:
        return
    classes = frozenset(name for element in page.elements for name in (element.attr("class") or "").split())
    ids = page.by_id.keys()
    rules = [each for each in rules if each.selector.classes <= classes and each.selector.ids <= ids]
    # A box without content draws nothing, whatever other rules say of it.
    speaking = {
        (element, each.selector.pseudo_element)
        for each in rules
        if any(name == "content" for name, _, _ in each.rule.declarations)
        for element in _selected(page, each.selector.possible)
    }
    matched: dict[tuple[Element, str], _Found] = {}
    for each in rules if speaking else ():
        needed = each.selector
        resting = set(_selected(page, needed.resting))
        for element in _selected(page, needed.possible):
            if (element, needed.pseudo_element) not in speaking:
                continue
            found = matched.setdefault((element, needed.pseudo_element), _Found())
            if element not in resting or each.is_conditional:
                found.maybe = True
            else:
                found.rules.append(each)
    variables = _variable_rules(page, website, classes) if matched else []
    for (element, box), found in matched.items():
        values, winners = _winning(found.rules)
        content = values.get("content", "")
        if (variable := _VARIABLE.match(content)) is not None:
            content = _variable(element, variable[1], variables)
        character = glyph_of(content)
        if character is not None:
            yield GlyphBox(element, box, character, values, tuple(found.rules), winners["content"].rule, found.maybe)


def _selected(page: Page, selector: str | None) -> list[Element]:
    if selector is None:
        return []
    try:
        return page.document.select(selector)
    except ValueError:
        return []


def _winning(rules: list[BoxRule]) -> tuple[dict[str, str], dict[str, BoxRule]]:
    """The winning declarations of a box and the rules that they are from (CSS Cascade 5, section 6)."""
    best: dict[str, tuple[tuple[bool, tuple[int, ...], int], str, BoxRule]] = {}
    for each in rules:
        for name, value, important in each.rule.declarations:
            rank = (important, tuple(each.selector.specificity), each.order)
            for part, written in _parts(name, value):
                if part not in best or rank >= best[part][0]:
                    best[part] = (rank, written, each)
    return {name: each[1] for name, each in best.items()}, {name: each[2] for name, each in best.items()}


def _parts(name: str, value: str) -> list[tuple[str, str]]:
    """A declaration as longhands, as far as glyphs ask for them."""
    if name != "font":
        return [(name, value)]
    short = _SHORT_FONT.match(value)
    if short is None:
        return [(name, value)]
    before = value[: short.start("size")].lower().split()
    weight = next((each for each in before if each == "bold" or each.isdigit()), "normal")
    parts = [
        ("font-family", short["families"]),
        ("line-height", short["line"] or "normal"),
        ("font-style", next((each for each in before if each in {"italic", "oblique"}), "normal")),
        ("font-weight", weight),
    ]
    return [*parts, *([("font-size", short["size"])] if short["size"] != "inherit" else [])]


def _variable_rules(page: Page, website: Website, classes: frozenset[str]) -> list[tuple[Selector, StyleRule]]:
    return [
        (each, rule)
        for sheet in sheets_of(page, website)
        for rule in sheet.sheet.rules
        if any(name.startswith("--") and glyph_of(value) for name, value, _ in rule.declarations)
        for each in rule.selectors
        if each.valid and each.resting and not each.pseudo_element and each.classes <= classes
    ]


def _variable(element: Element, name: str, rules: list[tuple[Selector, StyleRule]]) -> str:
    """The value of a custom property that holds a glyph (`--fa`)."""
    found = ""
    for selector, rule in rules:
        for declared, value, _ in rule.declarations:
            if declared == name and element.matches(selector.resting or "*"):
                found = value
    return found


def glyph_rules(css: str) -> list[tuple[StyleRule, str]]:
    """The rules of a stylesheet that do nothing but draw one private character in a box, with the character."""
    found = []
    for rule in parsed(css).rules:
        if rule.selectors and all(each.pseudo_element in BOXES for each in rule.selectors):
            characters = [glyph_of(value) for name, value, _ in rule.declarations if name == "content"]
            if characters and characters[-1] and is_private(characters[-1]):
                found.append((rule, characters[-1]))
        elif rule.selectors and len(rule.declarations) <= 2:
            for name, value, _ in rule.declarations:
                character = glyph_of(value) if name.startswith("--") else None
                if character and is_private(character):
                    found.append((rule, character))
                    break
    return found
