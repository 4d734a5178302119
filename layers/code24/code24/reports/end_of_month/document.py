"""The report as its readers get it."""

from collections.abc import Sequence

from code24.reports.document import Document, Figure, Section, Table
from code24.reports.end_of_month.measuring import share, typical, worst
from code24.reports.end_of_month.models import ExecutiveSummary, FinalReport, Technical
from code24.reports.end_of_month.pictures import movements, mrr, retained, technical_charts
from code24.reports.end_of_month.wording import money, month_of, percent
from code24.reports.rendering.values import NONE, number
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
        sections=(*(_revenue(each, report) for each in report.revenue.currencies), _technical(report.technical)),
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
            value=money(month.end_mrr, revenue),
            change=change,
            good=net > 0 if net else None,
        ),
        Figure(label="Net revenue retention", value=_share(month.net_revenue_retention)),
        Figure(label="Gross revenue retention", value=_share(month.gross_revenue_retention)),
        Figure(
            label="Customers",
            value=number(month.end_customers, 0),
            change=f"{number(month.new_customers, 0)} new, {number(month.reactivated_customers, 0)} returned, "
            f"{number(month.churned_customers, 0)} left",
        ),
    )


def _share(value: float | None) -> str:
    return NONE if value is None else percent(value)


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
    return (*(money(each, revenue) for each in amounts), *map(_share, shares), number(month.end_customers, 0))


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


def _technical(technical: Technical) -> Section:
    title = "How the platform worked"
    if not technical.measured:
        return Section(id="technical", title=title, paragraphs=("Not measured: no metric was recorded.",))
    rate = share(technical, "builds_succeeded", "builds_failed")
    requests = technical.total("requests") or 0
    return Section(
        id="technical",
        title=title,
        figures=(
            Figure(
                label="Builds that succeeded", value=_share(rate), change=_of(technical, "builds_started", "started")
            ),
            Figure(
                label="Fixes applied",
                value=_count(technical, "fixes_applied"),
                change=_of(technical, "cycles", "cycles"),
            ),
            Figure(
                label="Requests of visitors",
                value=number(requests, 0),
                change=_of(technical, "requests_failed", "failed"),
            ),
            Figure(
                label="Incidents repaired",
                value=_count(technical, "incidents_repaired"),
                change=_of(technical, "incidents_parked", "wait for a person"),
            ),
        ),
        charts=technical_charts(technical),
        tables=(_work(technical),),
    )


def _count(technical: Technical, name: str) -> str:
    return number(technical.total(name) or 0, 0)


def _of(technical: Technical, name: str, words: str) -> str:
    return f"{_count(technical, name)} {words}"


_COUNTED = (
    ("builds_started", "Builds started"),
    ("builds_succeeded", "Builds that succeeded"),
    ("builds_failed", "Builds that failed"),
    ("cycles", "Cycles of optimization"),
    ("cycles_failed", "Cycles that failed"),
    ("releases", "Releases that cycles published"),
    ("fixes_applied", "Fixes applied"),
    ("fixes_withdrawn", "Fixes withdrawn"),
    ("tests_asked", "Looks at tests asked for"),
    ("requests", "Requests of visitors"),
    ("requests_failed", "Requests answered with a server error"),
    ("events_accepted", "Events accepted"),
    ("events_processed", "Events processed"),
    ("incidents_repaired", "Incidents repaired"),
    ("incidents_parked", "Incidents that wait for a person"),
    ("health_checks", "Health checks"),
    ("health_checks_failed", "Health checks that failed"),
    ("runs_failed", "Calls of schedules that failed"),
)
_TIMED = (
    ("cycle_seconds_p50", "Cycle, median", "s"),
    ("cycle_seconds_p95", "Cycle, 95th percentile", "s"),
    ("latency_p50", "Answer to a visitor, median", "ms"),
    ("latency_p95", "Answer to a visitor, 95th percentile", "ms"),
)


def _work(technical: Technical) -> Table:
    rows = [(name, _count(technical, key)) for key, name in _COUNTED]
    for key, name, unit in _TIMED:
        middle, most = typical(technical, key), worst(technical, key)
        told = NONE if middle is None or most is None else f"{number(middle, 1)} {unit} ({number(most, 1)} {unit})"
        rows.append((f"{name}: day in the middle (slowest day)", told))
    return Table(
        id="work",
        title="The month in counts and times",
        columns=("What", "Figure"),
        rows=tuple(rows),
        numeric=(1,),
    )


def _notes(report: FinalReport) -> Sequence[str]:
    until = f"{report.until:%Y-%m-%d %H:%M} UTC"
    return (
        f"Everything is counted until {until}. The report is made on the month's last weekday; what happens later in "
        "the month is in the history of the next report.",
        "Monthly recurring revenue at the start, with new, reactivation and expansion and without contraction and "
        "churn, is that at the end: this is checked for every month and definition, and a report that does not add up "
        "is not published.",
        "Currencies are not added up.",
        "How the platform worked is told by its metrics in CloudWatch. Percentiles are those of single days; how long "
        "whole builds took is not measured.",
    )
