"""Where a month's reports lie in the data bucket."""

from code24.reports.calendar import Month
from code24.types import CustomerId, SiteId

ROOT = "analytics/monthly/"
_BY_CUSTOMER = f"{ROOT}by-customer/"


def platform_key(month: Month, name: str = "report.json") -> str:
    """The platform's report: `report.json` or `report.html`."""
    return f"{ROOT}{month.path}/{name}"


def customer_key(month: Month, customer_id: CustomerId, name: str = "report.json") -> str:
    """A customer's report."""
    return f"{ROOT}{month.path}/customers/{customer_id}/{name}"


def site_key(month: Month, customer_id: CustomerId, site_id: SiteId) -> str:
    """All of one site's month."""
    return customer_key(month, customer_id, f"sites/{site_id}.json")


def index_key(month: Month, customer_id: CustomerId) -> str:
    """What a customer's months are listed by."""
    return f"{_BY_CUSTOMER}{customer_id}/{month}"


def index_folder(customer_id: CustomerId) -> str:
    """Where a customer's months are listed."""
    return f"{_BY_CUSTOMER}{customer_id}/"


def manifest_key(month: Month, run: int, number: int) -> str:
    """The customers of a slice."""
    return f"{_parts(month, run)}manifests/{number:06}.json"


def summary_folder(month: Month, run: int, number: int) -> str:
    """The summaries of a slice's customers."""
    return f"{_parts(month, run)}summaries/{number:06}/"


def summary_key(month: Month, run: int, number: int, customer_id: CustomerId) -> str:
    """What the platform's report takes of a customer's."""
    return f"{summary_folder(month, run, number)}{customer_id}.json"


def slice_folder(month: Month, run: int) -> str:
    """The sums of slices."""
    return f"{_parts(month, run)}slices/"


def slice_key(month: Month, run: int, number: int) -> str:
    """The sums of a slice."""
    return f"{slice_folder(month, run)}{number:06}.json"


def _parts(month: Month, run: int) -> str:
    """What is only needed until the platform's report is there."""
    return f"{ROOT}parts/{month.path}/run-{run}/"
