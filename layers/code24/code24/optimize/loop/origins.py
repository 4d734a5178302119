"""Somebody's website as files: read from the web, or unpacked from what was sent."""

from datetime import datetime

from code24.errors import InvalidRequest
from code24.optimize.loop.models import LoopSource
from code24.optimize.ports import Web
from code24.ports import Uploads
from code24.types import CustomerId
from code24.website.website import Website


def imported(
    source: LoopSource, customer_id: CustomerId, address: str, *, web: Web, uploads: Uploads, deadline: datetime
) -> tuple[Website, bool, tuple[str, ...]]:
    """The website, whether its address is a placeholder, and what its owner should know.

    `address` is where it will be seen: the origin of an upload, which has none of its own.
    """
    raise InvalidRequest("Nothing can be imported yet.")
