"""What the upkeep needs of the world."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from code24.sites.models import Serving, Versioned
from code24.types import BuildId, CustomerId, SiteId
from code24.upkeep.models import Attention, Incident, Kind


class DueIndex(Protocol):
    """What is due, oldest first: sparse indexes, whose cost follows what is due and not what exists.

    Customers are spread over shards.
    """

    @property
    def shards(self) -> int:
        """How many there are, numbered from 0."""
        ...

    def due(self, kind: Kind, now: datetime, limit: int) -> Sequence[Attention]:
        """Up to `limit` things of a kind in each shard that are due at `now`, oldest first."""
        ...

    def due_in_shard(self, kind: Kind, shard: int, now: datetime, limit: int) -> Sequence[Attention]:
        """Those of one shard. A customer with more than `limit` hides at most what the others of its shard have.

        What cannot be read of a record is left out: whoever looks at it finds what is wrong with it.
        """
        ...

    def suspect(self, site_id: SiteId, customer_id: CustomerId | None, reason: str, now: datetime) -> None:
        """Ask for a look at a site (`Kind.SITE`). A suspicion that came before is replaced."""
        ...

    def done(self, attention: Attention) -> None:
        """Take a site or a change that was looked at out of the index, unless it became due anew meanwhile.

        Loops and builds leave it by what is written of them; of those nothing is done here.
        """
        ...

    def put_off(self, attention: Attention, until: datetime) -> None:
        """Let what was looked at be due at another moment, unless it became due anew, or left the index, meanwhile."""
        ...


class AttentionQueue(Protocol):
    """Where what is due is handed on to be looked at."""

    def send_all(self, several: Sequence[Attention]) -> None:
        """Hand on. Raises Transient where some were not taken; handing on again is harmless."""
        ...

    def waiting(self) -> int:
        """About how many nobody has taken yet."""
        ...


class Incidents(Protocol):
    """What was found broken."""

    def note(self, incident: Incident) -> None:
        """Store an incident; one of the same id is replaced."""
        ...

    def get(self, incident_id: str) -> Incident | None:
        """The incident, where there is one."""
        ...

    def resolve(
        self, site_id: SiteId | None, done: str, kind: Kind | None = None, identifier: str | None = None
    ) -> None:
        """Let go of what was parked of a site, if anything was: of one kind, or one thing. `done` let it go on.

        One thing is found also where it was parked without its site, as its record named none.
        """
        ...

    def parked(self, limit: int) -> Sequence[Incident]:
        """What waits for a person, the last found first."""
        ...

    def recent(self, limit: int) -> Sequence[Incident]:
        """What was found lately, whatever became of it, the last found first."""
        ...


class TickRecords(Protocol):
    """What ticks found, by customer."""

    def write_all(self, name: str, bodies: Mapping[CustomerId, bytes]) -> None:
        """Store `optimizations/{customer_id}/{name}` for each customer; writing the same again is fine."""
        ...


class ReleaseVersions(Protocol):
    """Which versions of its function serve a site's releases, where many change: a function had to be made again."""

    def lose(self, site_id: SiteId) -> None:
        """Record `NO_VERSION` for all releases of a site, whose function is gone.

        The next function counts its versions from 1 again: what was recorded before would name other releases.
        """
        ...

    def of_site(self, site_id: SiteId) -> Sequence[Versioned]:
        """All releases of a site with their versions, oldest first."""
        ...


class BuildRuns(Protocol):
    """The runs of builds, where one follows another that died."""

    def begin_run(self, build_id: BuildId, after: int, at: datetime) -> bool:
        """Put a build that has not ended back to queued, for the run that follows run `after`.

        Of several callers one does, and the others get False. Raises NotFound.
        """
        ...


class SiteProbe(Protocol):
    """What sites' functions serve, and whether they answer."""

    def serving(self, site_id: SiteId, qualifier: str | None = None) -> Serving | None:
        """What is behind an alias or a version, or the function itself; None where there is no such thing."""
        ...

    def led_to(self, host: str) -> SiteId | None:
        """The site that visitors of a host see; None where the host is unknown, or shows a notice."""
        ...

    def status(self, site_id: SiteId, alias: str) -> int:
        """The HTTP status that the site's function answers its home page with.

        Raises NotFound where function or alias are missing, Transient where it is only busy, and WorkerFailed, with a
        reason, where it raises or does not answer in time.
        """
        ...
