"""Making the report of the month that a schedule's call lies in."""

from datetime import datetime

from code24.errors import NotFound, RevenueDoesNotAddUp
from code24.reports.calendar import Month, is_last_weekday
from code24.reports.end_of_month.document import document_of
from code24.reports.end_of_month.looking import key_of
from code24.reports.end_of_month.measuring import ASKED
from code24.reports.end_of_month.models import EndOfMonth, FinalReport
from code24.reports.end_of_month.ports import PlatformMetrics
from code24.reports.end_of_month.wording import summary_of
from code24.reports.monthly.making.files import HTML, bytes_of
from code24.reports.ports import ReportFiles, Typesetter
from code24.reports.rendering.page import page
from code24.reports.rendering.pdf import pdf
from code24.revenue.models import Definition, RevenueMonth, RevenueReport
from code24.revenue.ports import Ledger
from code24.revenue.reporting import revenue_of
from code24.schedules.models import Scheduled

PDF = "application/pdf"


def report_end_of_month(
    request: Scheduled,
    *,
    ledger: Ledger,
    revenue_definition: Definition,
    platform_metrics: PlatformMetrics,
    report_files: ReportFiles,
    typesetter: Typesetter,
) -> EndOfMonth:
    """Write the month's report as JSON, page and PDF, on its last weekday; on other days nothing is done.

    The figures are written first, and whoever takes over after a crash goes on from them: the same bytes come out. A
    later `run` makes them anew, with what the ledger has learned since of the time before the scheduled moment. Raises
    RevenueDoesNotAddUp instead of publishing figures that do not.
    """
    month, until = Month.of(request.scheduled_at), request.scheduled_at
    if not is_last_weekday(until.date()):
        reason = f"{until.date()} is not the last weekday of {month}, which is {month.last_weekday}."
        return EndOfMonth(made=False, month=str(month), reason=reason)
    known = _known(month, until, report_files) if request.run == 1 else None
    report = known or _figures(month, request, ledger, revenue_definition, platform_metrics)
    check(report.revenue)
    summary = summary_of(report)
    document = document_of(report, summary)
    files = (
        ("final-report.json", "application/json", bytes_of(report)),
        ("executive-summary.json", "application/json", bytes_of(summary)),
        ("report.html", HTML, page(document).encode()),
        ("report.pdf", PDF, pdf(document, typesetter)),
    )
    for name, content_type, body in files:
        report_files.write(key_of(month, name), body, content_type)
    return EndOfMonth(
        made=True,
        month=str(month),
        currencies=len(report.revenue.currencies),
        subscriptions=report.revenue.subscriptions,
        measured=report.technical.measured,
        bytes=sum(len(body) for _, _, body in files),
    )


def check(revenue: RevenueReport) -> None:
    """Raises RevenueDoesNotAddUp where a month's movements do not lead from its start to its end."""
    for each in revenue.currencies:
        for month in (each.month, *each.others, *each.history):
            _check_month(month)


def _check_month(month: RevenueMonth) -> None:
    if month.start_mrr + month.movements.net != month.end_mrr:
        raise RevenueDoesNotAddUp(
            f"{month.year:04}-{month.month:02} in {month.currency} by {month.definition} starts with "
            f"{month.start_mrr}, moves by {month.movements.net} and ends with {month.end_mrr}; nothing is published."
        )
    arrived = month.new_customers + month.reactivated_customers
    if month.start_customers + arrived - month.churned_customers != month.end_customers:
        raise RevenueDoesNotAddUp(
            f"{month.year:04}-{month.month:02} in {month.currency} by {month.definition} starts with "
            f"{month.start_customers} customers, {arrived} come, {month.churned_customers} leave and "
            f"{month.end_customers} are there; nothing is published."
        )


def _figures(
    month: Month, request: Scheduled, ledger: Ledger, definition: Definition, platform_metrics: PlatformMetrics
) -> FinalReport:
    until = request.scheduled_at
    known_at = until if request.run == 1 else None
    return FinalReport(
        year=month.year,
        month=month.month,
        until=until,
        whole=until == month.ends(),
        revenue=revenue_of(month, ledger=ledger, definition=definition, until=until, known_at=known_at),
        technical=platform_metrics.by_day(ASKED, month.begins(), until),
    )


def _known(month: Month, until: datetime, report_files: ReportFiles) -> FinalReport | None:
    """The figures that an earlier delivery of the same call wrote."""
    try:
        known = FinalReport.kept(report_files.read(key_of(month, "final-report.json")))
    except NotFound:
        return None
    return known if known.until == until else None
