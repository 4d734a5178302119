"""The thin shell of functions that a schedule calls: the work of each scheduled moment is done once.

EventBridge Scheduler delivers at least once. Powertools' idempotency remembers what was done for a scheduled moment and
run; a second delivery answers from memory, one that comes while the first is at work fails, and is retried later, and
one after a crash takes over once the crashed one's time is up.
"""

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)

from code24.errors import Code24Error
from code24.models import Model
from code24.runtime.observability import invocation
from code24.runtime.settings import Settings
from code24.runtime.wiring import port, ports_of
from code24.runtime.worker import Handler, UseCase, parsed
from code24.schedules.models import Scheduled, ScheduledRun

REMEMBERED_SECONDS = 40 * 24 * 3600
"""Longer than a month, so that a late delivery of a month's call finds its work done."""


def scheduled(use_case: UseCase, schedule: str) -> Handler:
    """Wrap `use_case(request: Scheduled, *, ports…)` into a handler of the schedule's calls.

    How each call ended is noted, also where it raised.
    """

    def run(call: dict[str, Any]) -> dict[str, Any]:
        request = Scheduled.model_validate(call)
        clock = port("clock")
        started_at = clock.now()

        def note(error: str | None = None, figures: Mapping[str, Any] | None = None) -> None:
            ended = ScheduledRun(
                schedule=schedule,
                scheduled_at=request.scheduled_at,
                run=request.run,
                started_at=started_at,
                ended_at=clock.now(),
                error=error,
                figures=figures or {},
            )
            port("scheduled_runs").note(ended)

        try:
            result = use_case(request, **ports_of(use_case))
        except Exception as error:
            with suppress(Code24Error):  # the work's own error is the one to report
                note(f"{type(error).__name__}: {error}"[:500])
            raise
        note(figures=_figures(result))
        return result.model_dump(mode="json")

    def handler(event: dict[str, Any], context: Any) -> Any:
        call = parsed(Scheduled, event)
        with invocation(schedule, context, scheduled_at=call.scheduled_at.isoformat(), run=call.run) as line:
            config = IdempotencyConfig(expires_after_seconds=REMEMBERED_SECONDS, lambda_context=context)
            once = idempotent_function(
                run, data_keyword_argument="call", persistence_store=_memory(), config=config, key_prefix=schedule
            )
            result = once(call=call.model_dump(mode="json"))
            line.update(result)
            return result

    return handler


def _figures(result: Model) -> dict[str, Any]:
    """The result's own counts and names, those of its mappings as `field.key`."""
    found: dict[str, Any] = {}
    for name in type(result).model_fields:
        value = getattr(result, name)
        if isinstance(value, bool | int | float | str):
            found[name] = value
        elif isinstance(value, Mapping):
            found |= {
                f"{name}.{key}": each for key, each in value.items() if isinstance(each, bool | int | float | str)
            }
    return found


@cache
def _memory() -> DynamoDBPersistenceLayer:
    return DynamoDBPersistenceLayer(table_name=Settings().worker_results_table)
