"""What a schedule's call says, and what is known of each."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field

from code24.models import Model

CONTINUOUS_OPTIMIZATION = "continuous-optimization"
MONTHLY_ANALYTICS = "monthly-analytics"
END_OF_MONTH = "end-of-month"
HEALTH = "health"


def _written(moment: Any) -> Any:
    """Numbers would pass as seconds since 1970, and whoever sends one meant something else."""
    if isinstance(moment, datetime):
        return moment
    if not isinstance(moment, str) or moment.strip().isdigit():
        raise ValueError("is a time with its zone, such as 2026-11-22T15:00:00Z")
    if moment.startswith("<"):
        raise ValueError(f"is still {moment[:60]}: EventBridge Scheduler puts the time there, nobody else does")
    return moment


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


class Scheduled(Model):
    """A call of EventBridge Scheduler: `{"scheduled_at": "<aws.scheduler.scheduled-time>"}`.

    The moment that it was due at names the work: a call that is delivered twice says the same. Whoever wants the work
    done again counts `run` up.
    """

    model_config = ConfigDict(extra="ignore")

    scheduled_at: Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_in_utc)]
    run: Annotated[int, Field(ge=1)] = 1


class ScheduledRun(Model):
    """How one call of a schedule ended."""

    schedule: str
    scheduled_at: datetime
    run: int = 1
    started_at: datetime
    ended_at: datetime
    error: str | None = None
    """The name and words of what it raised; None where it did its work."""
    figures: Mapping[str, bool | int | float | str] = {}
    """What it says of its work: counts and names, nothing personal."""

    @property
    def took(self) -> timedelta:
        """How long it worked."""
        return self.ended_at - self.started_at
