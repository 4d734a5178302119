"""What is checked, and how it stood."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from code24.models import Model


class Group(StrEnum):
    """What kinds of things are checked."""

    FUNCTION = "function"
    TABLE = "table"
    BUCKET = "bucket"
    QUEUE = "queue"
    STATE_MACHINE = "state-machine"
    EVENT_BUS = "event-bus"
    SITE = "site"
    """Customers' functions: a few of them."""
    OPTIMIZATION = "optimization"


class Check(Model):
    """One thing that was looked at."""

    name: str
    """`build-brand`, `sites`, a site's id."""
    group: Group
    passed: bool
    latency_ms: float
    error: str | None = None
    """What was wrong, as a sentence; None where it passed."""


class Count(Model):
    """How the checks of one group went."""

    passed: int
    failed: int


class HealthReport(Model):
    """All checks of one hour: `dev/health-checks/{timestamp}.json`."""

    scheduled_at: datetime
    started_at: datetime
    took_ms: float
    passed: int
    failed: int
    groups: Mapping[Group, Count]
    checks: tuple[Check, ...]
    """Those that failed first, then by group and name."""


class HealthChecked(Model):
    """What the run says of itself."""

    key: str
    """Where the report lies."""
    checks: int
    failed: int
    took_ms: float
    failures: tuple[str, ...] = ()
    """The first of what failed, as `group name: error`."""
