"""What customers see of their months."""

import pytest

from code24.errors import NotFound
from code24.reports.calendar import Month
from code24.reports.monthly.keys import customer_key, index_key, site_key
from code24.reports.monthly.looking import months_of, report_of, site_report_of
from tests.fakes import FakeReportFiles

OWNER, OTHER, SITE = "c000000000001", "c000000000002", "s000000000001"


def test_months_are_the_customers_own_and_the_newest_come_first() -> None:
    files = FakeReportFiles()
    for month in (Month(2025, 12), Month(2026, 11), Month(2026, 2)):
        files.write(index_key(month, OWNER), b"{}\n")
    files.write(index_key(Month(2027, 1), OTHER), b"{}\n")
    assert months_of(OWNER, report_files=files) == (Month(2026, 11), Month(2026, 2), Month(2025, 12))
    assert months_of("c000000000003", report_files=files) == ()


def test_reports_are_found_by_month_and_customer() -> None:
    files, month = FakeReportFiles(), Month(2026, 11)
    files.write(customer_key(month, OWNER), b"mine")
    files.write(site_key(month, OWNER, SITE), b"site")
    assert report_of(month, OWNER, report_files=files) == b"mine"
    assert site_report_of(month, SITE, OWNER, report_files=files) == b"site"
    for missing in (
        lambda: report_of(month, OTHER, report_files=files),
        lambda: report_of(Month(2026, 10), OWNER, report_files=files),
        lambda: report_of(month, OWNER, "report.html", report_files=files),
        lambda: site_report_of(month, SITE, OTHER, report_files=files),
    ):
        with pytest.raises(NotFound):
            missing()
