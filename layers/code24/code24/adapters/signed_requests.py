"""Signed requests to AWS without the SDK's clients, for the one function whose cold start visitors wait for.

A botocore client reads a service's whole model (hundreds of kilobytes of JSON) and builds a class of it: with the
imports that this needs, more than half of the dispatcher's time to its first answer, for one operation of each of two
services. What is used here is botocore's signer (SigV4) and its HTTP session: connection pool, TLS, time-outs, errors.
Credentials are those that Lambda puts into the environment, where they stay the same for the life of the process.
"""

import json
import os
import socket
from collections.abc import Mapping
from functools import cache
from random import uniform
from time import sleep
from typing import Any, NamedTuple

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest, AWSResponse
from botocore.exceptions import (
    BotoCoreError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)
from botocore.httpsession import URLLib3Session

from code24.errors import Code24Error

CONNECT_SECONDS = 1.0
LONGEST_PAUSE = 0.25
"""Seconds between the two attempts at most."""

_OPTIONS = [(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1), (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
_LOST = (ConnectionClosedError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError)
THROTTLED = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)


class Refused(Code24Error):
    """The service answered with an error; `code` is its name. `passing`: another attempt may do better."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.passing = status >= 500 or code in THROTTLED
        self.was_closed = False


class Unreachable(Code24Error):
    """The service could not be reached, or did not answer in time."""

    def __init__(self, error: BotoCoreError) -> None:
        super().__init__(type(error).__name__)
        self.timed_out = isinstance(error, ReadTimeoutError)
        self.passing = isinstance(error, _LOST)
        self.was_closed = isinstance(error, ConnectionClosedError)
        """The connection was one from before, which the other side had ended."""


class _Credentials(NamedTuple):
    access_key: str
    secret_key: str
    token: str | None


class Service:
    """One AWS service in this function's region, or at `AWS_ENDPOINT_URL` (the local cloud)."""

    def __init__(
        self, name: str, *, read_timeout: float, connect_timeout: float = CONNECT_SECONDS, is_patient: bool = True
    ) -> None:
        """`is_patient`: whether an answer is worth a pause and the time of a second attempt."""
        self._name = name
        self._timeouts = (connect_timeout, read_timeout)
        self._is_patient = is_patient

    def post(self, path: str, body: bytes, headers: Mapping[str, str] | None = None, **query: str) -> AWSResponse:
        """Send a request that may be sent twice, and wait for its answer. Raises Refused, Unreachable.

        A lost connection, throttling and errors of the service itself are tried again once, after a random pause;
        without patience only a connection that was kept for too long is, at once.
        """
        try:
            return self._send(path, body, headers or {}, query)
        except (Refused, Unreachable) as error:
            if not (error.passing if self._is_patient else error.was_closed):
                raise
        if self._is_patient:
            sleep(uniform(0, LONGEST_PAUSE))  # noqa: S311 (jitter, not a secret)
        return self._send(path, body, headers or {}, query)

    def _send(self, path: str, body: bytes, headers: Mapping[str, str], query: Mapping[str, str]) -> AWSResponse:
        url = _endpoint(self._name) + path
        request = AWSRequest("POST", url, headers=dict(headers), data=body, params=dict(query))
        SigV4Auth(_credentials(), self._name, _region()).add_auth(request)
        try:
            response: AWSResponse = _connections(self._timeouts).send(request.prepare())
        except BotoCoreError as error:
            raise Unreachable(error) from error
        if response.status_code >= 300:
            raise Refused(_code(response), response.status_code)
        return response


def _code(response: AWSResponse) -> str:
    """The error's name: in a header (Lambda) or in the body (DynamoDB), with a namespace before it or a URL behind."""
    name = response.headers.get("x-amzn-errortype") or ""
    if not name:
        try:
            name = str(json.loads(response.content)["__type"])
        except (ValueError, KeyError, TypeError):
            name = f"HTTP {response.status_code}"
    return name.rpartition("#")[2].partition(":")[0]


@cache
def _connections(timeouts: tuple[float, float]) -> URLLib3Session:
    return URLLib3Session(
        timeout=timeouts,  # type: ignore[arg-type]  # what botocore itself passes
        max_pool_connections=1,  # one request at a time is in a Lambda environment
        socket_options=_OPTIONS,  # type: ignore[arg-type]
    )


@cache
def _credentials() -> Any:
    access_key, secret_key = _required("AWS_ACCESS_KEY_ID"), _required("AWS_SECRET_ACCESS_KEY")
    return _Credentials(access_key, secret_key, os.environ.get("AWS_SESSION_TOKEN"))


@cache
def _region() -> str:
    return os.environ.get("AWS_REGION") or _required("AWS_DEFAULT_REGION")


@cache
def _endpoint(service: str) -> str:
    custom = os.environ.get(f"AWS_ENDPOINT_URL_{service.upper()}") or os.environ.get("AWS_ENDPOINT_URL")
    if custom:
        return custom.rstrip("/")
    suffix = "amazonaws.com.cn" if _region().startswith("cn-") else "amazonaws.com"
    return f"https://{service}.{_region()}.{suffix}"


def _required(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise Code24Error(f"The environment variable {name} is not set; Lambda sets it for every function.")
    return value


def forget() -> None:
    """Drop connections, credentials and endpoints, for a process whose environment changes."""
    for made in (_connections, _credentials, _region, _endpoint):
        made.cache_clear()
