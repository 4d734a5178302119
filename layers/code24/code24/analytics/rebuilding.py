"""A day made again from what came: the same sets and figures, to the last byte."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from code24.analytics.event import Event
from code24.analytics.figures import count_days
from code24.analytics.models import RebuildDay, Rebuilt
from code24.analytics.packing.days import packed_day
from code24.analytics.packing.events import packed_events
from code24.analytics.ports import EventSets, RawEvents, Rollups, SiteAnalytics
from code24.analytics.rolling_up import is_gone
from code24.analytics.rollups.days import HOUR_MS, days_touched
from code24.analytics.sets import day_key, events_of
from code24.errors import InvalidRequest, NotFound
from code24.ports import Clock, Sites
from code24.types import SiteId

RAW_KEPT = timedelta(days=395)
"""How old a day may be to be made again: a little less than raw events are kept (the bucket's rule), as a part of a day
is worse than its set."""


def rebuild(
    request: RebuildDay,
    *,
    raw_events: RawEvents,
    event_sets: EventSets,
    rollups: Rollups,
    site_analytics: SiteAnalytics,
    sites: Sites,
    clock: Clock,
) -> Rebuilt:
    """Make a UTC day again from what came: the sets of its sites, and the figures of the days that depend on them.

    Of sites that still are. Each set is looked at before the raw events are, so that what comes meanwhile stays. Raises
    InvalidRequest for a day whose raw events are not kept any more, NotFound for a site that has none: its set stays.
    """
    day = request.day
    if day < (clock.now() - RAW_KEPT).date():
        raise InvalidRequest(f"The raw events of {day} are older than {RAW_KEPT.days} days; its sets are what is left.")
    wanted = {request.site_id} if request.site_id else {event["site_id"] for event in _raw(raw_events, day)}
    wanted = {site_id for site_id in wanted if not is_gone(site_id, sites)}
    snapshots = {site_id: event_sets.read(day_key(site_id, day)) for site_id in sorted(wanted)}
    events: dict[SiteId, list[Event]] = defaultdict(list)
    for data in _raw(raw_events, day):
        if data["site_id"] in wanted:
            events[data["site_id"]].append(Event(**data))
    if missing := sorted(snapshots.keys() - events.keys()):
        raise NotFound(f"There are no raw events of site {missing[0]} on {day}; its set stays as it is.")
    count = 0
    for site_id, snapshot in snapshots.items():
        event_sets.merge(day_key(site_id, day), snapshot, _day_of(events[site_id]))
        count += len(events_of(event_sets.read(day_key(site_id, day))))
        settings = site_analytics.get(site_id)
        hours = {datetime.fromtimestamp(event.at // HOUR_MS * HOUR_MS // 1000, UTC) for event in events[site_id]}
        days = days_touched(hours, settings.timezone)
        count_days(days, settings, clock.now(), event_sets=event_sets, rollups=rollups)
    return Rebuilt(sites=len(snapshots), events=count)


def _day_of(events: Collection[Event]) -> bytes:
    hours: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        hours[f"{event.at // HOUR_MS % 24:02d}"].append(event)
    return packed_day({name: packed_events(of_hour) for name, of_hour in hours.items()})


def _raw(raw_events: RawEvents, day: date) -> Iterable[Mapping[str, Any]]:
    for body in raw_events.of_day(day):
        yield from map(json.loads, body.splitlines())
