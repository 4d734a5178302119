"""What MiniStack does otherwise than AWS, put right inside its process.

These reach into MiniStack's modules, which is why its version is pinned; `tests/local` shows that each still works.

* **OPTIONS.** An HTTP API without a CORS configuration passes OPTIONS to its `$default` route; MiniStack answers 403.
* **StopExecution** of an execution that has ended succeeds and changes nothing; MiniStack refuses it.
* **Schedules say when they were due.** EventBridge Scheduler puts values for `<aws.scheduler.scheduled-time>` and three
  more into a target's input, counts a rate's moments from its creation, and does not make up for what was due while it
  was disabled; MiniStack passes the words on, drifts by its tick, and makes up for the last one.
* **Lambda tries again** what a rule or a schedule invokes, and hands it to the function's on-failure destination;
  MiniStack does so for other sources.
* **Functions that nobody calls go away.** Lambda ends idle environments; MiniStack keeps one process of each function,
  and the hourly health check calls them all: 1.7 GB would stay taken.
* **Code is unpacked once.** MiniStack unpacks every layer again for every worker process, without byte code. Here equal
  archives are unpacked once and shared.
"""

import hashlib
import json
import shutil
import tempfile
import time
import zipfile
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4


def amend() -> None:
    """Apply all of it, once, before the first request."""
    _share_unpacked_code()
    _pass_options_on()
    _let_ended_executions_be_stopped()
    _let_schedules_say_when_they_were_due()
    _try_again_what_rules_and_schedules_invoke()
    _let_idle_functions_go()


class _SharedArchive(zipfile.ZipFile):
    """A zip file that `extractall` unpacks once per content, leaving a link in the place asked for."""

    def extractall(self, path: Any = None, members: Any = None, pwd: bytes | None = None) -> None:
        if path is None or members is not None or not isinstance(self.filename, str) or any(Path(path).iterdir()):
            super().extractall(path, members, pwd)
            return
        with Path(self.filename).open("rb") as archive:
            digest = hashlib.file_digest(archive, "sha256").hexdigest()
        shared = Path(tempfile.gettempdir()) / "unpacked" / digest
        if not shared.is_dir():
            shared.parent.mkdir(exist_ok=True)
            partial = Path(tempfile.mkdtemp(dir=shared.parent))
            super().extractall(partial, members, pwd)
            try:
                partial.rename(shared)
            except OSError:  # another thread was first
                shutil.rmtree(partial, ignore_errors=True)
        Path(path).rmdir()
        Path(path).symlink_to(shared, target_is_directory=True)


def _share_unpacked_code() -> None:
    runtime: Any = import_module("ministack.core.lambda_runtime")
    runtime.zipfile = _ZipfileModule()


class _ZipfileModule:
    """The `zipfile` module as MiniStack's Lambda runtime sees it."""

    ZipFile = _SharedArchive

    def __getattr__(self, name: str) -> Any:
        return getattr(zipfile, name)


def _pass_options_on() -> None:
    """Let OPTIONS reach the route of an API that has no CORS configuration."""
    gateway: Any = import_module("ministack.services.apigateway")
    handle, invoke = gateway._handle_execute_in_scope, gateway._invoke_lambda_proxy
    disguised = "options"  # methods are case-sensitive, and hypercorn passes upper case only: this one is ours

    async def handle_options_too(api_id: str, stage: str, path: str, method: str, *rest: Any) -> Any:
        api = gateway._apis.get(api_id) or {}
        if method == "OPTIONS" and not api.get("corsConfiguration"):
            method = disguised
        return await handle(api_id, stage, path, method, *rest)

    async def invoke_undisguised(
        integration: Any, api_id: str, stage: str, path: str, method: str, *rest: Any, **named: Any
    ) -> Any:
        method = "OPTIONS" if method == disguised else method
        return await invoke(integration, api_id, stage, path, method, *rest, **named)

    gateway._handle_execute_in_scope = handle_options_too
    gateway._invoke_lambda_proxy = invoke_undisguised


def _let_ended_executions_be_stopped() -> None:
    states: Any = import_module("ministack.services.stepfunctions")
    stop = states._stop_execution

    def stop_or_leave(data: dict[str, Any]) -> Any:
        execution = states._executions.get(data.get("executionArn", ""))
        if execution and execution["status"] != "RUNNING" and execution.get("stopDate"):
            return states.json_response({"stopDate": execution["stopDate"]})
        return stop(data)

    states._stop_execution = stop_or_leave


def _let_schedules_say_when_they_were_due() -> None:
    scheduler: Any = import_module("ministack.services.scheduler")
    bridge: Any = import_module("ministack.services.eventbridge")
    tick, invoke = scheduler._tick_schedules, bridge._invoke_target
    fired = scheduler._schedule_last_fired
    fired_before: dict[Any, float] = {}

    def due(schedule: dict[str, Any], key: tuple[str, str, str], now: float) -> float:
        """The last moment, in epoch seconds, that a schedule was due at."""
        expression = schedule["ScheduleExpression"]
        if (once := scheduler._at_time_epoch(expression)) is not None:
            return float(once)
        if (interval := bridge._parse_rate_seconds(expression)) is not None:
            created = int(schedule["CreationDate"])
            return float(created + (now - created) // interval * interval)
        fields, moment = bridge._parse_cron_fields(expression), fired_before.get(key, now)
        while following := bridge._cron_next_fire(fields, datetime.fromtimestamp(moment, tz=UTC)):
            if following.timestamp() > now:
                break
            moment = following.timestamp()
        return float(moment)

    def tick_and_remember() -> None:
        now = scheduler.time.time()
        for key, schedule in list(scheduler._schedules._data.items()):
            if schedule["State"] != "ENABLED" and not schedule["ScheduleExpression"].startswith("at("):
                fired[key] = now if schedule["ScheduleExpression"].startswith("cron(") else due(schedule, key, now)
        fired_before.clear()
        fired_before.update(fired)
        tick()

    def invoke_with_values(
        target: dict[str, Any], event: dict[str, Any], rule: dict[str, Any], view: Any = None
    ) -> Any:
        if "FlexibleTimeWindow" in rule:  # a schedule, not a rule of a bus
            key = (event["Account"], event["Region"], f"{rule['GroupName']}/{rule['Name']}")
            moment = due(rule, key, event["Time"])
            if bridge._parse_rate_seconds(rule["ScheduleExpression"]) is not None:
                fired[key] = moment
            target = {**target, "Input": _filled(target.get("Input", ""), rule["Arn"], moment)}
        return invoke(target, event, rule, view)

    scheduler._tick_schedules = tick_and_remember
    bridge._invoke_target = invoke_with_values


def _filled(text: str, arn: str, moment: float) -> str:
    """A target's input with the values of EventBridge Scheduler's context attributes."""
    values = {
        "scheduled-time": f"{datetime.fromtimestamp(moment, tz=UTC):%Y-%m-%dT%H:%M:%SZ}",
        "schedule-arn": arn,
        "execution-id": str(uuid4()),
        "attempt-number": "1",
    }
    for name, value in values.items():
        text = text.replace(f"<aws.scheduler.{name}>", value)
    return text


def _try_again_what_rules_and_schedules_invoke() -> None:
    bridge: Any = import_module("ministack.services.eventbridge")
    functions: Any = import_module("ministack.services.lambda_svc")
    dispatch = bridge._dispatch_to_lambda

    def dispatch_as_event(arn: str, payload: str) -> None:
        function, configuration, _ = functions._get_func_record_for_ref(arn)
        if not function or not configuration:
            dispatch(arn, payload)  # which logs that there is none
            return
        record = functions._execution_record_for_config(function, configuration)
        functions.invoke_async_with_retry(record, json.loads(payload))

    bridge._dispatch_to_lambda = dispatch_as_event


def _let_idle_functions_go() -> None:
    """Have MiniStack's reaper end the last process of a function too, after `LAMBDA_WARM_TTL_SECONDS`."""
    functions: Any = import_module("ministack.services.lambda_svc")
    runtime: Any = import_module("ministack.core.lambda_runtime")

    def end_idle_workers() -> int:
        longest_ago = time.time() - runtime._LOCAL_WORKER_TTL
        with runtime._lock:
            idle = [
                worker
                for pool in runtime._workers.values()
                for worker in pool
                if not worker.in_use and worker.last_used < longest_ago
            ]
            for key, pool in list(runtime._workers.items()):
                pool[:] = [worker for worker in pool if worker not in idle]
                if not pool:
                    del runtime._workers[key]
        runtime.kill_workers(idle)
        return len(idle)

    functions.reap_idle_workers = end_idle_workers
