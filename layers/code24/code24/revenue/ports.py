"""What recurring revenue needs of the world."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from code24.revenue.ledger.models import Entry, SubscriptionId


class Ledger(Protocol):
    """What was subscribed to, changed and ended: entries that are only ever added."""

    def append(self, entry: Entry, after: int) -> None:
        """Add an entry to its subscription, which has `after` entries now.

        Raises Conflict where the subscription has more by now or is another customer's, AlreadyExists where an entry of
        the same id is there (with whatever content: `entry` says which).
        """
        ...

    def entry(self, event_id: str) -> Entry | None:
        """The entry of an event's id, where there is one."""
        ...

    def of_subscription(self, subscription_id: SubscriptionId) -> Sequence[Entry]:
        """All entries of a subscription, in their `order`."""
        ...

    def events(self, until: datetime) -> Iterator[Entry]:
        """What happened before `until`, page by page in bounded memory.

        Customer by customer, each one's subscriptions one after another, each one's entries in their `order`. Customers
        come in no order that means anything, and always in the same.
        """
        ...
