"""What people do with what upkeep had parked: they let it go on, or delete it."""

from code24.build.models import Build
from code24.build.workers import redrive_build
from code24.optimize.loop.control import resume_loop
from code24.optimize.loop.models import LoopState
from code24.optimize.loop.ports import LoopExecutions, Loops
from code24.ports import Builds, Clock, Executions, Sites
from code24.types import BuildId, CustomerId, SiteId
from code24.upkeep.models import Kind
from code24.upkeep.ports import Incidents


def resume_parked_loop(
    site_id: SiteId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    loops: Loops,
    loop_executions: LoopExecutions,
    incidents: Incidents,
    clock: Clock,
) -> LoopState:
    """Go on with a loop as `resume_loop` does, also with one that upkeep had parked."""
    loop = resume_loop(site_id, customer_id, sites=sites, loops=loops, loop_executions=loop_executions, clock=clock)
    incidents.resolve(site_id, "Somebody resumed the loop.", Kind.LOOP)
    return loop


def redrive_parked_build(
    build_id: BuildId,
    customer_id: CustomerId,
    *,
    builds: Builds,
    executions: Executions,
    incidents: Incidents,
    clock: Clock,
) -> Build:
    """Run a build again as `redrive_build` does, also one that upkeep had parked."""
    build = redrive_build(build_id, customer_id, builds=builds, executions=executions, clock=clock)
    incidents.resolve(build.site_id, "Somebody ran the build again.", Kind.BUILD, build_id)
    return build


def forget_parked(site_id: SiteId, *, incidents: Incidents) -> None:
    """Let go of all that was parked of a deleted site."""
    incidents.resolve(site_id, "The site is deleted.")
