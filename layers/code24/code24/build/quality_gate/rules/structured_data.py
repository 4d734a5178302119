"""Structured data: JSON-LD that machines can read."""

import json
from collections.abc import Iterator
from typing import Any

from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, page_rule, site_rule
from code24.build.quality_gate.rules.pictures import MEDIA
from code24.website.page import Page
from code24.website.references import resolve

SCHEMA_ORG = frozenset({"https://schema.org", "https://schema.org/", "http://schema.org", "http://schema.org/"})
LARGEST_DEPTH = 20


def blocks(page: Page) -> list[str]:
    """The text of every JSON-LD block."""
    return [
        script.text
        for script in page.named("script")
        if (script.attr("type") or "").strip().lower() == "application/ld+json"
    ]


@page_rule("json-ld", "Every JSON-LD block is JSON: objects with @context schema.org and a @type.")
def json_ld(page: Page) -> Iterator[Look]:
    """A list of objects, or one with `@graph`, is fine. The home page has at least one block."""
    found = blocks(page)
    if page.address == "/" and not found:
        yield Defect("The home page has no JSON-LD.")
    for text in found:
        problem = next(_problems(text), None)
        yield Defect(problem, text) if problem else None


def read(text: str) -> Any:
    """The value of a JSON-LD block. Raises ValueError or RecursionError where it is not JSON."""
    return json.loads(text, parse_constant=_refuse)


def _problems(text: str) -> Iterator[str]:
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


def _item_problems(item: dict[str, Any]) -> Iterator[str]:
    if item.get("@context") not in SCHEMA_ORG:
        yield "The JSON-LD lacks the @context https://schema.org."
    nodes = item.get("@graph", [item])
    if not isinstance(nodes, list) or not nodes or not all(isinstance(node, dict) for node in nodes):
        yield "The JSON-LD's @graph is not a list of objects."
    elif not all(_is_type(node.get("@type")) for node in nodes):
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


@site_rule("json-ld-links", "Addresses in JSON-LD that are the site's own lead to its files.")
def json_ld_links(site: ProducedSite) -> Iterator[Look]:
    """Fragments name things, not anchors, and are ignored."""
    for page in site.pages:
        for text in blocks(page):
            for url in _strings(text):
                if site.origin and url.startswith(f"{site.origin}/"):
                    yield _leads_somewhere(site, page.path, url)


def _leads_somewhere(site: ProducedSite, path: str, url: str) -> Look:
    try:
        target = resolve(url, "").path
    except ValueError:
        return Defect("The JSON-LD holds an address that is none.", url, path)
    file = f"{target}index.html" if target.endswith("/") else target
    found = file in site.by_path or MEDIA.fullmatch(file)  # media-paths' only where the page loads it
    return None if found else Defect(f"The JSON-LD names {target}, which is no file.", url, path)


def _strings(text: str) -> Iterator[str]:
    try:
        waiting = [read(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


RULES = (json_ld, json_ld_links)
