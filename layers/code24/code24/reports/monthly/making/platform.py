"""What customers add up to: slice by slice, and then the platform's month, each once all that it needs is there."""

from concurrent.futures import ThreadPoolExecutor
from itertools import batched

from code24.reports.calendar import Month
from code24.reports.monthly.adding import PlatformSums
from code24.reports.monthly.document import platform_document
from code24.reports.monthly.keys import (
    manifest_key,
    platform_key,
    slice_folder,
    slice_key,
    summary_folder,
    summary_key,
)
from code24.reports.monthly.making.files import HTML, bytes_of
from code24.reports.monthly.making.models import Manifest, ReportPart, ReportTask, Summary
from code24.reports.ports import ReportFiles, ReportQueue
from code24.reports.rendering.page import page

MOST_ASKED = 260
"""How often it is looked whether all are there: over two and a half days, longer than any message is tried."""
_LONGEST, _SHORTEST = 900, 15
"""Seconds between looks; they double. 900 are the most that SQS delays."""
_SIDE_BY_SIDE = 16


def add_slice_up(task: ReportTask, *, report_files: ReportFiles, report_queue: ReportQueue) -> ReportPart:
    """Add the customers of a slice up. Those who are still missing at the very end are counted as missing."""
    month = Month(task.year, task.month)
    manifest = Manifest.model_validate_json(report_files.read(manifest_key(month, task.run, task.number)))
    there = set(report_files.names(summary_folder(month, task.run, task.number)))
    keys = [summary_key(month, task.run, task.number, each) for each in manifest.customers]
    present = [key for key in keys if key in there]
    missing = len(keys) - len(present)
    if missing and _put_off(task, report_queue):
        return ReportPart(done=False, missing=missing)
    total = _added(present, report_files).summary(missing)
    report_files.write(slice_key(month, task.run, task.number), bytes_of(total))
    return ReportPart(done=True, customers=len(present), missing=missing)


def make_platform_month(task: ReportTask, *, report_files: ReportFiles, report_queue: ReportQueue) -> ReportPart:
    """Make the platform's month of all slices."""
    month = Month(task.year, task.month)
    there = set(report_files.names(slice_folder(month, task.run)))
    keys = [slice_key(month, task.run, number) for number in range(task.number)]
    present = [key for key in keys if key in there]
    missing = len(keys) - len(present)
    if missing and _put_off(task, report_queue):
        return ReportPart(done=False, missing=missing)
    report = _added(present, report_files).report(month, task.scheduled_at, missing)
    report_files.write(platform_key(month), bytes_of(report))
    html = page(platform_document(report)).encode()
    report_files.write(platform_key(month, "report.html"), html, HTML)
    return ReportPart(done=True, customers=report.customers, sites=report.sites, missing=report.missing)


def _put_off(task: ReportTask, report_queue: ReportQueue) -> bool:
    """Look again later; False where it was looked often enough."""
    if task.asked >= MOST_ASKED:
        return False
    delay = min(_LONGEST, _SHORTEST * 2 ** min(task.asked, 10))
    report_queue.send([task.model_copy(update={"asked": task.asked + 1})], delay)
    return True


def _added(keys: list[str], report_files: ReportFiles) -> PlatformSums:
    """The sum of summaries in their order: a few are read at once, and none is kept."""
    total = PlatformSums()
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as workers:
        for several in batched(keys, 4 * _SIDE_BY_SIDE, strict=False):
            for body in workers.map(report_files.read, several):
                total.add(Summary.model_validate_json(body))
    return total
