"""A site's days: its sets merged, its figures counted, and what is worth acting on told."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import batched

from code24.analytics.figures import count_days
from code24.analytics.models import AnalyticsSettings, DayRollup, RolledUp, RollUp
from code24.analytics.ports import EventSets, Opportunities, RollupQueue, Rollups, SiteAnalytics
from code24.analytics.rollups.days import day_of, days_touched
from code24.analytics.sets import day_key, merged_events, site_key
from code24.analytics.thresholds import HISTORY
from code24.analytics.thresholds import opportunities as worth_acting_on
from code24.errors import Conflict, NotFound
from code24.ports import Clock, Sites
from code24.sites.models import SiteStatus
from code24.types import SiteId

DAYS_AT_ONCE = 14
"""Days that one request counts."""
_ATTEMPTS = 5
_GONE = {SiteStatus.DELETING, SiteStatus.DELETED}


def roll_up(
    request: RollUp,
    *,
    event_sets: EventSets,
    rollups: Rollups,
    site_analytics: SiteAnalytics,
    rollup_queue: RollupQueue,
    opportunities: Opportunities,
    sites: Sites,
    clock: Clock,
) -> RolledUp:
    """Merge the days of a site that got events, and count the local days that depend on them.

    What a deleted site left behind is removed. Every step may be repeated; the last one is storing the figures.
    """
    site_id = request.site_id
    if is_gone(site_id, sites):
        return _forget(site_id, event_sets, rollups)
    settings = site_analytics.get(site_id)
    merged = [day for day in sorted({hour.date() for hour in request.hours}) if _merge(site_id, day, event_sets)]
    days = set(days_touched(request.hours, settings.timezone)) | set(request.days)
    if request.everything:
        days |= _counted(site_id, rollups)
    if len(days) > DAYS_AT_ONCE:
        in_order = sorted(days)
        rollup_queue.send([
            RollUp(site_id=site_id, days=of_one) for of_one in batched(in_order, DAYS_AT_ONCE, strict=False)
        ])  # fmt: skip
        return RolledUp(merged=len(merged), handed_on=len(days))
    counted = count_days(days, settings, clock.now(), event_sets=event_sets, rollups=rollups)
    if is_gone(site_id, sites):  # deleted meanwhile, before what was stored here
        return _forget(site_id, event_sets, rollups)
    told = _tell(counted, settings, clock.now(), rollups, opportunities)
    return RolledUp(days=tuple(rollup.day for rollup in counted), merged=len(merged), opportunities=told)


def _forget(site_id: SiteId, event_sets: EventSets, rollups: Rollups) -> RolledUp:
    event_sets.delete(site_key(site_id))
    rollups.delete_all(site_id)
    return RolledUp()


def is_gone(site_id: SiteId, sites: Sites) -> bool:
    """True for a site that is deleted, or being deleted, or never was."""
    try:
        return sites.get(site_id).status in _GONE
    except NotFound:
        return True


def _merge(site_id: SiteId, day: date, event_sets: EventSets) -> bool:
    """Merge what came; False where nothing did. Somebody else may be merging the same day: then it is read again."""
    key = day_key(site_id, day)
    for attempt in range(1, _ATTEMPTS + 1):
        snapshot = event_sets.read(key)
        if not snapshot.parts:
            return False
        try:
            event_sets.merge(key, snapshot, merged_events(snapshot))
        except Conflict:
            if attempt == _ATTEMPTS:
                raise
        else:
            return True
    return False


def _counted(site_id: SiteId, rollups: Rollups) -> set[date]:
    """The days that there are figures of, and their neighbours: in another time zone they begin at another moment."""
    days = {rollup.day for rollup in rollups.days(site_id, date(2020, 1, 1), date(2100, 1, 1))}
    return {day + timedelta(days=shift) for day in days for shift in (-1, 0, 1)}


def _tell(
    counted: Sequence[DayRollup],
    settings: AnalyticsSettings,
    now: datetime,
    rollups: Rollups,
    opportunities: Opportunities,
) -> int:
    """Tell what is worth acting on in the site's present day, and in the one before, which may just have ended."""
    today = day_of(int(now.timestamp() * 1000), settings.timezone)
    told = 0
    for rollup in counted:
        if today - timedelta(days=1) <= rollup.day <= today:
            since = rollup.day - timedelta(days=HISTORY)
            history = rollups.days(settings.site_id, since, rollup.day - timedelta(days=1))
            if found := worth_acting_on(rollup, history, settings):
                told += opportunities.publish(found)
    return told
