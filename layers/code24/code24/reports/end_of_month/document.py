"""The report as its readers get it."""

from collections.abc import Callable, Sequence

from code24.reports.document import Document, Figure, Section, Table
from code24.reports.end_of_month.models import ExecutiveSummary, FinalReport
from code24.reports.end_of_month.pictures import movements, mrr, retained
from code24.reports.end_of_month.technical import technical_section
from code24.reports.end_of_month.wording import SPACE, money, month_of, percent, share_of
from code24.reports.rendering.values import number
from code24.revenue.models import CurrencyRevenue, Definition, RevenueMonth

NAMES = {Definition.CHARTMOGUL: "ChartMogul", Definition.STRIPE: "Stripe", Definition.PROFITWELL: "ProfitWell"}
_REASONS = {
    "too_expensive": "Too expensive",
    "missing_features": "Features are missing",
    "switched_service": "Went to another service",
    "unused": "Not used",
    "customer_service": "Customer service",
    "too_complex": "Too complex",
    "low_quality": "Quality",
    "other": "Another reason",
    "payment_failed": "Payment failed",
    "unknown": "Nobody said",
}


def document_of(report: FinalReport, summary: ExecutiveSummary) -> Document:
    """The whole report."""
    until = f"{report.until:%Y-%m-%d %H:%M} UTC"
    scope = f"Figures of {month_of(report)}, complete." if report.whole else f"Month to date, until {until}."
    return Document(
        id=f"end-of-month-{report.year:04}-{report.month:02}",
        title=f"End of month: {month_of(report)}",
        subtitle="Code24, the platform",
        made_at=report.until,
        summary=(*summary.revenue, " ".join(summary.technical), scope),
        sections=(*(_revenue(each, report) for each in report.revenue.currencies), technical_section(report.technical)),
        notes=tuple(_notes(report)),
    )


def _revenue(revenue: CurrencyRevenue, report: FinalReport) -> Section:
    code = revenue.currency.lower()
    tables = [_definitions(revenue), _movements(revenue)]
    if revenue.plans:
        tables.append(
            Table(
                id=f"plans-{code}",
                title=f"Plans, by what they bring a month in {revenue.currency}",
                columns=("Plan", "Recurring revenue", "Subscriptions"),
                rows=tuple(
                    (each.plan, money(each.mrr, revenue), number(each.subscriptions, 0)) for each in revenue.plans
                ),
                numeric=(1, 2),
            )
        )
    if revenue.lost_to:
        tables.append(
            Table(
                id=f"lost-{code}",
                title=f"Why subscriptions ended in {revenue.currency}",
                columns=("Reason", "Recurring revenue", "Subscriptions"),
                rows=tuple(
                    (_REASONS.get(each.reason, each.reason), money(each.mrr, revenue), number(each.subscriptions, 0))
                    for each in revenue.lost_to
                ),
                numeric=(1, 2),
            )
        )
    return Section(
        id=f"revenue-{code}",
        title=f"Revenue in {revenue.currency}",
        paragraphs=(f"By the definitions of {NAMES[report.revenue.definition]}.",),
        figures=tuple(_figures(revenue)),
        charts=(mrr(revenue), movements(revenue), *retained(revenue)),
        tables=tuple(tables),
    )


def _figures(revenue: CurrencyRevenue) -> Sequence[Figure]:
    month = revenue.month
    net = month.movements.net
    change = "unchanged in the month" if not net else f"{'+' if net > 0 else ''}{money(net, revenue)} in the month"
    return (
        Figure(
            label="Monthly recurring revenue",
            value=money(month.end_mrr, revenue).replace(SPACE, " "),  # a long one may be set in two lines
            change=change,
            good=net > 0 if net else None,
        ),
        _retention("Net revenue retention", revenue, lambda each: each.net_revenue_retention),
        _retention("Gross revenue retention", revenue, lambda each: each.gross_revenue_retention),
        Figure(
            label="Customers",
            value=number(month.end_customers, 0),
            change=f"{number(month.new_customers, 0)} new, {number(month.reactivated_customers, 0)} returned, "
            f"{number(month.churned_customers, 0)} left",
        ),
    )


def _retention(label: str, revenue: CurrencyRevenue, value: Callable[[RevenueMonth], float | None]) -> Figure:
    """With that of the month before, where it has one."""
    *_, before = (None, *map(value, revenue.history[:-1]))
    now = value(revenue.month)
    if before is None or now is None:
        return Figure(label=label, value=share_of(now))
    good = None if now == before else now > before
    return Figure(label=label, value=share_of(now), change=f"{percent(before)} the month before", good=good)


def _definitions(revenue: CurrencyRevenue) -> Table:
    """The month by every definition; the report's own is the first."""
    columns = (revenue.month, *revenue.others)
    return Table(
        id=f"definitions-{revenue.currency.lower()}",
        title=f"The month by each definition, in {revenue.currency}",
        columns=("Figure", *(NAMES[each.definition] for each in columns)),
        rows=tuple(
            (name, *cells)
            for name, *cells in zip(_ROW_NAMES, *(_column(each, revenue) for each in columns), strict=True)
        ),
        numeric=tuple(range(1, len(columns) + 1)),
        note="Where definitions differ (annual plans, discounts, past due, the date of churn) docs/revenue.md has them "
        "side by side.",
    )


_ROW_NAMES = (
    *("At the start", "New", "Reactivation", "Expansion", "Contraction", "Churn", "At the end"),
    *("Net revenue retention", "Gross revenue retention", "Logo churn", "Customers at the end"),
)


def _column(month: RevenueMonth, revenue: CurrencyRevenue) -> tuple[str, ...]:
    moves = month.movements
    amounts = (month.start_mrr, moves.new, moves.reactivation, moves.expansion, -moves.contraction, -moves.churn,
               month.end_mrr)  # fmt: skip
    shares = (month.net_revenue_retention, month.gross_revenue_retention, month.logo_churn)
    return (*(money(each, revenue) for each in amounts), *map(share_of, shares), number(month.end_customers, 0))


def _movements(revenue: CurrencyRevenue) -> Table:
    return Table(
        id=f"customers-{revenue.currency.lower()}",
        title=f"Customers who pay in {revenue.currency}, by month",
        columns=("Month", "At the start", "New", "Returned", "Left", "At the end"),
        rows=tuple(
            (f"{each.year:04}-{each.month:02}", *(number(count, 0) for count in (
                each.start_customers, each.new_customers, each.reactivated_customers, each.churned_customers,
                each.end_customers,
            )))
            for each in revenue.history
        ),
        numeric=(1, 2, 3, 4, 5),
    )  # fmt: skip


def _notes(report: FinalReport) -> Sequence[str]:
    until = f"{report.until:%Y-%m-%d %H:%M} UTC"
    return (
        f"Everything is counted until {until}. The report is made on the month's last weekday; what happens later in "
        "the month is in the history of the next report.",
        "Monthly recurring revenue at the start, with new, reactivation and expansion and without contraction and "
        "churn, is that at the end: this is checked for every month and definition, and a report that does not add up "
        "is not published.",
        "Currencies are not added up.",
        "How the platform worked is told by its metrics in CloudWatch. Percentiles are those of single days. A build's "
        "time is that from its order to its publication, of builds that succeeded.",
    )
