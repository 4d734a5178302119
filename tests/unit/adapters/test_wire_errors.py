import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError

from code24.adapters.wire_errors import translated
from code24.errors import AlreadyExists, Code24Error, Transient


def wire_error(code: str, status: int = 400, message: str = "words") -> ClientError:
    return ClientError(
        {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}}, "Operation"
    )


@pytest.mark.parametrize(
    "error",
    [
        wire_error("ThrottlingException"),
        wire_error("TooManyRequestsException", 429),
        wire_error("SlowDown", 503),
        wire_error("OperationAbortedException"),
        wire_error("SomethingNew", 500),
        ConnectTimeoutError(endpoint_url="https://example.com"),
        ReadTimeoutError(endpoint_url="https://example.com"),
        EndpointConnectionError(endpoint_url="https://example.com"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_a_retry_may_help_is_transient(error: Exception) -> None:
    with pytest.raises(Transient, match=r"^Reading a thing: .+; try again shortly"), translated("Reading a thing"):
        raise error


def test_a_named_code_means_what_the_call_says() -> None:
    taken = AlreadyExists("It is there.")
    with (
        pytest.raises(AlreadyExists, match="It is there"),
        translated("Writing", {"ConditionalCheckFailedException": taken}),
    ):
        raise wire_error("ConditionalCheckFailedException")


def test_anything_else_names_the_call_and_is_no_client_error() -> None:
    with pytest.raises(Code24Error, match="Writing: AccessDenied: no") as caught, translated("Writing"):
        raise wire_error("AccessDenied", 403, "no")
    assert type(caught.value) is Code24Error


def test_domain_errors_pass() -> None:
    with pytest.raises(AlreadyExists, match="as it is"), translated("Writing"):
        raise AlreadyExists("as it is")
