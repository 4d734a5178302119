"""The largest paint named at the top of the page, where only styles would name it late."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from turbohtml import Document, Element

from code24.optimize.addresses import spelled_like
from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website.images.sight import Sight, preloaded
from code24.website.page import Page
from code24.website.styles.cascade import DESKTOP, PHONE, Viewport
from code24.website.website import Website, base_of

_SPLIT = 600
"""CSS pixels of width up to which background pictures for phones are used."""
_OPTION = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)\s*type\(\s*[\"']([\w/+.-]+)[\"']\s*\)", re.IGNORECASE)


class Early(NamedTuple):
    """A picture to be preloaded."""

    url: str
    """As seen from the page."""
    kind: str
    """Media type that a browser has to know; empty where every one does."""


@page_fix(
    "largest-paint-preload",
    Phase.LOADING,
    "The background picture that visitors see first is asked for at once",
    "lcp-discovery-insight",
    needs_finding=False,
)
def largest_paint_preload(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Add `link rel="preload"` for a background that is the largest paint; pictures of `img` need none."""
    sight = Sight(page, website, setting.measured)
    phone, desktop = (early_picture(page, website, sight, view) for view in (PHONE, DESKTOP))
    head = document.select_one("head")
    if head is None:
        return
    wanted = (
        [(phone, "")]
        if phone == desktop
        else [(phone, f"(max-width: {_SPLIT}px)"), (desktop, f"(min-width: {_SPLIT}.02px)")]
    )
    named = preloaded(page, website)
    links = [
        _link(early, media)
        for early, media in wanted
        if early is not None and website.path_of(early.url, base_of(page)) not in named
    ]
    place = head.select_one("link[rel~=stylesheet], style, script")
    for link in links:
        if place is not None:
            place.insert_before(link)
        else:
            head.append(link)
        yield Change(
            path=page.path,
            what="The background picture of the first screen is loaded first.",
            after=link.attr("href") or "",
        )


def early_picture(page: Page, website: Website, sight: Sight, view: Viewport) -> Early | None:
    """The background picture that is a viewport's largest paint; None where that is something else."""
    largest = sight.largest(view)
    if largest is None or largest.kind != "background" or not largest.url or not largest.base:
        return None
    file = website.file(largest.url, largest.base)
    if file is None:
        return None
    value = sight.cascade(view.width).of(largest.element).get("background-image")
    kinds = {url.strip(): kind.lower() for url, kind in _OPTION.findall(value)}
    kind = kinds.get(largest.url, "")
    return Early(spelled_like(_example(page), base_of(page), file.path), kind)


def _example(page: Page) -> str:
    """An address whose style the page's own have: that of its first stylesheet."""
    return next(iter(page.linked("stylesheet")), "relative")


def _link(early: Early, media: str) -> Element:
    attributes: dict[str, str | list[str] | None] = {"rel": "preload", "as": "image", "href": early.url}
    if early.kind:
        attributes["type"] = early.kind
    if media:
        attributes["media"] = media
    return Element("link", {**attributes, "fetchpriority": "high"})


FIXES = [largest_paint_preload]
