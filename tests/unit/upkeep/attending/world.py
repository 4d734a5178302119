"""A platform in memory with a published site, for those who look after it."""

from datetime import timedelta
from typing import Any

from code24.optimize.loop.starting import begin_loop
from code24.optimize.loop.state import SHORTEST_WAIT
from code24.optimize.models import Business
from code24.upkeep.attending.attend import attend
from code24.upkeep.attending.models import Attended
from code24.upkeep.models import Attention, Incident, Kind
from tests.operations_fakes import FakeIncidents
from tests.unit.optimize.loop.world import LoopWorld
from tests.unit.sites.world import ANN
from tests.upkeep_fakes import FakeDueIndex, FakeReleaseVersions, FakeSiteProbe

LATE = timedelta(seconds=SHORTEST_WAIT) + timedelta(minutes=16)


class UpkeepWorld(LoopWorld):
    """Ann's site is live, and its loop rests."""

    def __init__(self) -> None:
        super().__init__()
        self.build_runs = self.builds
        self.release_versions = FakeReleaseVersions(self.sites)
        self.site_probe = FakeSiteProbe(self.site_functions, self.release_archive, self.sites)
        self.incidents, self.due_index = FakeIncidents(), FakeDueIndex()
        self.run(begin_loop, self.id, Business())

    def attention(self, kind: Kind, identifier: str = "") -> Attention:
        return Attention(kind=kind, id=identifier or self.id, site_id=self.id, customer_id=ANN, due_at=self.clock.now())

    def attend(self, kind: Kind, identifier: str = "") -> Attended:
        attended: Attended = self.run(attend, self.attention(kind, identifier))
        return attended

    def pass_by(self, span: timedelta) -> None:
        self.clock.moment += span

    @property
    def noted(self) -> list[Incident]:
        """What was found, in order."""
        return list(self.incidents.records.values())

    @property
    def executions_of_loop(self) -> list[int]:
        """The generations that an execution was started for."""
        return [generation for site_id, generation in self.loop_executions.started if site_id == self.id]

    def work(self, **changes: Any) -> None:
        """Let a cycle be at work since now."""
        self.change(working_since=self.clock.now(), **changes)
