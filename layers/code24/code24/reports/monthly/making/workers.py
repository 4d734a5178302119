"""What the schedule asks for, and what each message of the queue of reports does."""

from code24.analytics.ports import EventSets, Rollups, SiteAnalytics
from code24.errors import InvalidRequest
from code24.experiments.ports import Tests
from code24.models import Model
from code24.optimize.loop.ports import Jobs, Optimizations
from code24.ports import Clock, Sites
from code24.reports.calendar import previous_month
from code24.reports.monthly.making.customer import make_customer_month
from code24.reports.monthly.making.customers import ask_for_customers
from code24.reports.monthly.making.models import Part, ReportPart, ReportTask
from code24.reports.monthly.making.platform import add_slice_up, make_platform_month
from code24.reports.ports import CustomerList, LeftSites, ReportFiles, ReportQueue
from code24.schedules.models import Scheduled


class AskedFor(Model):
    """The month whose reports were asked for."""

    month: str
    run: int


def ask_for_month(request: Scheduled, *, report_queue: ReportQueue) -> AskedFor:
    """Ask for the reports of the month before the scheduled moment's, in UTC. All else follows from this message."""
    month = previous_month(request.scheduled_at)
    task = ReportTask(
        part=Part.CUSTOMERS, year=month.year, month=month.month, scheduled_at=request.scheduled_at, run=request.run
    )
    report_queue.send([task])
    return AskedFor(month=str(month), run=request.run)


def make_part(
    request: ReportTask,
    *,
    customer_list: CustomerList,
    sites: Sites,
    left_sites: LeftSites,
    site_analytics: SiteAnalytics,
    rollups: Rollups,
    event_sets: EventSets,
    tests: Tests,
    jobs: Jobs,
    optimizations: Optimizations,
    report_files: ReportFiles,
    report_queue: ReportQueue,
    clock: Clock,
) -> ReportPart:
    """Make what a message asks for. Messages may come twice, side by side, and in any order."""
    match request.part:
        case Part.CUSTOMERS:
            return ask_for_customers(
                request, customer_list=customer_list, report_files=report_files, report_queue=report_queue
            )
        case Part.SLICE:
            return add_slice_up(request, report_files=report_files, report_queue=report_queue)
        case Part.PLATFORM:
            return make_platform_month(request, report_files=report_files, report_queue=report_queue)
    if request.customer_id is None:
        raise InvalidRequest("A customer's month names the customer.", field="customerId")
    return make_customer_month(
        request, request.customer_id, customer_list=customer_list, sites=sites, left_sites=left_sites,
        site_analytics=site_analytics, rollups=rollups, event_sets=event_sets, tests=tests, jobs=jobs,
        optimizations=optimizations, report_files=report_files, report_queue=report_queue, clock=clock,
    )  # fmt: skip
