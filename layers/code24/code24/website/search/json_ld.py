"""JSON-LD: reading the blocks of a page, and what is wrong with their form."""

import json
from collections.abc import Iterator
from typing import Any

from code24.website.page import Page

SCHEMA_ORG = frozenset({"https://schema.org", "https://schema.org/", "http://schema.org", "http://schema.org/"})
LARGEST_DEPTH = 20

type Node = dict[str, Any]


def blocks(page: Page) -> list[str]:
    """The text of every JSON-LD block."""
    return [
        script.text
        for script in page.named("script")
        if (script.attr("type") or "").strip().lower() == "application/ld+json"
    ]


def read(text: str) -> Any:
    """The value of a JSON-LD block. Raises ValueError or RecursionError where it is not JSON."""
    return json.loads(text, parse_constant=_refuse)


def nodes(page: Page) -> Iterator[Node]:
    """Every JSON-LD object of a page, nested ones included; blocks that are no JSON are passed over."""
    for text in blocks(page):
        try:
            waiting = [(read(text), 0)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value, depth = waiting.pop()
            children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
            if isinstance(value, dict):
                yield value
            if depth < LARGEST_DEPTH:
                waiting += [(child, depth + 1) for child in children]


def types_of(node: Node) -> list[str]:
    """The types of an object; none for a reference to another."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return [name for name in names if isinstance(name, str)]


def form_problems(text: str) -> Iterator[str]:
    """What keeps a block from being JSON-LD of schema.org: a list of objects, or one with `@graph`, is fine."""
    try:
        data = read(text)
    except (ValueError, RecursionError) as error:
        yield f"The JSON-LD is not JSON: {error}."
        return
    items = data if isinstance(data, list) else [data]
    if not items:
        yield "The JSON-LD is empty."
    for item in items:
        if isinstance(item, dict):
            yield from _item_problems(item)
        else:
            yield f"The JSON-LD holds a {type(item).__name__} where an object belongs."


def _item_problems(item: Node) -> Iterator[str]:
    if item.get("@context") not in SCHEMA_ORG:
        yield "The JSON-LD lacks the @context https://schema.org."
    listed = item.get("@graph", [item])
    if not isinstance(listed, list) or not listed or not all(isinstance(node, dict) for node in listed):
        yield "The JSON-LD's @graph is not a list of objects."
    elif not all(_is_type(node.get("@type")) for node in listed):
        yield "The JSON-LD lacks a @type."
    if _has_empty_value(item):
        yield "The JSON-LD holds a property without value; leave it out."


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _is_type(value: Any) -> bool:
    names = value if isinstance(value, list) else [value]
    return bool(names) and all(isinstance(name, str) and name.isalnum() for name in names)


def _has_empty_value(value: Any, depth: int = 0) -> bool:
    if depth > LARGEST_DEPTH:
        return True
    if isinstance(value, dict):
        return any(_has_empty_value(each, depth + 1) for each in value.values())
    if isinstance(value, list):
        return not value or any(_has_empty_value(each, depth + 1) for each in value)
    return value is None or value == ""
