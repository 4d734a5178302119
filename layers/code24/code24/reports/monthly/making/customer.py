"""One customer's month, site by site; with many sites, over several messages."""

from collections.abc import Iterator
from datetime import UTC, timedelta

from code24.analytics.ports import EventSets, Rollups, SiteAnalytics
from code24.errors import Damaged, NotFound, Transient
from code24.experiments.ports import Tests
from code24.optimize.loop.ports import Jobs, Optimizations
from code24.ports import Clock, Sites
from code24.reports.calendar import Month
from code24.reports.monthly.adding import CustomerSums
from code24.reports.monthly.document import customer_document
from code24.reports.monthly.keys import customer_key, index_key, site_key, summary_key
from code24.reports.monthly.making.files import HTML, bytes_of
from code24.reports.monthly.making.models import ReportPart, ReportTask
from code24.reports.monthly.making.site import site_month
from code24.reports.monthly.models import SiteFile, SiteRow
from code24.reports.ports import CustomerList, LeftSites, ReportFiles, ReportQueue
from code24.reports.rendering.page import page
from code24.sites.models import Site
from code24.types import CustomerId, SiteId

WORKED = timedelta(seconds=60)
"""How long one message's sites are worked on: the largest site's month takes less than what is left then."""
MOST_WAITS, WAIT = 4, 900
"""How often, and for how many seconds, a report waits for days that are being counted in a new time zone."""
_PAGE = 100


def make_customer_month(
    task: ReportTask,
    customer_id: CustomerId,
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
    """Make the months of a customer's sites, and theirs of all of them; the summary for the platform comes last.

    A site whose month cannot be made is named without figures, and the others' are reported. Then Damaged is raised, so
    that the queue tries again, which mends the report once the site can be read, and in the end raises an alarm.
    """
    month, began, done, last = Month(task.year, task.month), clock.now(), 0, task.after
    customer = customer_list.get(customer_id)

    def made(site: Site) -> SiteFile | None:
        try:
            found = site_month(
                site, month, task.scheduled_at, site_analytics=site_analytics, rollups=rollups, event_sets=event_sets,
                tests=tests, jobs=jobs, optimizations=optimizations,
            )  # fmt: skip
        except Transient:
            raise
        except Exception as error:  # whatever it stumbles over, the customer's other sites have their month
            failed[site.site_id] = error
            return None
        report_files.write(site_key(month, customer_id, site.site_id), bytes_of(found))
        return found

    def stored(site: Site) -> SiteFile | None:
        if site.site_id in failed:
            return None
        if site.site_id in task.unread:
            return made(site)
        try:
            return SiteFile.kept(report_files.read(site_key(month, customer_id, site.site_id)))
        except NotFound:
            return made(site)

    def add(site: Site, found: SiteFile | None) -> None:
        if found is None:
            total.add_unread(_unread(site))
        elif found.since <= month.last:  # by its own calendar it was made in the month or before
            total.add(found, _row(site, found))

    total, failed = CustomerSums(month), dict[SiteId, Exception]()
    for site in _sites(customer_id, month, sites, sites.get(task.after) if task.after else None):
        if done and clock.now() - began > WORKED:
            report_queue.send([task.model_copy(update={"after": last, "unread": (*task.unread, *failed)})])
            return ReportPart(done=False, sites=done)
        found, last, done = made(site), site.site_id, done + 1
        if task.after is None:
            add(site, found)
    if task.after is not None:
        for site in _sites(customer_id, month, sites):
            add(site, stored(site))
    if total.former_zone_days and task.asked < MOST_WAITS:
        report_queue.send([task.model_copy(update={"after": None, "unread": (), "asked": task.asked + 1})], WAIT)
        return ReportPart(done=False, sites=done)
    for site in _left(customer_id, month, left_sites):
        total.add_left(_gone(site))
    _write(total, customer_id, customer.name, task, report_files)
    for site_id, error in failed.items():
        raise Damaged(
            f"The report of customer {customer_id} for {month} leaves out {len(failed)} of their sites; {site_id}: "
            f"{type(error).__name__}: {error}"[:1_000]
        ) from error
    return ReportPart(done=True, customers=1, sites=done)


def _write(
    total: CustomerSums, customer_id: CustomerId, name: str, task: ReportTask, report_files: ReportFiles
) -> None:
    month = total.month
    report = total.report(customer_id, name, task.scheduled_at)
    report_files.write(customer_key(month, customer_id), bytes_of(report))
    html = page(customer_document(report)).encode()
    report_files.write(customer_key(month, customer_id, "report.html"), html, HTML)
    report_files.write(index_key(month, customer_id), b"{}\n")
    report_files.write(summary_key(month, task.run, task.number, customer_id), bytes_of(total.summary()))


def _sites(customer_id: CustomerId, month: Month, sites: Sites, after: Site | None = None) -> Iterator[Site]:
    """The sites that there are and were in the month, newest first."""
    while several := sites.of_customer(customer_id, _PAGE, after):
        yield from (site for site in several if site.created_at < month.everywhere_over)
        after = several[-1]


def _left(customer_id: CustomerId, month: Month, left_sites: LeftSites) -> Iterator[Site]:
    """The sites that were deleted since the month began; nothing of what they had is there any more."""
    for site in left_sites.of_customer(customer_id):
        if site.created_at < month.everywhere_over and (site.deleted_at or site.updated_at) >= month.begins():
            yield site


def _row(site: Site, found: SiteFile) -> SiteRow:
    visitors = next((trend for trend in found.history.trends if trend.name == "visitors"), None)
    return SiteRow(
        site_id=site.site_id,
        name=site.name,
        status=site.status.value,
        timezone=found.timezone,
        since=found.since,
        figures=found.audience.figures,
        visitors_change=visitors.change if visitors else None,
        lift=found.lift,
    )


def _unread(site: Site) -> SiteRow:
    return SiteRow(
        site_id=site.site_id,
        name=site.name,
        status=site.status.value,
        since=site.created_at.astimezone(UTC).date(),
        unread=True,
    )


def _gone(site: Site) -> SiteRow:
    return SiteRow(
        site_id=site.site_id,
        name=site.site_id,
        status=site.status.value,
        since=site.created_at.astimezone(UTC).date(),
        until=(site.deleted_at or site.updated_at).astimezone(UTC).date(),
    )
