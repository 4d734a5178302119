"""Visitors of sites: their requests as AWS delivers them, what they must get back, and the dispatcher's ports."""

import json
from collections.abc import Callable
from typing import Any

from code24.errors import Code24Error, NotFound
from code24.experiments.assignment import assigned
from code24.experiments.traffic import Arm, Holdout, TestTraffic, TrafficPlan
from code24.routing.models import Route

SITE_ID = "s0123456789ab"
RELEASE_ID = "r0123456789"
ACME = "acme.localhost"
OTHER_HEADERS = {
    "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "content-length": "0",
    "host": "r3pmxmplak.execute-api.us-east-2.amazonaws.com",
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "x-amzn-trace-id": "Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e",
    "x-forwarded-for": "205.255.255.176",
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
}


def http_event(
    path: str = "/",
    method: str = "GET",
    *,
    host: str = ACME,
    query: str = "",
    headers: dict[str, str] | None = None,
    cookies: list[str] | None = None,
) -> dict[str, Any]:
    """An HTTP API event, payload format 2.0, as the developer guide shows it."""
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "headers": OTHER_HEADERS | (headers or {}),
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "r3pmxmplak",
            "domainName": host,
            "domainPrefix": host.split(".", maxsplit=1)[0],
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "205.255.255.176",
                "userAgent": OTHER_HEADERS["user-agent"],
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": "$default",
            "stage": "$default",
            "time": "10/Mar/2020:05:16:23 +0000",
            "timeEpoch": 1583817383220,
        },
        "isBase64Encoded": False,
    }
    if cookies:
        event["cookies"] = cookies
    return event


def site_event(path: str = "/", method: str = "GET", *, query: str = "", **headers: str) -> dict[str, Any]:
    """What the dispatcher sends to a site's function; `if_none_match` stands for `if-none-match`."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"version": 1, "method": method, "path": path, "query": query, "headers": names}


def assert_http_response(response: Any) -> None:
    """What API Gateway takes from a function and a client from a server, whatever was asked."""
    assert response.keys() == {"statusCode", "headers", "body", "isBase64Encoded"}
    assert type(response["statusCode"]) is int
    assert 200 <= response["statusCode"] <= 599
    for name, value in response["headers"].items():
        assert type(name) is type(value) is str
        assert name == name.lower()
        assert value.isascii()
        assert value.isprintable(), (name, value)
    assert type(response["body"]) is str
    assert type(response["isBase64Encoded"]) is bool
    assert len(json.dumps(response)) < 6_291_556
    location = response["headers"].get("location")
    assert location is None or (location.startswith("/") and not location.startswith(("//", "/\\")))
    for leak in ("Traceback", 'File "', "Error:", "Exception"):
        assert leak not in response["body"]


class MemoryRoutes:
    """The `domains` table in memory. `failure` is raised instead of answering."""

    def __init__(self, **routes: Route) -> None:
        self.routes = {f"{label}.localhost": route for label, route in routes.items()}
        self.failure: Code24Error | None = None
        self.asked: list[str] = []
        self.plans: dict[str, TrafficPlan | Code24Error] = {}

    def plan(self, site_id: str) -> TrafficPlan | None:
        plan = self.plans.get(site_id)
        if isinstance(plan, Code24Error):
            raise plan
        return plan

    def get(self, host: str) -> Route | None:
        self.asked.append(host)
        if self.failure:
            raise self.failure
        return self.routes.get(host)


class MemorySites:
    """Functions in memory, by `name:alias`. What a function returns is sent as JSON, unless it is bytes already."""

    def __init__(self) -> None:
        self.functions: dict[str, Callable[[dict[str, Any]], Any]] = {}
        self.invoked: list[tuple[str, str, dict[str, Any]]] = []
        self.briefly: list[str] = []
        """The aliases that were asked once only, in turn."""

    def invoke(self, function: str, alias: str, payload: bytes, *, briefly: bool = False) -> bytes:
        event = json.loads(payload)
        self.invoked.append((function, alias, event))
        self.briefly += [alias] if briefly else []
        try:
            respond = self.functions[f"{function}:{alias}"]
        except KeyError:
            raise NotFound(f"{function}:{alias} does not exist.") from None
        answer = respond(event)
        return answer if isinstance(answer, bytes) else json.dumps(answer).encode()


class MemoryCollector:
    """Keeps what it is told, unless it is broken."""

    def __init__(self) -> None:
        self.views: list[dict[str, Any]] = []
        self.failed: list[dict[str, Any]] = []
        self.failure: Code24Error | None = None
        self.attempts = 0

    def tell(self, payload: bytes) -> None:
        self.attempts += 1
        if self.failure:
            raise self.failure
        told = json.loads(payload)
        if "failed" in told:
            self.failed.append(told["failed"])
        else:
            self.views.append(told["view"])


def route(status: str = "active", **changes: Any) -> Route:
    """A route to `SITE_ID`."""
    return Route(**{"site_id": SITE_ID, "status": status, "alias": "live"} | changes)


def a_plan(*, tests: int = 1, holdout: float = 0.0) -> TrafficPlan:
    """A plan of `SITE_ID` with a holdout that sees an earlier release, and with two-armed tests side by side."""
    running = tuple(
        TestTraffic(
            test_id=f"t{number:010d}",
            seed=f"seed-{number}",
            salt=f"{number:032x}",
            first=(number - 1) / tests,
            last=number / tests,
            arms=(Arm(f"exp-t{number:010d}-0", 0.0, 0.5), Arm(f"exp-t{number:010d}-1", 0.5, 1.0)),
        )
        for number in range(1, tests + 1)
    )
    held_out = Holdout("preview-r0000000001", holdout) if holdout else None
    return TrafficPlan(SITE_ID, 1, "ab" * 16, held_out, running)


def in_arm(plan: TrafficPlan, arm: int, agent: str = "") -> str:
    """The address of a visitor who is in an arm of the plan's first test."""
    return _address(plan, agent, f"{plan.tests[0].arms[arm].alias}")


def held_out(plan: TrafficPlan, agent: str = "") -> str:
    """The address of a visitor who is in the plan's holdout."""
    assert plan.holdout
    return _address(plan, agent, plan.holdout.alias)


def _address(plan: TrafficPlan, agent: str, alias: str) -> str:
    addresses = (f"203.0.{number >> 8}.{number & 255}" for number in range(2_000))
    return next(address for address in addresses if assigned(plan, address, agent).alias == alias)
