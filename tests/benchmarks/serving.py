"""What a visitor waits for: the dispatcher and a site's function, in fresh processes and warm."""

import contextlib
import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from code24.adapters.routing import CollectorFunction, SiteFunctions
from code24.experiments.assignment import assigned
from code24.experiments.traffic import plan_as_json
from code24.routing import handler as shell
from code24.routing.dispatching import Dispatcher
from tests.environment import prepare
from tests.functions.web.unpacked import unpack
from tests.visitors import (
    ACME,
    OTHER_HEADERS,
    SITE_ID,
    MemoryCollector,
    MemoryRoutes,
    MemorySites,
    a_plan,
    http_event,
    route,
    site_event,
)

ROOT = Path(__file__).parents[2]
FUNCTION = f"code24-test-site-{SITE_ID}"
RECORD = {"host": {"S": ACME}, "site_id": {"S": SITE_ID}, "status": {"S": "active"}, "alias": {"S": "live"}}
PLAN = a_plan(tests=3, holdout=0.05)
"""As large as plans become."""
PLAN_RECORD = {"host": {"S": f"plan:{SITE_ID}"}, "plan": {"S": plan_as_json(PLAN)}}

FRESH_RUNS = 21
WARM_RUNS = 2_000

BOTO3 = "import boto3; boto3.client('lambda')"
FIRST_ANSWER = """
import json, sys
import app
answer = app.handler(json.loads(sys.argv[1]), None)
assert answer["statusCode"] == 200, answer
"""


def measure() -> dict[str, dict[str, Any]]:
    """All figures by name: `value` in milliseconds (a factor for the ratio), and what else is known."""
    with tempfile.TemporaryDirectory() as folder:
        site = unpack(Path(folder))
        dispatcher = dispatcher_fresh(site) | dispatcher_warm(site) | assignment()
        return dispatcher | site_fresh(Path(folder)) | site_warm(site)


def dispatcher_fresh(site: ModuleType) -> dict[str, dict[str, Any]]:
    """Import to first answer, a GetItem and an Invoke against loopback included, beside importing boto3 with a client.

    The two take turns, so that whatever else the machine does meets both.
    """
    with aws_on_loopback(page_of(site)) as endpoint:
        layer = str(ROOT / "layers" / "code24")
        environment = prepare(dict(os.environ)) | {"AWS_ENDPOINT_URL": endpoint, "PYTHONPATH": layer}
        folder = ROOT / "functions" / "web" / "dispatcher"
        boto3, dispatcher = alternating(
            (BOTO3, "", folder, environment), (FIRST_ANSWER, json.dumps(http_event()), folder, environment)
        )
    ratio = statistics.median(dispatcher) / statistics.median(boto3)
    return {
        "dispatcher_first_answer_to_boto3": {
            "value": round(ratio, 2),
            "unit": "times boto3 with a Lambda client",
            "dispatcher_ms": summary(dispatcher),
            "boto3_ms": summary(boto3),
            "runs": FRESH_RUNS,
        }
    }


def dispatcher_warm(site: ModuleType) -> dict[str, dict[str, Any]]:
    """The handler with a remembered route and plan: without a call to AWS, and with them to a loopback server.

    What telling the collector adds is shown apart: the same requests from visitors who do not want to be counted.
    """
    page = page_of(site)
    sites, table = MemorySites(), MemoryRoutes(acme=route())
    table.plans[SITE_ID] = PLAN
    for alias in ("live", "preview-r0000000001", *(arm.alias for test in PLAN.tests for arm in test.arms)):
        sites.functions[f"{FUNCTION}:{alias}"] = lambda _: page
    headers = {"accept-encoding": "gzip, deflate, br", "accept-language": "de"}
    event, uncounted = (http_event(headers=headers | more, cookies=["a=b"]) for more in ({}, {"sec-gpc": "1"}))
    with dispatching(Dispatcher(table, sites, MemoryCollector(), prefix="code24-test", secret="s")):
        alone = warm(lambda: shell.handler(event, None))
    with aws_on_loopback(page) as endpoint, environment_of(endpoint):
        collector = CollectorFunction("code24-test-web-collect")
        made = Dispatcher(table, SiteFunctions(), collector, prefix="code24-test", secret="s")
        with dispatching(made):
            called = warm(lambda: shell.handler(uncounted, None))
            told = warm(lambda: shell.handler(event, None))
    return {
        "dispatcher_warm": figure(alone),
        "dispatcher_warm_with_lambda_client_and_loopback_server": figure(called),
        "dispatcher_warm_with_collector_told": figure(told),
    }


def assignment() -> dict[str, dict[str, Any]]:
    """Who sees what, with three running tests and a holdout; IPv6 addresses take longest."""
    agent, times = OTHER_HEADERS["user-agent"], []
    addresses = [f"2001:db8:1:{number:x}:3:4:5:6" for number in range(WARM_RUNS)]
    for address in addresses:
        started = time.perf_counter()
        assigned(PLAN, address, agent)
        times.append((time.perf_counter() - started) * 1e6)
    return {"assignment": figure(times) | {"unit": "microseconds"}}


def site_fresh(folder: Path) -> dict[str, dict[str, Any]]:
    """A process that starts, imports the handler and answers its first page; beside it, Python alone."""
    event = json.dumps(site_event("/about/", accept_encoding="gzip, br"))
    python, first = alternating(("pass", "", folder, dict(os.environ)), (FIRST_ANSWER, event, folder, dict(os.environ)))
    return {
        "site_first_page": {
            "value": statistics.median(first),
            "unit": "ms",
            "first_page_ms": summary(first),
            "python_alone_ms": summary(python),
            "runs": FRESH_RUNS,
        }
    }


def site_warm(site: ModuleType) -> dict[str, dict[str, Any]]:
    """A page that was asked for before."""
    event = site_event("/about/", accept_encoding="gzip, br")
    return {"site_warm_page": figure(warm(lambda: site.handler(event, None)))}


def page_of(site: ModuleType) -> dict[str, Any]:
    """What the site answers for a page of common size."""
    with silence():
        response: dict[str, Any] = site.handler(site_event("/about/", accept_encoding="br"), None)
    return response


def alternating(*programs: tuple[str, str, Path, dict[str, str]]) -> list[list[float]]:
    """Milliseconds of each program (code, argument, folder, environment), in turns; the first turn does not count."""
    runs: list[list[float]] = [[] for _ in programs]
    for turn in range(FRESH_RUNS + 1):
        for times, (code, argument, folder, environment) in zip(runs, programs, strict=True):
            command = [sys.executable, "-c", code, argument]
            started = time.perf_counter()
            subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
            if turn:
                times.append((time.perf_counter() - started) * 1000)
    return [[round(each, 2) for each in times] for times in runs]


def warm(call: Callable[[], Any]) -> list[float]:
    """Milliseconds of each of many calls in this process, after some that are not counted."""
    times = []
    with silence():
        for turn in range(-100, WARM_RUNS):
            started = time.perf_counter()
            call()
            if turn >= 0:
                times.append((time.perf_counter() - started) * 1000)
    return times


def figure(times: Sequence[float]) -> dict[str, Any]:
    """Median and 99th percentile."""
    percentile = statistics.quantiles(times, n=100)[98]
    return {"value": round(statistics.median(times), 4), "p99": round(percentile, 4), "unit": "ms", "runs": len(times)}


def summary(times: Sequence[float]) -> dict[str, float]:
    """Median and extremes."""
    return {"median": round(statistics.median(times), 1), "min": round(min(times), 1), "max": round(max(times), 1)}


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Log lines are written, to nowhere."""
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        yield


@contextlib.contextmanager
def dispatching(dispatcher: Dispatcher) -> Iterator[None]:
    """Let the handler use this dispatcher."""
    made = shell.dispatcher
    shell.dispatcher = lambda: dispatcher  # type: ignore[assignment]
    try:
        yield
    finally:
        shell.dispatcher = made


@contextlib.contextmanager
def environment_of(endpoint: str) -> Iterator[None]:
    """This process's environment, leading to a server on loopback."""
    before = dict(os.environ)
    prepare(os.environ)["AWS_ENDPOINT_URL"] = endpoint
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def aws_on_loopback(page: dict[str, Any]) -> Iterator[str]:
    """A server in a process of its own that answers GetItem with a route and Invoke with a page; yields its URL."""
    command = [sys.executable, "-m", "tests.benchmarks.serving", json.dumps(page)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.terminate()


def serve(page: str) -> None:
    """Answer until terminated; the port is printed first."""

    class Aws(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["content-length"]))
            is_event = self.headers.get("x-amz-invocation-type") == "Event"
            body = b"" if is_event else page.encode()
            if "x-amz-target" in self.headers:
                body = json.dumps({"Item": PLAN_RECORD if b'"plan:' in asked else RECORD}).encode()
            self.send_response(202 if is_event else 200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Aws) as server:
        sys.stdout.write(f"{server.server_port}\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    serve(sys.argv[1])
