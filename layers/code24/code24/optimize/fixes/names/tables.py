"""Tables: captions that are captions, headers that are headers."""

from collections.abc import Iterator

from turbohtml import Document, Element

from code24.audit.rules.accessibility.tables import rows_of
from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.optimize.retagging import Wish, retag
from code24.website.accessibility.semantics import explicit_role
from code24.website.page import Page
from code24.website.website import Website

_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
_LARGE = 4


@page_fix(
    "tables", Phase.NAMES, "Cells of tables belong to headers",
    "table-duplicate-name", "td-has-header", "td-headers-attr", "th-has-data-cells", "scope-attr-valid",
)  # fmt: skip
def tables(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """The first row of a large table without headers becomes its headers; what refers to nothing leaves."""
    wishes: list[Wish] = []
    identifiers = {one.attr("id"): one for one in document.iter_elements("th") if "id" in one.attrs}
    for group, table in enumerate(document.select("table"), 1):
        if explicit_role(table) in {"none", "presentation"}:
            continue
        rows = rows_of(table)
        cells = [cell for row in rows for cell in row]
        caption = next((one.text.strip().casefold() for one in table.select("caption")), "")
        if caption and (table.attr("summary") or "").strip().casefold() == caption:
            del table.attrs["summary"]
            yield _change(page, table, "The summary repeated the caption.")
        for cell in cells:
            yield from _cell(cell, page, identifiers)
        has_headers = any(cell.tag == "th" for cell in cells)
        if has_headers and all(cell.tag == "th" for cell in cells):
            table.attrs["role"] = "presentation"
            yield _change(page, table, "A table of nothing but headers is none.")
        elif not has_headers and _is_grid(rows):
            wishes += [Wish(cell, "th", (), (("scope", "col"),), group) for cell in rows[0]]
    for wish, done in zip(wishes, retag(document, page, website, wishes), strict=True):
        if not done:
            wish.element.attrs["role"] = "columnheader"
            wish.element.attrs["scope"] = "col"
        yield _change(page, wish.element, "A cell of the first row is a header.")


def _is_grid(rows: list[list[Element]]) -> bool:
    """Whether a table is large, and its first row says what the columns are."""
    large = len(rows) >= _LARGE and all(len(row) >= _LARGE for row in rows)
    return large and all(cell.text.strip() for cell in rows[0][1:])


def _cell(cell: Element, page: Page, identifiers: dict[str | None, Element]) -> Iterator[Change]:
    if "scope" in cell.attrs and cell.tag == "td" and explicit_role(cell) != "columnheader":
        del cell.attrs["scope"]
        yield _change(page, cell, "`scope` stands on headers only.")
    elif "scope" in cell.attrs and (cell.attr("scope") or "").strip().lower() not in _SCOPES:
        del cell.attrs["scope"]
        yield _change(page, cell, "`scope` has a value that exists.")
    if "headers" in cell.attrs:
        said = (cell.attr("headers") or "").split()
        table = cell.closest("table")
        kept = [
            one for one in said
            if one in identifiers and identifiers[one] != cell and identifiers[one].closest("table") == table
        ]  # fmt: skip
        if kept != said:
            if kept:
                cell.attrs["headers"] = " ".join(kept)
            else:
                del cell.attrs["headers"]
            yield _change(page, cell, "`headers` names headers of its own table.")


def _change(page: Page, element: Element, what: str) -> Change:
    return Change(path=page.path, what=what, selector=element.css_path())


FIXES = (tables,)
