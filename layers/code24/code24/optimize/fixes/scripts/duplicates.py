"""Scripts that a page loads twice run once."""

from collections.abc import Iterable

from turbohtml import Document

from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website.page import Page
from code24.website.scripting.script_dependencies import writes_into_the_page
from code24.website.scripting.scripts import Script, scripts_of
from code24.website.website import Website

PLAIN = frozenset({"src", "type", "defer", "async", "charset", "language", "crossorigin", "integrity"})


@page_fix("scripts-once", Phase.SCRIPTS, "A script that a page loads twice runs once", "duplicate-scripts")
def scripts_once(document: Document, page: Page, website: Website, setting: Setting) -> Iterable[Change]:
    """Remove the second of two equal script files of a page, where neither says or looks where it stands."""
    again = {script.element for script in repeated(page, website)}
    for own, element in zip(page.named("script"), document.select("script"), strict=False):
        if own in again and element.attr("src") == own.attr("src"):
            element.decompose()
            yield Change(path=page.path, what=f"{own.attr('src')} is loaded once.")


def repeated(page: Page, website: Website) -> list[Script]:
    """The scripts whose very content the page has loaded before."""
    seen: set[tuple[str, bool]] = set()
    found = []
    for script in scripts_of(page, website):
        if script.path is None or script.is_data or script.is_module or not set(script.element.attrs) <= PLAIN:
            continue
        if writes_into_the_page(script.text) or "currentScript" in script.text:
            continue
        key = (website.files[script.path].sha256, script.is_async)
        if key in seen:
            found.append(script)
        seen.add(key)
    return found


FIXES = (scripts_once,)
