"""When other words are written again: for a site with visitors, where nothing waits for a test any more."""

from contextlib import suppress
from datetime import timedelta

from code24.analytics.ports import Rollups
from code24.analytics.rollups.merging import merged
from code24.errors import Conflict, InvalidRequest, NotFound
from code24.experiments.content.known import written_challengers
from code24.experiments.content.spots import LOOKED_AT
from code24.optimize.loop.ports import Optimizations
from code24.ports import Clock, Sites, WorkerFunctions
from code24.sites.models import SiteStatus
from code24.types import SiteId

AGAIN = timedelta(days=7)
"""After which the figures may show another weak spot."""
FEWEST_VISITORS = 200
"""In four weeks: with fewer no test could decide about anything."""


def renew_challengers(
    site_id: SiteId,
    *,
    sites: Sites,
    optimizations: Optimizations,
    rollups: Rollups,
    worker_functions: WorkerFunctions,
    clock: Clock,
) -> bool:
    """Let the writer write for the site's weak spot, at most once a week and release; True where it did.

    A site that was imported has nothing to write from.
    """
    now, site = clock.now(), sites.get(site_id)
    live = site.live_release
    if site.status is not SiteStatus.ACTIVE or live is None or sites.release(site_id, live).build_id is None:
        return False
    with suppress(NotFound):
        last = written_challengers(site_id, optimizations=optimizations)
        if last.release_id == live and now - last.written_at < AGAIN:
            return False
    today = now.date()
    days = rollups.days(site_id, today - LOOKED_AT, today)
    if merged((day.figures for day in days), "totals")["totals"].get("visitors", 0) < FEWEST_VISITORS:
        return False
    with suppress(Conflict, InvalidRequest):  # what it was made of is no longer kept
        worker_functions.invoke("write-challengers", {"site_id": site_id}, "experiments")
        return True
    return False
