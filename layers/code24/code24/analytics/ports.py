"""What analytics needs of the world, besides `code24.ports`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from code24.analytics.models import AnalyticsSettings, DayRollup, Opportunity, RollUp
from code24.errors import Code24Error
from code24.types import SiteId


class Salts(Protocol):
    """The salts of days: random, made by whoever needs one first, deleted when yesterday's is not needed any more."""

    def of(self, day: date) -> bytes:
        """The salt of a day, made if there is none. Raises NotFound for a day whose salt was deleted, or is to come."""
        ...


class EventQueue(Protocol):
    """What was collected and not processed yet."""

    def send(self, body: bytes) -> None:
        """Put one message (`analytics.event.Message` as JSON) into the queue. Raises Transient."""
        ...


class RawEvents(Protocol):
    """All events as they came, compressed NDJSON under `analytics/events/dt=YYYY-MM-DD/hh=HH/`."""

    def write(self, hour: datetime, batch: str, body: bytes) -> None:
        """Store a batch's events of one hour; storing the same again is fine."""
        ...

    def of_day(self, day: date) -> Iterable[bytes]:
        """Every object of a day, uncompressed."""
        ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A set as it was read: its merged part, and those that were appended since."""

    merged: bytes | None
    parts: tuple[tuple[str, bytes], ...]
    """By name."""
    version: int
    """Of the merged part; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class SetPart:
    """A part to append to a set."""

    key: str
    name: str
    body: bytes
    expires_at: int
    """Epoch seconds, until which it has to be merged."""


class EventSets(Protocol):
    """Sets that grow by parts, and are merged now and then: a site's events of a day, the visitors of a test.

    Their members carry identities, so a part that is appended twice, or whose members are in another part too, changes
    nothing: the union decides. That makes every redelivery harmless, however the queue groups it.
    """

    def append(self, key: str, part: str, body: bytes, expires_at: int) -> None:
        """Store a part (its name sorts by time); storing the same again is fine. One write of as many KB as it has."""
        ...

    def append_all(self, parts: Sequence[SetPart]) -> Sequence[Code24Error | None]:
        """Store parts side by side; what went wrong with each."""
        ...

    def read(self, key: str, since: str = "") -> Snapshot:
        """The merged part and the parts from the name `since` on."""
        ...

    def merge(self, key: str, snapshot: Snapshot, body: bytes) -> None:
        """Replace what was read by its union. Raises Conflict where somebody else merged meanwhile: read again."""
        ...

    def delete(self, key: str) -> None:
        """Remove a set, or all sets whose keys begin with `key` and a slash; nothing there is fine."""
        ...


class Rollups(Protocol):
    """Days of sites in figures."""

    def put(self, rollup: DayRollup, read_at: datetime | None = None) -> None:
        """Store a day's figures. They replace others, but those of sets that were read later than at `read_at`."""
        ...

    def days(self, site_id: SiteId, first: date, last: date) -> Sequence[DayRollup]:
        """The figures of the site's local days from `first` to `last`, both included, where there are any; in order."""
        ...

    def note_activity(self, hour: datetime, changed: Iterable[tuple[SiteId, datetime]]) -> None:
        """Note in an hour which hours of which sites got events in it; noting it again is fine."""
        ...

    def active(self, hour: datetime) -> Iterable[tuple[SiteId, datetime]]:
        """The hours of sites that were noted in an hour."""
        ...

    def swept_until(self) -> datetime | None:
        """Up to which hour, itself excluded, everything that was noted has been handed on to be rolled up."""
        ...

    def note_swept(self, until: datetime) -> None:
        """Note how far that is."""
        ...

    def delete_all(self, site_id: SiteId) -> None:
        """Remove everything of a site."""
        ...


class RollupQueue(Protocol):
    """What is to be rolled up."""

    def send(self, requests: Sequence[RollUp]) -> None:
        """Ask for days in figures. Raises Transient."""
        ...

    def again(self, site_id: SiteId) -> None:
        """Ask for all days of a site whose events are kept, as its settings have changed. Raises Transient."""
        ...


class SiteAnalytics(Protocol):
    """What owners set: time zone, goals, funnels."""

    def get(self, site_id: SiteId) -> AnalyticsSettings:
        """The site's settings; the defaults where nothing was set."""
        ...

    def put(self, settings: AnalyticsSettings) -> None:
        """Store the settings."""
        ...

    def delete(self, site_id: SiteId) -> None:
        """Remove the settings; nothing there is fine."""
        ...


class Opportunities(Protocol):
    """What is worth acting on: kept for weeks, and told to whoever listens (EventBridge)."""

    def publish(self, found: Sequence[Opportunity]) -> int:
        """Tell about those that were not told yet, and keep them; returns how many there were.

        A process that dies in between tells them again, so listeners must bear that.
        """
        ...

    def of_site(self, site_id: SiteId, limit: int) -> Sequence[Opportunity]:
        """A site's opportunities, the last found first."""
        ...

    def heard(self, opportunity: Opportunity) -> None:
        """Note that somebody has reacted to it; twice is fine."""
        ...

    def unheard(self, before: datetime, limit: int) -> Sequence[Opportunity]:
        """Up to `limit` opportunities told before a moment that nobody has reacted to, the first told first."""
        ...
