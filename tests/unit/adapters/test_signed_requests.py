import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    ReadTimeoutError,
    SSLError,
)

from code24.adapters import signed_requests
from code24.adapters.signed_requests import LONGEST_PAUSE, Refused, Service, Unreachable
from code24.errors import Code24Error


class Answer:
    """What urllib3 hands to botocore."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self._body


class Network:
    """Answers requests in turn: a status, headers and a body, or an error to raise."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str], bytes] | Exception] = []
        self.requests: list[AWSPreparedRequest] = []
        self.pauses: list[float] = []

    def send(self, request: AWSPreparedRequest) -> AWSResponse:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        status, headers, body = answer
        return AWSResponse(request.url, status, headers, Answer(body))


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Iterator[Network]:
    network = Network()
    signed_requests.forget()
    made = signed_requests._connections
    monkeypatch.setattr(signed_requests, "_connections", lambda read_timeout: network)
    monkeypatch.setattr(signed_requests, "sleep", network.pauses.append)
    yield network
    monkeypatch.setattr(signed_requests, "_connections", made)
    signed_requests.forget()


OK = (200, {}, b"{}")
URL = "https://lambda.eu-central-1.amazonaws.com"


def post() -> AWSResponse:
    return Service("lambda", read_timeout=1).post("/a/b", b'{"x": 1}', {"x-amz-target": "T"}, Qualifier="live")


def test_a_request_is_signed(network: Network) -> None:
    network.answers = [OK]
    assert post().content == b"{}"
    (request,) = network.requests
    assert (request.method, request.url, request.body) == ("POST", f"{URL}/a/b?Qualifier=live", b'{"x": 1}')
    assert request.headers["X-Amz-Security-Token"] == "testing"
    authorization = request.headers["Authorization"]
    assert authorization.startswith("AWS4-HMAC-SHA256 Credential=testing/")
    assert "/eu-central-1/lambda/aws4_request, " in authorization
    assert "SignedHeaders=host;x-amz-date;x-amz-security-token;x-amz-target, " in authorization


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "https://dynamodb.eu-central-1.amazonaws.com/"),
        ({"AWS_REGION": "", "AWS_DEFAULT_REGION": "us-east-1"}, "https://dynamodb.us-east-1.amazonaws.com/"),
        ({"AWS_REGION": "cn-north-1"}, "https://dynamodb.cn-north-1.amazonaws.com.cn/"),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:4566/"}, "http://127.0.0.1:4566/"),
        ({"AWS_ENDPOINT_URL": "http://a", "AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:1"}, "http://127.0.0.1:1/"),
        ({"AWS_ENDPOINT_URL_LAMBDA": "http://a"}, "https://dynamodb.eu-central-1.amazonaws.com/"),
    ],
)
def test_the_endpoint_follows_the_environment(
    network: Network, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], url: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    network.answers = [OK]
    Service("dynamodb", read_timeout=1).post("/", b"{}")
    assert network.requests[0].url == url


@pytest.mark.parametrize("name", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
def test_a_missing_variable_is_named(network: Network, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(Code24Error, match=f"The environment variable {name} is not set"):
        post()


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        ({"x-amzn-ErrorType": "ResourceNotFoundException"}, b"{}", "ResourceNotFoundException"),
        ({"x-amzn-ErrorType": "AccessDenied:http://internal.amazon.com/x/"}, b"", "AccessDenied"),
        ({}, json.dumps({"__type": "com.amazonaws.dynamodb.v20120810#AccessDenied"}).encode(), "AccessDenied"),
        ({}, b"<html>", "HTTP 403"),
        ({}, b"[]", "HTTP 403"),
        ({}, b'{"message": "Forbidden"}', "HTTP 403"),
    ],
)
def test_errors_have_names_and_are_not_repeated(
    network: Network, headers: dict[str, str], body: bytes, code: str
) -> None:
    network.answers = [(403, headers, body)]
    with pytest.raises(Refused) as refused:
        post()
    assert (refused.value.code, refused.value.status, str(refused.value)) == (code, 403, code)
    assert network.pauses == []


@pytest.mark.parametrize(
    "failure",
    [
        (500, {}, b""),
        (503, {}, b"slow down"),
        (429, {"x-amzn-errortype": "TooManyRequestsException"}, b""),
        (400, {}, b'{"__type": "x#ProvisionedThroughputExceededException"}'),
        ConnectionClosedError(endpoint_url=URL),
        ConnectTimeoutError(endpoint_url=URL),
        EndpointConnectionError(endpoint_url=URL),
        ReadTimeoutError(endpoint_url=URL),
    ],
)
def test_what_passes_is_tried_once_more(network: Network, failure: Any) -> None:
    network.answers = [failure, OK]
    assert post().status_code == 200
    assert len(network.pauses) == 1
    assert 0 <= network.pauses[0] <= LONGEST_PAUSE
    network.answers = [failure, failure, OK]
    with pytest.raises((Refused, Unreachable)):
        post()
    assert network.answers == [OK]


@pytest.mark.parametrize(
    "failure", [SSLError(endpoint_url=URL, error="expired"), HTTPClientError(error="what else there is")]
)
def test_what_does_not_pass_is_not(network: Network, failure: Exception) -> None:
    network.answers = [failure, OK]
    with pytest.raises(Unreachable) as unreachable:
        post()
    assert str(unreachable.value) == type(failure).__name__
    assert not unreachable.value.timed_out
    assert network.answers == [OK]


def test_connections_are_kept_and_send_at_once() -> None:
    signed_requests.forget()
    session = signed_requests._connections((signed_requests.CONNECT_SECONDS, 1.5))
    assert session is signed_requests._connections((signed_requests.CONNECT_SECONDS, 1.5))
    assert session is not signed_requests._connections((signed_requests.CONNECT_SECONDS, 9.0))
    options = session._manager.connection_pool_kw["socket_options"]
    assert (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1) in options
    timeout = session._manager.connection_pool_kw["timeout"]
    assert (timeout.connect_timeout, timeout.read_timeout) == (signed_requests.CONNECT_SECONDS, 1.5)
    signed_requests.forget()


def test_without_patience_only_a_connection_that_had_been_closed_is_tried_again_and_at_once(network: Network) -> None:
    hurried = Service("lambda", read_timeout=1.0, is_patient=False)
    network.answers = [ConnectionClosedError(endpoint_url=""), (202, {}, b"")]
    assert hurried.post("/", b"").status_code == 202
    assert (len(network.requests), network.pauses) == (2, [])
    for failure in (ReadTimeoutError(endpoint_url=""), ConnectTimeoutError(endpoint_url="")):
        network.answers = [failure]
        with pytest.raises(Unreachable):
            hurried.post("/", b"")
    network.answers = [(429, {"x-amzn-errortype": "TooManyRequestsException"}, b"")]
    with pytest.raises(Refused):
        hurried.post("/", b"")
