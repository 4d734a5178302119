"""Lists in parts: which items a page shows, and where the next one begins.

A page begins behind an item, named by its id. Whose list it is says the caller's key alone, never that id.
"""

from collections.abc import Sequence
from typing import Self

from code24.errors import InvalidRequest
from code24.models import Model

DEFAULT_LIMIT = 50
MAX_LIMIT = 100


class Page[Item](Model):
    """A part of a list. With `more`, the next page begins behind the last of these items."""

    items: tuple[Item, ...]
    more: bool

    @classmethod
    def of(cls, items: Sequence[Item], limit: int) -> Self:
        """The first `limit` of the items. One item too many is how a list says that it goes on."""
        return cls(items=tuple(items[:limit]), more=len(items) > limit)


def not_in_this_list() -> InvalidRequest:
    """The error for a page that should begin behind something that is not in the list, whoever may have it."""
    return InvalidRequest(
        "This is no cursor of this list: send `next` as the page before answered it, or begin without a cursor.",
        field="cursor",
    )
