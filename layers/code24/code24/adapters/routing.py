"""The dispatcher's calls to AWS: two records of the `domains` table, one invocation, and one word to the collector."""

import json
from typing import Any

from code24.adapters.signed_requests import THROTTLED, Refused, Service, Unreachable
from code24.errors import NotFound, Transient
from code24.experiments.traffic import TrafficPlan, plan_of_json
from code24.routing.models import Route
from code24.routing.ports import BrokenPlan, CollectorFailed, SiteFailed, SiteTimedOut

# The API in front gives up after 30 s, the function after 29. With a second to connect, and 0.25 s between two
# attempts: route (2 attempts) 5.25 + plan (1) 2.5 + site (2) 20.25 + collector (1) 0.6 = 28.6 s. An alias that another
# one can stand in for is asked once, and after its time-out so is the other: 5.25 + 2.5 + 4 + 4 + 0.6 = 16.4 s.
TABLE_SECONDS = 1.5
SITE_SECONDS = 9.0
BRIEF_SECONDS = 3.0
"""For an alias that another one can stand in for. A site's function starts in less than half a second."""
COLLECTOR_SECONDS = 0.3
"""To connect, and for the answer to an invocation that nobody waits for: Lambda takes some 15 ms to note it."""
PLAN_KEY = "plan:"
"""Before a site's id: no host has a colon."""

_GET_ITEM = {"content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.GetItem"}
_WITHOUT_WAITING = {"x-amz-invocation-type": "Event"}
_NOT_READY = frozenset({"ResourceConflictException", "ResourceNotReadyException", "ServiceException"})
"""The function is being created or updated, or Lambda itself has a moment."""


class DomainsTable:
    """The `domains` table: implements `routing.ports.Routes`."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._patient = Service("dynamodb", read_timeout=TABLE_SECONDS)
        self._brief = Service("dynamodb", read_timeout=TABLE_SECONDS, is_patient=False)

    def get(self, host: str) -> Route | None:
        """The route of a host, if there is one. Raises Transient for whatever keeps the table from being read."""
        item = self._item(self._patient, host)
        return _route(item) if item else None

    def plan(self, site_id: str) -> TrafficPlan | None:
        """A site's plan, if there is one. Raises Transient, and BrokenPlan for what is none."""
        item = self._item(self._brief, PLAN_KEY + site_id)
        if not item:
            return None
        try:
            return plan_of_json(item["plan"]["S"])
        except (ValueError, KeyError, TypeError) as error:
            raise BrokenPlan(f"The plan of site {site_id} is none: {type(error).__name__}: {error}.") from error

    def _item(self, service: Service, key: str) -> dict[str, dict[str, Any]] | None:
        question = json.dumps({"TableName": self._table, "Key": {"host": {"S": key}}}).encode()
        try:
            answer = service.post("/", question, _GET_ITEM)
        except (Refused, Unreachable) as error:
            raise Transient(f"The table {self._table} could not be read: {error}.") from error
        item: dict[str, dict[str, Any]] | None = json.loads(answer.content).get("Item")
        return item


class SiteFunctions:
    """The functions of all sites: implements `routing.ports.Sites`."""

    def __init__(self) -> None:
        self._patient = Service("lambda", read_timeout=SITE_SECONDS)
        self._brief = Service("lambda", read_timeout=BRIEF_SECONDS, is_patient=False)

    def invoke(self, function: str, alias: str, payload: bytes, *, briefly: bool = False) -> bytes:
        """Call a function by name and alias. Raises NotFound, Transient, SiteTimedOut, SiteFailed."""
        service = self._brief if briefly else self._patient
        try:
            answer = service.post(_invocations(function), payload, Qualifier=alias)
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


class CollectorFunction:
    """The collector, told without waiting: implements `routing.ports.Collector`."""

    def __init__(self, function: str) -> None:
        self._function = function
        # One attempt: nobody's page waits longer for somebody to be counted.
        self._lambda = Service(
            "lambda", read_timeout=COLLECTOR_SECONDS, connect_timeout=COLLECTOR_SECONDS, is_patient=False
        )

    def tell(self, payload: bytes) -> None:
        """Hand over what was seen. Raises CollectorFailed."""
        try:
            self._lambda.post(_invocations(self._function), payload, _WITHOUT_WAITING)
        except (Refused, Unreachable) as error:
            raise CollectorFailed(f"{self._function} could not be told: {error}.") from error


def _invocations(function: str) -> str:
    return f"/2015-03-31/functions/{function}/invocations"


def _route(item: dict[str, dict[str, Any]]) -> Route:
    expires_at = item.get("expires_at", {}).get("N")
    return Route(
        site_id=item["site_id"]["S"],
        status=item["status"]["S"],
        alias=item["alias"]["S"],
        expires_at=int(expires_at) if expires_at is not None else None,
    )
