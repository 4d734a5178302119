"""What the loop does about an opportunity that analytics told of: it looks at its site soon."""

from pydantic import ConfigDict

from code24.analytics.models import Opportunity
from code24.errors import NotFound
from code24.models import Model
from code24.optimize.loop.chain import signal
from code24.optimize.loop.ports import LoopExecutions, Loops
from code24.ports import Clock


class OpportunityEvent(Model):
    """An event of EventBridge; what the service says around its detail is ignored."""

    model_config = ConfigDict(extra="ignore")

    detail: Opportunity


class Reaction(Model):
    """What was done."""

    signalled: bool
    """False for a site without a loop."""


def react_to_opportunity(
    request: OpportunityEvent, *, loops: Loops, loop_executions: LoopExecutions, clock: Clock
) -> Reaction:
    """Ask the site's loop for a look soon. Told twice it is still one look."""
    found = request.detail
    try:
        signal(found.site_id, found.sentence, loops=loops, loop_executions=loop_executions, clock=clock)
    except NotFound:
        return Reaction(signalled=False)
    return Reaction(signalled=True)
