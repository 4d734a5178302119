"""Which metrics the report is made of, and what follows from them."""

from statistics import median

from code24.reports.end_of_month.models import Asked, Technical

ASKED = {
    "builds_started": Asked(metric="BuildsStarted"),
    "builds_succeeded": Asked(metric="BuildsSucceeded"),
    "builds_failed": Asked(metric="BuildsFailed"),
    "build_seconds_p50": Asked(metric="BuildDuration", statistic="p50"),
    "build_seconds_p95": Asked(metric="BuildDuration", statistic="p95"),
    "cycles": Asked(metric="Cycles"),
    "releases": Asked(metric="Cycles", dimensions={"cycle_outcome": "published"}),
    "cycles_failed": Asked(metric="Cycles", dimensions={"cycle_outcome": "failed"}),
    "cycle_seconds_p50": Asked(metric="CycleDuration", statistic="p50"),
    "cycle_seconds_p95": Asked(metric="CycleDuration", statistic="p95"),
    "cycle_cost": Asked(metric="CycleCost"),
    "fixes_applied": Asked(metric="FixesApplied"),
    "fixes_withdrawn": Asked(metric="FixesWithdrawn"),
    "requests": Asked(metric="Requests"),
    "requests_failed": Asked(metric="Requests", dimensions={"status_class": "5xx"}),
    "latency_p50": Asked(metric="DispatcherLatency", statistic="p50"),
    "latency_p95": Asked(metric="DispatcherLatency", statistic="p95"),
    "events_accepted": Asked(metric="EventsAccepted"),
    "events_processed": Asked(metric="EventsProcessed"),
    "incidents_repaired": Asked(metric="Incidents", dimensions={"incident_outcome": "repaired"}),
    "incidents_parked": Asked(metric="Incidents", dimensions={"incident_outcome": "parked"}),
    "tests_decided": Asked(metric="TestsDecided"),
    "health_checks": Asked(metric="HealthChecks"),
    "health_checks_failed": Asked(metric="HealthChecksFailed"),
    "runs_failed": Asked(metric="ScheduledRunsFailed"),
}
"""Figures by name. Percentiles are those of each day: those of a month do not follow from them."""


def share(technical: Technical, part: str, *others: str) -> float | None:
    """What share one count has of it and others; None where there is nothing to share."""
    counts = [technical.total(name) or 0 for name in (part, *others)]
    return counts[0] / sum(counts) if sum(counts) else None


def typical(technical: Technical, name: str) -> float | None:
    """The value of the day in the middle; None where no day has one."""
    values = technical.of(name)
    return median(values) if values else None


def worst(technical: Technical, name: str) -> float | None:
    """The greatest value of a day; None where no day has one."""
    return max(technical.of(name), default=None)
