from collections.abc import Iterator
from dataclasses import replace

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError
from moto.core.models import botocore_stubber

from code24.adapters import routing, signed_requests
from code24.adapters.items import item_of
from code24.adapters.routing import CollectorFunction, DomainsTable, SiteFunctions
from code24.adapters.traffic_plans import DynamoTrafficPlans
from code24.errors import NotFound, Transient
from code24.experiments.traffic import Arm, Holdout, TestTraffic, TrafficPlan, plan_as_json
from code24.routing.models import Route
from code24.routing.ports import BrokenPlan, CollectorFailed, SiteFailed, SiteTimedOut
from code24.sites.models import Route as StoredRoute
from code24.sites.models import RouteStatus

TABLE = "domains"
FUNCTION = "code24-test-site-s0123456789ab"


class Moto:
    """Sends requests to moto, or fails as told."""

    failure: Exception | None = None
    refusal: tuple[int, str] | None = None
    headers: dict[str, str]

    def __init__(self) -> None:
        self.headers = {}
        self.requests: list[AWSPreparedRequest] = []

    def send(self, request: AWSPreparedRequest) -> AWSResponse:
        self.requests.append(request)
        if self.failure:
            raise self.failure
        response = botocore_stubber("before-send", request)
        assert response is not None, f"moto does not know {request.url}"
        response.headers.update(self.headers)
        if self.refusal:
            response.status_code, response.headers["x-amzn-errortype"] = self.refusal
        return response


@pytest.fixture(autouse=True)
def network(cloud: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Moto]:
    network = Moto()
    signed_requests.forget()
    with monkeypatch.context() as patch:
        patch.setattr(signed_requests, "_connections", lambda read_timeout: network)
        patch.setattr(signed_requests, "sleep", lambda seconds: None)
        yield network
    signed_requests.forget()


def invoke() -> bytes:
    return SiteFunctions().invoke(FUNCTION, "live", b'{"path": "/"}')


@pytest.mark.parametrize("status", RouteStatus)
@pytest.mark.parametrize("expires_at", [None, 1_800_000_000])
def test_a_route_is_read_as_the_sites_adapter_writes_it(status: RouteStatus, expires_at: int | None) -> None:
    stored = StoredRoute(host="acme.localhost", site_id="s0123456789ab", status=status, expires_at=expires_at)
    boto3.client("dynamodb").put_item(TableName=TABLE, Item=item_of(stored))
    assert DomainsTable(TABLE).get("acme.localhost") == Route("s0123456789ab", str(status), "live", expires_at)


def test_an_empty_attribute_is_none() -> None:
    item = {"host": "acme.localhost", "site_id": "s0123456789ab", "status": "active", "alias": "live"}
    boto3.resource("dynamodb").Table(TABLE).put_item(Item=item | {"expires_at": None})
    assert DomainsTable(TABLE).get("acme.localhost") == Route("s0123456789ab", "active", "live")


def test_no_record_is_no_route() -> None:
    assert DomainsTable(TABLE).get("nobody.localhost") is None


def test_a_table_that_cannot_be_read_is_transient(network: Moto) -> None:
    with pytest.raises(Transient, match="The table other could not be read: ResourceNotFoundException"):
        DomainsTable("other").get("acme.localhost")
    network.failure = ReadTimeoutError(endpoint_url="https://dynamodb")
    with pytest.raises(Transient, match="The table domains could not be read: ReadTimeoutError"):
        DomainsTable(TABLE).get("acme.localhost")


def test_a_function_is_invoked_by_name_and_alias(network: Moto) -> None:
    # moto's simple Lambda answers with what it gets.
    assert invoke() == b'{"path": "/"}'
    (request,) = network.requests
    host = "https://lambda.eu-central-1.amazonaws.com"
    assert request.url == f"{host}/2015-03-31/functions/{FUNCTION}/invocations?Qualifier=live"


def test_what_a_function_raises_stays_inside(network: Moto) -> None:
    network.headers = {"X-Amz-Function-Error": "Unhandled"}
    with pytest.raises(SiteFailed) as failure:
        invoke()
    assert str(failure.value) == f"{FUNCTION}:live raised an error."


@pytest.mark.parametrize(
    ("refusal", "error", "text"),
    [
        ((404, "ResourceNotFoundException"), NotFound, "does not exist."),
        ((429, "TooManyRequestsException"), Transient, "could not be invoked: TooManyRequestsException."),
        ((500, "ServiceException"), Transient, "could not be invoked: ServiceException."),
        ((409, "ResourceConflictException"), Transient, "could not be invoked: ResourceConflictException."),
        ((403, "AccessDeniedException"), SiteFailed, "could not be invoked: AccessDeniedException."),
        ((413, "RequestTooLargeException"), SiteFailed, "could not be invoked: RequestTooLargeException."),
    ],
)
def test_refusals_are_translated_by_name(
    network: Moto, refusal: tuple[int, str], error: type[Exception], text: str
) -> None:
    network.refusal = refusal
    with pytest.raises(error) as failure:
        invoke()
    assert type(failure.value) is error
    assert str(failure.value) == f"{FUNCTION}:live {text}"


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (ReadTimeoutError(endpoint_url="https://lambda"), SiteTimedOut),
        (EndpointConnectionError(endpoint_url="https://lambda"), SiteFailed),
    ],
)
def test_so_are_failures_on_the_way(network: Moto, raised: Exception, error: type[Exception]) -> None:
    network.failure = raised
    with pytest.raises(error) as failure:
        invoke()
    assert type(failure.value) is error


def test_everything_together_gives_up_before_the_api_does() -> None:
    connecting = 2 * 2 * signed_requests.CONNECT_SECONDS
    waiting = 2 * (routing.TABLE_SECONDS + routing.SITE_SECONDS)
    assert connecting + waiting + 2 * signed_requests.LONGEST_PAUSE < 29


PLAN = TrafficPlan(
    site_id="s0123456789ab",
    version=1,
    salt="ab" * 16,
    holdout=Holdout("preview-r0123456789", 0.05),
    tests=(TestTraffic("t0000000001", "seed", "cd" * 16, 0.0, 0.5, (Arm("exp-a-0", 0.0, 1.0),), ("/",)),),
    content="r0123456789",
)


def test_a_plan_is_read_as_it_is_written() -> None:
    assert DomainsTable(TABLE).plan("s0123456789ab") is None
    stored = DynamoTrafficPlans(table=TABLE).replace(replace(PLAN, version=0))
    assert DomainsTable(TABLE).plan("s0123456789ab") == stored == PLAN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        plan_as_json(replace(PLAN, salt="short")),
        plan_as_json(replace(PLAN, salt="ab" * 65)),
        plan_as_json(replace(PLAN, tests=(replace(PLAN.tests[0], salt=""),))),
        plan_as_json(PLAN).replace('"first"', '"begin"'),
    ],
)
def test_a_plan_that_nobody_can_follow_is_broken(text: str) -> None:
    boto3.resource("dynamodb").Table(TABLE).put_item(Item={"host": "plan:s0123456789ab", "plan": text})
    with pytest.raises(BrokenPlan, match="s0123456789ab"):
        DomainsTable(TABLE).plan("s0123456789ab")


def test_a_plan_is_not_worth_a_second_time_out(network: Moto) -> None:
    network.failure = ReadTimeoutError(endpoint_url="")
    with pytest.raises(Transient, match="could not be read"):
        DomainsTable(TABLE).plan("s0123456789ab")
    assert len(network.requests) == 1


def test_an_alias_with_a_stand_in_is_asked_once(network: Moto) -> None:
    network.failure = ReadTimeoutError(endpoint_url="")
    with pytest.raises(SiteTimedOut):
        SiteFunctions().invoke(FUNCTION, "exp-a-1", b"{}", briefly=True)
    assert len(network.requests) == 1


def test_the_collector_is_told_without_waiting(network: Moto, monkeypatch: pytest.MonkeyPatch) -> None:
    def accepted(request: AWSPreparedRequest) -> AWSResponse:
        network.requests.append(request)
        return AWSResponse(request.url, 202, {}, None)

    monkeypatch.setattr(network, "send", accepted)
    CollectorFunction("code24-test-web-collect").tell(b'{"view": {}}')
    [request] = network.requests
    assert request.url.endswith("/2015-03-31/functions/code24-test-web-collect/invocations")
    assert (request.headers["X-Amz-Invocation-Type"], request.body) == ("Event", b'{"view": {}}')


@pytest.mark.parametrize("failure", [ReadTimeoutError(endpoint_url=""), EndpointConnectionError(endpoint_url="")])
def test_a_collector_that_does_not_answer_is_tried_once(network: Moto, failure: Exception) -> None:
    network.failure = failure
    with pytest.raises(CollectorFailed, match="code24-test-web-collect could not be told"):
        CollectorFunction("code24-test-web-collect").tell(b"{}")
    assert len(network.requests) == 1


def test_all_time_outs_together_stay_below_what_the_function_has() -> None:
    pause, connect = signed_requests.LONGEST_PAUSE, signed_requests.CONNECT_SECONDS
    route = 2 * (connect + routing.TABLE_SECONDS) + pause
    plan = connect + routing.TABLE_SECONDS
    collector = 2 * routing.COLLECTOR_SECONDS
    alone = 2 * (connect + routing.SITE_SECONDS) + pause
    with_experiment = 2 * (connect + routing.BRIEF_SECONDS)
    assert route + plan + max(alone, with_experiment) + collector < 29
