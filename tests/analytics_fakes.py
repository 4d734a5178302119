"""Ports of analytics in memory. They behave: conditions that the real stores enforce are enforced here."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from code24.analytics.models import AnalyticsSettings, DayRollup
from code24.analytics.ports import Snapshot
from code24.errors import Conflict
from code24.types import SiteId


class FakeEventSets:
    """Sets by key. A merge takes the parts away that its snapshot had, and fails where another one came before."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, bytes]] = {}
        self.merged: dict[str, tuple[int, bytes]] = {}
        self.reads: list[str] = []

    def append(self, key: str, part: str, body: bytes, expires_at: int) -> None:
        self.parts.setdefault(key, {})[part] = body

    def read(self, key: str, since: str = "") -> Snapshot:
        self.reads.append(key)
        version, merged = self.merged.get(key, (0, None))
        parts = sorted((name, body) for name, body in self.parts.get(key, {}).items() if name >= since)
        return Snapshot(merged, tuple(parts), version)

    def merge(self, key: str, snapshot: Snapshot, body: bytes) -> None:
        version, _ = self.merged.get(key, (0, None))
        if version != snapshot.version:
            raise Conflict(f"The set {key} is at version {version}, not {snapshot.version}.")
        self.merged[key] = (version + 1, body)
        for name, part in snapshot.parts:
            if self.parts.get(key, {}).get(name) == part:
                del self.parts[key][name]

    def delete(self, key: str) -> None:
        for stored in (self.parts, self.merged):
            for found in [each for each in stored if each == key or each.startswith(f"{key}/")]:
                del stored[found]


class FakeRollups:
    """Days of sites, and which sites had events in which hour."""

    def __init__(self) -> None:
        self.figures: dict[tuple[SiteId, date], DayRollup] = {}
        self.noted: dict[datetime, set[SiteId]] = {}

    def put(self, rollup: DayRollup) -> None:
        self.figures[rollup.site_id, rollup.day] = DayRollup.model_validate_json(rollup.model_dump_json())

    def days(self, site_id: SiteId, first: date, last: date) -> Sequence[DayRollup]:
        return [
            rollup for (owner, day), rollup in sorted(self.figures.items()) if owner == site_id and first <= day <= last
        ]

    def note_activity(self, hour: datetime, site_ids: Iterable[SiteId]) -> None:
        self.noted.setdefault(hour, set()).update(site_ids)

    def active(self, hour: datetime) -> Iterable[SiteId]:
        return sorted(self.noted.get(hour, ()))

    def delete_all(self, site_id: SiteId) -> None:
        self.figures = {key: rollup for key, rollup in self.figures.items() if key[0] != site_id}


class FakeSiteAnalytics:
    """Settings by site; the defaults where nothing was set."""

    def __init__(self) -> None:
        self.records: dict[SiteId, AnalyticsSettings] = {}

    def get(self, site_id: SiteId) -> AnalyticsSettings:
        return self.records.get(site_id, AnalyticsSettings(site_id=site_id))

    def put(self, settings: AnalyticsSettings) -> None:
        self.records[settings.site_id] = settings


class FakeRollupQueue:
    """Remembers which sites are to be rolled up again."""

    def __init__(self) -> None:
        self.asked: list[SiteId] = []

    def again(self, site_id: SiteId) -> None:
        self.asked.append(site_id)
