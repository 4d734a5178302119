"""What a step of a build costs at most, from its seconds and what a step asks of AWS.

By the list of prices, x86, which is the dearer architecture. A language model's tokens are not in it.
"""

from code24.costs.price_list import PRICES
from code24.costs.prices import Item, usd

_FIXED = {
    Item.LAMBDA_REQUEST: 1,
    Item.TRANSITION: 3,
    Item.OBJECT_WRITE: 3,
    Item.OBJECT_READ: 6,
    Item.TABLE_WRITE: 20,
    Item.TABLE_READ: 5,
}
"""Ten steps of it are more than docs/cost.md counts of a build."""
_START = 4.0
"""Seconds: a cold start is billed, and is over before the function can count."""


def most_usd(seconds: float, megabytes: int) -> float:
    """Upper bound for a step that took so many seconds of a function with so much memory."""
    gigabyte_seconds = (seconds + _START) * megabytes / 1024
    return round(usd(_FIXED | {Item.LAMBDA_X86: gigabyte_seconds}, PRICES), 6)
