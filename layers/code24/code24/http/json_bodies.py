"""Reading a JSON body strictly: what two readers could understand differently is refused (I-JSON, RFC 7493)."""

import json
from collections import Counter
from typing import Any

from fastapi import Request
from pydantic_core import from_json

from code24.http.problems import MalformedRequest, UnsupportedMediaType


class ParsedRequest(Request):
    """A request whose body has been read and parsed."""

    def __init__(self, request: Request, value: Any) -> None:
        super().__init__(request.scope, request.receive)
        self._value = value

    async def json(self) -> Any:
        """The parsed body."""
        return self._value


async def parsed_request(request: Request, *, required: bool) -> Request:
    """The request with its JSON body parsed. Raises MalformedRequest and UnsupportedMediaType."""
    body = await request.body()
    if not body:
        if required:
            raise MalformedRequest("The body is empty; send a JSON object.")
        return request
    _check_media_type(request)
    parsed = ParsedRequest(request, strict_json(body))
    parsed._body = body
    return parsed


def strict_json(body: bytes) -> Any:
    """The value of a JSON text in UTF-8.

    Raises MalformedRequest for what is not JSON, and for what JSON readers disagree about: a name twice in one object,
    NaN and infinities, lone surrogates, nesting deeper than 200.
    """
    try:
        value = from_json(body, allow_inf_nan=False, cache_strings="none")
        json.loads(body, object_pairs_hook=_without_duplicates)
    except (ValueError, RecursionError) as error:
        raise MalformedRequest(f"The body is not valid JSON: {error}.") from error
    return value


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise ValueError(f"an object has the name {json.dumps(twice[:80])} more than once")
    return value


def _check_media_type(request: Request) -> None:
    media_type, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.strip().lower().replace('"', "")
    if media_type.strip().lower() != "application/json" or charset not in {"", "charset=utf-8"}:
        raise UnsupportedMediaType(
            "The body must be JSON in UTF-8; send it with the header `Content-Type: application/json`."
        )
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType("The body must not be compressed; send it without `Content-Encoding`.")
