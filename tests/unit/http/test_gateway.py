"""Events that are hardly requests."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.unit.http.client import BRIEF, Api, event


@pytest.mark.parametrize(
    "change",
    [
        {"body": "not base64!", "isBase64Encoded": True},
        {"body": "A", "isBase64Encoded": True},
        {"body": '{"name": "\ud800"}'},
        {"headers": {"host": "[::1]:8024"}},
        {"headers": {"host": "api.localhost:eight"}},
        {"headers": {"x-api-key": "\ud800"}},
        {"rawQueryString": "a=\udfff"},
    ],
)
def test_what_cannot_be_decoded_is_refused(api: Api, change: dict[str, Any]) -> None:
    answer = api.handle(event("POST", "/build", b"{}", {"content-type": "application/json"}) | change)
    assert answer.status in {400, 401}
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert api.nothing_happened()


def test_a_body_in_base64_is_read(api: Api) -> None:
    import base64
    import json

    sent = event("POST", "/build", headers={"content-type": "application/json", "x-api-key": api.key})
    sent |= {"body": base64.b64encode(json.dumps(BRIEF).encode()).decode(), "isBase64Encoded": True}
    assert api.handle(sent).status == 202


def test_text_answers_are_not_wrapped_in_base64(api: Api) -> None:
    for address in ("/sites", "/nowhere", "/docs", "/docs/swagger-ui.css"):
        sent = event("GET", address, headers={"x-api-key": api.key})
        assert api.handler(sent, None)["isBase64Encoded"] is False


def test_a_request_without_a_lambda_context_gets_an_id(api: Api) -> None:
    answer = api.handler(event("GET", "/health"), None)
    assert len(answer["headers"]["x-request-id"]) == 36


def test_it_may_be_called_in_another_thread_than_it_was_made_in(api: Api) -> None:
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(api.ask, "GET", "/health", key=None).result()
    assert answer.status == 200
