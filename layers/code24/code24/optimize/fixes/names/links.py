"""Names for links without words."""

import re
from collections.abc import Iterator

from turbohtml import Document, Element, Text

from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.names.meanings import (
    address_name,
    clues,
    function_of,
    icon_words,
    id_words,
    service_of,
)
from code24.optimize.fixes.names.naming import Naming
from code24.optimize.fixes.names.wording import tidy
from code24.optimize.models import Change, Phase
from code24.website.accessibility.rendering import WIDTHS, is_drawn_in
from code24.website.accessibility.semantics import explicit_role
from code24.website.page import Page
from code24.website.styles.cascade import cascade
from code24.website.website import Website, base_of

_HINTS = ("title", "data-title", "data-bs-original-title", "data-original-title", "data-tooltip", "data-tip")
_TOP = re.compile(r"#(?:top|page-top|pagetop|home|header|body|start)?!?$", re.IGNORECASE)


def hint_on(element: Element) -> str:
    """What an element or the only thing in it says in an attribute that nobody hears."""
    for one in (element, *[child for child in element.children if isinstance(child, Element)][:3]):
        for name in _HINTS:
            if name in one.attrs and (text := tidy(one.attr(name))):
                return text
    return ""


@page_fix("names-links", Phase.NAMES, "Links say where they lead", "link-name", "area-alt",
          needs_finding=False)  # fmt: skip
def links(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """By icon, address, the page that they lead to, or the heading of what they are part of.

    Some have a name that goes once a script has run or on wide screens: those are no findings.
    """
    naming = Naming(document, page, website)
    originals = dict(zip(document.iter_elements(), page.elements, strict=True))
    for link in document.select("a, area"):
        if "href" not in link.attrs or explicit_role(link) in {"none", "presentation"}:
            continue
        if link.tag == "a" and not naming.semantics.exposes(link):
            continue
        said = naming.names.of(link)
        if said and not _loses_name(link, originals[link], naming):
            continue
        name = tidy(said) or name_of(link, naming)
        if name:
            link.attrs["alt" if link.tag == "area" else "aria-label"] = name
            yield naming.change("A link without words has a name.", link, name)


def _loses_name(link: Element, original: Element, naming: Naming) -> bool:
    """Whether its name goes: the title where scripts of tooltips take it away, words that one width does not show."""
    if link.tag != "a" or {"aria-label", "aria-labelledby"}.intersection(link.attrs):
        return False
    if any(isinstance(child, Text) and child.data.strip() for child in link.children):
        return False
    said = [one for one in original.iter_elements() if _says(one)]
    if not said:
        toggles = {link.attr("data-toggle"), link.attr("data-bs-toggle"), link.attr("rel")}
        return "title" in link.attrs and "tooltip" in toggles
    styles = [cascade(naming.original, naming.website, viewport) for viewport in WIDTHS]
    return any(
        is_drawn_in(original, each) and not any(is_drawn_in(one, each) for one in said) for each in styles
    ) and not any(_clipped(one) for one in said)


def _says(element: Element) -> bool:
    if element.tag in {"img", "svg"}:
        return True
    return any(isinstance(child, Text) and child.data.strip() for child in element.children)


def _clipped(element: Element) -> bool:
    """Whether it is for screen readers, who hear what is not drawn."""
    return element.has_class("sr-only") or element.has_class("visually-hidden")


def name_of(link: Element, naming: Naming) -> str:  # noqa: PLR0911
    """What a link without words is called; empty where nothing tells."""
    if text := hint_on(link):
        return text
    if explicit_role(link) == "tab" and (text := id_words(link)):
        return text
    href = link.attr("href") or ""
    said = clues(link)
    if service := service_of(said, href):
        sharing = re.search(r"/(?:sharer|share|intent)\b", href) is not None
        return naming.words["share"].format(name=service) if sharing else service
    if href.lower().startswith(("mailto:", "tel:", "sms:", "callto:")):
        return address_name(href, naming.words)
    function = function_of(said)
    if function and function not in {"info", "more", "add", "account", "map"}:
        return naming.words[function].format(name="") if "{" not in naming.words[function] else ""
    target = naming.website.path_of(href, base_of(naming.original)) if not href.startswith("#") else None
    if target in naming.website.page_at and target:
        return _title_of(naming.website.page_at[target], naming)
    if heading := naming.heading_around(link):
        return heading
    if function and "{" not in naming.words[function]:
        return naming.words[function]
    if _TOP.match(href) and len(href) > 2:
        return naming.words["up"]
    return address_name(href, naming.words) or icon_words(link)


def _title_of(page: Page, naming: Naming) -> str:
    if page.path == "/index.html":
        return naming.words["home"]
    headings = [tidy(one.text) for one in page.named("h1")]
    titles = [tidy(re.split(r" [|\u2013\u2014·-] ", one.text)[0]) for one in page.named("title")]
    return next(filter(None, [*headings, *titles]), "")


FIXES = (links,)
