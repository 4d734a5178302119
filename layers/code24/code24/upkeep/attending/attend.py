"""Looking at one thing that needs attention: repair it, or park it with a reason."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from code24.analytics.ports import EventSets, Rollups, SiteAnalytics
from code24.errors import Damaged, NotFound
from code24.experiments.ports import Tests, TrafficPlans
from code24.forms.ports import Submissions
from code24.optimize.loop.ports import Jobs, LoopExecutions, Loops, Optimizations
from code24.optimize.ports import Knowledge
from code24.ports import Artifacts, Builds, Clock, Executions, ReleaseArchive, SiteFunctions, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.workers import delete_site
from code24.types import CustomerId
from code24.upkeep.attending.builds import attend_build
from code24.upkeep.attending.changes import attend_change
from code24.upkeep.attending.loops import attend_loop
from code24.upkeep.attending.means import Means
from code24.upkeep.attending.models import PARKED_IS_LOOKED_AT, UNREADABLE, Attended, Result
from code24.upkeep.attending.sites import attend_site
from code24.upkeep.models import Attention, Incident, Kind, Outcome
from code24.upkeep.ports import BuildRuns, DueIndex, Incidents, ReleaseVersions, SiteProbe
from code24.upkeep.resuming import forget_parked

ATTENDANTS: Mapping[Kind, Callable[[Attention, Means], Attended]] = {
    Kind.LOOP: attend_loop,
    Kind.BUILD: attend_build,
    Kind.SITE: attend_site,
    Kind.CHANGE: attend_change,
}
"""Who looks after what."""
FIRST: Mapping[Kind, Kind] = {Kind.CHANGE: Kind.SITE}
"""What is looked after first: what changed may have been cut off between its record and its alias."""
_BY_HAND = 'It is looked at every hour; docs/runbook.md says how to put it right ("Mend a record that cannot be read").'
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
    artifacts: Artifacts,
    build_runs: BuildRuns,
    executions: Executions,
    loops: Loops,
    jobs: Jobs,
    loop_executions: LoopExecutions,
    optimizations: Optimizations,
    knowledge: Knowledge,
    tests: Tests,
    traffic_plans: TrafficPlans,
    submissions: Submissions,
    event_sets: EventSets,
    rollups: Rollups,
    site_analytics: SiteAnalytics,
    incidents: Incidents,
    due_index: DueIndex,
    addresses: SiteAddresses,
    clock: Clock,
) -> Attended:
    """Look at what needs attention, repair or park it, and note what was found. Looking twice changes nothing more.

    What raises is looked at again when the queue delivers the message again; but a record that cannot be read, which no
    repetition mends, is parked.
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
        traffic_plans=traffic_plans,
        addresses=addresses,
        clock=clock,
        delete=lambda site: delete_site(
            site.site_id,
            site.customer_id,
            sites=sites,
            builds=builds,
            artifacts=artifacts,
            executions=executions,
            release_archive=release_archive,
            site_functions=site_functions,
            submissions=submissions,
            loops=loops,
            jobs=jobs,
            loop_executions=loop_executions,
            optimizations=optimizations,
            knowledge=knowledge,
            traffic_plans=traffic_plans,
            tests=tests,
            event_sets=event_sets,
            rollups=rollups,
            site_analytics=site_analytics,
            addresses=addresses,
            clock=clock,
        ),
        note=lambda attended: None,
    )
    first = FIRST.get(request.kind)
    if first is not None:
        _noted(request.model_copy(update={"kind": first}), means, incidents, due_index)
    attended = _noted(request, means, incidents, due_index)
    due_index.done(request)
    return attended


def _noted(request: Attention, means: Means, incidents: Incidents, due_index: DueIndex) -> Attended:
    def note(attended: Attended) -> None:
        incidents.note(_incident(request, attended, means))

    try:
        attended = ATTENDANTS[request.kind](request, replace(means, note=note))
    except Damaged as error:
        again_at = means.clock.now() + PARKED_IS_LOOKED_AT
        attended = Attended.parked(UNREADABLE, str(error), _BY_HAND, again_at=again_at)
    if attended.outcome in _OUTCOMES:
        note(attended)
    if attended.outcome is Result.GONE and request.kind is Kind.SITE:
        forget_parked(request.id, incidents=incidents)
    elif attended.outcome in {Result.WELL, Result.GONE, Result.REPAIRED}:
        incidents.resolve(request.site_id, attended.done or "It works again.", request.kind, request.id)
    if attended.again_at is not None and request.kind is Kind.SITE:  # also where nobody had asked for this look
        due_index.suspect(request.id, _owner(request, means), attended.wrong or attended.done, attended.again_at)
    elif attended.again_at is not None:
        due_index.put_off(request, attended.again_at)
    return attended


def _owner(request: Attention, means: Means) -> CustomerId | None:
    """Whose the site is, also where whoever asked for the look did not know."""
    if request.customer_id is not None or request.site_id is None:
        return request.customer_id
    try:
        return means.sites.get(request.site_id).customer_id
    except (Damaged, NotFound):
        return None


def _incident(request: Attention, attended: Attended, means: Means) -> Incident:
    return Incident(
        incident_id=f"{request.kind.value}-{request.id}-{attended.state}",
        kind=request.kind,
        id=request.id,
        site_id=request.site_id,
        customer_id=_owner(request, means),
        found_at=means.clock.now(),
        outcome=_OUTCOMES[attended.outcome],
        reason=attended.wrong,
        done=attended.done,
        attempts=attended.attempts,
    )
