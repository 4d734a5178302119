"""Use cases of learning: remember what a cycle showed, and say what is likely to work."""

from collections.abc import Collection, Mapping

from code24.optimize.learning.beliefs import chances, outcomes
from code24.optimize.learning.models import Lesson, scopes_of
from code24.optimize.models import Business, Optimization
from code24.optimize.ports import Knowledge
from code24.types import SiteId


def learn_from(
    optimization: Optimization, site_id: SiteId, cycle: int, business: Business, *, knowledge: Knowledge
) -> None:
    """Add a cycle's outcomes to what is known. Telling the same cycle again changes nothing."""
    found = outcomes(optimization.fixes)
    if found:
        knowledge.add(Lesson(site_id=site_id, cycle=cycle, business=business, outcomes=found))


def likely_to_work(
    kinds: Collection[str], site_id: SiteId | None, business: Business, *, knowledge: Knowledge
) -> Mapping[str, float]:
    """The chance of each kind for this site, from 0 to 1."""
    shared = knowledge.shared(scopes_of(business))
    own = knowledge.own(site_id) if site_id else {}
    return chances(kinds, shared, own)
