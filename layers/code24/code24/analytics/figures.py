"""Local days of a site out of its sets."""

from collections.abc import Iterable
from datetime import date, datetime

from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings, DayRollup
from code24.analytics.ports import EventSets, Rollups
from code24.analytics.rollups.day import day_rollup
from code24.analytics.rollups.days import local_day, utc_days
from code24.analytics.sets import day_key, events_of


def count_days(
    days: Iterable[date], settings: AnalyticsSettings, now: datetime, *, event_sets: EventSets, rollups: Rollups
) -> list[DayRollup]:
    """Put local days into figures, those that have begun, and store them; each UTC day that they need is read once.

    `now` is a moment before anything is read.
    """
    begun = [day for day in sorted(days) if local_day(day, settings.timezone).start <= now.timestamp() * 1000]
    counted: list[DayRollup] = []
    known: dict[date, list[Event]] = {}
    for day in begun:
        needed = utc_days(day, settings.timezone)
        for each in needed:
            if each not in known:
                known[each] = events_of(event_sets.read(day_key(settings.site_id, each)))
        counted.append(day_rollup((event for each in needed for event in known[each]), day, settings))
        rollups.put(counted[-1], now)
        known = {each: events for each, events in known.items() if each >= needed[0]}
    return counted
