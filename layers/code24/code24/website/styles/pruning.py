"""Writing a stylesheet with only some of its rules, everything else as it was."""

import re
from collections.abc import Callable, Iterable, Iterator

from code24.website.styles.declarations import declarations, written
from code24.website.styles.names_in_use import NamesInUse
from code24.website.styles.selectors import Selector
from code24.website.styles.sheets import AtRule, Node, Sheet, StyleRule

type Kept = Callable[[StyleRule], Iterable[Selector]]
"""The selectors of a rule that stay; none of them: the rule goes."""
type KeptAtRule = Callable[[AtRule], bool]
type Body = Callable[[StyleRule], str]
_CLOSED = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_LICENSE = re.compile(r"/\*!.*?\*/", re.DOTALL)


def pruned(sheet: Sheet, kept: Kept, kept_at_rule: KeptAtRule = lambda rule: True, body: Body | None = None) -> str:
    """The text of a sheet with what is kept, in its order. Blocks under conditions go where nothing is left in them.

    Layers stay where they were declared, as their order counts even without rules.
    """
    return "".join(_written(sheet, sheet.nodes, kept, kept_at_rule, body or sheet.body))


def with_rules(sheet: Sheet, kept: Kept, names: NamesInUse, without: frozenset[str] = frozenset()) -> str:
    """The text of a sheet with some rules, and of animations, fonts and custom properties those in use.

    Declarations that no browser takes are left out. `without` names at-rules that go.
    """

    def kept_or_scoped(rule: StyleRule) -> Iterable[Selector]:
        # Selectors in `@scope` are relative to an element that they do not name.
        return rule.selectors if any(each.name == "scope" for each in rule.conditions) else kept(rule)

    def at_rule(rule: AtRule) -> bool:
        if rule.name.endswith("keyframes"):
            return names.animation(rule.prelude)
        if rule.name == "font-face":
            return names.family(sheet.declared(rule).get("font-family", ""))
        return rule.name not in without and (rule.name != "property" or rule.prelude in names.variables)

    def body(rule: StyleRule) -> str:
        text = sheet.body(rule)
        stays = [each for each in rule.declarations if not each.name.startswith("--") or each.name in names.variables]
        return text if len(stays) == len(declarations(text)) or "{" in text else written(stays)

    return pruned(sheet, kept_or_scoped, at_rule, body)


def licenses(text: str) -> str:
    """The comments that ask to be kept."""
    return "".join(f"{found}\n" for found in _LICENSE.findall(text))


def is_whole(sheet: Sheet) -> bool:
    """Whether everything that the sheet opens is closed, so that its rules may be followed by others."""
    last = sheet.nodes[-1] if sheet.nodes else None
    rest = _CLOSED.sub("", sheet.text[last.span.end :] if last is not None else sheet.text)
    if rest.strip() or last is None:
        return not rest.strip()
    if last.block is None:
        return sheet.text[last.span.end - 1] == ";"
    return last.span.end > last.block.end


def _written(sheet: Sheet, nodes: tuple[Node, ...], kept: Kept, kept_at_rule: KeptAtRule, body: Body) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, StyleRule):
            yield "" if node.is_nested else _rule(node, tuple(kept(node)), body)
        elif isinstance(node, AtRule):
            yield f"{sheet.text[slice(*node.span)].strip()}\n" if kept_at_rule(node) else ""
        else:
            inner = "".join(_written(sheet, node.children, kept, kept_at_rule, body))
            condition = node.condition
            if inner.strip():
                yield f"@{condition.name} {condition.text}{{{inner}}}\n"
            elif condition.name == "layer" and condition.text:
                yield f"@layer {condition.text};\n"


def _rule(rule: StyleRule, kept: tuple[Selector, ...], body: Body) -> str:
    text = body(rule) if kept else ""
    if not text.strip():
        return ""
    selectors = rule.selector_text if len(kept) == len(rule.selectors) else ",".join(each.text for each in kept)
    return f"{selectors}{{{text.strip()}}}\n"
