"""Structured data: JSON-LD that machines can read."""

from collections.abc import Iterator

from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, page_rule, site_rule
from code24.build.quality_gate.rules.pictures import MEDIA
from code24.website.page import Page
from code24.website.references import resolve
from code24.website.search.json_ld import blocks, form_problems, read


@page_rule("json-ld", "Every JSON-LD block is JSON: objects with @context schema.org and a @type.")
def json_ld(page: Page) -> Iterator[Look]:
    """A list of objects, or one with `@graph`, is fine. The home page has at least one block."""
    found = blocks(page)
    if page.address == "/" and not found:
        yield Defect("The home page has no JSON-LD.")
    for text in found:
        problem = next(form_problems(text), None)
        yield Defect(problem, text) if problem else None


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
