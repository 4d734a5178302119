"""Preloads of the faces of the first screen, so that they come with the styles and not after them."""

from collections.abc import Iterable

from turbohtml import Document, Element

from code24.optimize.addresses import relative_to, spelled_like
from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.fonts.first_faces import MOST, preloaded_fonts, wanted_first
from code24.optimize.models import Change, Phase
from code24.website.page import Page
from code24.website.website import Website, base_of


@page_fix("font-preload", Phase.LOADING, "The fonts of the first screen come at once", "font-preload")
def font_preload(document: Document, page: Page, website: Website, setting: Setting) -> Iterable[Change]:
    """Add a preload for each face of the first screen that has none."""
    head = document.find("head")
    known = preloaded_fonts(page, website)
    if not isinstance(head, Element):
        return
    base = base_of(page)
    example = next((link.attr("href") or "" for link in page.named("link") if link.attr("rel") == "stylesheet"), "")
    is_absolute = example.startswith("/") and not example.startswith("//")
    for path in wanted_first(page, website):
        if path in known or len(known) >= MOST:
            continue
        known.add(path)
        link = Element("link")
        link.attrs["rel"] = "preload"
        link.attrs["as"] = "font"
        link.attrs["type"] = "font/woff2"
        link.attrs["href"] = spelled_like("/", base, path) if is_absolute else relative_to(base, path)
        link.attrs["crossorigin"] = ""
        place = next(
            (each for each in head.children if isinstance(each, Element) and each.tag in {"link", "style", "script"}),
            None,
        )
        if place is None:
            head.append(link)
        else:
            place.insert_before(link)
        yield Change(path=page.path, what=f"{path} comes with the first styles.")


FIXES = (font_preload,)
