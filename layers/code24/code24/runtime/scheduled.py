"""The thin shell of functions that a schedule calls: the work of each scheduled moment is done once.

EventBridge Scheduler delivers at least once. Powertools' idempotency remembers what was done for a scheduled moment and
run; a second delivery answers from memory, one that comes while the first is at work fails, and is retried later, and
one after a crash takes over once the crashed one's time is up.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent_function
from aws_lambda_powertools.utilities.idempotency.exceptions import IdempotencyAlreadyInProgressError

from code24.errors import Code24Error, Transient
from code24.models import Model
from code24.runtime.finished_work import finished_work
from code24.runtime.observability import count, ended, invocation, logger
from code24.runtime.probing import answering_probes
from code24.runtime.unexpected import told_of
from code24.runtime.wiring import port, ports_of
from code24.runtime.worker import Handler, UseCase, parsed
from code24.schedules.models import Scheduled, ScheduledRun

REMEMBERED_SECONDS = 40 * 24 * 3600
"""Longer than a month, so that a late delivery of a month's call finds its work done."""
LARGEST_ANSWER = 100_000
"""Characters of JSON: a larger answer is remembered, and given, as its figures. An item has room for 400 KB."""


def scheduled(use_case: UseCase, schedule: str, *, then: Callable[..., Model] | None = None) -> Handler:
    """Wrap `use_case(request: Scheduled, *, ports…)` into a handler of the schedule's calls.

    How each call ended is noted, also where it raised. What `then(*, ports…)` measures afterwards is noted beside the
    work's own figures; the work is done whatever becomes of that.
    """

    def run(call: dict[str, Any]) -> dict[str, Any]:
        request = Scheduled.model_validate(call)
        clock = port("clock")
        started_at = clock.now()

        def note(error: str | None = None, figures: Mapping[str, Any] | None = None) -> None:
            this = ScheduledRun(
                schedule=schedule,
                scheduled_at=request.scheduled_at,
                run=request.run,
                started_at=started_at,
                ended_at=clock.now(),
                error=error,
                figures=figures or {},
            )
            count("ScheduledRuns", schedule=schedule)
            count("ScheduledRunsFailed", int(error is not None), schedule=schedule)
            count("ScheduledRunDuration", round(this.took.total_seconds() * 1000, 1), schedule=schedule)
            try:
                port("scheduled_runs").note(this)
            except Code24Error as failure:  # the work counts, and what it raised: not that it could not be noted
                logger().warning(
                    "a scheduled run could not be noted", extra={"schedule": schedule, "error": str(failure)}
                )

        try:
            result = use_case(request, **ports_of(use_case))
        except Exception as error:
            note(told_of(error)[:500])
            raise
        ended(use_case, result)
        figures = _figures(result)
        note(figures=figures | _measured(then))
        answer = result.model_dump(mode="json")
        return answer if len(json.dumps(answer)) <= LARGEST_ANSWER else figures

    def handler(event: dict[str, Any], context: Any) -> Any:
        with invocation(schedule, context) as line:
            call = parsed(Scheduled, event)
            line |= {"scheduled_at": call.scheduled_at.isoformat(), "run": call.run, "outcome": "remembered"}

            def work(call: dict[str, Any]) -> dict[str, Any]:
                line["outcome"] = "ok"
                return run(call)

            config = IdempotencyConfig(expires_after_seconds=REMEMBERED_SECONDS, lambda_context=context)
            once = idempotent_function(
                work,
                data_keyword_argument="call",
                persistence_store=finished_work(),
                config=config,
                key_prefix=schedule,
            )
            try:
                result = once(call=call.model_dump(mode="json"))
            except IdempotencyAlreadyInProgressError as error:
                raise Transient(
                    f"{schedule} of {call.scheduled_at:%Y-%m-%d %H:%M} is at work in another call; try again later."
                ) from error
            line |= {name: value for name, value in result.items() if name not in line}
            return result

    return answering_probes(schedule, handler, use_case, *((then,) if then else ()), ports=("clock", "scheduled_runs"))


def _measured(then: Callable[..., Model] | None) -> dict[str, Any]:
    if then is None:
        return {}
    try:
        measured = then(**ports_of(then))
    except Exception as failure:  # an error here would have the work, which is done, done again
        unexpected = not isinstance(failure, Code24Error)
        logger().warning("what waits could not be measured", extra={"error": told_of(failure)}, exc_info=unexpected)
        return {}
    ended(then, measured)
    return _figures(measured)


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
