"""The use cases around customers: create one, and tell who is calling."""

import hmac
from typing import Annotated

from pydantic import Field

from code24.accounts.keys import SECRET_LENGTH, hash_key, is_key, key_hint, make_key
from code24.accounts.models import ApiKey, Customer, Identity
from code24.accounts.ports import Customers
from code24.errors import NotAuthenticated
from code24.models import Model
from code24.ports import Clock, Ids
from code24.types import Line

_REFUSED = "The API key is not valid; send a current one as `Authorization: Bearer <key>` or `X-Api-Key: <key>`."


class CreateCustomer(Model):
    """Asks for a customer with a first API key."""

    name: Annotated[Line, Field(max_length=120)]
    environment: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,19}$")]
    """The environment that the key is for, which it names (`local`, `production`)."""
    operator: bool = False
    """Whether the key is for somebody who runs the platform."""


class NewCustomer(Model):
    """A customer, and the only copy of the API key in clear."""

    customer: Customer
    key: Annotated[str, Field(repr=False)]


def create_customer(request: CreateCustomer, *, customers: Customers, clock: Clock, ids: Ids) -> NewCustomer:
    """Create a customer with a first API key. The key is shown here and never again."""
    now = clock.now()
    customer = Customer(customer_id=ids.new("c", 12), name=request.name, created_at=now)
    key = make_key(request.environment, ids.new("", SECRET_LENGTH))
    stored = ApiKey(
        key_hash=hash_key(key),
        customer_id=customer.customer_id,
        hint=key_hint(key),
        created_at=now,
        operator=request.operator,
    )
    customers.create(customer, stored)
    return NewCustomer(customer=customer, key=key)


def authenticate(key: str, *, customers: Customers) -> Identity:
    """Who an API key belongs to.

    Raises NotAuthenticated, in the same words for what is no key and for a key that nobody has. Keys are found by their
    hash, so how long a look-up takes tells nothing about the characters of a stored key.
    """
    if not is_key(key):
        raise NotAuthenticated(_REFUSED)
    key_hash = hash_key(key)
    stored = customers.key(key_hash)
    if stored is None or not hmac.compare_digest(stored.key_hash, key_hash):
        raise NotAuthenticated(_REFUSED)
    return Identity(stored.customer_id, stored.operator)
