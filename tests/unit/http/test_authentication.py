"""Who gets in."""

from typing import Any

import pytest

from code24.errors import Transient
from tests.unit.http.client import BRIEF, Api, Ports

KEYED = [
    ("POST", "/build"),
    ("POST", "/trigger/build"),
    ("GET", "/build?instanceId=b0000000000000001"),
    ("GET", "/trigger/build?instanceId=b0000000000000001"),
    ("POST", "/build/b0000000000000001/redrive"),
    ("POST", "/build/b0000000000000001/stop"),
    ("GET", "/plans/choices"),
    ("POST", "/plans"),
    ("POST", "/plans/check"),
    ("POST", "/uploads"),
    ("GET", "/sites/s000000000001/sections"),
    ("POST", "/sites/s000000000001/edits"),
    ("GET", "/sites/s000000000001/releases/r0000000001/diff/r0000000002"),
    ("POST", "/optimize"),
    ("POST", "/trigger/optimize"),
    ("GET", "/optimize?instanceId=o0000000000000001"),
    ("GET", "/trigger/optimize?instanceId=o0000000000000001"),
    ("POST", "/workers/audit/seo"),
    ("GET", "/sites/s000000000001/loop"),
    ("POST", "/sites/s000000000001/loop/pause"),
    ("POST", "/sites/s000000000001/loop/resume"),
    ("POST", "/sites/s000000000001/loop/stop"),
    ("POST", "/sites/s000000000001/loop/run"),
    ("GET", "/sites/s000000000001/cycles"),
    ("GET", "/sites/s000000000001/cycles/o0000000000000001"),
    ("GET", "/sites/s000000000001/findings"),
    ("GET", "/sites/s000000000001/fixes"),
    ("POST", "/sites/s000000000001/fixes/f000000000001/undo"),
    ("POST", "/sites/s000000000001/fixes/f000000000001/redo"),
    ("GET", "/sites/s000000000001/challengers"),
    ("POST", "/sites/s000000000001/challengers"),
    ("GET", "/sites/s000000000001/milestones/10"),
    ("GET", "/sites/s000000000001/milestones/10/page"),
    ("GET", "/sites/s000000000001/tests"),
    ("POST", "/sites/s000000000001/tests"),
    ("GET", "/sites/s000000000001/tests/t000000000001"),
    ("GET", "/sites/s000000000001/tests/t000000000001/results"),
    ("POST", "/sites/s000000000001/tests/t000000000001/start"),
    ("POST", "/sites/s000000000001/tests/t000000000001/pause"),
    ("POST", "/sites/s000000000001/tests/t000000000001/resume"),
    ("POST", "/sites/s000000000001/tests/t000000000001/stop"),
    ("POST", "/sites/s000000000001/tests/t000000000001/ship"),
    ("GET", "/sites/s000000000001/lift"),
    ("POST", "/workers/brand/create"),
    ("GET", "/workers/results/w0000000000000001"),
    ("GET", "/sites"),
    ("GET", "/sites/s000000000001"),
    ("DELETE", "/sites/s000000000001"),
    ("GET", "/sites/s000000000001/releases"),
    ("GET", "/sites/s000000000001/releases/r0000000001"),
    ("POST", "/sites/s000000000001/rollback"),
    ("POST", "/sites/s000000000001/suspend"),
    ("POST", "/sites/s000000000001/resume"),
    ("GET", "/sites/s000000000001/stats"),
    ("GET", "/sites/s000000000001/stats/timeseries"),
    ("GET", "/sites/s000000000001/stats/breakdown?property=page"),
    ("GET", "/sites/s000000000001/stats/goals"),
    ("GET", "/sites/s000000000001/stats/funnels"),
    ("GET", "/sites/s000000000001/stats/funnels/Joining"),
    ("GET", "/sites/s000000000001/stats/vitals"),
    ("GET", "/sites/s000000000001/stats/realtime"),
    ("GET", "/sites/s000000000001/stats/opportunities"),
    ("GET", "/sites/s000000000001/analytics"),
    ("PUT", "/sites/s000000000001/analytics"),
    ("GET", "/reports"),
    ("GET", "/reports/2026/11"),
    ("GET", "/reports/2026/11/page"),
    ("GET", "/reports/2026/11/sites/s000000000001"),
    ("GET", "/reports/platform/2026/11"),
    ("GET", "/reports/platform/2026/11/page"),
    ("GET", "/reports/end-of-month/2026/11"),
    ("GET", "/reports/end-of-month/2026/11/summary"),
    ("GET", "/reports/end-of-month/2026/11/page"),
    ("GET", "/reports/end-of-month/2026/11/pdf"),
    ("GET", "/sites/s000000000001/submissions"),
    ("GET", "/sites/s000000000001/submissions.csv"),
    ("GET", "/sites/s000000000001/submissions/f0000000000000001"),
    ("DELETE", "/sites/s000000000001/submissions/f0000000000000001"),
    ("GET", "/status"),
]


def test_the_list_above_is_complete(api: Api) -> None:
    described = {
        (method.upper(), path) for path, methods in api.app.openapi()["paths"].items() for method in methods
    } - {("GET", "/health")}  # fmt: skip
    assert len(described) == len(KEYED)


@pytest.mark.parametrize(("method", "address"), KEYED)
def test_without_a_key_nothing_is_said_about_the_request(api: Api, method: str, address: str) -> None:
    answer = api.ask(method, address, b"{not json", key=None, headers={"content-type": "text/plain"})
    assert answer.status == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="code24"'
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:code24:problem:not-authenticated"
    assert api.nothing_happened()


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer c24_test_" + "x" * 32},
        {"authorization": "Bearer letmein"},
        {"authorization": "Bearer"},
        {"authorization": "Bearer  "},
        {"authorization": "Basic YTpi"},
        {"authorization": "Bearer é"},
        {"x-api-key": "c24_test_" + "x" * 32},
        {"x-api-key": ""},
        {"x-api-key": "x" * 9_000},
    ],
)
def test_a_wrong_key_is_refused(api: Api, headers: dict[str, str]) -> None:
    answer = api.ask("GET", "/sites", key=None, headers=headers)
    assert answer.status == 401
    assert "x" * 32 not in answer.body.decode()


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER   "])
def test_a_bearer_token_is_a_key(api: Api, scheme: str) -> None:
    assert api.ask("GET", "/sites", key=None, headers={"authorization": scheme + api.key}).status == 200


def test_a_key_can_come_in_its_own_header(api: Api) -> None:
    assert api.ask("GET", "/sites", key=None, headers={"x-api-key": api.key}).status == 200


def test_a_bearer_token_goes_before_the_other_header(api: Api) -> None:
    headers = {"authorization": "Bearer letmein", "x-api-key": api.key}
    assert api.ask("GET", "/sites", key=None, headers=headers).status == 401


def test_a_burst_looks_a_key_up_once(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []
    customers = api.ports.customers
    original = customers.key
    monkeypatch.setattr(customers, "key", lambda key_hash: looked_up.append(key_hash) or original(key_hash))
    for _ in range(5):
        assert api.ask("GET", "/sites").status == 200
    assert len(looked_up) == 1
    for _ in range(3):
        assert api.ask("GET", "/sites", key="c24_test_" + "0" * 32).status == 401
    assert len(looked_up) == 4, "refusals are not remembered"


def test_when_keys_cannot_be_looked_up_it_is_not_the_callers_fault(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(_: str) -> Any:
        raise Transient("Looking up an API key: table code24-test-api-keys throttled")

    monkeypatch.setattr(api.ports.customers, "key", unreachable)
    answer = api.ask("POST", "/build", BRIEF)
    assert (answer.status, answer.headers["retry-after"]) == (503, "2")
    assert b"api-keys" not in answer.body
    assert api.nothing_happened()


def test_a_new_key_works_at_once(api: Api) -> None:
    assert isinstance(api.ports, Ports)
    assert api.ask("GET", "/sites", key=api.ports.key("Carol")).status == 200
