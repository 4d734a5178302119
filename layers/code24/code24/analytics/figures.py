"""Local days of a site out of its sets."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time

from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings, DayRollup
from code24.analytics.ports import EventSets, Rollups, Snapshot
from code24.analytics.rollups.day import day_rollup
from code24.analytics.rollups.days import AROUND_MS, DAY_MS, HOUR_MS, LocalDay, local_day, utc_days
from code24.analytics.sets import day_key, events_by_hour


def count_days(
    days: Iterable[date], settings: AnalyticsSettings, now: datetime, *, event_sets: EventSets, rollups: Rollups
) -> list[DayRollup]:
    """Put local days into figures, those that have begun, and store them; each UTC day that they need is read once.

    `now` is a moment before anything is read.
    """
    begun = [day for day in sorted(days) if local_day(day, settings.timezone).start <= now.timestamp() * 1000]
    counted: list[DayRollup] = []
    known: dict[date, Snapshot] = {}
    for day in begun:
        needed = utc_days(day, settings.timezone)
        for each in needed:
            if each not in known:
                known[each] = event_sets.read(day_key(settings.site_id, each))
        known = {each: snapshot for each, snapshot in known.items() if each >= needed[0]}
        events = _needed(known, local_day(day, settings.timezone))
        counted.append(day_rollup(events, day, settings))
        rollups.put(counted[-1], now)
    return counted


def _needed(known: Mapping[date, Snapshot], local: LocalDay) -> Iterator[Event]:
    """What a local day's figures follow from, hour by hour: with a million events a day memory is what is scarce.

    All that happened on it and some hours around it. Besides, of the UTC days that it is part of, one event of each
    visitor whose script said something.
    """
    for day, snapshot in sorted(known.items()):
        midnight = int(datetime.combine(day, time(), UTC).timestamp()) * 1_000
        is_part = midnight < local.end and local.start < midnight + DAY_MS
        speaking: set[str] = set()
        for hour, events in events_by_hour(snapshot):
            begins = midnight + hour * HOUR_MS
            if begins < local.end + AROUND_MS and local.start - AROUND_MS < begins + HOUR_MS:
                yield from events
            elif is_part:
                for event in events:
                    if not event.server and event.visitor not in speaking:
                        speaking.add(event.visitor)
                        yield event
