"""Looking at one thing that needs attention: repair it, or park it with a reason."""

from collections.abc import Callable, Mapping

from code24.experiments.ports import Tests
from code24.optimize.loop.ports import Jobs, LoopExecutions, Loops
from code24.ports import Builds, Clock, Executions, ReleaseArchive, SiteFunctions, Sites
from code24.sites.addresses import SiteAddresses
from code24.upkeep.attending.builds import attend_build
from code24.upkeep.attending.changes import attend_change
from code24.upkeep.attending.loops import attend_loop
from code24.upkeep.attending.means import Means
from code24.upkeep.attending.models import Attended, Result
from code24.upkeep.attending.sites import attend_site
from code24.upkeep.models import Attention, Incident, Kind, Outcome
from code24.upkeep.ports import BuildRuns, DueIndex, Incidents, ReleaseVersions, SiteProbe

ATTENDANTS: Mapping[Kind, Callable[[Attention, Means], Attended]] = {
    Kind.LOOP: attend_loop,
    Kind.BUILD: attend_build,
    Kind.SITE: attend_site,
    Kind.CHANGE: attend_change,
}
"""Who looks after what."""
FIRST: Mapping[Kind, Kind] = {Kind.CHANGE: Kind.SITE}
"""What is looked after first: what changed may have been cut off between its record and its alias."""
_OUTCOMES = {Result.REPAIRED: Outcome.REPAIRED, Result.PARKED: Outcome.PARKED}


def attend(
    request: Attention,
    *,
    sites: Sites,
    site_functions: SiteFunctions,
    site_probe: SiteProbe,
    release_archive: ReleaseArchive,
    release_versions: ReleaseVersions,
    builds: Builds,
    build_runs: BuildRuns,
    executions: Executions,
    loops: Loops,
    jobs: Jobs,
    loop_executions: LoopExecutions,
    tests: Tests,
    incidents: Incidents,
    due_index: DueIndex,
    addresses: SiteAddresses,
    clock: Clock,
) -> Attended:
    """Look at what needs attention, repair or park it, and note what was found. Looking twice changes nothing more.

    What raises is looked at again when the queue delivers the message again.
    """
    means = Means(
        sites=sites,
        site_functions=site_functions,
        site_probe=site_probe,
        release_archive=release_archive,
        release_versions=release_versions,
        builds=builds,
        build_runs=build_runs,
        executions=executions,
        loops=loops,
        jobs=jobs,
        loop_executions=loop_executions,
        tests=tests,
        addresses=addresses,
        clock=clock,
    )
    first = FIRST.get(request.kind)
    if first is not None:
        _noted(request.model_copy(update={"kind": first}), means, incidents)
    attended = _noted(request, means, incidents)
    due_index.done(request)
    return attended


def _noted(request: Attention, means: Means, incidents: Incidents) -> Attended:
    attended = ATTENDANTS[request.kind](request, means)
    if attended.outcome in _OUTCOMES:
        incidents.note(_incident(request, attended, means))
    if attended.outcome in {Result.WELL, Result.GONE, Result.REPAIRED}:
        incidents.resolve(request.site_id, attended.done or "It works again.", request.kind, request.id)
    return attended


def _incident(request: Attention, attended: Attended, means: Means) -> Incident:
    return Incident(
        incident_id=f"{request.kind.value}-{request.id}-{attended.state}",
        kind=request.kind,
        id=request.id,
        site_id=request.site_id,
        customer_id=request.customer_id,
        found_at=means.clock.now(),
        outcome=_OUTCOMES[attended.outcome],
        reason=attended.wrong,
        done=attended.done,
        attempts=attended.attempts,
    )
