from collections.abc import Iterator
from io import BytesIO

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError
from botocore.response import StreamingBody
from botocore.stub import Stubber

from code24.adapters import routing
from code24.adapters.items import item_of
from code24.adapters.routing import DomainsTable, SiteFunctions
from code24.errors import NotFound, Transient
from code24.routing.models import Route
from code24.routing.ports import SiteFailed, SiteTimedOut
from code24.sites.models import Route as StoredRoute
from code24.sites.models import RouteStatus

TABLE = "domains"


@pytest.fixture(autouse=True)
def _fresh_clients(cloud: None) -> Iterator[None]:
    routing._session.cache_clear()
    routing._client.cache_clear()
    yield
    routing._session.cache_clear()
    routing._client.cache_clear()


@pytest.fixture
def stub() -> Iterator[Stubber]:
    with Stubber(routing._client("lambda", routing._SITE_SECONDS)) as stub:
        yield stub


CALL = {"FunctionName": "code24-test-site-s0123456789ab", "Qualifier": "live", "Payload": b"{}"}


def invoke() -> bytes:
    return SiteFunctions().invoke("code24-test-site-s0123456789ab", "live", b"{}")


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


def test_a_table_that_cannot_be_read_is_transient() -> None:
    with pytest.raises(Transient, match="The table other could not be read: ResourceNotFoundException"):
        DomainsTable("other").get("acme.localhost")


def test_a_function_is_invoked_by_name_and_alias(stub: Stubber) -> None:
    stub.add_response("invoke", {"StatusCode": 200, "Payload": StreamingBody(BytesIO(b'{"a": 1}'), 8)}, CALL)
    assert invoke() == b'{"a": 1}'
    stub.assert_no_pending_responses()


def test_what_a_function_raises_stays_inside(stub: Stubber) -> None:
    body = StreamingBody(BytesIO(b'{"errorMessage": "secret"}'), 26)
    stub.add_response("invoke", {"StatusCode": 200, "FunctionError": "Unhandled", "Payload": body}, CALL)
    with pytest.raises(SiteFailed) as failure:
        invoke()
    assert str(failure.value) == "code24-test-site-s0123456789ab:live raised an error."


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("ResourceNotFoundException", NotFound),
        ("TooManyRequestsException", Transient),
        ("ServiceException", Transient),
        ("ResourceConflictException", Transient),
        ("AccessDeniedException", SiteFailed),
        ("InvalidRequestContentException", SiteFailed),
    ],
)
def test_refusals_are_translated_by_name(stub: Stubber, code: str, error: type[Exception]) -> None:
    stub.add_client_error("invoke", service_error_code=code, service_message="secret", expected_params=CALL)
    with pytest.raises(error) as failure:
        invoke()
    assert type(failure.value) is error
    assert "secret" not in str(failure.value)


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (ReadTimeoutError(endpoint_url="https://lambda"), SiteTimedOut),
        (EndpointConnectionError(endpoint_url="https://lambda"), SiteFailed),
    ],
)
def test_so_are_failures_on_the_way(monkeypatch: pytest.MonkeyPatch, raised: Exception, error: type[Exception]) -> None:
    def fail(**_: object) -> None:
        raise raised

    monkeypatch.setattr(routing._client("lambda", routing._SITE_SECONDS), "invoke", fail)
    with pytest.raises(error) as failure:
        invoke()
    assert type(failure.value) is error


def test_clients_are_made_once_and_give_up_before_the_api_does() -> None:
    dynamodb = routing._client("dynamodb", routing._TABLE_SECONDS)
    functions = routing._client("lambda", routing._SITE_SECONDS)
    assert routing._client("dynamodb", routing._TABLE_SECONDS) is dynamodb
    longest = 0.0
    for config in (dynamodb.meta.config, functions.meta.config):
        assert config.retries["mode"] == "standard"
        attempts = config.retries["total_max_attempts"]
        longest += attempts * (config.connect_timeout + config.read_timeout) + (attempts - 1) * 1.0
    assert longest < 29
