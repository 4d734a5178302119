"""DynamoDB items: models and JSON data to attribute values, and back."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import batched
from random import uniform
from time import sleep
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.exceptions import ClientError
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from code24.adapters import aws
from code24.adapters.telling import tell
from code24.adapters.wire_errors import code, translated
from code24.errors import Code24Error, Damaged, Transient
from code24.models import Model
from code24.types import CustomerId

if TYPE_CHECKING:
    from types_boto3_dynamodb.type_defs import (
        AttributeValueTypeDef,
        TransactWriteItemTypeDef,
    )

type Item = dict[str, "AttributeValueTypeDef"]
type Refusal = Callable[[dict[str, Any]], Code24Error | None]
"""What a failed condition means, given the item as it stands (empty where there is none). None: that is fine."""

_ATTEMPTS = 6
READ_AT_ONCE = 100
"""The most keys that one BatchGetItem request takes."""
WRITTEN_AT_ONCE = 25
"""The most writes that one BatchWriteItem request takes."""

_CUSTOMER_ID: TypeAdapter[CustomerId] = TypeAdapter(CustomerId)
_serialize = TypeSerializer().serialize
_deserialize = TypeDeserializer().deserialize


def value_of(data: Any) -> "AttributeValueTypeDef":
    """Models, times and JSON data as one attribute value. Floats become decimals: DynamoDB has no binary floats."""
    value: AttributeValueTypeDef = _serialize(json.loads(to_json(data, by_alias=False), parse_float=Decimal))
    return value


def values(**data: Any) -> Item:
    """Expression values by name: `values(at="…")` is `{":at": {"S": "…"}}`."""
    return {f":{name}": value_of(value) for name, value in data.items()}


def item_of(model: Model, **attributes: Any) -> Item:
    """A model as an item, `snake_case`, without what is None; `attributes` are added."""
    data = model.model_dump(exclude_none=True) | attributes
    return {name: value_of(value) for name, value in data.items()}


def data_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item as JSON data."""
    return {name: _plain(_deserialize(value)) for name, value in item.items()}


def model_of[M: Model](model: type[M], data: Mapping[str, Any]) -> M:
    """The model that item data holds; attributes that belong to the table only are left out. Raises Damaged."""
    with readable(model):
        record = model.model_validate({name: value for name, value in data.items() if name in model.model_fields})
    tell(record)
    return record


def customer_of(data: Mapping[str, Any]) -> CustomerId | None:
    """Whose an item is; None where that was not noted, or cannot be read."""
    try:
        return _CUSTOMER_ID.validate_python(data.get("customer_id"))
    except ValidationError:
        return None


@contextmanager
def readable(model: type) -> Iterator[None]:
    """Making a record of what is stored: Damaged says which fields it lacks, or are none. Never what is in them."""
    try:
        yield
    except ValidationError as error:
        named = {field.alias: name for name, field in getattr(model, "model_fields", {}).items()}
        places = {each["loc"][0] for each in error.errors(include_input=False) if each["loc"]}
        wrong = sorted({named.get(str(place), str(place)) for place in places})
        raise Damaged(f"A stored {model.__name__} cannot be read: {', '.join(wrong) or 'all of it'}.") from error
    except KeyError as error:
        raise Damaged(f"A stored {model.__name__} cannot be read: {error.args[0]}.") from error
    except (AttributeError, TypeError, ValueError) as error:
        raise Damaged(f"A stored {model.__name__} cannot be read: what is in it is of another kind.") from error


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case _:
            return value


def query(doing: str, **request: Any) -> Iterator[dict[str, Any]]:
    """The data of all items that a query finds, page by page."""
    with translated(doing):
        for page in aws.dynamodb().get_paginator("query").paginate(**request):
            yield from map(data_of, page["Items"])


def get_items(doing: str, table: str, keys: Iterable[Item], attributes: str) -> Iterator[dict[str, Any]]:
    """The named attributes of the items that are there, in no order. Raises Transient where some stay unread."""
    for batch in batched(keys, READ_AT_ONCE, strict=False):
        left: Any = {table: {"Keys": list(batch), "ProjectionExpression": attributes}}
        with translated(doing):
            for attempt in range(1, _ATTEMPTS + 1):
                answer = aws.dynamodb().batch_get_item(RequestItems=left)
                yield from map(data_of, answer["Responses"].get(table, []))
                left = answer.get("UnprocessedKeys")
                if not left:
                    break
                _pause(attempt)
        if left:
            raise Transient(f"{doing}: {len(left[table]['Keys'])} items are not read; try again shortly.")


def delete_items(doing: str, table: str, keys: Iterable[Item]) -> None:
    """Delete items by key. What DynamoDB leaves over is sent again; raises Transient where it keeps doing so."""
    for batch in batched(keys, WRITTEN_AT_ONCE, strict=False):
        if left := _written(doing, table, [{"DeleteRequest": {"Key": key}} for key in batch]):
            raise Transient(f"{doing}: {len(left)} items are still there; try again shortly.")


def put_items(doing: str, table: str, items: Sequence[Item]) -> Sequence[Item]:
    """Put up to `WRITTEN_AT_ONCE` items with different keys in one request; returns those that DynamoDB keeps leaving.

    Raises Transient where DynamoDB takes none, Code24Error where one of them is none.
    """
    left = _written(doing, table, [{"PutRequest": {"Item": item}} for item in items])
    return [request["PutRequest"]["Item"] for request in left]


def _written(doing: str, table: str, requests: list[Any]) -> list[Any]:
    """The requests that DynamoDB leaves over though they are sent again."""
    with translated(doing):
        for attempt in range(1, _ATTEMPTS + 1):
            answer = aws.dynamodb().batch_write_item(RequestItems={table: requests})
            requests = answer.get("UnprocessedItems", {}).get(table, [])
            if not requests:
                break
            _pause(attempt)
    return requests


def transact(doing: str, *writes: tuple["TransactWriteItemTypeDef", Refusal]) -> None:
    """All writes or none. A refused condition raises what its write's `Refusal` says, the first one that says so.

    Another transaction on the same items is waited for, with jitter. botocore adds the request token that makes its own
    retries safe.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with translated(doing):
                _send([write for write, _ in writes])
                return
        except _Cancelled as cancelled:
            _raise_refusal(cancelled.reasons, [refusal for _, refusal in writes])
            if not cancelled.contended:
                return
            _pause(attempt)
    raise Transient(f"{doing}: other writes to the same items keep coming; try again shortly.")


def _pause(attempt: int) -> None:
    sleep(uniform(0, 0.02 * 2**attempt))  # noqa: S311 (jitter, not a secret)


class _Cancelled(Exception):
    """A transaction was not carried out; one reason for each write."""

    def __init__(self, reasons: Sequence[Mapping[str, Any]]) -> None:
        super().__init__()
        self.reasons = reasons
        self.contended = not any(reason.get("Code") == "ConditionalCheckFailed" for reason in reasons)


def _send(writes: list["TransactWriteItemTypeDef"]) -> None:
    try:
        aws.dynamodb().transact_write_items(TransactItems=writes)
    except ClientError as error:
        reasons: list[Mapping[str, Any]] = error.response.get("CancellationReasons", [])  # type: ignore[assignment]
        known = {"None", "ConditionalCheckFailed", "TransactionConflict", "ThrottlingError"}
        if code(error) != "TransactionCanceledException" or any(
            each.get("Code", "None") not in known for each in reasons
        ):
            raise
        raise _Cancelled(reasons) from error


def _raise_refusal(reasons: Sequence[Mapping[str, Any]], refusals: Sequence[Refusal]) -> None:
    for reason, refusal in zip(reasons, refusals, strict=True):
        if reason.get("Code") == "ConditionalCheckFailed":
            error = refusal(data_of(reason.get("Item") or {}))
            if error is not None:
                raise error
