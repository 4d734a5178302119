"""Stylesheets without what only people read."""

from turbohtml import Document

from code24.optimize.fix import Outcome, Setting, page_fix, site_fix
from code24.optimize.models import Change, Phase
from code24.website.page import Page
from code24.website.styles.minifying import minified
from code24.website.website import Website

_LEAST = 64
"""Bytes below which a stylesheet counts as minified."""


@site_fix("minified-css", Phase.MINIFY, "Stylesheets are sent without comments and spaces", "unminified-css")
def minified_css(website: Website, setting: Setting) -> Outcome:
    """Edit every stylesheet file."""
    files, changes = [], []
    for path, file in website.files.items():
        if file.media_type != "text/css" or not setting.allows("minified-css", path):
            continue
        text = minified(file.text)
        if len(text) + _LEAST <= len(file.text):
            files.append(file.with_content(text))
            changes.append(Change(path=path, what=f"{len(file.text) - len(text):,} characters that nobody needs."))
    return Outcome(tuple(files), (), tuple(changes))


@page_fix("minified-styles", Phase.MINIFY, "Styles in pages are sent without comments and spaces", "unminified-css")
def minified_styles(document: Document, page: Page, website: Website, setting: Setting) -> list[Change]:
    """Edit every `style` element."""
    saved = 0
    for element in document.select("style"):
        text = minified(element.text)
        if len(text) + _LEAST <= len(element.text) and "</style" not in text.lower():
            saved += len(element.text) - len(text)
            element.set_text(text)
    return [Change(path=page.path, what=f"{saved:,} characters of styles that nobody needs.")] if saved else []


FIXES = (minified_css, minified_styles)
