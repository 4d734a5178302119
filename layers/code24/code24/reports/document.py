"""A report as its readers get it, before it is set as a page or a PDF: words, figures, charts and tables.

Reports say what they say in these terms; `reports/rendering` draws them. What is text here is text there: no markup.
"""

from datetime import datetime
from enum import StrEnum

from code24.models import Model


class ChartKind(StrEnum):
    """How values are drawn."""

    LINE = "line"
    BARS = "bars"
    STACKED_BARS = "stacked-bars"
    """Series add up, negative ones downwards."""


class Series(Model):
    """One line, or one colour of bars."""

    name: str
    values: tuple[float | None, ...]
    """One for each category; None leaves a gap."""
    low: tuple[float | None, ...] | None = None
    high: tuple[float | None, ...] | None = None
    """The ends of an interval around each value, for forecasts and estimates; both or neither."""
    expected: bool = False
    """Whether it is a forecast rather than a measurement: drawn dashed."""


class Chart(Model):
    """A picture of figures. Its table stands beside it, made of the same values."""

    id: str
    """A name in lower case with hyphens, unique in its document: of files and of anchors."""
    title: str
    kind: ChartKind
    unit: str
    """What the values are (`visitors`, `EUR a month`, `%`): the label of the value axis."""
    category: str
    """What the categories are (`month`, `source`): the label of the other axis."""
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    decimals: int = 0
    note: str = ""
    """What a reader has to know to read it right, in a sentence."""


class Table(Model):
    """Rows under headings. Numbers are formatted by whoever fills it; the first column names the row."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    """Columns of numbers, which are set flush right."""
    note: str = ""


class Figure(Model):
    """A number that stands out, with its words."""

    label: str
    value: str
    """Formatted, with its unit."""
    change: str = ""
    """Against what came before (`+12 % against October`); empty where nothing can be said."""
    good: bool | None = None
    """Whether the change is welcome; None where it is neither. Never told by colour alone."""


class Section(Model):
    """A heading and what stands under it, in this order."""

    id: str
    title: str
    paragraphs: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()


class Document(Model):
    """A whole report."""

    id: str
    title: str
    subtitle: str
    """What it is about: the customer or the platform, and the month."""
    language: str = "en"
    made_at: datetime
    """The moment that it was due at, not that of its making: making it again gives the same bytes."""
    summary: tuple[str, ...] = ()
    """Paragraphs before everything else."""
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()
    """How figures are defined, and what is missing."""
