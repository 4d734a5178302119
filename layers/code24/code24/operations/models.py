"""How the platform stands."""

from collections.abc import Mapping
from datetime import datetime

from code24.models import Model
from code24.types import CustomerId, SiteId
from code24.upkeep.models import Kind, Outcome

QUEUES = (
    *("events", "events-dead", "rollups", "rollups-dead", "tests", "tests-dead"),
    *("notifications", "notifications-dead", "attention", "attention-dead", "reports", "reports-dead"),
    *("opportunities-dead", "schedules-dead"),
)
"""The platform's queues by name: `code24-<environment>-<name>`."""


class Measured(Model):
    """What the tick counted of what runs and what waits."""

    builds_running: int
    """Executions of builds; 1,000 stands for that many or more."""
    cycles_working: int
    """Optimization cycles at work, without loops that rest; 1,000 stands for that many or more."""
    waiting: Mapping[str, int]
    """Messages by queue (`events`), about; queues without any are not in it."""
    dead: Mapping[str, int]
    """Messages that nobody could handle, by queue (`events-dead`), about."""


class Running(Model):
    """What is at work."""

    builds: int | None
    """Executions of builds, as of `measured_at`; 1,000 stands for that many or more. None where nobody counted."""
    cycles: int | None
    """Optimization cycles at work, in the same way; loops that rest are not counted."""
    waiting: Mapping[str, int]
    """Messages that wait in queues, as of `measured_at`; queues without any are not in it."""


class Due(Model):
    """What is due, as of the last tick."""

    found: Mapping[str, int]
    """What was found due, by kind, as far as it was read."""
    asked: Mapping[str, int]
    """What was handed on to be looked at, by kind."""
    left: int | None
    """What waits for the next tick."""
    oldest_seconds: int | None
    """For how long the oldest thing had been due."""
    tests: int | None
    """A/B tests that a look was asked for, because of their time or of their sites' visitors."""


class FailedSchedule(Model):
    """A schedule whose last call raised."""

    schedule: str
    scheduled_at: datetime
    run: int
    error: str


class ParkedIncident(Model):
    """Something broken that waits for a person."""

    incident_id: str
    kind: Kind
    id: str
    site_id: SiteId | None
    """None where the broken record names no site."""
    customer_id: CustomerId | None
    found_at: datetime
    reason: str
    done: str


class RecentIncident(Model):
    """Something that was found broken lately, and what became of it."""

    incident_id: str
    kind: Kind
    site_id: SiteId | None
    found_at: datetime
    outcome: Outcome


class Failed(Model):
    """What a person should look at: all of it empty where the platform is well."""

    schedules: tuple[FailedSchedule, ...]
    parked: tuple[ParkedIncident, ...]
    """The last found first, 20 at most."""
    dead_letters: Mapping[str, int]
    """By queue, as of `measured_at`."""


class ScheduleStanding(Model):
    """How a schedule's last call ended."""

    schedule: str
    scheduled_at: datetime
    ended_at: datetime
    seconds: float
    failed: bool
    figures: Mapping[str, bool | int | float | str]


class Standing(Model):
    """The whole platform at a glance."""

    version: str
    environment: str
    at: datetime
    measured_at: datetime | None
    """When the tick last counted queues and what is due; None where none did for weeks."""
    well: bool | None
    """Whether nothing failed, and the tick counted within the last ten minutes where it is switched on. None where it
    never did: a platform that was just deployed, or a schedule that does not work."""
    running: Running
    due: Due
    failed: Failed
    schedules: tuple[ScheduleStanding, ...]
    """The last call of each schedule, by name."""
    recent: tuple[RecentIncident, ...]
    """What broke lately, whatever became of it, the last found first, 10 at most."""
    switches: Mapping[str, str]
    """Schedules by name: `ENABLED` or `DISABLED`, as the stack was deployed."""
