"""Customers and their API keys."""

from datetime import datetime
from typing import NamedTuple

from code24.models import Model
from code24.types import CustomerId


class Customer(Model):
    """Somebody who owns sites."""

    customer_id: CustomerId
    name: str
    created_at: datetime


class ApiKey(Model):
    """An API key as it is stored: by hash, never in clear."""

    key_hash: str
    """SHA-256 of the key, hex. The key itself has 165 random bits, so no salt or stretching is needed."""
    customer_id: CustomerId
    hint: str
    """The first characters, for people to tell keys apart."""
    created_at: datetime
    operator: bool = False
    """Whether it is a key of those who run the platform: it sees how the platform itself stands."""


class Identity(NamedTuple):
    """Who a key belongs to."""

    customer_id: CustomerId
    operator: bool = False
