"""The dispatcher's two calls to AWS: one record of the `domains` table, one invocation."""

import json
from typing import Any

from code24.adapters.signed_requests import THROTTLED, Refused, Service, Unreachable
from code24.errors import NotFound, Transient
from code24.routing.models import Route
from code24.routing.ports import SiteFailed, SiteTimedOut

# The API in front gives up after 30 s. Both attempts of both calls with their pauses stay below that.
TABLE_SECONDS = 1.5
SITE_SECONDS = 9.0

_GET_ITEM = {"content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.GetItem"}
_NOT_READY = frozenset({"ResourceConflictException", "ResourceNotReadyException", "ServiceException"})
"""The function is being created or updated, or Lambda itself has a moment."""


class DomainsTable:
    """The `domains` table: implements `routing.ports.Routes`."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._dynamodb = Service("dynamodb", read_timeout=TABLE_SECONDS)

    def get(self, host: str) -> Route | None:
        """The route of a host, if there is one. Raises Transient for whatever keeps the table from being read."""
        question = json.dumps({"TableName": self._table, "Key": {"host": {"S": host}}}).encode()
        try:
            answer = self._dynamodb.post("/", question, _GET_ITEM)
        except (Refused, Unreachable) as error:
            raise Transient(f"The table {self._table} could not be read: {error}.") from error
        item = json.loads(answer.content).get("Item")
        return _route(item) if item else None


class SiteFunctions:
    """The functions of all sites: implements `routing.ports.Sites`."""

    def __init__(self) -> None:
        self._lambda = Service("lambda", read_timeout=SITE_SECONDS)

    def invoke(self, function: str, alias: str, payload: bytes) -> bytes:
        """Call a function by name and alias. Raises NotFound, Transient, SiteTimedOut, SiteFailed."""
        try:
            answer = self._lambda.post(f"/2015-03-31/functions/{function}/invocations", payload, Qualifier=alias)
        except Unreachable as error:
            if error.timed_out:
                raise SiteTimedOut(f"{function}:{alias} did not answer in time.") from error
            raise SiteFailed(f"{function}:{alias} could not be invoked: {error}.") from error
        except Refused as error:
            if error.code == "ResourceNotFoundException":
                raise NotFound(f"{function}:{alias} does not exist.") from error
            failure = Transient if error.code in THROTTLED | _NOT_READY else SiteFailed
            raise failure(f"{function}:{alias} could not be invoked: {error}.") from error
        if "x-amz-function-error" in answer.headers:
            raise SiteFailed(f"{function}:{alias} raised an error.")
        return answer.content


def _route(item: dict[str, dict[str, Any]]) -> Route:
    expires_at = item.get("expires_at", {}).get("N")
    return Route(
        site_id=item["site_id"]["S"],
        status=item["status"]["S"],
        alias=item["alias"]["S"],
        expires_at=int(expires_at) if expires_at is not None else None,
    )
