"""Telling whoever listens which records are read and written, so that a log line can say whose thing it was about."""

from collections.abc import Callable
from contextvars import ContextVar

from code24.models import Model
from code24.types import BuildId, CustomerId, SiteId


class Owned(Model):
    """Whose something is, where its record is not read whole."""

    build_id: BuildId
    site_id: SiteId
    customer_id: CustomerId


type Listener = Callable[[Model, bool], None]
"""Takes a record, and whether it was written rather than read."""

listener: ContextVar[Listener | None] = ContextVar("listener", default=None)
"""Set by the shell of an invocation; nobody listens elsewhere."""


def tell(record: Model, *, written: bool = False) -> None:
    """Tell of a record. It costs next to nothing where nobody listens."""
    listening = listener.get()
    if listening is not None:
        listening(record, written)
