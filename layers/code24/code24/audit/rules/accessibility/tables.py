"""Tables: every cell belongs to a header."""

from collections.abc import Iterator

from turbohtml import Element

from code24.audit.models import Severity
from code24.audit.rules.accessibility.judging import Judged, Told, accessible
from code24.website.accessibility.semantics import explicit_role

_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
MOST_CELLS = 10_000


def data_tables(told: Told) -> Iterator[Element]:
    """Exposed tables that are no mere layout."""
    for table in told.page.named("table"):
        if told.semantics.exposes(table) and explicit_role(table) not in {"none", "presentation"}:
            yield table


def rows_of(table: Element) -> list[list[Element]]:
    """The cells of each row, without those of tables inside."""
    return [
        [cell for cell in row.children if isinstance(cell, Element) and cell.tag in {"td", "th"}]
        for row in table.iter_elements("tr")
        if row.closest("table") == table
    ]


@accessible("table-duplicate-name", Severity.MINOR, "Caption and summary of a table differ", fix="tables")
def table_duplicate_name(told: Told) -> Iterator[Judged]:
    """The same twice is read twice."""
    for table in data_tables(told):
        summary = (table.attr("summary") or "").strip().casefold()
        caption = next((one.text.strip().casefold() for one in table.iter_elements("caption")), "")
        if summary and caption:
            yield table, "Caption and summary say the same." if summary == caption else ""


@accessible("table-fake-caption", Severity.SERIOUS, "Captions are captions", "1.3.1", fix="tables")
def table_fake_caption(told: Told) -> Iterator[Judged]:
    """Not a first row of one cell over all columns."""
    for table in data_tables(told):
        rows = [row for row in rows_of(table) if row]
        width = max((len(row) for row in rows), default=0)
        if len(rows) > 1 and width > 1:
            first = rows[0]
            span = (first[0].attr("colspan") or "").strip()
            fake = len(first) == 1 and span == str(width) and bool(first[0].text.strip()) and first[0].tag == "td"
            has = next(table.iter_elements("caption"), None) is not None
            yield table, "The first row is a caption; `caption` would say so." if fake and not has else ""


@accessible("td-has-header", Severity.CRITICAL, "Cells of large tables have headers", "1.3.1", fix="tables")
def td_has_header(told: Told) -> Iterator[Judged]:
    """Tables of at least four rows and columns; axe looks at the same."""
    for table in data_tables(told):
        rows = rows_of(table)
        if len(rows) < 4 or max(map(len, rows)) < 4 or sum(map(len, rows)) > MOST_CELLS:
            continue
        top = rows[0]
        for number, row in enumerate(rows):
            heads_row = any(cell.tag == "th" or _is_header(cell) for cell in row)
            bare = [
                cell
                for place, cell in enumerate(row)
                if cell.tag == "td"
                and cell.text.strip()
                and not heads_row
                and not any(place < len(above) and above[place].tag == "th" for above in rows[:number])
                and "headers" not in cell.attrs
                and "aria-label" not in cell.attrs
            ]
            if bare and not any(cell.tag == "th" for cell in top):
                yield table, "Cells of the table have no header."
                break
        else:
            yield table, ""


def _is_header(cell: Element) -> bool:
    return explicit_role(cell) in {"columnheader", "rowheader"} or "scope" in cell.attrs


@accessible("td-headers-attr", Severity.SERIOUS, "`headers` names headers of the same table", "1.3.1", fix="tables")
def td_headers_attr(told: Told) -> Iterator[Judged]:
    """Ids of cells in the same table, not of the cell itself."""
    for cell in told.page.named("td", "th"):
        if "headers" not in cell.attrs:
            continue
        table = cell.closest("table")
        named = [told.page.by_id.get(identifier) for identifier in (cell.attr("headers") or "").split()]
        fine = all(one is not None and one is not cell and one.tag == "th" and one.closest("table") is table
                   for one in named)  # fmt: skip
        yield cell, "" if fine else "`headers` names something that is no header of this table."


@accessible("th-has-data-cells", Severity.SERIOUS, "Headers have cells", "1.3.1", fix="tables")
def th_has_data_cells(told: Told) -> Iterator[Judged]:
    """A header row or column without anything under it."""
    for table in data_tables(told):
        cells = [cell for row in rows_of(table) for cell in row]
        if any(cell.tag == "th" for cell in cells):
            fine = any(cell.tag == "td" for cell in cells)
            yield table, "" if fine else "The table has headers but no cells."


@accessible("scope-attr-valid", Severity.MODERATE, "`scope` is on headers and has a possible value", "1.3.1",
            fix="tables")  # fmt: skip
def scope_attr_valid(told: Told) -> Iterator[Judged]:
    """`row`, `col`, `rowgroup`, `colgroup`, on `th`."""
    for cell in told.page.named("td", "th"):
        if "scope" in cell.attrs:
            value = (cell.attr("scope") or "").strip().lower()
            fine = value in _SCOPES and cell.tag == "th"
            yield cell, "" if fine else f"scope={value!r} says nothing on <{cell.tag}>."


@accessible("empty-table-header", Severity.MINOR, "Headers of tables have words", "1.3.1")
def empty_table_header(told: Told) -> Iterator[Judged]:
    """The corner of a table may be empty."""
    for table in data_tables(told):
        for number, row in enumerate(rows_of(table)[:200]):
            for place, cell in enumerate(row):
                if cell.tag == "th" and (number or place):
                    yield cell, "" if told.names.of(cell) or cell.text.strip() else "The header of the table is empty."


RULES = (
    empty_table_header,
    scope_attr_valid,
    table_duplicate_name,
    table_fake_caption,
    td_has_header,
    td_headers_attr,
    th_has_data_cells,
)
