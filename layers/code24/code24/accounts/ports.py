"""What accounts need of the world."""

from typing import Protocol

from code24.accounts.models import ApiKey, Customer


class Customers(Protocol):
    """Customers and API keys."""

    def create(self, customer: Customer, key: ApiKey) -> None:
        """Store a customer with a first key. Raises AlreadyExists."""
        ...

    def key(self, key_hash: str) -> ApiKey | None:
        """The key with this hash, if there is one."""
        ...

    def make_operator(self, key_hash: str) -> None:
        """Let a key see how the platform itself stands. Raises NotFound where there is no such key."""
        ...
