"""What a cycle costs at most, from its seconds and what its steps ask of AWS.

By the list of prices, x86, which is the dearer architecture. Import, publishing and visitors' traffic are not in it.
"""

from code24.costs.price_list import PRICES
from code24.costs.prices import Item, usd

_GB_AT_ONCE = 4 * 1.769
"""Memory of the four auditors, which run beside each other: no other step has more."""
_FIXED = {
    Item.TRANSITION: 20,  # of a cycle that works: its states, those of the auditors' branches, and an execution's ends
    Item.LAMBDA_REQUEST: 12,
    Item.OBJECT_WRITE: 14,
    Item.OBJECT_READ: 40,
    Item.TABLE_WRITE: 24,
    Item.TABLE_READ: 30,
}
"""No less than `make cost` counts of a whole cycle that publishes nothing."""


def most_usd(seconds: float) -> float:
    """Upper bound for a cycle that took so many seconds: its steps counted as if all had the most memory of any."""
    return round(usd(_FIXED | {Item.LAMBDA_X86: seconds * _GB_AT_ONCE}, PRICES), 6)
