"""Charts and documents that tests draw."""

from datetime import UTC, datetime

from code24.reports.document import Chart, ChartKind, Document, Figure, Section, Series, Table

MONTHS = tuple(f"2026-{month:02}" for month in range(1, 7))
HOSTILE = (
    '#import "x" *bold* $x$ <a href="x">&amp;</a> `raw` @ref \\ // /* <script>\x00\x1b\u202eabc\u202c עברית Ελλάδα'
)
"""Markup of HTML, XML and typst, control characters, and one that turns the direction of what follows."""


def chart(*series: Series, kind: ChartKind = ChartKind.LINE, **changes: object) -> Chart:
    said: dict[str, object] = {
        "id": "visitors",
        "title": "Visitors by month",
        "kind": kind,
        "unit": "visitors",
        "category": "month",
        "categories": MONTHS,
        "series": series,
    }
    return Chart.model_validate(said | changes)


def line(name: str, *values: float | None, **more: object) -> Series:
    return Series.model_validate({"name": name, "values": values, **more})


def document(**changes: object) -> Document:
    drawn = chart(line("Visitors", 1, 2, None, 4, 5, 6), id="drawn")
    stacked = chart(line("New", 5, 4, 3), line("Churn", -1, -2, -3), kind=ChartKind.STACKED_BARS, id="stacked",
                    categories=MONTHS[:3])  # fmt: skip
    table = Table(id="rows", title="Rows", columns=("Name", "Count"), numeric=(1,), rows=(("one", "1"), (HOSTILE, "2")))
    figures = (
        Figure(label="Visitors", value="18", change="+2 %", good=True),
        Figure(label="Left", value="3", change="+1", good=False),
    )
    said: dict[str, object] = {
        "id": "one",
        "title": "A month",
        "subtitle": "All of it",
        "made_at": datetime(2026, 6, 30, 23, 59, tzinfo=UTC),
        "summary": ("It was good.", HOSTILE),
        "sections": (
            Section(id="first", title="First", figures=figures, charts=(drawn, stacked), tables=(table,)),
            Section(id="second", title=HOSTILE, paragraphs=("Nothing here.",)),
        ),
        "notes": ("A visitor is a visitor.",),
    }
    return Document.model_validate(said | changes)
