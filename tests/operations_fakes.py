"""How schedules ended and what broke, in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from code24.schedules.models import ScheduledRun
from code24.upkeep.models import Incident, Kind, Outcome


class FakeScheduledRuns:
    """The last run of each schedule: an older one never takes a later one's place."""

    def __init__(self) -> None:
        self.last: dict[str, ScheduledRun] = {}

    def note(self, run: ScheduledRun) -> None:
        known = self.last.get(run.schedule)
        if known is None or known.scheduled_at <= run.scheduled_at:
            self.last[run.schedule] = run

    def latest(self) -> Sequence[ScheduledRun]:
        return [self.last[name] for name in sorted(self.last)]


class FakeIncidents:
    """Incidents by id."""

    def __init__(self) -> None:
        self.records: dict[str, Incident] = {}

    def note(self, incident: Incident) -> None:
        first = self.records.get(incident.incident_id, incident)
        self.records[incident.incident_id] = incident.model_copy(update={"found_at": first.found_at})

    def resolve(self, site_id: str | None, done: str, kind: Kind | None = None, identifier: str | None = None) -> None:
        for each in self.parked(len(self.records)):
            if (
                (each.site_id or each.id) in {site_id, identifier}
                and kind in {None, each.kind}
                and identifier in {None, each.id}
            ):
                self.note(each.model_copy(update={"outcome": Outcome.RESOLVED, "done": done}))

    def get(self, incident_id: str) -> Incident | None:
        return self.records.get(incident_id)

    def parked(self, limit: int) -> Sequence[Incident]:
        return [each for each in self.recent(len(self.records)) if each.outcome is Outcome.PARKED][:limit]

    def recent(self, limit: int) -> Sequence[Incident]:
        return sorted(self.records.values(), key=lambda each: each.found_at, reverse=True)[:limit]


class FakeQueueDepths:
    """What waits, as a test says."""

    def __init__(self, depths: Mapping[str, int] | None = None) -> None:
        self.depths = dict(depths or {})

    def waiting(self) -> Mapping[str, int]:
        return self.depths


class FakeRunningBuilds:
    """How many builds run, as a test says."""

    def __init__(self, count: int = 0) -> None:
        self.count = count

    def running(self) -> int:
        return self.count


class FakeWorkingLoops:
    """When the cycles began that are at work, as a test says."""

    def __init__(self, *began: datetime) -> None:
        self.began = began

    def working(self, since: datetime) -> int:
        return sum(each > since for each in self.began)
