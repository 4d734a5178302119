"""All customers, slice by slice: a message for each, and one for what the slice adds up to."""

from datetime import datetime

from code24.accounts.models import Customer
from code24.reports.calendar import Month
from code24.reports.monthly.keys import manifest_key
from code24.reports.monthly.making.files import bytes_of
from code24.reports.monthly.making.models import Manifest, Part, ReportPart, ReportTask
from code24.reports.ports import CustomerList, ReportFiles, ReportQueue
from code24.types import CustomerId

SLICE = 1_000
"""Customers of a slice."""
FIRST_LOOK = 60
"""Seconds until it is first looked whether all of a slice are there."""


def ask_for_customers(
    task: ReportTask, *, customer_list: CustomerList, report_files: ReportFiles, report_queue: ReportQueue
) -> ReportPart:
    """Ask for the months of a slice of customers, and for the next slice.

    Customers are those who were there when the month was over everywhere, in the order of the table, so making a report
    again makes the same slices. A message that comes twice asks twice; the next slice is asked for once it has begun.
    """
    month = Month(task.year, task.month)
    several, more = _slice(task.customer_id, month.everywhere_over, customer_list)
    ids = tuple(customer.customer_id for customer in several)
    report_files.write(manifest_key(month, task.run, task.number), bytes_of(Manifest(customers=ids)))
    report_queue.send([task.model_copy(update={"part": Part.CUSTOMER, "customer_id": each}) for each in ids])
    alone = task.model_copy(update={"customer_id": None})
    report_queue.send([alone.model_copy(update={"part": Part.SLICE})], FIRST_LOOK)
    following = task.number + 1
    if not more:
        report_queue.send([alone.model_copy(update={"part": Part.PLATFORM, "number": following})], FIRST_LOOK)
    elif not report_files.names(manifest_key(month, task.run, following)):
        report_queue.send([task.model_copy(update={"customer_id": ids[-1], "number": following})])
    return ReportPart(done=True, customers=len(ids))


def _slice(after: CustomerId | None, until: datetime, customer_list: CustomerList) -> tuple[list[Customer], bool]:
    """The next customers who were there by a moment, and whether there may be more."""
    found: list[Customer] = []
    while page := customer_list.page(SLICE, after):
        after = page[-1].customer_id
        found += [customer for customer in page if customer.created_at < until]
        if len(found) >= SLICE:
            return found[:SLICE], True
    return found, False
