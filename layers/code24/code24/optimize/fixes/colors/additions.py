"""Rules that are added to a page's styles, just strong enough to win over the rule that they correct."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from turbohtml import Document, Element

from code24.website.accessibility.semantics import is_native_control
from code24.website.styles.cascade import Cascade
from code24.website.styles.declarations import Declaration, declarations
from code24.website.styles.shorthands import longhands

_PSEUDO_ELEMENT = re.compile(r"::[\w-]+(?:\([^)]*\))?$|:(?:before|after|first-line|first-letter)$", re.IGNORECASE)
MARK = "data-corrections"


class Patch(NamedTuple):
    """One declaration for elements with a selector."""

    selector: str
    name: str
    value: str
    important: bool

    def rule(self, *, stronger: bool) -> str:
        """The declaration as a rule; `stronger` adds the strength of one class.

        Pages with styles in their body need that, since those come after the head.
        """
        selector = self.selector.replace(":where(.", ":is(.") if stronger else self.selector
        return f"{selector}{{{self.name}:{self.value}{'!important' if self.important else ''}}}"


class Source(NamedTuple):
    """Where a property of an element is declared."""

    element: Element | None
    """The element itself, or the one that it inherits from; None where only the browser says it."""
    selector: str
    important: bool
    is_inline: bool


def own_rule(element: Element, name: str, styles: Cascade) -> Source | None:
    """The rule that says a property on an element itself, be it `inherit`; None where none does."""
    return next(_declaring(element, name, styles, frozenset()), None)


def declared_by(element: Element, name: str, styles: Cascade) -> Source:
    """The rule that gives an element a property: its own, or that of the element that it inherits from."""
    current: Element | None = element
    while current is not None:
        found = next(_declaring(current, name, styles), None)
        if found is not None:
            return found
        above = current.parent
        current = above if isinstance(above, Element) else None
    return Source(None, "", important=False, is_inline=False)


def coloring(element: Element, styles: Cascade) -> Source:
    """The rule to overrule for another colour of an element's text, and the element that it is about.

    That is the link or the button whose colour a part of it inherits, else the element itself.
    """
    rule = own_rule(element, "color", styles) or declared_by(element, "color", styles)
    if rule.element is element or (rule.element is not None and is_native_control(rule.element)):
        return rule
    return Source(element, "", important=False, is_inline=False)


def _declaring(
    element: Element, name: str, styles: Cascade, passed_on: frozenset[str] = frozenset({"inherit", "unset"})
) -> Iterator[Source]:
    own = [one for one in declarations(element.attr("style") or "") if _declares(one, name)]
    rules = [
        (rule, one.important)
        for rule in reversed(styles.rules_of(element))
        for one in reversed(rule.declarations)
        if _declares(one, name) and one.value.strip().lower() not in passed_on
    ]
    strong = [rule for rule, important in rules if important]
    if any(one.important for one in own) or (own and not strong):
        yield Source(element, "", important=own[-1].important, is_inline=True)
    for rule, important in [(rule, True) for rule in strong] + [(rule, False) for rule, high in rules if not high]:
        for selector in sorted(rule.selectors, key=lambda one: one.specificity, reverse=True):
            if selector.resting and not selector.pseudo_element and element.matches(selector.resting):
                yield Source(element, selector.text, important=important, is_inline=False)


def _declares(declaration: Declaration, name: str) -> bool:
    return declaration.name == name or any(longhand == name for longhand, _ in longhands(*declaration[:2]))


def with_class(selector: str, name: str, pseudo: str = "", state: str = "") -> str:
    """A selector for those of its elements that have a class, exactly as strong as it was.

    `state` is another selector that they have to match.
    """
    mark = f":where(.{name})" + (f":where({state})" if state else "")
    ending = _PSEUDO_ELEMENT.search(selector)
    base = f"{selector[: ending.start()]}{mark}{ending[0]}" if ending else f"{selector}{mark}"
    return f"{base}::{pseudo}" if pseudo else base


class Additions:
    """The `style` element at the end of a page's head that holds the additions."""

    def __init__(self, document: Document) -> None:
        """Nothing is written before `write`."""
        self._document = document
        self._patches: dict[Patch, None] = {}

    def add(self, patch: Patch) -> None:
        """Remember a declaration; the same one is written once."""
        self._patches[patch] = None

    def write(self) -> None:
        """Write the rules that are not there yet, after all other styles of the page."""
        if not self._patches:
            return
        late = self._document.select_one("body style, body link[rel~=stylesheet]") is not None
        lines = [patch.rule(stronger=late) for patch in self._patches]
        style = next((one for one in self._document.iter_elements("style") if MARK in one.attrs), None)
        if style is None:
            style = Element("style", {MARK: ""})
            head = next(self._document.iter_elements("head"), None)
            if head is None:
                return
            head.append(style)
        said = style.text
        style.set_text(said + "".join(line for line in lines if line not in said))


__all__ = ["Additions", "Patch", "Source", "coloring", "declared_by", "own_rule", "with_class"]
