"""The loop that never ends, as data: its state, its jobs, and what a cycle carries from step to step."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from code24.audit.models import Auditor, Category
from code24.models import Model
from code24.optimize.models import Business, Challenger, Optimization
from code24.types import CustomerId, OptimizationId, ReleaseId, SiteId, UploadId

OVERDUE_AFTER = timedelta(minutes=15)
"""How late a resting loop may be before its execution counts as dead."""
LONGEST_CYCLE = timedelta(minutes=45)
"""How long a cycle may be at work before its execution counts as dead: its steps' timeouts together are less."""


class LoopStatus(StrEnum):
    """Whether a site's loop goes on."""

    RUNNING = "running"
    PAUSED = "paused"
    """Until somebody resumes it; a suspended site's loop is paused too."""
    STOPPED = "stopped"
    """By its owner. Resuming, or asking for an optimization, starts it again."""
    ENDED = "ended"
    """Its site is deleted."""


class OptimizationType(StrEnum):
    """What the owner wants better: everything, or findings of one category first and alone."""

    FULL = "full"
    DESIGN = "design"
    ACCESSIBILITY = "accessibility"
    PERFORMANCE = "performance"
    SECURITY = "security"
    SEO = "seo"
    CONVERSION = "conversion"

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories whose findings are answered."""
        return tuple(Category) if self is OptimizationType.FULL else (Category(self.value),)


class LoopSource(Model):
    """Where the website comes from. Neither is set for a site that was built here."""

    url: str | None = None
    upload_id: UploadId | None = None

    @property
    def is_import(self) -> bool:
        """Whether the website is somebody else's work."""
        return self.url is not None or self.upload_id is not None


class LoopState(Model):
    """The state of a site's loop: data that every execution of the chain reads and advances."""

    site_id: SiteId
    customer_id: CustomerId | None = None
    """Whose site it is; None where the record is from before it was noted."""
    status: LoopStatus = LoopStatus.RUNNING
    reason: str = ""
    """Why it does not run."""
    generation: int = 1
    """Which execution of the chain is the valid one: `<site_id>-g<generation>`. Another one ends when it wakes up."""
    cycle: int = 0
    """Cycles done, of all time."""
    milestone: int = 0
    """The last cycle that a milestone was due at."""
    next_due_at: datetime
    working_since: datetime | None = None
    """Set while a cycle is at work; None while the loop rests."""
    job_id: OptimizationId | None = None
    """The job of the cycle that is at work."""
    asked_job: OptimizationId | None = None
    """The job that somebody asked for, which the next cycle does."""
    source: LoopSource = LoopSource()
    source_release: ReleaseId | None = None
    """What the last cycle worked on: a release of the site, or the archived original of an imported website."""
    imported_at: datetime | None = None
    published_release: ReleaseId | None = None
    """The last release that the loop made."""
    published_content: str | None = None
    """SHA-256 of the website in it."""
    fingerprint: str | None = None
    """Of all that the last cycle's outcome followed from."""
    idle_cycles: int = 0
    """Cycles in a row that changed nothing."""
    failures: int = 0
    """Cycles in a row that failed."""
    deaths: int = 0
    """Executions in a row that died without finishing a cycle."""
    withheld: tuple[str, ...] = ()
    """Fixes that the owner undid: `kind`, or `kind@path`."""
    shipped: tuple[Challenger, ...] = ()
    """Winners of experiments on somebody's website, which every cycle applies to it again."""
    last_key: str | None = None
    """Where the last result lies, below the site's folder of optimizations."""
    run_requested: bool = False
    """Whether the next cycle works even if nothing has changed."""
    signal: str = ""
    """What asked for the next cycle sooner."""
    business: Business = Business()
    optimization_type: OptimizationType = OptimizationType.FULL
    fixed_wait: Annotated[int, Field(ge=0)] | None = None
    """Seconds between cycles instead of what the rules say, for tests."""
    version: int = 0
    """Counts writes: of two that began with the same state only one is stored."""
    started_at: datetime
    updated_at: datetime

    @property
    def dead_at(self) -> datetime | None:
        """When its execution counts as dead if nothing is heard of it until then; None for a loop that does not run."""
        if self.status is not LoopStatus.RUNNING:
            return None
        if self.working_since is not None:
            return self.working_since + LONGEST_CYCLE
        return self.next_due_at + OVERDUE_AFTER


class JobStatus(StrEnum):
    """The life of a job."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETE = "complete"
    ERRORED = "errored"
    TERMINATED = "terminated"

    @property
    def final(self) -> bool:
        """True when nothing more will happen by itself."""
        return self in {JobStatus.COMPLETE, JobStatus.ERRORED, JobStatus.TERMINATED}


class JobError(Model):
    """Which step failed a job, and why."""

    step: str | None
    """None where no step is to blame."""
    error: str
    message: str


class JobResult(Model):
    """What a cycle left behind, in figures; all of it lies under `key`."""

    cycle: int
    key: str
    """The result's place below the site's folder of optimizations (`2026-03-01T12-00-00Z.json`)."""
    release_id: ReleaseId | None = None
    """The release that it published; None where nothing had to be changed."""
    url: str
    findings_before: int
    findings_after: int
    fixes_applied: int
    fixes_withdrawn: int
    scores_before: Mapping[str, float]
    """By category."""
    scores_after: Mapping[str, float]
    seconds: float
    cost_usd: float = 0.0
    """At most, in US dollars."""


class OptimizationJob(Model):
    """One piece of work of the optimizer: a cycle that was asked for, or came by itself and had something to do."""

    id: OptimizationId
    site_id: SiteId
    worker_type: str = "optimize"
    job_type: str = "cycle"
    status: JobStatus = JobStatus.QUEUED
    priority: int = 5
    """1 is the most urgent: somebody waits for it; 5 is the loop's own."""
    scheduled_at: datetime
    started_at: datetime | None = None
    completed_at: datetime | None = None
    result: JobResult | None = None
    error: JobError | None = None


class Turn(Model):
    """The state of an execution, and the event of each step; what else the execution holds is ignored."""

    model_config = ConfigDict(extra="ignore")

    site_id: SiteId
    generation: int
    cycle: int = 0
    """The cycle that is at work."""


class Action(StrEnum):
    """Where an execution goes next."""

    WORK = "work"
    REST = "rest"
    MILESTONE = "milestone"
    END = "end"


class Next(Model):
    """What a step says about the way on; it becomes the state of the execution."""

    site_id: SiteId
    generation: int
    cycle: int
    action: Action
    wait: int = 0
    """Seconds until the next cycle."""


class AuditOutcome(Model):
    """How one auditor's step ended."""

    model_config = ConfigDict(extra="ignore")

    auditor: Auditor
    findings: int = 0
    error: str | None = None
    """The name of what it raised."""


class CycleResult(Model):
    """All that one cycle leaves: `optimizations/{site_id}/{timestamp}.json`."""

    job_id: OptimizationId
    cycle: int
    generation: int
    source_release: ReleaseId
    release_id: ReleaseId | None
    """The release that it published."""
    content: str
    """SHA-256 of the website that came out."""
    failed_auditors: tuple[AuditOutcome, ...] = ()
    plan: tuple["PlannedFix", ...] = ()
    optimization: Optimization


class PlannedFix(Model):
    """A kind of fix with what it is expected to bring, best first."""

    kind: str
    title: str
    findings: int
    """Defects that it answers."""
    chance: float
    """Of working, from what is known; 0 to 1."""
    gain: float
    """Severity of the findings times the chance."""


class Dashboard(Model):
    """What the owner sees of the loop: `optimizations/{site_id}/latest.json`."""

    site_id: SiteId
    status: LoopStatus
    cycle: int
    updated_at: datetime
    next_due_at: datetime
    url: str
    last: JobResult
    history: tuple[JobResult, ...] = ()
    """The last cycles that did something, newest first."""
    notes: tuple[str, ...] = ()
