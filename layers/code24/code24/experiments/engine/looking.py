"""One look at one test, or at a site whose challengers wait: whatever is next, as often as it takes."""

from datetime import datetime, timedelta

from code24.analytics.ports import EventSets, Rollups, SiteAnalytics
from code24.errors import Conflict, NotFound
from code24.experiments.content.renewing import renew_challengers
from code24.experiments.engine.choosing import choose
from code24.experiments.engine.ending import archive, stopped
from code24.experiments.engine.following import follow
from code24.experiments.engine.putting_off import given_up, put_off
from code24.experiments.engine.shipping import Shipper
from code24.experiments.engine.starting import again, start
from code24.experiments.engine.trail import ENGINE, changed, noted
from code24.experiments.engine.watching import watch
from code24.experiments.models import AbTest, AbTestStatus, Outcome, ShippingStage
from code24.experiments.ports import Tests, TrafficPlans
from code24.models import Model
from code24.optimize.loop.ports import Loops, Optimizations
from code24.optimize.ports import Knowledge
from code24.ports import Clock, Ids, ReleaseArchive, SiteFunctions, Sites, WorkerFunctions
from code24.sites.addresses import SiteAddresses
from code24.sites.models import Release
from code24.types import SiteId, TestId

_MOST_STEPS = 6
"""Of one look: a test that stops is put away in the same one."""
_DECISIONS = {Outcome.WON, Outcome.LOST, Outcome.UNDECIDED, Outcome.HARM}
"""Ends that follow from the test's figures."""


class Look(Model):
    """What to look at."""

    site_id: SiteId
    test_id: TestId | None = None
    """None to look whether one of the site's challengers is worth a test."""
    watched: bool = False
    """Whether visitors of the site brought the look, and not the test's time."""


class Looked(Model):
    """What became of it."""

    test_id: TestId | None = None
    status: AbTestStatus | None = None
    """None where there is no such test any more."""
    said: str = ""
    """The last decision."""
    decided: bool = False
    """Whether this look ended it by its figures."""


def look_at_test(
    request: Look,
    *,
    tests: Tests,
    traffic_plans: TrafficPlans,
    sites: Sites,
    release_archive: ReleaseArchive,
    site_functions: SiteFunctions,
    event_sets: EventSets,
    rollups: Rollups,
    site_analytics: SiteAnalytics,
    loops: Loops,
    optimizations: Optimizations,
    knowledge: Knowledge,
    worker_functions: WorkerFunctions,
    ids: Ids,
    addresses: SiteAddresses,
    clock: Clock,
) -> Looked:
    """Do everything that is due for a test. A look that is cut off anywhere is completed by the next one."""
    if request.test_id is None:
        begun = choose(
            request.site_id, tests=tests, traffic_plans=traffic_plans, sites=sites, loops=loops,
            optimizations=optimizations, rollups=rollups, knowledge=knowledge, ids=ids, clock=clock,
        )  # fmt: skip
        if begun is None:
            renew_challengers(
                request.site_id, sites=sites, optimizations=optimizations, rollups=rollups,
                worker_functions=worker_functions, clock=clock,
            )  # fmt: skip
        return Looked() if begun is None else _looked(begun)
    try:
        test = tests.get(request.site_id, request.test_id)
    except NotFound:  # deleted with its site
        return Looked(test_id=request.test_id)
    running = not test.status.ended
    try:
        for step in range(_MOST_STEPS):
            early = request.watched and step == 0 and test.is_watched
            if test.next_look_at is None or (test.next_look_at > clock.now() and not early):
                break
            if not test.status.ended and _replaced(test, sites):
                test = changed(test.site_id, test.test_id, lambda state: _gone(state, clock), tests=tests)
            test = given_up(test, tests=tests, clock=clock)
            test = _step(
                test,
                Shipper(
                    tests=tests, traffic_plans=traffic_plans, sites=sites, release_archive=release_archive,
                    site_functions=site_functions, event_sets=event_sets, rollups=rollups,
                    site_analytics=site_analytics, loops=loops, addresses=addresses, clock=clock,
                ),
                tests=tests, traffic_plans=traffic_plans, sites=sites, release_archive=release_archive,
                site_functions=site_functions, event_sets=event_sets, site_analytics=site_analytics,
                knowledge=knowledge, addresses=addresses, clock=clock,
            )  # fmt: skip
    except Exception as error:
        if put_off(test, error, watched=request.watched, tests=tests, clock=clock) is None:
            # deleted with its site, in the middle of the look
            return Looked(test_id=request.test_id)
        raise
    return _looked(test, decided=running and test.status.ended and test.outcome in _DECISIONS)


def _step(
    test: AbTest,
    shipper: Shipper,
    *,
    tests: Tests,
    traffic_plans: TrafficPlans,
    sites: Sites,
    release_archive: ReleaseArchive,
    site_functions: SiteFunctions,
    event_sets: EventSets,
    site_analytics: SiteAnalytics,
    knowledge: Knowledge,
    addresses: SiteAddresses,
    clock: Clock,
) -> AbTest:
    match test.status:
        case AbTestStatus.DRAFT if test.starting:
            return start(
                test, tests=tests, traffic_plans=traffic_plans, sites=sites, release_archive=release_archive,
                site_functions=site_functions, addresses=addresses, clock=clock,
            )  # fmt: skip
        case AbTestStatus.DRAFT:
            return changed(test.site_id, test.test_id, _at_rest, tests=tests)
        case AbTestStatus.RUNNING | AbTestStatus.PAUSED:
            return _measured(
                test, tests=tests, traffic_plans=traffic_plans, event_sets=event_sets, site_analytics=site_analytics,
                clock=clock,
            )  # fmt: skip
        case AbTestStatus.COMPLETE if test.shipping is not None and not test.shipping.stage.ended:
            return shipper.step(_on_its_way(test, tests=tests, traffic_plans=traffic_plans, sites=sites, clock=clock))
        case _:
            return archive(
                test, tests=tests, traffic_plans=traffic_plans, event_sets=event_sets, site_functions=site_functions,
                knowledge=knowledge, clock=clock,
            )  # fmt: skip


def _measured(
    test: AbTest,
    *,
    tests: Tests,
    traffic_plans: TrafficPlans,
    event_sets: EventSets,
    site_analytics: SiteAnalytics,
    clock: Clock,
) -> AbTest:
    """A test that runs or is paused: its traffic is as recorded, and what its visitors did is looked at.

    Whoever changes what the traffic follows lets a look be due, so that one before its time need not compare the two.
    """
    if test.next_look_at is None or test.next_look_at <= clock.now():
        try:
            test = follow(test, tests=tests, traffic_plans=traffic_plans)
        except Conflict:  # another test took the place while this one was starting, or was paused: look for another one
            return changed(test.site_id, test.test_id, lambda state: again(state, clock), tests=tests)
    if test.status is AbTestStatus.PAUSED:
        return changed(test.site_id, test.test_id, lambda state: _waited(state, clock), tests=tests)
    if test.status is AbTestStatus.RUNNING:
        return watch(test, tests=tests, event_sets=event_sets, site_analytics=site_analytics, clock=clock)
    return test


def _on_its_way(test: AbTest, *, tests: Tests, traffic_plans: TrafficPlans, sites: Sites, clock: Clock) -> AbTest:
    """A winner with the visitors that it has; with none, and so without a ramp, where they are not the test's any more.

    The arms show what was live before: nobody is sent back to it when the owner has replaced that.
    """

    def alone(state: AbTest) -> AbTest:
        if not state.salt or state.shipping is None or state.shipping.stage.ended:
            return state
        sentence = "Its visitors are not the test's any more: the winner goes on without a ramp."
        shipping = state.shipping.model_copy(update={"stage": ShippingStage.WANTED, "share": 0.0})
        return noted(state, clock.now(), (ENGINE, "ramp"), sentence, salt="", shipping=shipping)

    is_shipped = test.shipping is not None and sites.get(test.site_id).live_release == test.shipping.release_id
    if test.salt and not is_shipped and _replaced(test, sites):
        test = changed(test.site_id, test.test_id, alone, tests=tests)
    try:
        return follow(test, tests=tests, traffic_plans=traffic_plans)
    except Conflict:
        return changed(test.site_id, test.test_id, alone, tests=tests)


def _place(release: Release) -> tuple[datetime, int]:
    """Where a release stands among its site's. Versions alone do not tell where a lost function was made again."""
    return release.created_at, int(release.version)


def _replaced(test: AbTest, sites: Sites) -> bool:
    """Whether the owner made another website live, or went back to an earlier release of it: the arms show neither."""
    live = sites.get(test.site_id).live_release
    if test.control_release is None or live is None or live == test.control_release:
        return False
    shown, present = sites.release(test.site_id, test.control_release), sites.release(test.site_id, live)
    return present.content != shown.content or _place(present) < _place(shown)


def _gone(test: AbTest, clock: Clock) -> AbTest:
    sentence = "The test ends without a decision: another website, or an earlier release, is live than its arms show."
    return stopped(test, clock.now(), sentence, Outcome.REPLACED)


def _at_rest(test: AbTest) -> AbTest:
    return test.model_copy(update={"next_look_at": None}) if test.status is AbTestStatus.DRAFT else test


def _waited(test: AbTest, clock: Clock) -> AbTest:
    """A paused test, stopped where it is older than it may become."""
    if test.status is not AbTestStatus.PAUSED:
        return test
    now = clock.now()
    last = (test.start or now) + timedelta(days=test.plan.longest_days)
    if now < last:
        return test.model_copy(update={"next_look_at": last})
    sentence = f"The test was paused until its {test.plan.longest_days} days were over."
    return stopped(test, now, sentence, Outcome.EXPIRED)


def _looked(test: AbTest, *, decided: bool = False) -> Looked:
    said = test.entries[-1].sentence[:300] if test.entries else ""
    return Looked(test_id=test.test_id, status=test.status, said=said, decided=decided)
