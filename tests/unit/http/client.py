"""The API over ports in memory, asked with the events that an HTTP API sends (payload format 2.0)."""

import asyncio
import base64
import inspect
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from fastapi import FastAPI

from code24.accounts.recent_keys import RecentKeys
from code24.accounts.workers import CreateCustomer, create_customer
from code24.adapters.local_ways import LocalWays
from code24.http.app import create_app
from code24.http.gateway import lambda_handler
from code24.http.use_cases import UseCases
from code24.operations.switches import Switches
from code24.sites.addresses import SiteAddresses
from tests.ab_test_fakes import FakeTestQueue, FakeTests
from tests.analytics_fakes import FakeEventSets, FakeOpportunities, FakeRollupQueue, FakeRollups, FakeSiteAnalytics
from tests.fakes import (
    FakeArtifacts,
    FakeBuilds,
    FakeClock,
    FakeCustomers,
    FakeExecutions,
    FakeIds,
    FakeJobs,
    FakeKnowledge,
    FakeLoopExecutions,
    FakeLoops,
    FakeOptimizations,
    FakeReleaseArchive,
    FakeReportFiles,
    FakeSiteFunctions,
    FakeSites,
    FakeSubmissions,
    FakeTrafficPlans,
    FakeUploads,
    FakeWorkerFunctions,
    FakeWorkerResults,
)
from tests.operations_fakes import FakeIncidents, FakeScheduledRuns

BRIEF = {
    "name": "Bäckerei Sonnenaufgang",
    "description": "A family bakery. Sourdough bread, baked every night.",
    "businessType": "bakery",
    "primaryGoal": "bookings",
}


@dataclass
class Answer:
    """What the API answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    def fields(self) -> dict[str, str]:
        """The wrong fields of a problem, each with what was said about it."""
        return {error["field"]: error["message"] for error in self.json()["errors"]}


@dataclass
class Context:
    """As much of Lambda's context as is read."""

    aws_request_id: str = "8f2b6a34-0f0e-4d37-9d52-5a7f0a3a1c11"


@dataclass
class Ports:
    """Every port in memory."""

    clock: FakeClock = field(default_factory=FakeClock)
    ids: FakeIds = field(default_factory=FakeIds)
    artifacts: FakeArtifacts = field(default_factory=FakeArtifacts)
    builds: FakeBuilds = field(default_factory=FakeBuilds)
    executions: FakeExecutions = field(default_factory=FakeExecutions)
    sites: FakeSites = field(default_factory=FakeSites)
    customers: FakeCustomers = field(default_factory=FakeCustomers)
    release_archive: FakeReleaseArchive = field(default_factory=FakeReleaseArchive)
    site_functions: FakeSiteFunctions = field(default_factory=FakeSiteFunctions)
    worker_functions: FakeWorkerFunctions = field(default_factory=FakeWorkerFunctions)
    worker_results: FakeWorkerResults = field(default_factory=FakeWorkerResults)
    submissions: FakeSubmissions = field(default_factory=FakeSubmissions)
    loops: FakeLoops = field(default_factory=FakeLoops)
    jobs: FakeJobs = field(default_factory=FakeJobs)
    loop_executions: FakeLoopExecutions = field(default_factory=FakeLoopExecutions)
    optimizations: FakeOptimizations = field(default_factory=FakeOptimizations)
    report_files: FakeReportFiles = field(default_factory=FakeReportFiles)
    knowledge: FakeKnowledge = field(default_factory=FakeKnowledge)
    uploads: FakeUploads = field(default_factory=FakeUploads)
    event_sets: FakeEventSets = field(default_factory=FakeEventSets)
    rollups: FakeRollups = field(default_factory=FakeRollups)
    rollup_queue: FakeRollupQueue = field(default_factory=FakeRollupQueue)
    tests: FakeTests = field(default_factory=FakeTests)
    test_queue: FakeTestQueue = field(default_factory=FakeTestQueue)
    traffic_plans: FakeTrafficPlans = field(default_factory=FakeTrafficPlans)
    opportunities: FakeOpportunities = field(default_factory=FakeOpportunities)
    site_analytics: FakeSiteAnalytics = field(default_factory=FakeSiteAnalytics)
    scheduled_runs: FakeScheduledRuns = field(default_factory=FakeScheduledRuns)
    incidents: FakeIncidents = field(default_factory=FakeIncidents)
    switches: Switches = field(default_factory=lambda: Switches("continuous-optimization=ENABLED,health=DISABLED"))
    ways: LocalWays = field(default_factory=LocalWays)
    addresses: SiteAddresses = field(default_factory=lambda: SiteAddresses("http://*.localhost:8024"))

    def of(self, use_case: Callable[..., Any]) -> dict[str, Any]:
        """The ports that a use case names."""
        parameters = inspect.signature(use_case).parameters.values()
        return {each.name: getattr(self, each.name) for each in parameters if each.kind is each.KEYWORD_ONLY}

    def key(self, name: str) -> str:
        """The API key of a new customer."""
        return create_customer(CreateCustomer(name=name, environment="test"), **self.of(create_customer)).key


@cache
def _app() -> FastAPI:
    """The application, whose routes are read once a process; each request says over which ports it is served."""

    def nothing(use_case: Callable[..., Any]) -> dict[str, Any]:
        raise AssertionError(f"{use_case} is called outside of any Api")

    return create_app(nothing, environment=lambda: "test")


class Api:
    """The API and two customers: requests are `key`'s unless they say otherwise."""

    def __init__(self) -> None:
        self.ports = Ports()
        self.key = self.ports.key("Alice")
        self.other_key = self.ports.key("Bob")
        self.app = _app()
        self.use_cases, self.recent_keys = UseCases(self.ports.of), RecentKeys()
        self.handler = lambda_handler(self.app)

    def ask(
        self,
        method: str,
        address: str,
        body: Any = None,
        *,
        key: str | None = "",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send a request. `body` is bytes as they are, or anything else as JSON; `key=None` sends no key."""
        sent = {"host": "api.localhost:8024"}
        if key is not None:
            sent["authorization"] = f"Bearer {key or self.key}"
        if body is not None:
            sent["content-type"] = "application/json"
        content = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        return self.handle(event(method, address, content, sent | (headers or {})))

    def handle(self, sent: dict[str, Any]) -> Answer:
        """Send an event."""
        self.app.state.use_cases, self.app.state.recent_keys = self.use_cases, self.recent_keys
        answer = self.handler(sent, Context())
        assert set(answer) <= {"statusCode", "headers", "body", "isBase64Encoded", "cookies"}
        body = base64.b64decode(answer["body"]) if answer["isBase64Encoded"] else answer["body"].encode()
        return Answer(answer["statusCode"], answer["headers"], body)

    def nothing_happened(self) -> bool:
        """True while nothing was started, stored or called."""
        ports = self.ports
        stored = (ports.builds.records, ports.sites.records, ports.artifacts.bodies, ports.worker_results.records)
        return not any((*stored, ports.executions.started, ports.worker_functions.calls))


def event(
    method: str, address: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    """The event of a request: bytes that are not text travel as base64."""
    path, _, query = address.partition("?")
    sent: dict[str, Any] = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "headers": headers or {},
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "a1b2c3",
            "domainName": "api.localhost",
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.7", "userAgent": "t"},
            "requestId": "gateway-request",
            "routeKey": "$default",
            "stage": "$default",
            "time": "01/Mar/2026:12:00:00 +0000",
            "timeEpoch": 1772366400000,
        },
        "isBase64Encoded": False,
    }
    if body is not None:
        try:
            sent["body"] = body.decode()
        except UnicodeDecodeError:
            sent |= {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
    return sent


@contextmanager
def opened() -> Iterator[Api]:
    """An API whose event loop is closed in the end."""
    yield Api()
    asyncio.get_event_loop().close()
    asyncio.set_event_loop(None)
