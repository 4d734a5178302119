import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.response import StreamingBody
from botocore.stub import Stubber

from code24.adapters import aws
from code24.adapters.worker_functions import LambdaWorkerFunctions
from code24.errors import Code24Error, InvalidRequest, NotRead, Transient, WorkerFailed

NAME = "code24-test-build-market-research"


@pytest.fixture
def wire(cloud: None) -> Iterator[Stubber]:
    with Stubber(aws.lambda_invoke()) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def answers(wire: Stubber, result: Any, *, error: bool = False) -> None:
    body = json.dumps(result).encode()
    answer: dict[str, Any] = {"StatusCode": 200, "Payload": StreamingBody(io.BytesIO(body), len(body))}
    if error:
        answer["FunctionError"] = "Unhandled"
    wire.add_response("invoke", answer, {"FunctionName": NAME, "Payload": b'{"inline": {"name": "Acme"}}'})


def call() -> dict[str, Any]:
    return LambdaWorkerFunctions(prefix="code24-test").invoke("market-research", {"inline": {"name": "Acme"}})


def test_the_result_is_the_workers(wire: Stubber) -> None:
    answers(wire, {"industry": "bakery"})
    assert call() == {"industry": "bakery"}


def test_a_failure_has_the_workers_words_and_no_trace(wire: Stubber) -> None:
    failure = {"errorType": "KeyError", "errorMessage": "no playbook", "stackTrace": ["secret line 12"]}
    answers(wire, failure, error=True)
    with pytest.raises(WorkerFailed, match=r"^The worker market-research failed: no playbook$"):
        call()


def test_a_failure_does_not_name_the_inside_of_the_account(wire: Stubber) -> None:
    said = "Reading: AccessDenied: arn:aws:sts::123456789012:assumed-role/r/f may not read code24-data-123456789012"
    answers(wire, {"errorType": "Code24Error", "errorMessage": said}, error=True)
    with pytest.raises(WorkerFailed, match=r"failed: Reading: AccessDenied: … may not read code24-data-…$"):
        call()


@pytest.mark.parametrize(
    ("name", "error"), [("InvalidRequest", InvalidRequest), ("NotRead", NotRead), ("Transient", Transient)]
)
def test_errors_of_the_domain_keep_their_meaning(wire: Stubber, name: str, error: type[Code24Error]) -> None:
    answers(wire, {"errorType": name, "errorMessage": "brief.name: too long", "stackTrace": []}, error=True)
    with pytest.raises(error, match=r"^brief.name: too long$"):
        call()


@pytest.mark.parametrize("said", [None, "killed", {}])
def test_a_worker_that_dies_without_words_is_named(wire: Stubber, said: Any) -> None:
    answers(wire, said, error=True)
    with pytest.raises(WorkerFailed, match="market-research failed: it ended without a word"):
        call()


def test_an_answer_that_is_no_object(wire: Stubber) -> None:
    answers(wire, ["a", "list"])
    with pytest.raises(WorkerFailed, match="not an object"):
        call()


def test_a_worker_that_is_not_deployed(wire: Stubber) -> None:
    wire.add_client_error("invoke", "ResourceNotFoundException")
    with pytest.raises(WorkerFailed, match=NAME):
        call()


def test_a_throttled_call_is_transient(wire: Stubber) -> None:
    wire.add_client_error("invoke", "TooManyRequestsException", http_status_code=429)
    with pytest.raises(Transient):
        call()
