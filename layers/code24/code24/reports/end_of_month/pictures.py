"""The report's charts."""

from collections.abc import Callable, Iterator

from code24.reports.document import Chart, ChartKind, Series
from code24.reports.end_of_month.models import Technical
from code24.revenue.models import CurrencyRevenue, RevenueMonth


def mrr(revenue: CurrencyRevenue) -> Chart:
    """Monthly recurring revenue at the end of each month."""
    code = revenue.currency
    return Chart(
        id=f"mrr-{code.lower()}",
        title=f"Monthly recurring revenue in {code}",
        kind=ChartKind.LINE,
        unit=f"{code} a month",
        category="month",
        categories=_months(revenue),
        series=(_series("At the end of the month", revenue, lambda month: month.end_mrr),),
        decimals=revenue.decimals,
    )


def movements(revenue: CurrencyRevenue) -> Chart:
    """What changed it, month by month: what was won upwards, what was lost downwards."""
    code = revenue.currency
    return Chart(
        id=f"movements-{code.lower()}",
        title=f"What changed monthly recurring revenue in {code}",
        kind=ChartKind.STACKED_BARS,
        unit=f"{code} a month",
        category="month",
        categories=_months(revenue),
        series=(
            _series("New", revenue, lambda month: month.movements.new),
            _series("Expansion", revenue, lambda month: month.movements.expansion),
            _series("Reactivation", revenue, lambda month: month.movements.reactivation),
            _series("Contraction", revenue, lambda month: -month.movements.contraction),
            _series("Churn", revenue, lambda month: -month.movements.churn),
        ),
        decimals=revenue.decimals,
    )


def retained(revenue: CurrencyRevenue) -> Iterator[Chart]:
    """Retention and churn, where a month began with customers."""
    if any(month.net_revenue_retention is not None for month in revenue.history):
        yield _shares(
            revenue,
            "retention",
            "Revenue retention",
            ("Net", lambda month: month.net_revenue_retention),
            ("Gross", lambda month: month.gross_revenue_retention),
        )
    if any(month.logo_churn is not None for month in revenue.history):
        yield _shares(
            revenue, "churn", "Customers who left (logo churn)", ("Logo churn", lambda month: month.logo_churn)
        )


def technical_charts(technical: Technical) -> tuple[Chart, ...]:
    """Days of the month: builds, and how quickly visitors were answered."""
    days = tuple(str(day.day) for day in technical.days)
    charts = []
    if technical.of("builds_succeeded") or technical.of("builds_failed"):
        counts = [
            Series(name=name, values=tuple(value or 0 for value in technical.values[key]))
            for key, name in (("builds_succeeded", "Succeeded"), ("builds_failed", "Failed"))
        ]
        charts.append(
            Chart(id="builds", title="Builds that ended, by day", kind=ChartKind.STACKED_BARS, unit="builds",
                  category="day of the month", categories=days, series=tuple(counts))
        )  # fmt: skip
    if technical.of("latency_p95"):
        lines = [
            Series(name=name, values=technical.values[key])
            for key, name in (("latency_p50", "Median"), ("latency_p95", "95th percentile"))
        ]
        charts.append(
            Chart(id="latency", title="How quickly visitors were answered, by day", kind=ChartKind.LINE,
                  unit="milliseconds", category="day of the month", categories=days, series=tuple(lines), decimals=1)
        )  # fmt: skip
    return tuple(charts)


def _shares(
    revenue: CurrencyRevenue, name: str, title: str, *lines: tuple[str, Callable[[RevenueMonth], float | None]]
) -> Chart:
    return Chart(
        id=f"{name}-{revenue.currency.lower()}",
        title=f"{title}, {revenue.currency}",
        kind=ChartKind.LINE,
        unit="%",
        category="month",
        categories=_months(revenue),
        series=tuple(
            Series(name=each, values=tuple(_percent(value(month)) for month in revenue.history))
            for each, value in lines
        ),
        decimals=1,
        note="A month that began without customers has no value.",
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 4)


def _months(revenue: CurrencyRevenue) -> tuple[str, ...]:
    return tuple(f"{month.year:04}-{month.month:02}" for month in revenue.history)


def _series(name: str, revenue: CurrencyRevenue, value: Callable[[RevenueMonth], int]) -> Series:
    unit = 10**revenue.decimals
    return Series(name=name, values=tuple(value(month) / unit for month in revenue.history))
