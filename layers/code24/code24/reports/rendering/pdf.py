"""A report as a PDF: tagged (PDF/UA-1), its charts as vectors, set by typst.

The template gets the report as data, and text of it is never read as markup. The faces are the project's own.
"""

import json
from datetime import UTC
from importlib.resources import files
from typing import Any

from code24.reports.document import Chart, Document, Figure, Section, Table
from code24.reports.ports import Typesetter
from code24.reports.rendering.charts import svg
from code24.reports.rendering.plotting import WIDE
from code24.reports.rendering.text import plain
from code24.reports.rendering.typefaces import NAMES, drawable, typefaces
from code24.reports.rendering.values import described, note_of, table_of

BESIDE_COLUMNS, BESIDE_ROWS, SHORT_NAME = 3, 31, 10
"""Charts with so many columns and rows of values (the days of a month), and such names of categories, have their table
beside them."""
SHORT = 16
"""A table with so many rows below its chart stays on the chart's page."""
BESIDE = 520
"""Width of a drawing that shares the page's width with its table, in CSS pixels."""
WIDE_TABLE = 3
"""Tables of so many columns and more use the whole width."""


def pdf(document: Document, typesetter: Typesetter) -> bytes:
    """The PDF's bytes; the same document gives the same."""
    template = files("code24.reports.rendering").joinpath("templates", "report.typ").read_bytes()
    report = json.dumps(told(document), ensure_ascii=False)
    return typesetter.pdf(template, report, typefaces(), document.made_at)


def told(document: Document) -> dict[str, Any]:
    """The document as its template takes it: strings, numbers and pictures."""
    made_at = document.made_at.astimezone(UTC)
    return {
        "title": _words(document.title),
        "subtitle": _words(document.subtitle),
        "language": document.language.partition("-")[0],
        "fonts": NAMES,
        "made": made_at.timetuple()[:6],
        "made-at": f"{made_at:%Y-%m-%d %H:%M} UTC",
        "summary": [_words(each) for each in document.summary],
        "sections": [_section(each) for each in document.sections],
        "notes": [_words(each) for each in document.notes],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": _words(section.title),
        "paragraphs": [_words(each) for each in section.paragraphs],
        "figures": [_figure(each) for each in section.figures],
        "charts": [_chart(each) for each in section.charts],
        "tables": [_table(each) for each in section.tables],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    judged = "" if figure.good is None or not figure.change else " (better)" if figure.good else " (worse)"
    return {
        "label": _words(figure.label),
        "value": _words(figure.value),
        "change": _words(figure.change) + judged,
        "good": figure.good,
    }


def _chart(chart: Chart) -> dict[str, Any]:
    table = table_of(chart)
    few = len(table.columns) <= BESIDE_COLUMNS and not any(each.low for each in chart.series)
    beside = few and len(table.rows) <= BESIDE_ROWS and max(map(len, chart.categories), default=0) <= SHORT_NAME
    return {
        "title": _words(chart.title),
        "svg": drawable(svg(chart, BESIDE if beside else WIDE)),
        "alt": _words(described(chart)),
        "note": _words(note_of(chart)),
        "beside": beside,
        "short": len(table.rows) <= SHORT,
        "table": _table(table) | {"wide": not beside},
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": _words(table.title),
        "columns": [_words(each) for each in table.columns],
        "rows": [[_words(each) for each in row] for row in table.rows],
        "numeric": list(table.numeric),
        "wide": len(table.columns) >= WIDE_TABLE,
        "note": _words(table.note),
    }


def _words(text: str) -> str:
    return drawable(plain(text))
