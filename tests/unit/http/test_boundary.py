"""What holds for every answer, and what happens at the limits."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from code24.errors import Code24Error, Damaged
from code24.http.boundary import BODY_LIMIT
from tests.unit.http.client import BRIEF, Answer, Api, Context, event

REQUEST_ID = Context().aws_request_id

ANSWERS: dict[str, Callable[[Api], Answer]] = {
    "200": lambda api: api.ask("GET", "/sites"),
    "202": lambda api: api.ask("POST", "/build", BRIEF),
    "400": lambda api: api.ask("POST", "/build", b"{"),
    "401": lambda api: api.ask("GET", "/sites", key=None),
    "404": lambda api: api.ask("GET", "/nowhere"),
    "405": lambda api: api.ask("PATCH", "/build"),
    "413": lambda api: api.ask("POST", "/build", b" " * (BODY_LIMIT + 1)),
    "415": lambda api: api.ask("POST", "/build", b"{}", headers={"content-type": "text/plain"}),
    "422": lambda api: api.ask("POST", "/build", {}),
}


@pytest.mark.parametrize("status", ANSWERS)
def test_every_answer_has_the_security_headers_and_the_request_id(api: Api, status: str) -> None:
    answer = ANSWERS[status](api)
    assert answer.status == int(status)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer.headers["x-request-id"] == REQUEST_ID
    assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("status", [status for status in ANSWERS if status >= "4"])
def test_every_error_is_a_problem_document(api: Api, status: str) -> None:
    answer = ANSWERS[status](api)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert list(problem) == ["type", "title", "status", "detail", "instance", "errors"]
    assert problem["status"] == int(status)
    assert problem["type"].startswith("urn:code24:problem:")
    assert problem["instance"] == f"urn:code24:request:{REQUEST_ID}"
    assert problem["title"]
    assert problem["detail"]


class TestBodies:
    FITTING = json.dumps(BRIEF).encode()

    def test_a_body_of_256_kib_is_read(self, api: Api) -> None:
        assert api.ask("POST", "/build", self.FITTING.ljust(BODY_LIMIT)).status == 202

    def test_one_byte_more_is_not(self, api: Api) -> None:
        answer = api.ask("POST", "/build", self.FITTING.ljust(BODY_LIMIT + 1))
        assert answer.status == 413
        assert "262144 bytes" in answer.json()["detail"]
        assert api.nothing_happened()

    def test_bytes_count_and_not_characters(self, api: Api) -> None:
        body = json.dumps({"name": "ä" * (BODY_LIMIT // 2)}, ensure_ascii=False)
        assert len(body) < BODY_LIMIT
        assert api.ask("POST", "/build", body.encode()).status == 413

    def test_base64_is_decoded_before_it_is_measured(self, api: Api) -> None:
        for size, status in ((BODY_LIMIT, 202), (BODY_LIMIT + 1, 413)):
            sent = event("POST", "/build", headers={"content-type": "application/json", "x-api-key": api.key})
            sent |= {"body": base64.b64encode(self.FITTING.ljust(size)).decode(), "isBase64Encoded": True}
            assert api.handle(sent).status == status

    @pytest.mark.parametrize("address", ["/sites", "/health", "/nowhere", "/build/b0000000000000001/stop"])
    def test_the_limit_holds_everywhere(self, api: Api, address: str) -> None:
        assert api.ask("GET", address, b"x" * (BODY_LIMIT + 1), key=None).status == 413


class TestMethods:
    @pytest.mark.parametrize("address", ["/sites", "/health", "/docs", "/openapi.json"])
    def test_head_is_get_without_the_body(self, api: Api, address: str) -> None:
        get, head = api.ask("GET", address), api.ask("HEAD", address)
        assert (head.status, head.body) == (200, b"")
        assert get.body
        length = {"content-length"}
        assert {name: head.headers.get(name) for name in get.headers.keys() - length} == {
            name: value for name, value in get.headers.items() if name not in length
        }

    @pytest.mark.parametrize(
        ("method", "address", "allowed"),
        [
            ("PUT", "/build", "GET, HEAD, OPTIONS, POST"),
            ("DELETE", "/sites", "GET, HEAD, OPTIONS"),
            ("POST", "/sites/s000000000001", "DELETE, GET, HEAD, OPTIONS"),
            ("GET", "/workers/brand/create", "OPTIONS, POST"),
            ("HEAD", "/workers/brand/create", "OPTIONS, POST"),
            ("POST", "/health", "GET, HEAD, OPTIONS"),
        ],
    )
    def test_another_method_is_answered_with_those_that_are_possible(
        self, api: Api, method: str, address: str, allowed: str
    ) -> None:
        answer = api.ask(method, address)
        assert (answer.status, answer.headers["allow"]) == (405, allowed)
        options = api.ask("OPTIONS", address, key=None)
        assert (options.status, options.headers["allow"], options.body) == (204, allowed, b"")

    @pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "get", "GE\tT"])
    def test_a_strange_method_is_not_possible(self, api: Api, method: str) -> None:
        assert api.ask(method, "/build").status == 405

    @pytest.mark.parametrize("address", ["/", "/nowhere", "/build/", "/sites/", "//build", "/../build", "/build/a/b/c"])
    def test_an_address_that_does_not_exist(self, api: Api, address: str) -> None:
        for key in (None, ""):
            answer = api.ask("GET", address, key=key)
            assert (answer.status, answer.json()["type"]) == (404, "urn:code24:problem:not-found")


class TestUnexpected:
    def broken(self, api: Api, monkeypatch: pytest.MonkeyPatch, error: Exception) -> Answer:
        def fail(*_: Any) -> Any:
            raise error

        monkeypatch.setattr(api.ports.sites, "of_customer", fail)
        return api.ask("GET", "/sites")

    @pytest.mark.parametrize(
        "error", [RuntimeError("secret"), Code24Error("secret"), Damaged("secret"), KeyError("secret")]
    )
    def test_the_caller_learns_nothing_and_the_log_everything(
        self, api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
    ) -> None:
        answer = self.broken(api, monkeypatch, error)
        assert answer.status == 500
        assert answer.json()["type"] == "urn:code24:problem:internal-error"
        assert answer.json()["title"] == "Internal error"
        assert b"secret" not in answer.body
        assert type(error).__name__.encode() not in answer.body
        (noted,) = [record for record in caplog.records if record.levelname == "ERROR"]
        assert noted.__dict__["request_id"] == REQUEST_ID
        assert noted.exc_info is not None
        assert noted.exc_info[1] is error


def test_one_line_is_logged_without_anything_personal(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    caplog.clear()
    api.ask("POST", "/build", BRIEF)
    line = {name: value for record in caplog.records for name, value in record.__dict__.items()}
    assert len(caplog.records) == 1
    assert (line["method"], line["route"], line["status"], line["outcome"]) == ("POST", "/build", 202, "ok")
    assert line["request_id"] == REQUEST_ID
    assert line["customer_id"] == "c000000000001"
    assert line["duration_ms"] >= 0
    assert BRIEF["name"] not in str(line)
    assert api.key not in str(line)
