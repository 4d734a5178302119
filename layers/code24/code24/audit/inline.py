"""One auditor's report outside a cycle: what its function answers to a call by name."""

from datetime import timedelta

from code24.audit.auditing import audit
from code24.audit.calls import InlineAudit
from code24.audit.models import Auditor, AuditReport
from code24.optimize.loop.origins import first_pages
from code24.optimize.ports import Web
from code24.ports import Clock, ReleaseArchive
from code24.website.models import WebFile
from code24.website.packing import unpacked
from code24.website.website import Website

_SECONDS = 18
"""For reading somebody's website: the API waits 25 s for an answer."""
_PATH = "/index.html"
_MOST_FINDINGS = 500
"""Findings that an answer holds; the counts are full."""


def audit_inline(
    request: InlineAudit, auditor: Auditor, *, web: Web, release_archive: ReleaseArchive, clock: Clock
) -> AuditReport:
    """One auditor's report on a page, a release, or the first pages of somebody's website."""
    report = audit(_website(request, web, release_archive, clock), auditor.categories)
    return report.model_copy(update={"findings": report.findings[:_MOST_FINDINGS]})


def _website(request: InlineAudit, web: Web, release_archive: ReleaseArchive, clock: Clock) -> Website:
    if request.site_id is not None and request.release_id is not None:
        files = unpacked(release_archive.get(request.site_id, request.release_id))
        return Website(files, origin=request.origin)
    if request.url is not None:
        return first_pages(request.url, web=web, clock=clock, deadline=clock.now() + timedelta(seconds=_SECONDS))
    page = WebFile(_PATH, "text/html; charset=utf-8", (request.html or "").encode())
    return Website([page], origin=request.origin)
