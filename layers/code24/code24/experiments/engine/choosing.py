"""Which of the challengers that wait on a site is worth its visitors: the likeliest that the traffic can decide."""

from itertools import product

from code24.analytics.ports import Rollups
from code24.errors import AlreadyExists, NotFound
from code24.experiments.content.known import known_challengers
from code24.experiments.drafts.models import Draft
from code24.experiments.engine.creating import CONTROL, metric_for, new_test, plan_for
from code24.experiments.engine.trail import ENGINE
from code24.experiments.models import AbTest, Variant
from code24.experiments.parts import PLACES, free_parts
from code24.experiments.planning import Refusal
from code24.experiments.ports import Tests, TrafficPlans
from code24.identifiers import derived
from code24.optimize.learning.workers import likely_to_work
from code24.optimize.loop.models import LoopState, LoopStatus
from code24.optimize.loop.ports import Loops, Optimizations
from code24.optimize.models import Challenger
from code24.optimize.ports import Knowledge
from code24.ports import Clock, Ids, Sites
from code24.sites.models import SiteStatus
from code24.types import SiteId

MOST_RUNNING = 3
"""Tests of a site at once: each one more leaves fewer visitors to the others."""
_MOST_LOOKED_AT = 100
_MOST_PLANNED = 5
_SOON = 28
"""Days that a test on a part of the visitors may be expected to take; otherwise it gets all of them."""


def choose(
    site_id: SiteId,
    *,
    tests: Tests,
    traffic_plans: TrafficPlans,
    sites: Sites,
    loops: Loops,
    optimizations: Optimizations,
    rollups: Rollups,
    knowledge: Knowledge,
    ids: Ids,
    clock: Clock,
) -> AbTest | None:
    """Begin a test of the likeliest challenger that waits; None where none does, or the traffic is not enough.

    A challenger is tested once, and never beside another test of its page. Doing it again begins nothing twice.
    """
    waiting = _waiting(site_id, sites=sites, loops=loops, optimizations=optimizations)
    if waiting is None:
        return None
    loop, challengers = waiting
    known = tests.of_site(site_id, _MOST_LOOKED_AT)
    present = [test for test in known if test.archived_at is None]
    if len(present) >= MOST_RUNNING:
        return None
    tried = {variant.challenger.challenger_id for test in known for variant in test.variants if variant.challenger}
    busy = {path for test in present for path in test.paths}
    everywhere = any(not test.paths for test in present)
    free = [each for each in challengers if each.challenger_id not in tried and each.path not in busy]
    kinds = sorted({f"test:{each.kind}" for each in free})
    if not free or everywhere:
        return None
    chances = likely_to_work(kinds, site_id, loop.business, knowledge=knowledge)
    room = max((last - first for first, last in free_parts(traffic_plans.get(site_id).tests)), default=0.0)
    room -= sum(test.coverage for test in present if test.starting)
    for challenger in sorted(free, key=lambda each: -chances[f"test:{each.kind}"])[:_MOST_PLANNED]:
        test = _drafted(loop, challenger, room, rollups=rollups, ids=ids, clock=clock)
        if test is None:
            continue
        try:
            tests.create(test)
        except AlreadyExists:
            return None
        return test
    return None


def _waiting(
    site_id: SiteId, *, sites: Sites, loops: Loops, optimizations: Optimizations
) -> tuple[LoopState, tuple[Challenger, ...]] | None:
    """The challengers of a site whose loop runs; one that does not fit what is live ends when it is started."""
    try:
        loop, site = loops.get(site_id), sites.get(site_id)
    except NotFound:
        return None
    if loop.status is not LoopStatus.RUNNING or site.status is not SiteStatus.ACTIVE:
        return None
    return loop, known_challengers(site_id, loops=loops, optimizations=optimizations)


def _drafted(
    loop: LoopState, challenger: Challenger, free: float, *, rollups: Rollups, ids: Ids, clock: Clock
) -> AbTest | None:
    """A test of a challenger: on a third of the visitors where that is soon enough, so that others find room."""
    variants = (Variant(name=CONTROL), Variant(name=f"Challenger {challenger.kind}", challenger=challenger))
    now = clock.now()
    for metric, coverage in product(metric_for(loop.business), (1 / MOST_RUNNING, 1.0)):
        draft = Draft(challenger_id=challenger.challenger_id, metric=metric, coverage=coverage)
        plan = plan_for(loop.site_id, draft, variants, now.date(), rollups=rollups)
        if isinstance(plan, Refusal) or (coverage < 1 and plan.expected_days > _SOON):
            continue
        if free < coverage - 1 / PLACES:
            return None
        return new_test(
            loop.site_id, derived("t", 12, loop.site_id, challenger.challenger_id), draft, variants, plan,
            by=ENGINE, now=now, ids=ids, test_type=challenger.kind, business=loop.business,
            customer_id=loop.customer_id, starting=True,
        )  # fmt: skip
    return None
