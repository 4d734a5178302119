"""What is known to work: counts of what was tried, by scope."""

from collections.abc import Mapping
from typing import NamedTuple

from code24.models import Model
from code24.optimize.models import Business
from code24.types import SiteId, TestId


class Tally(Model):
    """How often a kind of change was tried in a scope, and on how many sites."""

    worked: int = 0
    failed: int = 0
    sites: int = 0
    """Distinct sites that it was tried on."""


type Tallies = Mapping[str, Tally]
"""By kind of change."""


class Scope(NamedTuple):
    """Whose experience: of one industry, one goal, or everybody's where a part is None."""

    industry: str | None = None
    goal: str | None = None

    @property
    def key(self) -> str:
        """The scope as a text (`restaurant#bookings`, `restaurant#*`, `*#*`)."""
        return f"{self.industry or '*'}#{self.goal or '*'}"


def scopes_of(business: Business) -> tuple[Scope, ...]:
    """The scopes that a business belongs to, the widest first."""
    goal = business.goal.value if business.goal else None
    scopes = [Scope(), Scope(business.industry), Scope(business.industry, goal)]
    return tuple(dict.fromkeys(scopes))


class Lesson(Model):
    """What one cycle, or one A/B test, of one site teaches. It counts once, however often it is told."""

    site_id: SiteId
    cycle: int = 0
    """0 where a test teaches."""
    test_id: TestId | None = None
    business: Business
    outcomes: Mapping[str, Tally]
    """By kind of change; `sites` is not set."""
