"""What needs attention, and what became of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import AwareDatetime

from code24.models import Model
from code24.types import CustomerId, SiteId

CHANGES_SETTLE_IN = timedelta(minutes=2)
"""After which a site that changed is looked at: several changes in a row are one look."""

DELETED_WITHIN = timedelta(hours=1)
"""How long a deletion may take; one takes seconds to minutes."""


class Kind(StrEnum):
    """What may need attention."""

    LOOP = "loop"
    """A loop whose execution is late: dead, or cut off in the middle of a cycle. Its id is the site's."""
    BUILD = "build"
    """A build that has been silent for longer than a worker may take (`build.models.SILENT_AFTER`)."""
    SITE = "site"
    """A site whose function, alias and record may not agree, or that does not answer. Its id is the site's."""
    CHANGE = "change"
    """A site that changed: brand, designer and developer look at it lightly. Its id is the site's."""


class Attention(Model):
    """One thing to look at: the body of a message. Looking twice is harmless."""

    kind: Kind
    id: str
    site_id: SiteId | None = None
    """None for a record that names no site: one that was put, or torn, by hand."""
    customer_id: CustomerId | None = None
    """None where the record is from before it was noted."""
    due_at: AwareDatetime
    """Since when it is due."""
    reason: str = ""


class Outcome(StrEnum):
    """What became of an incident."""

    REPAIRED = "repaired"
    """It goes on; nothing was lost."""
    PARKED = "parked"
    """It could not be repaired by itself, rests with its reason, and waits for a person."""
    RESOLVED = "resolved"
    """A person, or a later repair, let what was parked go on."""


class Incident(Model):
    """Something that was found broken."""

    incident_id: str
    """Named by what broke and the state that it was found in: two that find the same note one incident."""
    kind: Kind
    id: str
    site_id: SiteId | None = None
    customer_id: CustomerId | None = None
    found_at: datetime
    outcome: Outcome
    reason: str
    """What was wrong, as a sentence without personal data."""
    done: str
    """What was done about it, as a sentence."""
    attempts: int = 1
    """Repairs of the same thing in a row, this one included."""


class Found(Model):
    """What a tick found for one customer: `optimizations/{customer_id}/{timestamp}.json`."""

    customer_id: CustomerId
    scheduled_at: datetime
    asked: tuple[Attention, ...] = ()
    """What was handed on, oldest first."""
    left: int = 0
    """How many more of this customer's were due, and wait for the next tick."""
    tests: tuple[str, ...] = ()
    """A/B tests that a look was asked for because their time had come; those that visitors bring are in no record."""


class Ticked(Model):
    """What a tick did."""

    due: Mapping[Kind, int]
    """What was found due, by kind, as far as was read."""
    asked: Mapping[Kind, int]
    left: int
    """What waits for the next tick."""
    unread: int = 0
    """Queues of the index that there was no time to read; the next tick begins further on."""
    waiting: int = 0
    """About how many messages waited in the queue of attention when the tick began."""
    oldest_seconds: int = 0
    """For how long the oldest thing has been due."""
    reacted: int = 0
    """Opportunities that nobody had reacted to, and the tick did."""
    damaged: int = 0
    """Opportunities whose loop cannot be read: the loop's own look parks it, and a later tick reacts."""
    tests: int
    """A/B tests that a look was asked for."""
    sites: int
    """Sites with visitors, whose challengers may be worth a test."""
    customers: int
    """Customers with something due."""
