"""Where links within a website lead, and whether something is there."""

import re
from typing import NamedTuple

from turbohtml import Element

from code24.website.page import Page
from code24.website.references import Target
from code24.website.website import Website, base_of

_FOR_SCRIPTS = re.compile(r"[!/]|:~:")
"""What follows `#` in addresses that only scripts read, or that name a text (`#!`, `#/route`, `#:~:text=`)."""


class Link(NamedTuple):
    """One `a` or `area` with an address."""

    element: Element
    href: str
    """As written."""
    target: Target | None
    """None for what is no address."""
    is_own: bool
    path: str | None
    """The website's file that it leads to."""


def links_of(page: Page, website: Website) -> tuple[Link, ...]:
    """All links of a page in document order, resolved once."""
    key = ("links", page.path, page.text, website.fingerprint)
    return website.remembered(key, lambda: _links(page, website))


def _links(page: Page, website: Website) -> tuple[Link, ...]:
    base = base_of(page)
    known: dict[str, tuple[Target | None, bool, str | None]] = {}
    found = []
    for element in page.elements:
        href = element.attr("href") if element.tag in {"a", "area"} else None
        if href is None:
            continue
        if href not in known:
            target = website.target(href, base)
            is_own = target is not None and website.is_own(target)
            known[href] = (target, is_own, website.file_path(target.path) if target is not None and is_own else None)
        found.append(Link(element, href, *known[href]))
    return tuple(found)


def anchor_exists(page: Page, fragment: str) -> bool:
    """Whether a page has a part of this name (HTML, 7.4.6.4), or the name is for scripts."""
    if not fragment or fragment.lower() == "top" or _FOR_SCRIPTS.match(fragment) or fragment in page.by_id:
        return True
    return any((each.attr("name") or "") == fragment for each in page.named("a"))


def dead_target(link: Link) -> str | None:
    """The path that a link names and the website lacks; empty where it is there, None for links to elsewhere."""
    if link.target is None or not link.is_own:
        return None
    return "" if not link.href.strip() or link.path is not None else link.target.path


def linked_paths(website: Website) -> frozenset[str]:
    """All files that pages other than themselves link to."""
    return frozenset(
        link.path
        for page in website.pages
        for link in links_of(page, website)
        if link.path is not None and link.href and link.path != page.path
    )
