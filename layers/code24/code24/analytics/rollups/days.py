"""Where a site's local day lies in time, and which events and days depend on each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
INACTIVITY_MS = 30 * 60_000
"""A visit ends when nothing was done for longer than this; Plausible, GA4 and Umami use the same 30 minutes."""
AROUND_MS = 4 * HOUR_MS
"""How far before its local day and behind it a visit is followed that reaches across midnight."""


@dataclass(frozen=True, slots=True)
class LocalDay:
    """A calendar day somewhere: 23 to 25 hours where clocks change, none where a country skipped it."""

    day: date
    start: int
    """Its first moment in epoch milliseconds."""
    end: int
    """The next day's first moment."""

    @property
    def hours(self) -> int:
        """How many hours have begun by its end, counted from its first moment through every change of clocks."""
        return -(-(self.end - self.start) // HOUR_MS)


@lru_cache(maxsize=2_048)
def local_day(day: date, timezone: str) -> LocalDay:
    """A day in an IANA time zone. A midnight that the clocks skip is the moment of the change."""
    zone = ZoneInfo(timezone)
    return LocalDay(day, _midnight(day, zone), _midnight(day + timedelta(days=1), zone))


def day_of(at: int, timezone: str) -> date:
    """The local day of a moment in epoch milliseconds."""
    return datetime.fromtimestamp(at / 1_000, ZoneInfo(timezone)).date()


def utc_days(day: date, timezone: str) -> tuple[date, ...]:
    """The UTC days whose events `day_rollup` needs for a local day, in order.

    They are those that overlap it, with the hours before it, in which visits may have begun that go on in it, and those
    behind it, in which its own visits may go on.
    """
    local = local_day(day, timezone)
    first, last = _utc_day(local.start - AROUND_MS), _utc_day(local.end + AROUND_MS - 1)
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def days_touched(hours: Iterable[datetime], timezone: str) -> tuple[date, ...]:
    """The local days whose figures can change when events of these hours (each by any moment of it, UTC) do, in order.

    All that overlap the hour's UTC day, as a visitor's script speaks for their whole UTC day; the one before, where its
    visits may still go on in that hour; and the one behind, where its visits may have begun in it.
    """
    touched: set[date] = set()
    for hour in hours:
        first = int(hour.astimezone(UTC).replace(minute=0, second=0, microsecond=0).timestamp()) * 1_000
        midnight = first - first % DAY_MS
        earliest = min(midnight, first - AROUND_MS)
        latest = max(midnight + DAY_MS, first + HOUR_MS + AROUND_MS)
        day, last = day_of(earliest, timezone), day_of(latest - 1, timezone)
        while day <= last:
            touched.add(day)
            day += timedelta(days=1)
    return tuple(sorted(touched))


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, time(), zone).timestamp()) * 1_000


def _utc_day(at: int) -> date:
    return datetime.fromtimestamp(at / 1_000, UTC).date()
