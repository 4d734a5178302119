"""The figures of days: of those that are over as they were stored, of the others out of their events."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Protocol

from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings, DayRollup
from code24.analytics.ports import EventSets, Snapshot
from code24.analytics.querying.filters import Filter, keeps
from code24.analytics.querying.ranges import DayRange
from code24.analytics.rollups.day import day_figures
from code24.analytics.rollups.days import AROUND_MS, HOUR_MS, local_day, utc_days
from code24.analytics.sets import day_key, events_of
from code24.errors import InvalidRequest
from code24.types import SiteId

SETTLED_MS = AROUND_MS + 2 * HOUR_MS
"""How long after its end a day is computed of its events: its last visits go on, and the hourly roll-up has to pass."""
OVERDUE_MS = 72 * HOUR_MS
"""How long after its end a day without stored figures is looked for in events: the roll-up may be late."""
MOST_FILTERED_DAYS = 93
MOST_EVENTS = 250_000
"""Events that one answer is computed of."""
MOST_BYTES = 10 * MOST_EVENTS
"""Of a set before it is unpacked; an event has about 8."""


class StoredDays(Protocol):
    """Days of sites in figures, to be read."""

    def days(self, site_id: SiteId, first: date, last: date) -> Sequence[DayRollup]:
        """The figures of the site's local days from `first` to `last`, both included, where there are any; in order."""
        ...


class Reading:
    """Reads the days of one question; what several days or ranges need is read once."""

    def __init__(
        self,
        settings: AnalyticsSettings,
        filters: tuple[Filter, ...],
        now: datetime,
        *,
        rollups: StoredDays,
        event_sets: EventSets,
    ) -> None:
        self._settings, self._filters, self._now = settings, filters, int(now.timestamp() * 1_000)
        self._rollups, self._sets = rollups, event_sets
        self._events: dict[date, list[Event]] = {}
        self._left = MOST_EVENTS

    def days(self, asked: DayRange) -> dict[date, dict[str, Any]]:
        """The figures of the range's days; a day without any is missing.

        Raises InvalidRequest where filters ask for more days or events than one answer is computed of.
        """
        if self._filters and asked.length > MOST_FILTERED_DAYS:
            raise InvalidRequest(
                f"With filters, {MOST_FILTERED_DAYS} days can be asked for at most, and these are {asked.length}.",
                field="filters",
            )
        stored = {} if self._filters else self._stored(asked)
        figures: dict[date, dict[str, Any]] = {}
        keep = keeps(self._filters, self._settings)
        for day in asked.days():
            local = local_day(day, self._settings.timezone)
            if local.start > self._now:
                break
            if not self._filters and local.end + SETTLED_MS <= self._now:
                if day in stored:
                    figures[day] = stored[day]
                    continue
                if local.end + OVERDUE_MS <= self._now:
                    continue
            events = self._around(day)
            if events:
                figures[day] = day_figures(events, day, self._settings, keep)
            elif day in stored:  # there are too many events, or they are not kept any more
                figures[day] = stored[day]
        return figures

    def _stored(self, asked: DayRange) -> dict[date, dict[str, Any]]:
        found = self._rollups.days(self._settings.site_id, asked.first, asked.last)
        return {rollup.day: dict(rollup.figures) for rollup in found}

    def _around(self, day: date) -> list[Event] | None:
        """The events that a day's figures need; None where there are too many, and the stored figures have to do."""
        timezone = self._settings.timezone
        local = local_day(day, timezone)
        needed = utc_days(day, timezone)
        for old in [known for known in self._events if known < needed[0]]:
            del self._events[old]
        found: list[Event] = []
        for each in needed:
            events = self._of_utc_day(each)
            if events is None:
                return None
            begin = _milliseconds(each)
            if local.start < begin + 24 * HOUR_MS and begin < local.end:
                found += events
            else:
                first, last = local.start - AROUND_MS, local.end + AROUND_MS
                found += (event for event in events if first <= event.at < last)
        return found

    def _of_utc_day(self, day: date) -> list[Event] | None:
        if (known := self._events.get(day)) is not None:
            return known
        if _milliseconds(day) > self._now:
            return []
        snapshot = self._sets.read(day_key(self._settings.site_id, day))
        found = events_of(snapshot) if _size(snapshot) <= MOST_BYTES else None
        if found is None or len(found) > self._left:
            if self._filters:
                raise InvalidRequest(
                    f"With filters, an answer is computed of {MOST_EVENTS:,} events at most, and these days have more; "
                    "ask for fewer days.",
                    field="filters",
                )
            return None
        self._left -= len(found)
        self._events[day] = found
        return found


def recent_events(site_id: SiteId, since: datetime, until: datetime, *, event_sets: EventSets) -> Iterator[Event]:
    """The events of the moments between two times that are less than an hour apart."""
    first, last = int(since.timestamp() * 1_000), int(until.timestamp() * 1_000)
    for moment in {each.astimezone(UTC).replace(minute=0, second=0, microsecond=0) for each in (since, until)}:
        snapshot = event_sets.read(day_key(site_id, moment.date()), f"{moment.hour:02d}")
        yield from (event for event in events_of(snapshot, {moment.hour}) if first <= event.at <= last)


def _size(snapshot: Snapshot) -> int:
    return len(snapshot.merged or b"") + sum(len(body) for _, body in snapshot.parts)


def _milliseconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp()) * 1_000
