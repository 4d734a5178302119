"""The hourly sweep: what changed is handed on to be rolled up."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from code24.analytics.models import RollUp, Sweep, Swept
from code24.analytics.ports import RollupQueue, Rollups
from code24.ports import Clock
from code24.types import SiteId

SETTLED = timedelta(minutes=5)
"""How long after its end an hour is swept: longer than any worker that began in it can take to note what it did."""
LOOKED_BACK, MOST_LOOKED_BACK = timedelta(hours=48), timedelta(days=30)
"""How far the first sweep looks back, and how far any does: after an outage it begins where the last one ended."""
_HOUR = timedelta(hours=1)


def sweep(request: Sweep, *, rollups: Rollups, rollup_queue: RollupQueue, clock: Clock) -> Swept:
    """Hand on what changed in the hours that are over, since the last sweep. Sweeping twice asks for the same twice."""
    now = clock.now()
    until = _hour(now - SETTLED)
    since = request.since or rollups.swept_until() or until - LOOKED_BACK
    since = max(_hour(since), until - MOST_LOOKED_BACK)
    changed: dict[SiteId, set[datetime]] = defaultdict(set)
    hour = since
    while hour < until:
        for site_id, of in rollups.active(hour):
            changed[site_id].add(of)
        hour += _HOUR
    rollup_queue.send(
        [RollUp(site_id=site_id, hours=tuple(sorted(hours))) for site_id, hours in sorted(changed.items())]
    )
    if request.since is None:
        rollups.note_swept(until)
    return Swept(since=since, until=until, sites=len(changed))


def _hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
