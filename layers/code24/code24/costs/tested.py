"""What an A/B test costs a month beside its visitors: looks at it, and the records of what they saw.

A test that runs is looked at by every tick of an hour in which its site has visitors, and of ten minutes after it
(`experiments.engine.asking`). What is seen is recorded once an hour (`experiments.engine.watching`), and where nobody
comes, every six hours.
"""

from math import exp
from typing import NamedTuple

from code24.costs.fleet import HOURS, TICKS

AFTER = 10 / 60
"""Of an hour: for as long as that, the hour before counts too."""
WAIT = 6
"""Hours between looks that the time brings."""


class Looks(NamedTuple):
    """At one test in a month."""

    unrecorded: float
    recorded: float


def looks(visits: float) -> Looks:
    """Looks at a test of a site with so many visits a month, evenly spread over day and night: the dearest case.

    An hour has a visitor with p = 1 - exp(-visits / hours), as arrivals that do not depend on each other have.
    """
    share = 1 - exp(-visits / HOURS)
    ticks = TICKS * (share + (1 - share) * share * AFTER)
    recorded = HOURS * (share + (1 - share) / WAIT)
    return Looks(max(0.0, ticks - HOURS * share), recorded)
