"""Showing the report, and where it lies."""

from code24.errors import NotFound
from code24.reports.calendar import Month
from code24.reports.ports import ReportFiles


def key_of(month: Month, name: str) -> str:
    """Where a file of a month's report lies."""
    return f"reports/end-of-month/{month.path}/{name}"


def end_of_month_of(month: Month, name: str, *, report_files: ReportFiles) -> bytes:
    """A file of a month's report. Raises NotFound."""
    try:
        return report_files.read(key_of(month, name))
    except NotFound as unknown:
        said = f"There is no end-of-month report of {month}; it is made on a month's last weekday at 23:59 UTC."
        raise NotFound(said) from unknown
