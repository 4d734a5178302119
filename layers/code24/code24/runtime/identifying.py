"""Which ids a record tells of, and what its writing, or a use case's result, measures."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from code24.models import Model
from code24.runtime.metrics import Value

OWN = ("site_id", "build_id", "test_id")
"""Ids by which a record belongs to what a line is about."""
IDS = ("customer_id", *OWN, "release_id", "job_id", "execution", "generation", "cycle")
"""What a line says of a record: never personal data."""


def ids_of(record: Model, line: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The ids that a record has; with a line, nothing of a record that is not about the same site, build or test."""
    fields = type(record).model_fields
    if line is not None:
        shared = [name for name in OWN if name in fields and line.get(name) is not None]
        if not shared or any(line[name] != getattr(record, name) for name in shared):
            return {}
    return {name: value for name in IDS if name in fields and (value := getattr(record, name)) is not None}


def execution_of(event: Mapping[str, Any]) -> str | None:
    """The name of the execution whose step an event is; None where it is none's.

    Those of builds carry it; a loop's is named by its site and generation.
    """
    if "execution" in event:
        return str(event["execution"])
    if "site_id" in event and "generation" in event:
        return f"{event['site_id']}-g{event['generation']}"
    return None


def measured_by(record: Model) -> Iterator[Value]:
    """The metrics of a record's writing: of a loop's job that ended, and of an incident."""
    if type(record).__name__ in _OF_RECORDS:
        yield from _OF_RECORDS[type(record).__name__](record)


def measured_in(use_case: str, result: Any) -> Iterator[Value]:
    """The metrics of a use case's result."""
    if use_case in _OF_RESULTS:
        yield from _OF_RESULTS[use_case](result)


def _of_job(job: Any) -> Iterator[Value]:
    if job.status.value == "errored":
        yield Value("Cycles", 1, {"cycle_outcome": "failed"})
    if job.status.value != "complete" or job.result is None:
        return
    done = job.result
    yield Value("Cycles", 1, {"cycle_outcome": "published" if done.release_id else "nothing-to-publish"})
    yield Value("CycleDuration", done.seconds)
    yield Value("CycleCost", done.cost_usd)
    yield Value("FixesApplied", done.fixes_applied)
    yield Value("FixesWithdrawn", done.fixes_withdrawn)


def _of_beginning(result: Any) -> Iterator[Value]:
    if result.action.value == "rest":
        yield Value("Cycles", 1, {"cycle_outcome": "unchanged"})


def _of_failure(result: Any) -> Iterator[Value]:
    yield Value("BuildsFailed", 1, {"worker": result.worker or "none"})


def _of_started(build: Any) -> Iterator[Value]:
    """What starts a build answers with its record; a repeated request finds it further on."""
    if build.status.value == "queued":
        yield Value("BuildsStarted", 1)


def _of_tick(ticked: Any) -> Iterator[Value]:
    yield Value("AttentionAsked", sum(ticked.asked.values()))
    yield Value("AttentionLeft", ticked.left)
    yield Value("TestsAsked", ticked.tests)
    yield Value("DueAge", ticked.oldest_seconds)


def _of_look(looked: Any) -> Iterator[Value]:
    if looked.decided:
        yield Value("TestsDecided", 1)


def _of_measuring(measured: Any) -> Iterator[Value]:
    yield Value("BuildsRunning", measured.builds_running)


def _of_health(checked: Any) -> Iterator[Value]:
    yield Value("HealthChecks", checked.checks)
    yield Value("HealthChecksFailed", checked.failed)


def _of_incident(incident: Any) -> Iterator[Value]:
    yield Value("Incidents", 1, {"incident_outcome": incident.outcome.value})


_OF_RECORDS: Mapping[str, Callable[[Any], Iterator[Value]]] = {"OptimizationJob": _of_job, "Incident": _of_incident}
"""By the record's kind: a name, so that a function imports the records of its own work alone."""

_OF_RESULTS: Mapping[str, Callable[[Any], Iterator[Value]]] = {
    "begin_cycle": _of_beginning,
    "record_failure": _of_failure,
    "start_build": _of_started,
    "start_edit": _of_started,
    "redrive_build": _of_started,
    "redrive_parked_build": _of_started,
    "continuous_optimization": _of_tick,
    "look_at_test": _of_look,
    "measure": _of_measuring,
    "check_health": _of_health,
}
"""By the use case's name."""
