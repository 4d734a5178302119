"""The hourly look at everything that the platform is made of."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial

from code24.errors import Code24Error, NotFound, WorkerFailed
from code24.health.looking import Look, looked_at
from code24.health.models import Check, Count, Group, HealthChecked, HealthReport
from code24.health.parts import BUCKETS, STATE_MACHINES, TABLES, TEAMS, VISITS, Visit
from code24.health.ports import Resources
from code24.health.trial import try_optimizing
from code24.operations.models import QUEUES
from code24.ports import Clock, Sites, WorkerFunctions
from code24.reports.ports import ReportFiles
from code24.schedules.models import Scheduled
from code24.types import SiteId
from code24.upkeep.models import Kind
from code24.upkeep.ports import DueIndex, SiteProbe

AT_ONCE = 3
"""Things looked at together. A new account may run ten functions at once, visitors' among them; on a laptop each cold
start takes a core for a second or more."""
SECONDS = 240.0
"""For everything but the optimizer; the function has 300."""
FUNCTION_SECONDS, RESOURCE_SECONDS, SITE_SECONDS, TRIAL_SECONDS = 25.0, 5.0, 10.0, 30.0
"""What takes longer has failed. A function may have to start first; its callers wait 25 s at most."""
MOST_SITES = 20
_OF_A_SHARD = 2
_AHEAD = timedelta(days=40)
"""Longer than any loop rests."""
_INDEX = "index"
_NAMED = 10
"""Failures that the run names; the report has all."""


def check_health(
    request: Scheduled,
    *,
    worker_functions: WorkerFunctions,
    resources: Resources,
    due_index: DueIndex,
    sites: Sites,
    site_probe: SiteProbe,
    report_files: ReportFiles,
    clock: Clock,
) -> HealthChecked:
    """Look at every part, and write `dev/health-checks/{timestamp}.json`. What fails is counted, and is no error."""
    started = clock.now()
    looks = [*_resources(resources), *_functions(worker_functions)]
    try:
        looks += _sites(due_index, sites, site_probe, clock)
    except Exception as error:  # that sites cannot be found is one of the things to report
        looks.append(Look(Group.SITE, _INDEX, partial(_raise, error), SITE_SECONDS))
    checks = [
        *looked_at(looks, at_once=AT_ONCE, seconds=SECONDS),
        # By itself at the end: it computes, and whoever waits for an answer meanwhile would seem slow.
        *looked_at([_trial(clock)], at_once=1, seconds=TRIAL_SECONDS),
    ]
    took = round((clock.now() - started).total_seconds() * 1000, 1)
    ranked = tuple(sorted(checks, key=lambda check: (check.passed, check.group, check.name)))
    failed = [check for check in ranked if not check.passed]
    _ask_for_repair(failed, due_index, clock)
    report = HealthReport(
        scheduled_at=request.scheduled_at,
        started_at=started,
        took_ms=took,
        passed=len(ranked) - len(failed),
        failed=len(failed),
        groups={group: _count(ranked, group) for group in Group},
        checks=ranked,
    )
    key = _key(request)
    report_files.write(key, report.model_dump_json().encode())
    failures = tuple(f"{check.group.value} {check.name}: {check.error}" for check in failed[:_NAMED])
    return HealthChecked(key=key, checks=len(ranked), failed=len(failed), took_ms=took, failures=failures)


def _key(request: Scheduled) -> str:
    again = f"-{request.run}" if request.run > 1 else ""
    return f"dev/health-checks/{request.scheduled_at:%Y-%m-%dT%H:%M:%SZ}{again}.json"


def _count(checks: tuple[Check, ...], group: Group) -> Count:
    passed = [check.passed for check in checks if check.group is group]
    return Count(passed=sum(passed), failed=len(passed) - sum(passed))


def _resources(resources: Resources) -> Iterator[Look]:
    for name in TABLES:
        yield Look(Group.TABLE, name, partial(resources.table, name), RESOURCE_SECONDS)
    for name in BUCKETS:
        yield Look(Group.BUCKET, name, partial(resources.bucket, name), RESOURCE_SECONDS)
    for name in QUEUES:
        yield Look(Group.QUEUE, name, partial(resources.queue, name), RESOURCE_SECONDS)
    for name in STATE_MACHINES:
        yield Look(Group.STATE_MACHINE, name, partial(resources.state_machine, name), RESOURCE_SECONDS)
    yield Look(Group.EVENT_BUS, "events", resources.event_bus, RESOURCE_SECONDS)


def _functions(worker_functions: WorkerFunctions) -> Iterator[Look]:
    for team, names in TEAMS.items():
        for name in names:
            yield Look(
                Group.FUNCTION, f"{team}-{name}", partial(_probe, worker_functions, team, name), FUNCTION_SECONDS
            )
    for visit in VISITS:
        yield Look(Group.FUNCTION, f"web-{visit.function}", partial(_visit, worker_functions, visit), FUNCTION_SECONDS)


def _probe(worker_functions: WorkerFunctions, team: str, name: str) -> None:
    answer = worker_functions.invoke(name, {"probe": True}, team=team)
    if answer.get("ok") is not True:
        raise WorkerFailed(f"It answered a probe with {sorted(answer)}, not with ok.")


def _visit(worker_functions: WorkerFunctions, visit: Visit) -> None:
    answer = worker_functions.invoke(visit.function, visit.event, team="web")
    if answer.get("statusCode") != visit.status:
        raise WorkerFailed(
            f"It answered {visit.method} {visit.path} with {answer.get('statusCode')}, not with {visit.status}."
        )


def _sites(due_index: DueIndex, sites: Sites, site_probe: SiteProbe, clock: Clock) -> Iterator[Look]:
    """Those whose loops have something to do next, others in every hour: a few reads, however many there are."""
    ahead = due_index.due(Kind.LOOP, clock.now() + _AHEAD, _OF_A_SHARD)[:MOST_SITES]
    for each in dict.fromkeys(found.site_id for found in ahead if found.site_id is not None):
        yield Look(Group.SITE, each, partial(_look_at_site, each, sites, site_probe), SITE_SECONDS)


def _look_at_site(site_id: SiteId, sites: Sites, site_probe: SiteProbe) -> None:
    try:
        if sites.get(site_id).live_release is None:
            return  # still in the making: there is nothing to answer with
    except NotFound:
        return  # deleted since the index was written
    if (status := site_probe.status(site_id, "live")) != 200:
        raise WorkerFailed(f"Its home page answers {status}.")


def _ask_for_repair(failed: list[Check], due_index: DueIndex, clock: Clock) -> None:
    """Have upkeep look at sites that do not answer, with its next tick."""
    for check in failed:
        if check.group is Group.SITE and check.name != _INDEX:
            with suppress(Code24Error):  # the report has it, and the next hour asks again
                due_index.suspect(check.name, None, f"Its health: {check.error}", clock.now())


def _trial(clock: Clock) -> Look:
    return Look(Group.OPTIMIZATION, "small-page", partial(try_optimizing, clock=clock), TRIAL_SECONDS)


def _raise(error: Exception) -> None:
    raise error
