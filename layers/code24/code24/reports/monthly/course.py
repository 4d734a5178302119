"""Month after month, and the next: the part of a report that looks back and ahead."""

from collections.abc import Sequence

from code24.reports.calendar import Month
from code24.reports.document import Chart, ChartKind, Section, Series, Table
from code24.reports.monthly.models import Forecast, History, MonthPoint, Trend
from code24.reports.monthly.wording import NAMES, NONE, difference, month_name, number, percent, value_of

SHOWN_MONTHS = 14


def course(history: History) -> Section:
    """Month after month, with what the next one is expected to bring."""
    points = history.months[-SHOWN_MONTHS:]
    sentences = tuple(each.sentence for each in history.forecasts[:1])
    tables = [_trends(history)] if any(trend.previous is not None for trend in history.trends) else []
    if expected := [each for each in history.forecasts if each.value is not None]:
        tables.append(_expected(expected, points[-1].month))
    charts = [_line(points, each) for each in history.forecasts if each.name in {"visitors", "completions"}]
    return Section(
        id="course",
        title="Month after month, and the next",
        paragraphs=sentences,
        charts=tuple(charts) if len(points) > 1 else (),
        tables=tuple(tables),
    )


def _line(points: Sequence[MonthPoint], forecast: Forecast) -> Chart:
    values = tuple(float(getattr(point, forecast.name)) for point in points)
    name = NAMES[forecast.name]
    categories = [point.month for point in points]
    series = [Series(name=name, values=values)]
    if forecast.value is not None:
        categories.append(str(Month.parsed(points[-1].month).plus(1)))
        gap = (None,) * len(points)
        series = [
            Series(name=name, values=(*values, None)),
            Series(
                name="Next month",
                values=(*gap, forecast.value),
                low=(*gap, forecast.low95),
                high=(*gap, forecast.high95),
                expected=True,
            ),
        ]
    notes = ["The interval holds the next month with 95 % probability."] if forecast.value is not None else []
    if not points[0].whole:
        notes.append(f"Of {month_name(points[0].month)} there is only a part.")
    return Chart(
        id=f"course-{forecast.name}",
        title=f"{name} by month",
        kind=ChartKind.LINE,
        unit=name.lower(),
        category="month",
        categories=tuple(categories),
        series=tuple(series),
        note=" ".join(notes),
    )


def _expected(forecasts: Sequence[Forecast], month: str) -> Table:
    def between(low: float | None, high: float | None) -> str:
        return f"{number(low or 0.0)} to {number(high or 0.0)}"

    return Table(
        id="forecast",
        title=f"Expected in {month_name(str(Month.parsed(month).plus(1)))}",
        columns=("Figure", "Expected", "With 80 % probability", "With 95 % probability", "Method"),
        rows=tuple(
            (
                NAMES[each.name],
                number(each.value or 0.0),
                between(each.low80, each.high80),
                between(each.low95, each.high95),
                f"{each.method.replace('-', ' ')}, {each.months} months",
            )
            for each in forecasts
        ),
        numeric=(1, 2, 3, 4),
    )


def _trends(history: History) -> Table:
    month = Month.parsed(history.months[-1].month)
    yearly = any(each.year_before is not None for each in history.trends)
    columns = ["Figure", *(month_name(str(month.plus(-back))) for back in (0, 1, *((12,) if yearly else ())))]
    rows = tuple(
        (
            *(NAMES[each.name], value_of(each), _shown(each, each.previous, each.change)),
            *((_shown(each, each.year_before, each.year_change),) if yearly else ()),
        )
        for each in history.trends
    )
    return Table(
        id="trends",
        title="Against earlier months",
        columns=tuple(columns),
        rows=rows,
        numeric=tuple(range(1, len(columns))),
    )


def _shown(trend: Trend, earlier: float | None, change: float | None) -> str:
    if earlier is None:
        return NONE
    text = percent(earlier, 2) if trend.name == "conversionRate" else number(earlier)
    told = difference(trend, earlier, change)
    return f"{text} ({told})" if told else text
