"""Where links within a website lead, and whether something is there."""

import re

from turbohtml import Element

from code24.website.page import Page
from code24.website.website import Website, base_of

_FOR_SCRIPTS = re.compile(r"[!/]|:~:")
"""What follows `#` in addresses that only scripts read, or that name a text (`#!`, `#/route`, `#:~:text=`)."""


def anchor_exists(page: Page, fragment: str) -> bool:
    """Whether a page has a part of this name (HTML, 7.4.6.4), or the name is for scripts."""
    if not fragment or fragment.lower() == "top" or _FOR_SCRIPTS.match(fragment) or fragment in page.by_id:
        return True
    return any((each.attr("name") or "") == fragment for each in page.named("a"))


def dead_target(page: Page, link: Element, website: Website) -> str | None:
    """The path that a link names and the website lacks; empty where it is there, None for links to elsewhere."""
    href = link.attr("href") or ""
    target = website.target(href, base_of(page))
    if target is None or not website.is_own(target):
        return None
    return "" if not href.strip() or website.file_path(target.path) is not None else target.path


def linked_paths(website: Website) -> frozenset[str]:
    """All files that pages other than themselves link to."""
    found = set()
    for page in website.pages:
        base = base_of(page)
        for link in page.named("a", "area"):
            path = website.path_of(link.attr("href") or "", base) if link.attr("href") else None
            if path is not None and path != page.path:
                found.add(path)
    return frozenset(found)
