"""How long the platform API's function takes, warm, in this process, against an emulated AWS of its own.

Run alone with `python -m tests.benchmarks.api`.
"""

import contextlib
import importlib.util
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.ports import free_ports

ROOT = Path(__file__).parents[2]
HANDLER = ROOT / "functions" / "web" / "api" / "app.py"
REPEATS = 50
STARTS = 5
CONTEXT = SimpleNamespace(aws_request_id="0d9a9a5e-6d11-4f0e-8f0a-3f6f0e5c2b11")


def measure() -> dict[str, Any]:
    """Median and 95th percentile in milliseconds of `GET /build`, `POST /build` and `GET /status`; a cold import."""
    with _emulated_aws(), _log_discarded():
        _create_resources()
        handler = _handler()
        key = _key()
        posts = (_event("POST", "/build", key, body=json.dumps(body)) for body in _briefs())
        build_id = json.loads(_answer(handler, next(posts), 202)["body"])["id"]
        get = _event("GET", "/build", key, query=f"instanceId={build_id}")
        status = _event("GET", "/status", _key(operator=True))
        _let_things_happen()
        return {
            "get_build_ms": _timed(lambda: _answer(handler, get, 200)),
            "post_build_ms": _timed(lambda: _answer(handler, next(posts), 202)),
            "get_status_ms": _timed(lambda: _answer(handler, status, 200)),
            "import_cpu_ms": _cold_import(),
            "repeats": REPEATS,
        }


def _briefs() -> Iterator[dict[str, Any]]:
    """A sample brief for ever new businesses, so that no build waits for a free host."""
    brief = json.loads((ROOT / "events" / "requests" / "bakery-en.json").read_text())
    for number in itertools.count():
        yield brief | {"name": f"{brief['name']} {number}"}


@contextlib.contextmanager
def _log_discarded() -> Iterator[None]:
    """Log lines are written, as they are in the function, but not shown."""
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        yield


def _timed(ask: Callable[[], Any]) -> dict[str, float]:
    for _ in range(3):
        ask()
    taken = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - started) * 1_000)
    return {"median": round(statistics.median(taken), 2), "p95": round(statistics.quantiles(taken, n=20)[-1], 2)}


def _cold_import() -> dict[str, float]:
    """CPU time of the import in fresh processes with byte code, beside that of FastAPI and Mangum alone."""
    program = "import sys, time; started = time.process_time(); import {}; print(time.process_time() - started)"
    path = os.pathsep.join([str(ROOT / "layers" / "code24"), str(HANDLER.parent)])
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def once(modules: str) -> float:
            command = [sys.executable, "-c", program.format(modules)]
            run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            return float(run.stdout) * 1_000

        once("app")
        return {
            "function": round(statistics.median(once("app") for _ in range(STARTS)), 1),
            "fastapi_and_mangum": round(statistics.median(once("fastapi, mangum") for _ in range(STARTS)), 1),
        }


def _answer(handler: Callable[[dict[str, Any], Any], dict[str, Any]], event: dict[str, Any], status: int) -> Any:
    answer = handler(event, CONTEXT)
    if answer["statusCode"] != status:
        raise RuntimeError(f"the API answered {answer['statusCode']}: {answer['body']}")
    return answer


def _event(method: str, path: str, key: str, *, query: str = "", body: str | None = None) -> dict[str, Any]:
    event = json.loads((ROOT / "events" / "web" / "api.json").read_text())
    event |= {"rawPath": path, "rawQueryString": query}
    event["requestContext"]["http"] |= {"method": method, "path": path}
    event["headers"] = {"host": "api.localhost:8024", "x-api-key": key, "content-type": "application/json"}
    event.pop("body")
    return event if body is None else event | {"body": body}


def _handler() -> Any:
    spec = importlib.util.spec_from_file_location("api_function", HANDLER)
    if spec is None or spec.loader is None:
        raise RuntimeError(f"{HANDLER} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.handler


def _let_things_happen() -> None:
    """A last call of each schedule and 200 incidents, half of them parked: more than `GET /status` shows."""
    from code24.runtime.wiring import port
    from code24.schedules.models import ScheduledRun
    from code24.upkeep.models import Incident, Kind, Outcome

    now = port("clock").now()
    figures = {
        "builds_running": 3,
        "cycles_working": 2,
        "left": 4,
        "tests": 5,
        "due.loop": 6,
        "asked.loop": 2,
        "waiting.events": 900,
    }
    for name in ("continuous-optimization", "monthly-analytics", "end-of-month", "health"):
        run = ScheduledRun(schedule=name, scheduled_at=now, started_at=now, ended_at=now, figures=figures)
        port("scheduled_runs").note(run)
    for number in range(200):
        incident = Incident(
            incident_id=f"loop-{number}",
            kind=Kind.LOOP,
            id=f"s{number:012d}",
            site_id=f"s{number:012d}",
            customer_id="c000000000001",
            found_at=now + timedelta(seconds=number),
            outcome=Outcome.PARKED if number % 2 else Outcome.REPAIRED,
            reason="Its execution ended without a word, for the third time in a row.",
            done="It rests until somebody lets it go on.",
        )
        port("incidents").note(incident)


def _key(*, operator: bool = False) -> str:
    from code24.accounts.workers import CreateCustomer, create_customer
    from code24.runtime.wiring import ports_of

    request = CreateCustomer(name="Benchmark", environment="test", operator=operator)
    return create_customer(request, **ports_of(create_customer)).key


@contextlib.contextmanager
def _emulated_aws() -> Iterator[None]:
    """MiniStack on a free port of loopback, and an environment that leads to it and nowhere else."""
    from code24.adapters import aws
    from code24.runtime.wiring import port
    from tests.environment import prepare

    [number] = free_ports(1)
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        prepare(os.environ)
        url = f"http://127.0.0.1:{number}"
        os.environ |= {"AWS_ENDPOINT_URL": url, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
        environment = {**os.environ, "GATEWAY_PORT": str(number), "MINISTACK_HOST": "127.0.0.1", "TMPDIR": folder}
        command = [str(Path(sys.executable).with_name("ministack"))]
        process = subprocess.Popen(
            command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _wait(url, process)
            aws.forget()
            port.cache_clear()
            yield
        finally:
            process.terminate()
            process.wait(10)
            aws.forget()
            port.cache_clear()
            os.environ.clear()
            os.environ.update(before)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        if process.poll() is not None:
            raise RuntimeError(f"MiniStack ended with status {process.returncode}")
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"{url}/_ministack/health", timeout=1).read()
            return
        time.sleep(0.2)
    raise RuntimeError("MiniStack did not answer within 30 seconds")


def _create_resources() -> None:
    """The tables, the bucket and a state machine that does nothing: the figures are the API's alone."""
    import boto3

    from tests.environment import FUNCTION

    client = boto3.client("dynamodb")
    for name, key, sort, index in (
        ("SITES", "site_id", "record", "customer_id"),
        ("DOMAINS", "host", None, None),
        ("BUILDS", "build_id", None, "site_id"),
        ("CUSTOMERS", "customer_id", None, None),
        ("API_KEYS", "key_hash", None, None),
        ("OPERATIONS", "key", "part", None),
    ):
        keys = [{"AttributeName": key, "KeyType": "HASH"}]
        if sort:
            keys.append({"AttributeName": sort, "KeyType": "RANGE"})
        more: dict[str, Any] = {}
        if index:
            by = [{"AttributeName": index, "KeyType": "HASH"}, {"AttributeName": "created_at", "KeyType": "RANGE"}]
            label = "by-" + index.removesuffix("_id")
            more = {
                "GlobalSecondaryIndexes": [
                    {"IndexName": label, "KeySchema": by, "Projection": {"ProjectionType": "ALL"}}
                ]
            }
        names = {key, *([sort] if sort else []), *([index, "created_at"] if index else [])}
        client.create_table(
            TableName=FUNCTION[f"CODE24_{name}_TABLE"],
            BillingMode="PAY_PER_REQUEST",
            KeySchema=keys,
            AttributeDefinitions=[{"AttributeName": each, "AttributeType": "S"} for each in sorted(names)],
            **more,
        )
    boto3.client("s3").create_bucket(
        Bucket=FUNCTION["CODE24_DATA_BUCKET"], CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    machine = boto3.client("stepfunctions").create_state_machine(
        name="code24-test-build",
        definition=json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}),
        roleArn="arn:aws:iam::000000000000:role/build",
    )
    os.environ["CODE24_BUILD_STATE_MACHINE_ARN"] = machine["stateMachineArn"]


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "layers" / "code24"), str(ROOT)]
    sys.stdout.write(json.dumps(measure(), indent=2) + "\n")
