"""Every metric of the platform, and how a log line carries them: CloudWatch's embedded metric format.

A line is one JSON object; `_aws` in it tells CloudWatch which of its values are metrics, and under which dimensions
(Amazon CloudWatch user guide, "Specification: Embedded metric format"). Standard library only: the dispatcher and the
collector, for which a logging library would be too slow to import, write their lines with it too.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple


class Metric(NamedTuple):
    """What a metric counts, and what tells its values apart: things of few kinds, never ids of sites or customers."""

    unit: str = "Count"
    dimensions: tuple[tuple[str, ...], ...] = ((),)
    """Each set of dimensions is a metric of its own in CloudWatch; the empty one is the sum of all."""


METRICS = {
    # Visitors
    "Requests": Metric(dimensions=((), ("status_class",))),
    "DispatcherLatency": Metric("Milliseconds", ((), ("status_class",))),
    "SitesFailed": Metric(),
    "Fallbacks": Metric(),
    # Events
    "EventsAccepted": Metric(),
    "EventsDropped": Metric(dimensions=(("reason",),)),
    "EventsProcessed": Metric(),
    "MessagesFailed": Metric(),
    "PartsStored": Metric(),
    "BytesStored": Metric("Bytes"),
    # Builds
    "BuildsStarted": Metric(),
    "BuildsSucceeded": Metric(),
    "BuildsFailed": Metric(dimensions=((), ("worker",))),
    "BuildDuration": Metric("Seconds"),
    "StepsSucceeded": Metric(dimensions=(("worker",),)),
    "StepsFailed": Metric(dimensions=(("worker",),)),
    "StepDuration": Metric("Milliseconds", (("worker",),)),
    "BuildCost": Metric("None"),
    # Loops
    "Cycles": Metric(dimensions=((), ("cycle_outcome",))),
    "CycleDuration": Metric("Seconds"),
    "CycleCost": Metric("None"),
    "FixesApplied": Metric(),
    "FixesWithdrawn": Metric(),
    # Upkeep and schedules
    "ScheduledRuns": Metric(dimensions=(("schedule",),)),
    "ScheduledRunsFailed": Metric(dimensions=((), ("schedule",))),
    "ScheduledRunDuration": Metric("Milliseconds", (("schedule",),)),
    "HealthChecks": Metric(),
    "HealthChecksFailed": Metric(),
    "AttentionAsked": Metric(),
    "AttentionLeft": Metric(),
    "TestsAsked": Metric(),
    "TestsDecided": Metric(),
    "DueAge": Metric("Seconds"),
    "Incidents": Metric(dimensions=((), ("incident_outcome",))),
    "BuildsRunning": Metric(),
}
"""By name; the namespace is `code24/<environment>`."""


class Value(NamedTuple):
    """One value of a metric, with the values of its dimensions."""

    name: str
    value: float
    dimensions: Mapping[str, str] = {}


def embedded(environment: str, values: Iterable[Value]) -> list[dict[str, Any]]:
    """What to add to a log line, so that it carries the values: of the line itself first, then of further lines.

    A line has one value of each metric and dimension, so a second value of one takes a line of its own. Raises KeyError
    for a metric that is not named here, and for one without a dimension that it has.
    """
    lines: list[dict[str, Any]] = []
    for value in values:
        metric = METRICS[value.name]
        fields = {name: value.dimensions[name] for each in metric.dimensions for name in each}
        line = next((line for line in lines if _fits(line, value.name, fields)), None)
        if line is None:
            lines.append(line := {"_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": []}})
        _add(line["_aws"]["CloudWatchMetrics"], f"code24/{environment}", value.name, metric)
        line |= fields | {value.name: value.value}
    return lines


def _fits(line: Mapping[str, Any], name: str, fields: Mapping[str, str]) -> bool:
    return name not in line and all(line.get(field, value) == value for field, value in fields.items())


def _add(directives: list[dict[str, Any]], namespace: str, name: str, metric: Metric) -> None:
    """Metrics of the same dimensions share a directive."""
    dimensions: Sequence[Sequence[str]] = [list(each) for each in metric.dimensions]
    definition = {"Name": name, "Unit": metric.unit}
    for directive in directives:
        if directive["Dimensions"] == dimensions:
            directive["Metrics"].append(definition)
            return
    directives.append({"Namespace": namespace, "Dimensions": dimensions, "Metrics": [definition]})
