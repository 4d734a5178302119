"""Wire errors become domain errors here, once; nothing above the adapters sees a `ClientError`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from botocore.exceptions import (
    ClientError,
    ConnectionError,
    HTTPClientError,
    IncompleteReadError,
)

from code24.errors import Code24Error, Transient

_TRANSIENT = frozenset({
    "InternalError",
    "InternalServerError",
    "LimitExceededException",
    "OperationAbortedException",  # CloudWatch Logs: another request changes the same log group
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestTimeout",
    "ServiceException",
    "ServiceUnavailable",
    "SlowDown",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionConflictException",
    "TransactionInProgressException",
})  # fmt: skip


def code(error: ClientError) -> str:
    """The service's name for an error."""
    return error.response.get("Error", {}).get("Code", "Unknown")


def message(error: ClientError) -> str:
    """The service's words for an error."""
    return error.response.get("Error", {}).get("Message", "")


def is_transient(error: ClientError) -> bool:
    """True for throttling and for failures on the service's side."""
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return code(error) in _TRANSIENT or status >= 500 or status == 429


def old_item(error: ClientError) -> dict[str, Any] | None:
    """The item that failed a conditional write, where `ReturnValuesOnConditionCheckFailure` asked for it."""
    return cast("dict[str, Any]", error.response).get("Item")


@contextmanager
def translated(doing: str, named: Mapping[str, Code24Error] | None = None) -> Iterator[None]:
    """Translate what botocore raises inside the block.

    `named` says what an error code means in this call; anything else is Transient if a retry may help, and a plain
    Code24Error (500) that names the call if not.
    """
    try:
        yield
    except ClientError as error:
        if named and code(error) in named:
            raise named[code(error)] from error
        if is_transient(error):
            raise Transient(f"{doing}: {code(error)}; try again shortly.") from error
        raise Code24Error(f"{doing}: {code(error)}: {message(error)}") from error
    except (ConnectionError, HTTPClientError, IncompleteReadError) as error:
        raise Transient(f"{doing}: {type(error).__name__}; try again shortly.") from error
