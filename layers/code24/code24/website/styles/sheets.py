"""Stylesheets as rules, each with the place in the text that it was written at."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from code24.website.styles.declarations import Declaration, declarations
from code24.website.styles.scanning import Statement, split_list, statements, without_comments
from code24.website.styles.selectors import Selector, selectors
from code24.website.styles.void import valid_declarations

GROUPS = frozenset({"media", "supports", "layer", "container", "document", "-moz-document", "starting-style", "scope"})
"""At-rules whose blocks hold rules."""
_IMPORT = re.compile(
    r"""\s*(?:url\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^)"']*?))\s*\)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')
        (.*)\Z""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_URL = re.compile(r"url\(\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|((?:[^)\"'\\]|\\.)*?))\s*\)", re.IGNORECASE)
_VARIABLE = re.compile(r"var\(\s*(--[^\s,)]+)")
_NESTING = 12


class Condition(NamedTuple):
    """One at-rule around a rule."""

    name: str
    """`media`, `supports`, `layer`, `container` and so on."""
    text: str


class Span(NamedTuple):
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, eq=False, slots=True)
class StyleRule:
    """One rule with selectors."""

    selectors: tuple[Selector, ...]
    declarations: tuple[Declaration, ...]
    conditions: tuple[Condition, ...]
    order: int
    span: Span
    """The whole rule in the sheet's text."""
    selector_text: str
    block: Span
    """What is between its braces."""
    is_nested: bool = False
    """Whether it stands in another rule (CSS Nesting): it goes with that."""


@dataclass(frozen=True, eq=False, slots=True)
class AtRule:
    """One at-rule that holds no style rules, such as `@font-face`, `@keyframes` or `@import`."""

    name: str
    prelude: str
    conditions: tuple[Condition, ...]
    span: Span
    block: Span | None


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """A block of rules under a condition."""

    condition: Condition
    children: tuple["Node", ...]
    span: Span
    block: Span


type Node = StyleRule | AtRule | Group


class Import(NamedTuple):
    """Another sheet that is asked for."""

    url: str
    media: str
    layer: str | None
    """Name of its layer, empty for an anonymous one; None where it is in none."""
    supports: str
    span: Span


@dataclass(frozen=True, eq=False)
class Sheet:
    """A parsed stylesheet."""

    text: str
    nodes: tuple[Node, ...]

    @cached_property
    def rules(self) -> tuple[StyleRule, ...]:
        """All rules in order, nested ones after the one that they stand in."""
        return tuple(node for node in _walk(self.nodes) if isinstance(node, StyleRule))

    @cached_property
    def at_rules(self) -> tuple[AtRule, ...]:
        """All at-rules without style rules in them, in order."""
        return tuple(node for node in _walk(self.nodes) if isinstance(node, AtRule))

    @cached_property
    def rules_size(self) -> int:
        """Characters of all rules."""
        return sum(rule.span.end - rule.span.start for rule in self.rules if not rule.is_nested)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All blocks under conditions, outer ones first."""
        return tuple(node for node in _walk(self.nodes) if isinstance(node, Group))

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """The `@import`s that browsers follow: those before every other rule (CSS Cascade 5, section 2)."""
        found = []
        for node in self.nodes:
            if not isinstance(node, AtRule) or node.name not in {"charset", "import", "layer"}:
                break
            if node.name == "import" and (each := _import(node)) is not None:
                found.append(each)
        return tuple(found)

    @cached_property
    def font_faces(self) -> tuple[AtRule, ...]:
        """The `@font-face` rules."""
        return tuple(rule for rule in self.at_rules if rule.name == "font-face" and rule.block)

    @cached_property
    def keyframes(self) -> tuple[AtRule, ...]:
        """The `@keyframes` rules, prefixed ones too; `prelude` is the name."""
        return tuple(rule for rule in self.at_rules if rule.name.endswith("keyframes") and rule.block)

    @cached_property
    def custom_properties(self) -> frozenset[str]:
        """Names that some rule declares."""
        return frozenset(each.name for rule in self.rules for each in rule.declarations if each.name.startswith("--"))

    @cached_property
    def urls(self) -> tuple[str, ...]:
        """Addresses in `url()` and `@import`, as written, in order."""
        return tuple(urls_in(self.text)) + tuple(each.url for each in self.imports)

    def body(self, node: StyleRule | AtRule) -> str:
        """What is between a rule's braces."""
        return self.text[node.block.start : node.block.end] if node.block else ""

    def declared(self, node: AtRule) -> dict[str, str]:
        """The descriptors of an at-rule, such as a font face's `font-family`."""
        return {each.name: each.value for each in declarations(self.body(node))}


@lru_cache(maxsize=64)
def parsed(css: str) -> Sheet:
    """Parse a stylesheet. Broken rules are left out as browsers do; the text keeps them."""
    return Sheet(css, tuple(_Reading(css).nodes(Span(0, len(css)), ())))


class _Reading:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.count = 0

    def nodes(self, block: Span, conditions: tuple[Condition, ...]) -> Iterator[Node]:
        """What stands between two positions, at the top or under conditions."""
        for found in statements(self.text, *block):
            if not found.name:
                yield from self.rules(found, conditions, "")
                continue
            inner = Span(*found.block) if found.block else None
            if found.name in GROUPS and inner is not None and len(conditions) < _NESTING:
                condition = self.condition(found)
                children = tuple(self.nodes(inner, (*conditions, condition)))
                yield Group(condition, children, Span(found.start, found.end), inner)
            else:
                prelude = self.condition(found).text
                yield AtRule(found.name, prelude, conditions, Span(found.start, found.end), inner)

    def condition(self, found: Statement) -> Condition:
        """An at-rule's name and what follows it."""
        return Condition(found.name, without_comments(self.text[slice(*found.prelude)]).strip())

    def rules(
        self, found: Statement, conditions: tuple[Condition, ...], parent: str, depth: int = 0
    ) -> Iterator[StyleRule]:
        """A rule, and those that stand in it; `parent` are the selectors of the rule that it stands in itself."""
        selector_text = self.text[slice(*found.prelude)].strip()
        asked = _resolved(selector_text, parent) if parent else selector_text
        block = Span(*(found.block or (found.end, found.end)))
        own, inner = _own_and_nested(self.text, block)
        self.count += 1
        yield StyleRule(
            selectors(asked),
            valid_declarations(own),
            conditions,
            self.count,
            Span(found.start, found.end),
            selector_text,
            block,
            is_nested=bool(parent),
        )
        for each in inner if depth < _NESTING else ():
            if not each.name:
                yield from self.rules(each, conditions, asked, depth + 1)
            elif each.name in GROUPS:
                as_rule = Statement("", each.start, found.prelude, each.block, each.end)
                around = (*conditions, self.condition(each))
                for rule in self.rules(as_rule, around, parent, depth + 1):
                    yield replace(rule, is_nested=True)


def _own_and_nested(text: str, block: Span) -> tuple[str, list[Statement]]:
    """The declarations of a rule's block without the rules that stand in it, and those."""
    own = text[block.start : block.end]
    if "{" not in own:
        return own, []
    inner = [each for each in statements(text, *block, nested=True) if each.block and text[each.start] != "-"]
    pieces, position = [], block.start
    for each in inner:
        pieces.append(text[position : each.start])
        position = each.end
    return "".join([*pieces, text[position : block.end]]), inner


def _resolved(text: str, parent: str) -> str:
    """The selectors of a nested rule as if it stood alone (CSS Nesting 1, section 3)."""
    around = f":is({parent})" if "," in parent or " " in parent else parent
    return ",".join(part.replace("&", around) if "&" in part else f"{around} {part}" for part in split_list(text))


def _import(node: AtRule) -> Import | None:
    found = _IMPORT.match(node.prelude)
    if found is None:
        return None
    url = next((part for part in found.groups()[:5] if part is not None), "")
    rest, layer, supports = found[6].strip(), None, ""
    if named := re.match(r"layer(?:\(([^)]*)\))?(?=\s|\Z)", rest, re.IGNORECASE):
        layer, rest = (named[1] or "").strip(), rest[named.end() :].strip()
    if asked := re.match(r"supports\(", rest, re.IGNORECASE):
        depth, position = 1, asked.end()
        while position < len(rest) and depth:
            depth += {"(": 1, ")": -1}.get(rest[position], 0)
            position += 1
        supports, rest = rest[asked.end() : position - 1], rest[position:].strip()
    return Import(url.strip(), rest, layer, supports, node.span)


def _walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Group):
            yield from _walk(node.children)


def urls_in(text: str) -> Iterator[str]:
    """Addresses in `url()` of a text, as written."""
    if "url(" in text or "URL(" in text:
        for found in _URL.finditer(without_comments(text)):
            yield (found[1] or found[2] or found[3] or "").strip()


def with_urls(text: str, rewritten: Callable[[str], str], *, data: bool = False) -> str:
    """The text with each `url()` rewritten; fragments, and data addresses without `data`, are not asked about."""

    def put(found: re.Match[str]) -> str:
        url = (found[1] or found[2] or found[3] or "").strip()
        if not url or url.startswith("#") or (url[:5].lower() == "data:" and not data):
            return found[0]
        again = rewritten(url)
        return found[0] if again == url else 'url("' + again.replace('"', "%22").replace("\n", "") + '")'

    return _URL.sub(put, text)


def variables_in(value: str) -> list[str]:
    """Names of custom properties that a value refers to."""
    return _VARIABLE.findall(value) if "var(" in value else []
