"""Scripts that wait until the page has been parsed, where nothing that runs before can need them."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from turbohtml import Document

from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website.page import Page
from code24.website.scripting.script_dependencies import needed_names, writes_into_the_page
from code24.website.scripting.scripts import Script, scripts_of
from code24.website.vocabulary import words
from code24.website.website import Website, base_of

HARMLESS_HOSTS = words(
    "kit.fontawesome.com use.fontawesome.com maps.googleapis.com js.stripe.com code.jquery.com cdn.jsdelivr.net "
    "cdnjs.cloudflare.com unpkg.com ajax.googleapis.com stackpath.bootstrapcdn.com maxcdn.bootstrapcdn.com "
    "netdna.bootstrapcdn.com cdn.startbootstrap.com ajax.aspnetcdn.com"
)
"""Hosts of libraries that do not write into the page where they stand."""
_EARLY_LOOK = re.compile(
    r"documentElement\s*\.\s*(?:className|classList|dataset|setAttribute|style)|prefers-color-scheme|"
    r"\bModernizr\b|html5shiv|tailwind|anti-?flicker|optimize-hide",
    re.IGNORECASE,
)
"""What scripts do that decide how the first paint looks: they run before it."""
_EARLY_HANDLERS = ("onload", "onerror")


@page_fix(
    "deferred-scripts",
    Phase.SCRIPTS,
    "Scripts wait until the page is there",
    "render-blocking-scripts",
    needs_finding=False,
)
def deferred_scripts(document: Document, page: Page, website: Website, setting: Setting) -> Iterable[Change]:
    """Defer all scripts after the last one that has to run at its place; their order stays what it was."""
    scripts = scripts_of(page, website)
    deferrable = {script.element for script in _deferrable(page, website, scripts)}
    if not deferrable:
        return
    for own, element in zip(page.named("script"), document.select("script"), strict=False):
        if own in deferrable and element.attr("src") == own.attr("src"):
            element.attrs["defer"] = ""
            yield Change(path=page.path, what=f"{own.attr('src')} waits until the page is parsed.")


def _deferrable(page: Page, website: Website, scripts: Sequence[Script]) -> list[Script]:
    if _handlers_need_scripts(page):
        return []
    found: list[Script] = []
    waiting_before = False
    for script in scripts:
        if script.is_data:
            continue
        if script.blocks:
            if waiting_before or not _may_wait(script, page, website):
                found.clear()  # what has to stay keeps everything before it at its place
            else:
                found.append(script)
        elif script.is_module or script.deferred:
            # It ran after all that blocks; among waiting scripts the order of the page would count.
            waiting_before = True
        elif script.runs_at_once and found and (writes_into_the_page(script.text) or needed_names(script.text)):
            found.clear()
    return found


def _may_wait(script: Script, page: Page, website: Website) -> bool:
    if script.element.attr("nomodule") is not None or script.element.closest("svg, template, noscript") is not None:
        return False
    if script.path is None:
        target = website.target(script.url or "", base_of(page))
        host = urlsplit(target.origin).hostname if target and target.origin else None
        return host in HARMLESS_HOSTS
    if writes_into_the_page(script.text):
        return False
    in_head = script.element.closest("head") is not None
    return not (in_head and len(script.text) < 60_000 and _EARLY_LOOK.search(script.text))


def _handlers_need_scripts(page: Page) -> bool:
    """Whether pictures or frames call scripts as soon as they have loaded, which may be before the page is parsed."""
    return any(
        needed_names(element.attr(name) or "")
        for element in page.elements
        if element.tag in {"img", "iframe", "link", "script", "object", "embed", "video", "style"}
        for name in _EARLY_HANDLERS
        if element.attr(name)
    )


FIXES = (deferred_scripts,)
