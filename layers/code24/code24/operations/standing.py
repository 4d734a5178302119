"""The platform at a glance: three reads, whose cost follows neither sites nor customers."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from code24.operations.models import (
    Due,
    Failed,
    FailedSchedule,
    ParkedIncident,
    RecentIncident,
    Running,
    ScheduleStanding,
    Standing,
)
from code24.operations.switches import Switches
from code24.ports import Clock
from code24.schedules.models import CONTINUOUS_OPTIMIZATION, ScheduledRun
from code24.schedules.ports import ScheduledRuns
from code24.upkeep.models import Incident
from code24.upkeep.ports import Incidents

SHOWN, RECENT = 20, 10
"""Parked and recent incidents, at most."""
STALE = timedelta(minutes=10)
"""Three ticks: what was counted longer ago says nothing of now."""


def platform_standing(
    version: str,
    environment: str,
    *,
    scheduled_runs: ScheduledRuns,
    incidents: Incidents,
    switches: Switches,
    clock: Clock,
) -> Standing:
    """What runs, what is due and what failed, as schedules and repairs last saw it."""
    now = clock.now()
    last_runs = scheduled_runs.latest()
    parked = [_parked(each) for each in incidents.parked(SHOWN)]
    recent = [_recent(each) for each in incidents.recent(RECENT)]
    tick = next((each for each in last_runs if each.schedule == CONTINUOUS_OPTIMIZATION), None)
    figures = tick.figures if tick is not None else {}
    failed = Failed(
        schedules=tuple(_failed(each) for each in last_runs if each.error is not None),
        parked=tuple(parked),
        dead_letters=_counts(figures, "dead"),
    )
    states = switches.states()
    return Standing(
        version=version,
        environment=environment,
        at=now,
        measured_at=tick.ended_at if tick is not None else None,
        well=_is_well(failed, states, tick, now),
        running=Running(
            builds=_count(figures, "builds_running"),
            cycles=_count(figures, "cycles_working"),
            waiting=_counts(figures, "waiting"),
        ),
        due=Due(
            found=_counts(figures, "due"),
            asked=_counts(figures, "asked"),
            left=_count(figures, "left"),
            oldest_seconds=_count(figures, "oldest_seconds"),
            tests=_count(figures, "tests"),
        ),
        failed=failed,
        schedules=tuple(_standing(each) for each in sorted(last_runs, key=lambda each: each.schedule)),
        recent=tuple(recent),
        switches=states,
    )


def _is_well(failed: Failed, states: Mapping[str, str], tick: ScheduledRun | None, now: datetime) -> bool | None:
    """Whether nothing failed and a tick that is switched on works; None where that cannot be said yet."""
    if failed.schedules or failed.parked or failed.dead_letters:
        return False
    if states.get(CONTINUOUS_OPTIMIZATION) != "ENABLED":
        return True
    return None if tick is None else now - tick.ended_at <= STALE


type _Figures = Mapping[str, bool | int | float | str]


def _counts(figures: _Figures, field: str) -> Mapping[str, int]:
    """The counts of a mapping that were noted as `field.key`; nothing of which there is none."""
    start = f"{field}."
    found = {name.removeprefix(start): int(value) for name, value in figures.items() if name.startswith(start)}
    return {name: count for name, count in sorted(found.items()) if count}


def _count(figures: _Figures, field: str) -> int | None:
    return int(figures[field]) if field in figures else None


def _failed(run: ScheduledRun) -> FailedSchedule:
    return FailedSchedule(schedule=run.schedule, scheduled_at=run.scheduled_at, run=run.run, error=run.error or "")


def _standing(run: ScheduledRun) -> ScheduleStanding:
    return ScheduleStanding(
        schedule=run.schedule,
        scheduled_at=run.scheduled_at,
        ended_at=run.ended_at,
        seconds=round(run.took.total_seconds(), 3),
        failed=run.error is not None,
        figures=run.figures,
    )


def _parked(incident: Incident) -> ParkedIncident:
    return ParkedIncident(**{name: getattr(incident, name) for name in ParkedIncident.model_fields})


def _recent(incident: Incident) -> RecentIncident:
    return RecentIncident(**{name: getattr(incident, name) for name in RecentIncident.model_fields})
