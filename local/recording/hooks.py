"""Where the emulated AWS is listened to: inside its process, as Step Functions and queues call functions in there too.

These reach into MiniStack's modules, as `local.amendments` does. Nothing is counted, and nothing is otherwise than
without them, until a request to `PATH` says so: POST begins, DELETE ends and answers what was counted.
"""

import json
import re
import time
from importlib import import_module
from typing import Any

from local.recording import dynamodb, queue
from local.recording.recorder import Recorder

PATH = "/_code24/counts"
UNCOUNTED = "x-code24-uncounted"
"""The header of requests by which this is observed."""
_API = re.compile(r"^/_aws/execute-api/([^/]+)/")
_STATES = ("_execute_pass", "_execute_task", "_execute_choice", "_execute_wait", "_execute_parallel", "_execute_map")


def listen(recorder: Recorder) -> None:
    """Count what the emulator is asked, once, before its first request."""
    application: Any = import_module("ministack.app")
    application.app = _Listening(application.app, recorder)
    for service, handler in application.SERVICE_HANDLERS.items():
        application.SERVICE_HANDLERS[service] = _counted(service, handler, application._ct_event_name, recorder)
    _count_invocations(recorder)
    _count_transitions(recorder)
    _count_fed_messages(recorder)


class _Listening:
    """The emulator's ASGI application: counts what HTTP APIs are asked, and is told when to begin and to end."""

    def __init__(self, application: Any, recorder: Recorder) -> None:
        self._application = application
        self._recorder = recorder

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"] == PATH:
            await self._told(scope["method"], send)
            return
        api = _API.match(scope["path"]) if scope["type"] == "http" and self._recorder.active else None
        if api is None:
            await self._application(scope, receive, send)
            return
        taken = given = 0

        async def taking() -> Any:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            return message

        async def giving(message: Any) -> None:
            nonlocal given
            given += len(message.get("body", b""))
            given += sum(len(name) + len(value) + 4 for name, value in message.get("headers", ()))
            await send(message)

        await self._application(scope, taking, giving)
        self._recorder.http(api[1], taken, given)

    async def _told(self, method: str, send: Any) -> None:
        said: dict[str, Any] = {}
        if method == "POST":
            self._recorder.start()
        elif method == "DELETE":
            said = self._recorder.stop()
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(said).encode()})


def _counted(service: str, handler: Any, name_of: Any, recorder: Recorder) -> Any:
    async def counted(method: str, path: str, headers: Any, body: bytes, query: Any) -> Any:
        if not recorder.active or UNCOUNTED in headers:
            return await handler(method, path, headers, body, query)
        operation = name_of(service, method, path, headers, query)
        if service == "s3" and method == "POST" and "delete" in query:
            operation = "DeleteObjects"  # the emulator has no name for it
        recorder.request(service, operation)
        if service == "dynamodb" and operation in dynamodb.READS:
            answer = await handler(method, path, headers, body, query)
            if answer[0] == 200:
                again = dynamodb.whole(operation, body)
                told = answer[2] if again is None else (await handler(method, path, headers, again, query))[2]
                recorder.units(reads=dynamodb.read(operation, body, told), writes={})
            return answer
        if service == "dynamodb" and operation in dynamodb.WRITES:
            status, answered, told = await handler(method, path, headers, dynamodb.asking(body), query)
            recorder.units(reads={}, writes=dynamodb.written(body, status, told))
            return status, answered, told
        if service == "sqs":
            recorder.queue(queue.message_bytes(body))
        if service == "events" and operation == "PutEvents":
            recorder.bus(len(json.dumps(entry)) for entry in json.loads(body)["Entries"])
        return await handler(method, path, headers, body, query)

    return counted


def _count_invocations(recorder: Recorder) -> None:
    runtime: Any = import_module("ministack.core.lambda_runtime")
    invoke, drain = runtime.Worker.invoke, runtime.Worker._drain_stderr_bounded

    def timed_drain(worker: Any, *arguments: Any, **named: Any) -> Any:
        began = time.monotonic()
        try:
            return drain(worker, *arguments, **named)
        finally:  # the emulator's own waiting for what a function may still print
            worker.code24_drained = time.monotonic() - began

    def timed(worker: Any, *arguments: Any, **named: Any) -> Any:
        if not recorder.active:
            return invoke(worker, *arguments, **named)
        worker.code24_drained = 0.0
        began = time.monotonic()
        result = invoke(worker, *arguments, **named)
        seconds = time.monotonic() - began - worker.code24_drained
        memory = int(worker.config.get("MemorySize", 128))
        cold = bool(result.get("cold_start"))
        recorder.invocation(role_of(worker.func_name), memory, seconds, result.get("log") or "", cold=cold)
        return result

    runtime.Worker._drain_stderr_bounded = timed_drain
    runtime.Worker.invoke = timed


def role_of(function: str) -> str:
    """A function's name without what all have in common; `site` for those of sites."""
    name = function.removeprefix("code24-").partition("-")[2]
    return "site" if name.startswith("site-") else name


def _count_transitions(recorder: Recorder) -> None:
    """States entered, each attempt of a task, and two for an execution: its start and its end."""
    states: Any = import_module("ministack.services.stepfunctions")

    def counting(function: Any, count: int) -> Any:
        def counted(*arguments: Any, **named: Any) -> Any:
            if recorder.active:
                recorder.transitions(count)
            return function(*arguments, **named)

        return counted

    for name in _STATES:
        if name != "_execute_task":
            setattr(states, name, counting(getattr(states, name), 1))
    states._invoke_resource = counting(states._invoke_resource, 1)  # an attempt of a task is its state, entered again
    states._start_execution = counting(states._start_execution, 2)
    states._fail_state_error = counting(states._fail_state_error, 1)
    leave = states._apply_output_path

    def left(state: Any, *arguments: Any) -> Any:
        if recorder.active and state.get("Type") == "Succeed":
            recorder.transitions()
        return leave(state, *arguments)

    states._apply_output_path = left


def _count_fed_messages(recorder: Recorder) -> None:
    """What Lambda takes from queues. It fills a batch with several requests; the emulator ends after one."""
    queues: Any = import_module("ministack.services.sqs")
    receive = queues._receive_messages_for_esm

    def filled(url: str, most: int) -> Any:
        batch = receive(url, most)
        while recorder.active and batch and len(batch) < most and (more := receive(url, most - len(batch))):
            batch = batch + more
        if recorder.active and batch:
            recorder.fed(len(message["body"].encode()) for message in batch)
        return batch

    queues._receive_messages_for_esm = filled
