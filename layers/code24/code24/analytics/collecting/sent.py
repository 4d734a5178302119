"""An event as a tracker sent it: read and bounded, and not yet judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Api(StrEnum):
    """Which tracker's language a request speaks; its answers are of the same."""

    EVENT = "event"
    """`/api/event`: Plausible's, one event, and our own tracker's, a list of them."""
    SEND = "send"
    """`/api/send`: Umami's, one event."""
    BATCH = "batch"
    """`/api/batch`: Umami's, a list of events."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One event. Addresses are whole still: what may not be kept of them is cut when the event is written."""

    kind: str
    """As of `analytics.event.Event`."""
    name: str
    url: str
    """Of the page, absolute, or a path where `hosts` has the page's host."""
    hosts: tuple[str, ...] = ()
    """What the event calls its site, the first one that is known counts; empty where only the address tells."""
    referrer: str = ""
    props: Mapping[str, str] = field(default_factory=dict)
    revenue: float | None = None
    currency: str = ""
    vitals: Mapping[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    age: int = 0
    """Milliseconds since it happened, by the sender's own clock."""
    at: int | None = None
    """Epoch milliseconds, where the sender gives a time and not an age."""
    mark: str = ""
    """The sender's name for this event of this page view, where it has one."""
    with_fragment: bool = False
    """The fragment of the address is part of the path (single-page sites with `#/…` routes)."""
    interactive: bool = True
    """As of `analytics.event.Event`."""
    status: int = 200
    server: bool = False
    failed_alias: str = ""
    """Of the release of the visitor's variant, where it did not answer and another page did."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An element of a list that is no event, by what is wrong with its fields."""

    problems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something that trackers send and that nothing here is made of: who a visitor is, what a script stumbled on."""

    type: str


type Entry = Sent | Unread | Unsupported
