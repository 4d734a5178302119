"""Charts laid out by pygal. pygal is imported when something is drawn: it costs 0.1 s, and few functions draw."""

from typing import Any, NamedTuple

from code24.reports.document import Chart, ChartKind, Series
from code24.reports.rendering.scale import ticks
from code24.reports.rendering.text import cut, plain
from code24.reports.rendering.values import heading, name_of, short

WIDE, NARROW = 720, 360
"""Widths of drawings, in CSS pixels."""
LABEL_SIZE, TITLE_SIZE = 12, 13
_WIDE_LETTER = 0.6
"""Of a letter, in its size; pygal reckons so as well."""
_ROW = 21
"""Height of a row of the legend."""
_BAR, _GAP, _FRAME = 15, 14, 120
"""Heights of a horizontal bar, of the space between categories, and of what stands around the plot."""
_MOST_HEIGHT = 1200
_VALUES_BESIDE = 24
"""With more bars their values are in the table only."""


class Plot(NamedTuple):
    """A chart as pygal laid it out."""

    root: Any
    """The SVG element, an `xml.etree.ElementTree.Element`."""
    width: int
    horizontal: bool
    steps: int
    """How many category labels share the room of one; the others are left out."""


def plot(chart: Chart, width: int) -> Plot:
    """Lay out a chart of this width."""
    import pygal  # type: ignore[import-untyped]  # noqa: PLC0415

    labels = [cut(plain(each), 24 if width > NARROW else 14) for each in chart.categories]
    room = (width - 100) / max(1, len(labels))
    longest = max((len(label) for label in labels), default=0) * LABEL_SIZE * _WIDE_LETTER
    wordy = max((len(label) for label in labels), default=0) > len("2026-11")
    horizontal = chart.kind is ChartKind.BARS and wordy and longest > room and len(labels) <= 40
    if not horizontal and chart.kind is not ChartKind.LINE and longest > room * 3:
        labels = [cut(label, max(4, int(room * 3 / LABEL_SIZE / _WIDE_LETTER))) for label in labels]
    height = 360 if width >= WIDE else 300
    if horizontal:
        labels = labels[::-1]
        height = min(_MOST_HEIGHT, _FRAME + len(labels) * (len(chart.series) * _BAR + _GAP))
    drawn = _class(pygal, chart.kind, horizontal)(_config(pygal, chart, (width, height), labels, horizontal=horizontal))
    for series in chart.series:
        _add(drawn, chart, series, backwards=horizontal)
    root = drawn.render_tree()
    longest = max((len(label) for label in labels), default=0) * LABEL_SIZE * _WIDE_LETTER + 8
    # Long values beside the axis leave less room than was reckoned with before it was drawn.
    ground = next(each for each in root.iter() if each.get("class") == "plot")[0]
    room = float(ground.get("width")) / max(1, len(labels))
    steps = 1 if horizontal else max(1, -(-int(longest) // max(1, int(room))))
    return Plot(root, width, horizontal, steps)


def _class(pygal: Any, kind: ChartKind, horizontal: bool) -> Any:
    if kind is ChartKind.LINE:
        return pygal.Line
    if kind is ChartKind.STACKED_BARS:
        return pygal.StackedBar
    return pygal.HorizontalBar if horizontal else pygal.Bar


def _config(pygal: Any, chart: Chart, size: tuple[int, int], labels: list[str], *, horizontal: bool) -> Any:
    width, height = size
    marks = ticks(chart, 4 if horizontal and width <= NARROW else 6)
    columns = min(1 if width <= NARROW else 3, max(1, len(chart.series)))
    rows = -(-len(chart.series) // columns)
    missed = rows - max(1, len(chart.series) // columns)  # pygal leaves no room for a row that is not full
    titles = plain(heading(chart)), plain(chart.unit)
    style = pygal.style.Style(
        label_font_size=LABEL_SIZE,
        major_label_font_size=LABEL_SIZE,
        legend_font_size=LABEL_SIZE,
        title_font_size=TITLE_SIZE,
        value_font_size=LABEL_SIZE - 1,
        no_data_font_size=20,
    )
    bars = len(chart.categories) * len(chart.series)
    return pygal.Config(
        width=width,
        height=height + _ROW * max(0, rows - 1),
        style=style,
        js=[],
        no_prefix=True,
        margin=8,
        margin_right=26,
        margin_bottom=14 + _ROW * missed,
        legend_at_bottom=True,
        legend_at_bottom_columns=columns,
        legend_box_size=14,
        truncate_legend=60,
        truncate_label=60,
        x_labels=labels,
        x_title=titles[horizontal],
        y_title=titles[not horizontal],
        y_labels=[{"value": mark, "label": short(mark, chart.decimals)} for mark in marks] or None,
        show_y_labels=bool(marks),
        range=(marks[0], marks[-1]) if marks else None,
        no_data_text="Nothing measured",
        value_formatter=lambda value: short(value, chart.decimals),
        allow_interruptions=True,
        dots_size=4,
        print_values=chart.kind is ChartKind.BARS and bars <= _VALUES_BESIDE,
        print_values_position="top",
    )


def _add(drawn: Any, chart: Chart, series: Series, *, backwards: bool) -> None:
    values, low, high = series.values, series.low or (), series.high or ()
    points: list[Any] = []
    for place in range(len(chart.categories)):
        value = values[place] if place < len(values) else None
        ends = [end[place] if place < len(end) else None for end in (low, high)]
        if value is not None and None not in ends:
            points.append({"value": value, "ci": {"low": ends[0], "high": ends[1]}})
        else:
            points.append(value)
    drawn.add(plain(name_of(series)), points[::-1] if backwards else points)
