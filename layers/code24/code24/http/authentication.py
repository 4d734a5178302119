"""Who is calling: the API key of a request, checked before its body is read."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute

from code24.accounts.keys import hash_key
from code24.accounts.models import Identity
from code24.accounts.workers import authenticate
from code24.errors import NotAllowed, NotAuthenticated
from code24.http.json_bodies import parsed_request
from code24.http.use_cases import use_cases
from code24.types import CustomerId

_MISSING = "This needs an API key: send it as `Authorization: Bearer <key>` or `X-Api-Key: <key>`."
_FOR_OPERATORS = (
    "This tells how the platform itself stands, which is for the keys of those who run it; yours is a customer's."
)


class KeyedRoute(APIRoute):
    """A route that needs an API key. The key is checked first, then the body's form, then its fields."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler behind both checks."""
        handle = super().get_route_handler()
        body = self.body_field

        async def checked(request: Request) -> Response:
            request.state.customer_id, request.state.operator = _identity_of(request)
            if body is not None:
                request = await parsed_request(request, required=body.field_info.is_required())
            return await handle(request)

        return checked


def sent_key(request: Request) -> str:
    """The key that a request carries; a bearer token goes before `X-Api-Key`. Raises NotAuthenticated."""
    if authorization := request.headers.get("authorization"):
        scheme, _, key = authorization.partition(" ")
        if scheme.lower() != "bearer" or not key.strip():
            raise NotAuthenticated(_MISSING)
        return key.strip()
    if key := request.headers.get("x-api-key", "").strip():
        return key
    raise NotAuthenticated(_MISSING)


def _identity_of(request: Request) -> Identity:
    key = sent_key(request)
    key_hash = hash_key(key)
    recent = request.app.state.recent_keys
    identity: Identity | None = recent.get(key_hash)
    if identity is None:
        identity = use_cases(request).run(authenticate, key)
        recent.put(key_hash, identity)
    return identity


async def _caller(request: Request) -> CustomerId:
    customer_id: CustomerId = request.state.customer_id
    return customer_id


Caller = Annotated[CustomerId, Depends(_caller)]
"""The customer whose key came with the request."""


async def _operator(request: Request) -> CustomerId:
    if not request.state.operator:
        raise NotAllowed(_FOR_OPERATORS)
    return await _caller(request)


Operator = Annotated[CustomerId, Depends(_operator)]
"""Like `Caller`, for routes about the platform itself: a customer's key is answered 403."""
