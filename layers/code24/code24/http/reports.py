"""Routes of monthly reports: the caller's own, over all of their sites."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from code24.errors import InvalidRequest
from code24.http.authentication import Caller, KeyedRoute, Operator
from code24.http.use_cases import Run
from code24.models import Model
from code24.reports.calendar import Month
from code24.reports.monthly.looking import months_of, platform_report_of, report_of, site_report_of
from code24.reports.monthly.models import CustomerMonth, PlatformMonth, SiteFile, SiteMonth
from code24.types import SiteId

router = APIRouter(prefix="/reports", route_class=KeyedRoute, tags=["Reports"])

_YEARS = range(2000, 9998)
_YEAR, _MONTH = re.compile(r"[0-9]{4}"), re.compile(r"0?[1-9]|1[0-2]")
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
}


async def _month(
    year: Annotated[str, Path(description="The year of the month, in four digits.")],
    month: Annotated[str, Path(description="The month, 1 to 12.")],
) -> Month:
    if not (_YEAR.fullmatch(year) and int(year) in _YEARS):
        raise InvalidRequest(f"`{year[:20]}` is no year of a report; name one such as 2026.", field="year")
    if not _MONTH.fullmatch(month):
        raise InvalidRequest(f"`{month[:20]}` is no month; name one from 1 to 12.", field="month")
    return Month(int(year), int(month))


Asked = Annotated[Month, Depends(_month)]


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
async def show(month: Asked, caller: Caller, use: Run) -> CustomerMonth:
    """Visitors, sessions, sources, goals, Core Web Vitals, tests and the measured lift, fixes, trends, a forecast."""
    return CustomerMonth.kept(use.run(report_of, month, caller))


@router.get(
    "/{year}/{month}/page",
    operation_id="getReportPage",
    summary="The same as a page",
    response_class=Response,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
)
async def page(month: Asked, caller: Caller, use: Run) -> Response:
    """The report as a page for people, with charts."""
    body = use.run(report_of, month, caller, "report.html")
    return Response(body, media_type="text/html; charset=utf-8", headers=PAGE_HEADERS)


@router.get("/{year}/{month}/sites/{id}", operation_id="getSiteReport", summary="What a month brought to one site")
async def of_site(
    month: Asked,
    site_id: Annotated[SiteId, Path(alias="id", description="The site's id.")],
    caller: Caller,
    use: Run,
) -> SiteMonth:
    """The same of one site, by its own time zone."""
    stored = SiteFile.kept(use.run(site_report_of, month, site_id, caller))
    return SiteMonth.model_validate(stored.model_dump(exclude={"sums"}))


@router.get(
    "/platform/{year}/{month}",
    operation_id="getPlatformReport",
    summary="What a month brought to the platform",
    tags=["Operations"],
)
async def of_platform(month: Asked, operator: Operator, use: Run) -> PlatformMonth:
    """The same over all customers, for the keys of those who run the platform. It names nobody."""
    del operator
    return PlatformMonth.kept(use.run(platform_report_of, month))


@router.get(
    "/platform/{year}/{month}/page",
    operation_id="getPlatformReportPage",
    summary="The platform's month as a page",
    tags=["Operations"],
    response_class=Response,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
)
async def platform_page(month: Asked, operator: Operator, use: Run) -> Response:
    """The platform's report as a page for people, with charts."""
    del operator
    body = use.run(platform_report_of, month, "report.html")
    return Response(body, media_type="text/html; charset=utf-8", headers=PAGE_HEADERS)
