"""What a test is told of an event: who did what in which arm and hour; what a `leave` says is no test's concern."""

from collections.abc import Iterator

from code24.analytics.event import Event, Unit
from code24.analytics.packing.rows import TestRow, row_id

HOUR = 3_600_000
"""Milliseconds."""
_FAILED = 500
"""The first status of an answer that the server failed at."""


def rows_for(unit: Unit, event: Event) -> Iterator[TestRow]:
    """The rows of an event. Every view is one of kind `exposure` with its path: the test knows which pages differ.

    A view that the arm's release failed at is an `error` besides.
    """
    hour, event_id = event.at // HOUR, row_id(unit.unit, event.event_id)
    match event.kind:
        case "view":
            yield TestRow(unit.unit, unit.arm, hour, "exposure", event_id, event.path)
            if unit.failed or event.status >= _FAILED:
                yield TestRow(unit.unit, unit.arm, hour, "error", event_id, event.path)
        case "goal":
            yield TestRow(unit.unit, unit.arm, hour, "goal", event_id, event.name, event.revenue or 0.0)
        case "vitals":
            for name, value in event.vitals.items():
                yield TestRow(unit.unit, unit.arm, hour, "vital", event_id, name, value)
        case _:
            return
