"""The dispatcher's two calls to AWS: one record of the `domains` table, one invocation.

botocore without boto3: nothing of boto3 is used here, and leaving its import out pays for the second client.
"""

import os
from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ReadTimeoutError

from code24.errors import NotFound, Transient
from code24.routing.models import Route
from code24.routing.ports import SiteFailed, SiteTimedOut

# The API in front gives up after 30 s. Both attempts of both calls with their back-off stay below that.
_CONNECT_SECONDS = 1.0
_TABLE_SECONDS = 1.5
_SITE_SECONDS = 9.0
_ATTEMPTS = 2

_BUSY = frozenset(
    {
        "TooManyRequestsException",
        "ThrottlingException",
        "RequestLimitExceeded",
        "EC2ThrottledException",
        # The function is being created or updated: its state is Pending.
        "ResourceConflictException",
        "ResourceNotReadyException",
        "ServiceException",
        "ServiceUnavailable",
    }
)


@cache
def _session() -> botocore.session.Session:
    return botocore.session.Session()


@cache
def _client(service: str, read_timeout: float) -> Any:
    config = Config(
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=read_timeout,
        retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
        tcp_keepalive=True,
        # One request at a time is in a Lambda environment.
        max_pool_connections=1,
        # Both calls are fixed in this file; the service validates what it gets anyway.
        parameter_validation=False,
        # botocore otherwise puts its own together anew for every call, which takes a fifth of the call.
        user_agent="code24-dispatcher",
    )
    # botocore itself looks at AWS_DEFAULT_REGION only.
    return _session().create_client(service, region_name=os.environ.get("AWS_REGION"), config=config)


class DomainsTable:
    """The `domains` table: implements `routing.ports.Routes`."""

    def __init__(self, table: str) -> None:
        self._table = table

    def get(self, host: str) -> Route | None:
        """The route of a host, if there is one. Raises Transient for whatever keeps the table from being read."""
        try:
            found = _client("dynamodb", _TABLE_SECONDS).get_item(TableName=self._table, Key={"host": {"S": host}})
        except (BotoCoreError, ClientError) as error:
            raise Transient(f"The table {self._table} could not be read: {_named(error)}.") from error
        return _route(found["Item"]) if "Item" in found else None


class SiteFunctions:
    """The functions of all sites: implements `routing.ports.Sites`."""

    def invoke(self, function: str, alias: str, payload: bytes) -> bytes:
        """Call a function by name and alias. Raises NotFound, Transient, SiteTimedOut, SiteFailed."""
        try:
            answer = _client("lambda", _SITE_SECONDS).invoke(FunctionName=function, Qualifier=alias, Payload=payload)
            body: bytes = answer["Payload"].read()
        except ReadTimeoutError as error:
            raise SiteTimedOut(f"{function}:{alias} did not answer in time.") from error
        except ClientError as error:
            code = _named(error)
            if code == "ResourceNotFoundException":
                raise NotFound(f"{function}:{alias} does not exist.") from error
            failure = Transient if code in _BUSY else SiteFailed
            raise failure(f"{function}:{alias} could not be invoked: {code}.") from error
        except BotoCoreError as error:
            raise SiteFailed(f"{function}:{alias} could not be invoked: {_named(error)}.") from error
        if "FunctionError" in answer:
            raise SiteFailed(f"{function}:{alias} raised an error.")
        return body


def _named(error: BotoCoreError | ClientError) -> str:
    if isinstance(error, ClientError):
        return str(error.response["Error"].get("Code", "Unknown"))
    return type(error).__name__


def _route(item: dict[str, dict[str, Any]]) -> Route:
    expires_at = item.get("expires_at", {}).get("N")
    return Route(
        site_id=item["site_id"]["S"],
        status=item["status"]["S"],
        alias=item["alias"]["S"],
        expires_at=int(expires_at) if expires_at is not None else None,
    )
