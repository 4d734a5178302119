"""What customers can see of their months."""

from code24.errors import NotFound
from code24.reports.calendar import Month
from code24.reports.monthly.keys import customer_key, index_folder, platform_key, site_key
from code24.reports.ports import ReportFiles
from code24.types import CustomerId, SiteId


def months_of(customer_id: CustomerId, *, report_files: ReportFiles) -> tuple[Month, ...]:
    """The months that a customer has a report of, newest first."""
    folder = index_folder(customer_id)
    names = (key.removeprefix(folder) for key in report_files.names(folder))
    return tuple(sorted((Month.parsed(name) for name in names), reverse=True))


def report_of(month: Month, customer_id: CustomerId, name: str = "report.json", *, report_files: ReportFiles) -> bytes:
    """A customer's month: `report.json` or `report.html`. Raises NotFound."""
    try:
        return report_files.read(customer_key(month, customer_id, name))
    except NotFound as unknown:
        raise NotFound(_none(month)) from unknown


def site_report_of(month: Month, site_id: SiteId, customer_id: CustomerId, *, report_files: ReportFiles) -> bytes:
    """One site's month in its customer's report. Raises NotFound, also for somebody else's site."""
    try:
        return report_files.read(site_key(month, customer_id, site_id))
    except NotFound as unknown:
        raise NotFound(f"Site {site_id} has no report of {month}.") from unknown


def platform_report_of(month: Month, name: str = "report.json", *, report_files: ReportFiles) -> bytes:
    """The platform's month: `report.json` or `report.html`. Raises NotFound."""
    try:
        return report_files.read(platform_key(month, name))
    except NotFound as unknown:
        raise NotFound(_none(month)) from unknown


def _none(month: Month) -> str:
    return f"There is no report of {month} yet. A month's report is made on the 1st of the next one, after 15:00 UTC."
