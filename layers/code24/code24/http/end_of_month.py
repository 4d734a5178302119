"""Routes of the end-of-month report, for the keys of those who run the platform."""

from fastapi import APIRouter, Response

from code24.http.authentication import KeyedRoute, Operator
from code24.http.reports import PAGE_HEADERS, Asked
from code24.http.use_cases import Run
from code24.reports.end_of_month.looking import end_of_month_of
from code24.reports.end_of_month.models import ExecutiveSummary, FinalReport

router = APIRouter(prefix="/reports/end-of-month/{year}/{month}", route_class=KeyedRoute, tags=["Operations"])


@router.get("", operation_id="getEndOfMonthReport", summary="Revenue and work of the platform in a month")
async def figures(month: Asked, operator: Operator, use: Run) -> FinalReport:
    """Recurring revenue by currency and definition, and the platform's metrics by day, until the last weekday."""
    del operator
    return FinalReport.kept(use.run(end_of_month_of, month, "final-report.json"))


@router.get("/summary", operation_id="getEndOfMonthSummary", summary="The same in words")
async def summary(month: Asked, operator: Operator, use: Run) -> ExecutiveSummary:
    """Sentences that follow from the figures."""
    del operator
    return ExecutiveSummary.kept(use.run(end_of_month_of, month, "executive-summary.json"))


@router.get(
    "/page",
    operation_id="getEndOfMonthPage",
    summary="The same as a page",
    response_class=Response,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
)
async def page(month: Asked, operator: Operator, use: Run) -> Response:
    """The report as a page for people, with charts."""
    del operator
    body = use.run(end_of_month_of, month, "report.html")
    return Response(body, media_type="text/html; charset=utf-8", headers=PAGE_HEADERS)


@router.get(
    "/pdf",
    operation_id="getEndOfMonthPdf",
    summary="The same as a PDF",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def pdf(month: Asked, operator: Operator, use: Run) -> Response:
    """The report as a tagged PDF, with charts."""
    del operator
    return Response(use.run(end_of_month_of, month, "report.pdf"), media_type="application/pdf")
