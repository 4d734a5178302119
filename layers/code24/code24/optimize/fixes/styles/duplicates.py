"""A stylesheet that a page links twice is linked once: the last link counts, as its rules win."""

from collections.abc import Iterator

from turbohtml import Document, Element

from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website.page import Page
from code24.website.styles.page_styles import Applied, sheets_of
from code24.website.website import Website


@page_fix("one-of-each-sheet", Phase.STYLES, "No stylesheet is loaded twice", "duplicate-stylesheets")
def one_of_each_sheet(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Take out all but the last link to the same content."""
    linked = [each for each in sheets_of(page, website) if each.element.tag == "link" and not each.imported_by]
    last: dict[tuple[str, str, str], Element] = {_key(each): each.element for each in linked}
    places = {element: place for place, element in enumerate(page.named("link"))}
    links = document.select("link")
    for each in linked:
        if last[_key(each)] is not each.element and not each.element.attr("id"):
            links[places[each.element]].decompose()
            yield Change(path=page.path, what=f"{each.path} is loaded once.")


def _key(applied: Applied) -> tuple[str, str, str]:
    return applied.path, applied.sheet.text, applied.media


FIXES = (one_of_each_sheet,)
