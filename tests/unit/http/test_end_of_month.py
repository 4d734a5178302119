"""The end-of-month report, for those who run the platform."""

from datetime import UTC, datetime

import pytest

from code24.accounts.keys import hash_key
from code24.adapters.typesetting import TypstTypesetter
from code24.reports.end_of_month.workers import report_end_of_month
from code24.revenue.models import Definition
from code24.schedules.models import Scheduled
from tests.ledgers import FakeLedger, entries, started
from tests.unit.http.client import Api
from tests.unit.reports.end_of_month.months import FakePlatformMetrics

ADDRESS = "/reports/end-of-month/2026/11"


@pytest.fixture(autouse=True)
def made(api: Api) -> None:
    report_end_of_month(
        Scheduled(scheduled_at=datetime(2026, 11, 30, 23, 59, tzinfo=UTC)),
        ledger=FakeLedger(entries(started("2026-11-05", 4_900))),
        revenue_definition=Definition.CHARTMOGUL,
        platform_metrics=FakePlatformMetrics(builds_succeeded=2),
        report_files=api.ports.report_files,
        typesetter=TypstTypesetter(),
    )


@pytest.fixture
def operator(api: Api) -> str:
    key = api.ports.key("Olivia")
    api.ports.customers.make_operator(hash_key(key))
    return key


def test_operators_see_it_in_figures_words_pictures_and_as_a_pdf(api: Api, operator: str) -> None:
    figures = api.ask("GET", ADDRESS, key=operator).json()
    assert figures["revenue"]["currencies"][0]["month"]["endMrr"] == 4_900
    assert figures["technical"]["values"]["builds_succeeded"] == [2.0] * 30
    words = api.ask("GET", f"{ADDRESS}/summary", key=operator).json()
    assert words["revenue"][0].startswith("Monthly recurring revenue rose from nothing to USD")
    page = api.ask("GET", f"{ADDRESS}/page", key=operator)
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    pdf = api.ask("GET", f"{ADDRESS}/pdf", key=operator)
    assert (pdf.status, pdf.headers["content-type"]) == (200, "application/pdf")


@pytest.mark.parametrize("end", ["", "/summary", "/page", "/pdf"])
def test_a_customer_s_key_is_not_for_it(api: Api, end: str) -> None:
    assert api.ask("GET", ADDRESS + end).status == 403


@pytest.mark.parametrize("end", ["", "/summary", "/page", "/pdf"])
def test_a_month_without_a_report_has_none(api: Api, operator: str, end: str) -> None:
    answer = api.ask("GET", f"/reports/end-of-month/2026/10{end}", key=operator)
    assert answer.status == 404
    assert "no end-of-month report of 2026-10" in answer.json()["detail"]
