"""What the health check needs of the world."""

from typing import Protocol


class Resources(Protocol):
    """What the platform is made of beside functions. Everything raises a Code24Error where it is not in order."""

    def table(self, name: str) -> None:
        """See that a table is there and active."""
        ...

    def bucket(self, name: str) -> None:
        """See that a bucket is there and may be read."""
        ...

    def queue(self, name: str) -> None:
        """See that a queue is there."""
        ...

    def state_machine(self, name: str) -> None:
        """See that a state machine is there and active."""
        ...

    def event_bus(self) -> None:
        """See that the bus is there."""
        ...
