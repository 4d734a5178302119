"""What the loop needs of the world, besides what builds and sites need."""

from collections.abc import Sequence
from typing import Protocol

from code24.optimize.loop.models import LoopState, OptimizationJob
from code24.types import OptimizationId, SiteId


class Loops(Protocol):
    """The loops' states, one a site."""

    def create(self, loop: LoopState) -> None:
        """Store a new loop. Raises AlreadyExists."""
        ...

    def get(self, site_id: SiteId) -> LoopState:
        """Raises NotFound."""
        ...

    def replace(self, loop: LoopState) -> LoopState:
        """Store a changed state over the one that it was made of; its version counts on.

        Raises Conflict where another change was stored meanwhile, and NotFound where the loop is gone.
        """
        ...

    def delete(self, site_id: SiteId) -> None:
        """Remove the record; nothing there is fine."""
        ...


class Jobs(Protocol):
    """Optimization jobs."""

    def create(self, job: OptimizationJob, request_hash: str) -> None:
        """Store a new job with the hash of what asked for it. Raises AlreadyExists."""
        ...

    def get(self, job_id: OptimizationId) -> OptimizationJob:
        """Raises NotFound."""
        ...

    def request_hash(self, job_id: OptimizationId) -> str:
        """The hash of what asked for a job. Raises NotFound."""
        ...

    def put(self, job: OptimizationJob) -> None:
        """Store a job's present state; the hash of what asked for it stays."""
        ...

    def of_site(self, site_id: SiteId, limit: int, after: OptimizationJob | None = None) -> Sequence[OptimizationJob]:
        """Up to `limit` jobs of a site, newest first; those behind `after`, if given."""
        ...

    def delete_all(self, site_id: SiteId) -> None:
        """Remove every job of a site."""
        ...


class LoopExecutions(Protocol):
    """Executions of the `optimize` state machine, named `<site_id>-g<generation>`."""

    def start(self, site_id: SiteId, generation: int, wait: int) -> None:
        """Start an execution that rests for `wait` seconds first; a name that exists already counts as started."""
        ...

    def stop(self, site_id: SiteId, generation: int, reason: str) -> None:
        """Stop an execution; one that does not exist or has ended is fine."""
        ...


class Optimizations(Protocol):
    """What cycles leave, under `optimizations/{site_id}/{name}`. Names below `steps/` are gone after days."""

    def read(self, site_id: SiteId, name: str) -> bytes:
        """Raises NotFound."""
        ...

    def write(self, site_id: SiteId, name: str, body: bytes, content_type: str = "application/json") -> None:
        """Store a file; an earlier one of the same name is replaced."""
        ...

    def delete_all(self, site_id: SiteId) -> None:
        """Remove everything of a site; nothing there is fine."""
        ...
