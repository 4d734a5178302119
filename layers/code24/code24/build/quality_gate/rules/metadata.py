"""Metadata: what the page says about itself."""

import re
from collections import Counter
from collections.abc import Iterator

from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, page_rule, site_rule
from code24.website.page import Page
from code24.website.references import resolve
from code24.website.search.metadata import is_language_tag, title_of

TITLE_LENGTH = range(40, 61)
DESCRIPTION_LENGTH = range(120, 161)


@page_rule("title", "The page has a title of 40 to 60 characters.")
def title(page: Page) -> Iterator[Look]:
    """Longer ones are cut in search results."""
    text = title_of(page)
    fine = len(text) in TITLE_LENGTH
    yield None if fine else Defect(f"The title has {len(text)} characters; it should have 40 to 60.", text)


@page_rule("description", "The page has a meta description of 120 to 160 characters.")
def description(page: Page) -> Iterator[Look]:
    """Exactly one."""
    count = sum((element.attr("name") or "").lower() == "description" for element in page.named("meta"))
    text = " ".join((page.meta("description") or "").split())
    if count > 1:
        yield Defect(f"The page has {count} meta descriptions; it should have one.", text)
    elif len(text) in DESCRIPTION_LENGTH:
        yield None
    else:
        yield Defect(f"The meta description has {len(text)} characters; it should have 120 to 160.", text)


@site_rule("unique-title", "No two pages have the same title.")
def unique_title(site: ProducedSite) -> Iterator[Look]:
    """Compared without case."""
    yield from _unique("title", {page.path: title_of(page) for page in site.pages})


@site_rule("unique-description", "No two pages have the same meta description.")
def unique_description(site: ProducedSite) -> Iterator[Look]:
    """Compared without case."""
    yield from _unique("meta description", {page.path: page.meta("description") or "" for page in site.pages})


def _unique(what: str, texts: dict[str, str]) -> Iterator[Look]:
    counted = Counter(text.casefold() for text in texts.values() if text)
    for path, text in texts.items():
        twice = counted[text.casefold()] > 1
        yield Defect(f"Another page has the same {what}.", text, path) if twice else None


@page_rule("language", "The page declares its language with a well-formed tag.")
def language(page: Page) -> Iterator[Look]:
    """BCP 47: language, optional script, optional region; on every element with `lang`."""
    root = page.document.root
    if root is None or not root.attr("lang"):
        yield Defect("The <html> element has no lang attribute.")
    for element in page.elements:
        tag = element.attr("lang")
        if tag:
            fine = is_language_tag(tag)
            yield None if fine else Defect(f"lang={tag!r} is not a language tag (like de or pt-BR).")


@page_rule("viewport", "The page fits the device's width and may be zoomed.")
def viewport(page: Page) -> Iterator[Look]:
    """WCAG 2.2, 1.4.4."""
    content = (page.meta("viewport") or "").replace(" ", "").lower()
    if "width=device-width" not in content:
        yield Defect('The page needs <meta name="viewport" content="width=device-width, initial-scale=1">.', content)
    elif "user-scalable=no" in content or re.search(r"maximum-scale=(0|1)(\.|,|$)", content):
        yield Defect("The viewport forbids zooming.", content)
    else:
        yield None


@site_rule("canonical", "Every page that may be indexed names its own address as canonical.")
def canonical(site: ProducedSite) -> Iterator[Look]:
    """Exactly one, absolute, on the site's own origin."""
    for page in site.pages:
        links = page.linked("canonical")
        if not page.indexable:
            yield None if not links else Defect("A page that is not indexed needs no canonical link.", path=page.path)
            continue
        expected = f"{site.origin}{page.address}"
        fine = len(links) == 1 and _written_out(links[0], site.origin) == expected
        yield None if fine else Defect(f"The canonical link should be {expected}.", " ".join(links), page.path)


def _written_out(url: str, origin: str | None) -> str:
    try:
        target = resolve(url, "")
    except ValueError:
        return ""
    return f"{target.origin}{target.path}" if target.origin == origin and not target.fragment else ""


RULES = (title, unique_title, description, unique_description, language, viewport, canonical)
