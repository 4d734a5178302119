"""Routes of monthly reports: the caller's own, over all of their sites."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from code24.http.authentication import Caller, KeyedRoute
from code24.http.use_cases import Run
from code24.models import Model
from code24.reports.calendar import Month
from code24.reports.monthly.looking import months_of, report_of, site_report_of
from code24.reports.monthly.models import CustomerMonth, SiteFile, SiteMonth
from code24.types import SiteId

router = APIRouter(prefix="/reports", route_class=KeyedRoute, tags=["Reports"])

Year = Annotated[int, Path(ge=2000, le=9997, description="The year of the month.")]
MonthNumber = Annotated[int, Path(alias="month", ge=1, le=12, description="The month, 1 to 12.")]
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
}


class ReportMonth(Model):
    """A month that there is a report of."""

    year: int
    month: int


class ReportList(Model):
    """The months that there are reports of, newest first."""

    reports: tuple[ReportMonth, ...]


@router.get("", operation_id="listReports", summary="Which months there are reports of")
async def list_months(caller: Caller, use: Run) -> ReportList:
    """A month's report is made on the 1st of the next month, after 15:00 UTC."""
    found = use.run(months_of, caller)
    return ReportList(reports=tuple(ReportMonth(year=each.year, month=each.month) for each in found))


@router.get("/{year}/{month}", operation_id="getReport", summary="What a month brought")
async def show(year: Year, month: MonthNumber, caller: Caller, use: Run) -> CustomerMonth:
    """Visitors, sessions, sources, goals, Core Web Vitals, tests and the measured lift, fixes, trends, a forecast."""
    return CustomerMonth.model_validate_json(use.run(report_of, Month(year, month), caller))


@router.get(
    "/{year}/{month}/page",
    operation_id="getReportPage",
    summary="The same as a page",
    response_class=Response,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
)
async def page(year: Year, month: MonthNumber, caller: Caller, use: Run) -> Response:
    """The report as a page for people, with charts."""
    body = use.run(report_of, Month(year, month), caller, "report.html")
    return Response(body, media_type="text/html; charset=utf-8", headers=PAGE_HEADERS)


@router.get("/{year}/{month}/sites/{id}", operation_id="getSiteReport", summary="What a month brought to one site")
async def of_site(
    year: Year,
    month: MonthNumber,
    site_id: Annotated[SiteId, Path(alias="id", description="The site's id.")],
    caller: Caller,
    use: Run,
) -> SiteMonth:
    """The same of one site, by its own time zone."""
    stored = SiteFile.model_validate_json(use.run(site_report_of, Month(year, month), site_id, caller))
    return SiteMonth.model_validate(stored.model_dump(exclude={"sums"}))
