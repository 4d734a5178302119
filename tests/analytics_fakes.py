"""Ports of analytics in memory. They behave: conditions that the real stores enforce are enforced here."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from code24.analytics.models import AnalyticsSettings, DayRollup, Opportunity, RollUp
from code24.analytics.ports import SetPart, Snapshot
from code24.errors import Code24Error, Conflict
from code24.types import SiteId


class FakeRawEvents:
    """Objects by hour and batch."""

    def __init__(self) -> None:
        self.objects: dict[tuple[datetime, str], bytes] = {}

    def write(self, hour: datetime, batch: str, body: bytes) -> None:
        self.objects[hour, batch] = body

    def of_day(self, day: date) -> Iterable[bytes]:
        return [body for (hour, _), body in sorted(self.objects.items()) if hour.date() == day]


class FakeEventSets:
    """Sets by key. A merge takes the parts away that its snapshot had, and fails where another one came before."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, bytes]] = {}
        self.merged: dict[str, tuple[int, bytes]] = {}
        self.reads: list[str] = []

    def append(self, key: str, part: str, body: bytes, expires_at: int) -> None:
        self.parts.setdefault(key, {})[part] = body

    def append_all(self, parts: Sequence[SetPart]) -> Sequence[Code24Error | None]:
        return [self._attempt(part) for part in parts]

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
        for name, _ in snapshot.parts:
            self.parts.get(key, {}).pop(name, None)

    def delete(self, key: str) -> None:
        for stored in (self.parts, self.merged):
            for found in [each for each in stored if each == key or each.startswith(f"{key}/")]:
                del stored[found]

    def _attempt(self, part: SetPart) -> Code24Error | None:
        try:
            self.append(part.key, part.name, part.body, part.expires_at)
        except Code24Error as error:
            return error
        return None


class FakeRollups:
    """Days of sites, and which hours of which sites got events in which hour."""

    def __init__(self) -> None:
        self.figures: dict[tuple[SiteId, date], DayRollup] = {}
        self.noted: dict[datetime, set[tuple[SiteId, datetime]]] = {}
        self.swept: datetime | None = None
        self.read_at: dict[tuple[SiteId, date], datetime] = {}

    def put(self, rollup: DayRollup, read_at: datetime | None = None) -> None:
        key = rollup.site_id, rollup.day
        if read_at is not None and (known := self.read_at.get(key)) is not None and known > read_at:
            return
        if read_at is not None:
            self.read_at[key] = read_at
        self.figures[rollup.site_id, rollup.day] = DayRollup.model_validate_json(rollup.model_dump_json())

    def days(self, site_id: SiteId, first: date, last: date) -> Sequence[DayRollup]:
        return [
            rollup for (owner, day), rollup in sorted(self.figures.items()) if owner == site_id and first <= day <= last
        ]

    def note_activity(self, hour: datetime, changed: Iterable[tuple[SiteId, datetime]]) -> None:
        self.noted.setdefault(hour, set()).update(changed)

    def active(self, hour: datetime) -> Iterable[tuple[SiteId, datetime]]:
        return sorted(self.noted.get(hour, ()))

    def swept_until(self) -> datetime | None:
        return self.swept

    def note_swept(self, until: datetime) -> None:
        self.swept = until

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

    def delete(self, site_id: SiteId) -> None:
        self.records.pop(site_id, None)


class FakeRollupQueue:
    """Remembers what is to be rolled up, and which sites are again."""

    def __init__(self) -> None:
        self.sent: list[RollUp] = []
        self.asked: list[SiteId] = []

    def send(self, requests: Sequence[RollUp]) -> None:
        self.sent += requests

    def again(self, site_id: SiteId) -> None:
        self.asked.append(site_id)


class FakeOpportunities:
    """What was told, once each."""

    def __init__(self) -> None:
        self.told: dict[str, Opportunity] = {}
        self.marked: dict[str, datetime] = {}
        """When each was told that nobody has reacted to."""

    def publish(self, found: Sequence[Opportunity]) -> int:
        new = [each for each in found if each.opportunity_id not in self.told]
        self.told |= {each.opportunity_id: each for each in new}
        self.marked |= {each.opportunity_id: each.found_at for each in new}
        return len(new)

    def of_site(self, site_id: SiteId, limit: int) -> Sequence[Opportunity]:
        found = [each for each in self.told.values() if each.site_id == site_id]
        return sorted(found, key=lambda each: each.found_at, reverse=True)[:limit]

    def heard(self, opportunity: Opportunity) -> None:
        self.marked.pop(opportunity.opportunity_id, None)

    def unheard(self, before: datetime, limit: int) -> Sequence[Opportunity]:
        waiting = sorted((at, name) for name, at in self.marked.items() if at <= before)
        return [self.told[name] for _, name in waiting[:limit]]
