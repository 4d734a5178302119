"""Values of charts as people read them, and the table of the same values."""

from itertools import chain

from code24.reports.document import Chart, Series, Table
from code24.reports.rendering.scale import hides_zero, ticks

NONE = "\N{EN DASH}"
"""Where nothing was measured."""


def number(value: float, decimals: int) -> str:
    """A value with its thousands apart and a minus that is one."""
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "\N{MINUS SIGN}") if float(text.replace(",", "")) else text.lstrip("-")


def short(value: float, decimals: int) -> str:
    """A value without decimals that say nothing: for axes and labels of bars."""
    text = number(value, decimals)
    return text.rstrip("0").rstrip(".") if decimals else text


def longest(text: str) -> int:
    """The letters of its longest word: no number is broken, so this is what has to find room."""
    return max(map(len, text.split(" ")))


def name_of(series: Series) -> str:
    """The name of a series, with what sort of values it has."""
    return f"{series.name} (forecast)" if series.expected else series.name


def heading(chart: Chart) -> str:
    """What the categories are, as a heading: of their axis, and of their column."""
    return chart.category[:1].upper() + chart.category[1:]


def table_of(chart: Chart) -> Table:
    """The chart's values, a row for each category; intervals stand behind their value."""
    columns = [each.values for each in chart.series]
    ends = [(each.low or (), each.high or ()) for each in chart.series]

    def cell(column: int, row: int) -> str:
        value = columns[column][row] if row < len(columns[column]) else None
        if value is None:
            return NONE
        low, high = (end[row] if row < len(end) else None for end in ends[column])
        between = "" if low is None or high is None else f" ({_range(low, high, chart.decimals)})"
        return number(value, chart.decimals) + between

    rows = (
        (category, *(cell(column, row) for column in range(len(columns))))
        for row, category in enumerate(chart.categories)
    )
    return Table(
        id=f"{chart.id}-values",
        title=f"{chart.title}, in {chart.unit}",
        columns=(heading(chart), *map(name_of, chart.series)),
        rows=tuple(rows),
        numeric=tuple(range(1, len(columns) + 1)),
    )


def described(chart: Chart) -> str:
    """What the picture shows, in sentences for those who cannot see it."""
    sentences = [f"{chart.unit} by {chart.category}" + (f", {_ends(chart)}." if chart.categories else ".")]
    for each in chart.series:
        known = [
            (value, category)
            for value, category in zip(each.values, chart.categories, strict=False)
            if value is not None
        ]
        if not known:
            sentences.append(f"{name_of(each)}: nothing measured.")
            continue
        least, most = min(known), max(known, key=lambda pair: pair[0])
        parts = [f"{text} {number(value, chart.decimals)} ({at})" for text, (value, at) in _told(least, most)]
        sentences.append(f"{name_of(each)}: {', '.join(parts)}.")
    note = note_of(chart)
    return " ".join(chain(sentences, [note] if note else []))


def note_of(chart: Chart) -> str:
    """What a reader has to know to read it right: what its author says, and where the axis leaves out zero."""
    cut = "The axis does not begin at zero." if hides_zero(ticks(chart)) else ""
    return " ".join(filter(None, (chart.note, cut)))


def _told(least: tuple[float, str], most: tuple[float, str]) -> tuple[tuple[str, tuple[float, str]], ...]:
    return (("always", least),) if least[0] == most[0] else (("least", least), ("most", most))


def _ends(chart: Chart) -> str:
    first, last = chart.categories[0], chart.categories[-1]
    return first if len(chart.categories) == 1 else f"{first} to {last}"


def _range(low: float, high: float, decimals: int) -> str:
    return f"{number(low, decimals)} to {number(high, decimals)}"
