"""Query parameters and cursors of lists that come in pages."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated

from fastapi import Query
from pydantic import TypeAdapter

from code24.sites.pages import MAX_LIMIT, not_in_this_list

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="The most items to answer.")]
Cursor = Annotated[
    str | None,
    Query(description="Where the page begins: `next` of the page before. Without it the list begins at its start."),
]


def cursor_of(identifier: str) -> str:
    """The cursor of the page behind an item: base64url without padding (RFC 4648, section 5).

    It is no secret and gives no right: the item has to be in the caller's own list.
    """
    return urlsafe_b64encode(identifier.encode()).rstrip(b"=").decode()


def identifier_in(cursor: str | None, kind: TypeAdapter[str]) -> str | None:
    """The id of the item that a page begins behind. Raises InvalidRequest for what `cursor_of` never made."""
    if cursor is None:
        return None
    try:
        found = kind.validate_python(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
    except ValueError as error:
        raise not_in_this_list() from error
    if cursor_of(found) != cursor:  # the decoder skips what is not base64url
        raise not_in_this_list()
    return found
