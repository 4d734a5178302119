"""What is done about an opportunity that analytics told of: the loop looks at its site soon."""

from pydantic import ConfigDict

from code24.analytics.models import Opportunity, OpportunityKind
from code24.analytics.ports import Opportunities
from code24.errors import NotFound
from code24.models import Model
from code24.optimize.loop.chain import signal
from code24.optimize.loop.models import LoopStatus
from code24.optimize.loop.ports import LoopExecutions, Loops
from code24.ports import Clock
from code24.upkeep.ports import DueIndex

SUSPICIOUS = frozenset({OpportunityKind.ERROR_PAGES})
"""Visitors were told that something is missing: the site's function may not be what its record says."""


class OpportunityEvent(Model):
    """An event of EventBridge; what the service says around its detail is ignored."""

    model_config = ConfigDict(extra="ignore")

    detail: Opportunity


class Reaction(Model):
    """What was done."""

    signalled: bool
    """False for a site without a loop."""
    suspected: bool = False
    """Whether a look at the site's function was asked for."""


def react_to_opportunity(
    request: OpportunityEvent,
    *,
    loops: Loops,
    loop_executions: LoopExecutions,
    opportunities: Opportunities,
    due_index: DueIndex,
    clock: Clock,
) -> Reaction:
    """Ask the site's loop for a look soon, and note that somebody heard of it. Told twice it is still one look."""
    found = request.detail
    reaction = Reaction(signalled=False)
    try:
        loop = signal(found.site_id, found.sentence, loops=loops, loop_executions=loop_executions, clock=clock)
    except NotFound:
        pass
    else:
        suspected = found.kind in SUSPICIOUS and loop.status is not LoopStatus.ENDED
        if suspected:
            due_index.suspect(found.site_id, loop.customer_id, found.sentence, clock.now())
        reaction = Reaction(signalled=True, suspected=suspected)
    opportunities.heard(found)
    return reaction
