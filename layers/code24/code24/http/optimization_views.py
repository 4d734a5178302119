"""What the optimizer's routes answer."""

from datetime import datetime
from typing import Literal, Self

from code24.audit.models import Finding
from code24.models import Model
from code24.optimize.loop.models import (
    Dashboard,
    JobError,
    JobResult,
    JobStatus,
    LoopState,
    LoopStatus,
    OptimizationJob,
    OptimizationType,
)
from code24.optimize.models import Business, FixRecord
from code24.types import OptimizationId, ReleaseId, SiteId


class OptimizationStanding(Model):
    """How an optimization stands: `error` and `output` are null until there is one."""

    status: JobStatus
    error: JobError | None = None
    output: JobResult | None = None


class OptimizationAccepted(Model):
    """The receipt for an optimization. A repeated request gets the same receipt again."""

    id: OptimizationId
    site_id: SiteId
    details: OptimizationStanding
    type: Literal["OPTIMIZE"] = "OPTIMIZE"
    message: str

    @classmethod
    def of(cls, job: OptimizationJob) -> Self:
        """The receipt of a job."""
        return cls(
            id=job.id,
            site_id=job.site_id,
            details=OptimizationStanding(status=job.status),
            message=f"The optimization is {job.status.value}. Follow it at GET /optimize?instanceId={job.id}.",
        )


class LoopView(Model):
    """The loop of a site: it goes on by itself until it is paused or stopped."""

    site_id: SiteId
    status: LoopStatus
    reason: str
    """Why it does not run."""
    cycle: int
    """Cycles done, of all time."""
    generation: int
    """Which execution of the chain is the valid one: `<siteId>-g<generation>`."""
    working: bool
    """Whether a cycle is at work now."""
    next_due_at: datetime
    idle_cycles: int
    """Cycles in a row that changed nothing."""
    failures: int
    """Cycles in a row that failed."""
    source_url: str | None
    """Where the website was imported from."""
    published_release: ReleaseId | None
    withheld: tuple[str, ...]
    """Fixes that the owner undid: `kind`, or `kind@path`."""
    business: Business
    optimization_type: OptimizationType
    dashboard: Dashboard | None = None
    """Scores and figures of the last cycles; null until one is done."""

    @classmethod
    def of(cls, loop: LoopState, dashboard: Dashboard | None = None) -> Self:
        """The view of a loop."""
        same = {name: getattr(loop, name) for name in cls.model_fields if name in LoopState.model_fields}
        return cls(**same, working=loop.working_since is not None, source_url=loop.source.url, dashboard=dashboard)


class OptimizationState(Model):
    """How an optimization stands, and the loop that it belongs to."""

    id: OptimizationId
    site_id: SiteId
    status: OptimizationStanding
    type: Literal["OPTIMIZE"] = "OPTIMIZE"
    scheduled_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    loop: LoopView | None
    """Null where the site is gone."""

    @classmethod
    def of(cls, job: OptimizationJob, loop: LoopState | None) -> Self:
        """The state of a job."""
        return cls(
            id=job.id,
            site_id=job.site_id,
            status=OptimizationStanding(status=job.status, error=job.error, output=job.result),
            scheduled_at=job.scheduled_at,
            started_at=job.started_at,
            completed_at=job.completed_at,
            loop=LoopView.of(loop) if loop else None,
        )


class CycleList(Model):
    """A page of a site's cycles that had something to do, newest first. `next` is the `cursor` of the next page."""

    cycles: tuple[OptimizationJob, ...]
    next: str | None


class FindingList(Model):
    """What is still wrong after the last cycle."""

    findings: tuple[Finding, ...]


class FixList(Model):
    """What the last cycle fixed, tried in vain, or left because its owner undid it."""

    fixes: tuple[FixRecord, ...]
