"""What an owner can do with tests: see them, create, start, pause, resume, stop, and ship a variant."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from code24.analytics.ports import Rollups
from code24.errors import AlreadyExists, Conflict, InvalidRequest, KeyReused, NotFound
from code24.experiments.content.known import known_challengers
from code24.experiments.drafts.models import Draft
from code24.experiments.engine.creating import CONTROL, new_test, plan_for
from code24.experiments.engine.ending import stopped
from code24.experiments.engine.following import follow
from code24.experiments.engine.trail import changed, noted
from code24.experiments.models import MANUAL, AbTest, AbTestStatus, Outcome, Shipping, ShippingStage, Variant
from code24.experiments.planning import Refusal
from code24.experiments.ports import TestQueue, Tests, TrafficPlans
from code24.identifiers import derived
from code24.optimize.loop.ports import Loops, Optimizations
from code24.optimize.models import Business, Challenger
from code24.ports import Clock, Ids, Sites
from code24.sites.going_live import open_site
from code24.sites.pages import Page, not_in_this_list
from code24.sites.reservation import owned_site
from code24.types import CustomerId, SiteId, TestId

MOST_OPEN = 10
"""Tests of a site that have not ended."""


def list_tests(
    site_id: SiteId, customer_id: CustomerId, limit: int, after: TestId | None = None, *, sites: Sites, tests: Tests
) -> Page[AbTest]:
    """A site's tests, newest first: `limit` of them, those behind the test `after`. Raises NotFound, InvalidRequest."""
    owned_site(site_id, customer_id, sites=sites)
    place = None
    if after is not None:
        try:
            place = tests.get(site_id, after)
        except NotFound as unknown:
            raise not_in_this_list() from unknown
    return Page[AbTest].of(tests.of_site(site_id, limit + 1, place), limit)


def read_test(site_id: SiteId, test_id: TestId, customer_id: CustomerId, *, sites: Sites, tests: Tests) -> AbTest:
    """One test. Raises NotFound."""
    owned_site(site_id, customer_id, sites=sites)
    return tests.get(site_id, test_id)


def create_test(
    site_id: SiteId,
    draft: Draft,
    customer_id: CustomerId,
    idempotency_key: str | None = None,
    *,
    sites: Sites,
    tests: Tests,
    loops: Loops,
    optimizations: Optimizations,
    rollups: Rollups,
    ids: Ids,
    clock: Clock,
) -> AbTest:
    """Make a draft with a plan; nobody sees it before it is started. The same key makes the same test once.

    Raises NotFound for a challenger or a release that is not there, InvalidRequest where the traffic can never decide
    it, KeyReused for a key that came with another draft, and Conflict where the site has too many tests that have not
    ended.
    """
    open_site(site_id, customer_id, sites=sites)
    test_id, request_hash = ids.new("t", 12), draft.hash()
    if idempotency_key is not None:
        test_id = derived("t", 12, "test", customer_id, site_id, idempotency_key)
        with suppress(NotFound):
            return _same(tests.get(site_id, test_id), request_hash)
    recent = tests.of_site(site_id, 100)
    if sum(test.archived_at is None for test in recent) >= MOST_OPEN:
        raise Conflict(f"Site {site_id} has {MOST_OPEN} tests that have not ended; stop one first.")
    business, test_type = Business(), MANUAL
    with suppress(NotFound):  # its loop never ran: what is learnt then helps everybody alike
        business = loops.get(site_id).business
    variants: tuple[Variant, ...]
    if draft.challenger_id is not None:
        found = _challenger(site_id, draft.challenger_id, loops=loops, optimizations=optimizations)
        variants, test_type = (Variant(name=f"Challenger {found.kind}", challenger=found),), found.kind
    else:
        for variant in draft.variants:
            if variant.release_id is not None:
                sites.release(site_id, variant.release_id)
        variants = tuple(
            Variant(name=each.name, given_release=each.release_id, edits=each.edits) for each in draft.variants
        )
    variants, now = (Variant(name=CONTROL), *variants), clock.now()
    plan = plan_for(site_id, draft, variants, now.date(), rollups=rollups)
    if isinstance(plan, Refusal):
        raise InvalidRequest(plan.sentence)
    test = new_test(
        site_id, test_id, draft, variants, plan,
        by=customer_id, now=now, ids=ids, test_type=test_type, business=business, customer_id=customer_id,
    ).model_copy(update={"request_hash": request_hash})  # fmt: skip
    try:
        tests.create(test)
    except AlreadyExists:  # by the same request, a moment ago
        return _same(tests.get(site_id, test_id), request_hash)
    return test


def start_test(
    site_id: SiteId,
    test_id: TestId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    tests: Tests,
    test_queue: TestQueue,
    clock: Clock,
) -> AbTest:
    """Ask for a draft to run; its variants are made first, which takes moments. Raises NotFound and Conflict."""
    open_site(site_id, customer_id, sites=sites)

    def starting(test: AbTest, now: datetime) -> AbTest:
        if test.status is not AbTestStatus.DRAFT:
            raise _not(test, "started; only a draft can be")
        if test.starting:
            return test
        sentence = "The test was started: its variants are being made."
        return noted(test, now, (customer_id, "starting"), sentence, starting=True, next_look_at=now)

    return _changed_and_told(site_id, test_id, starting, tests=tests, test_queue=test_queue, clock=clock)


def pause_test(
    site_id: SiteId,
    test_id: TestId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    tests: Tests,
    traffic_plans: TrafficPlans,
    test_queue: TestQueue,
    clock: Clock,
) -> AbTest:
    """Let everybody see the live release until the test is resumed; who is in which arm stays known."""
    owned_site(site_id, customer_id, sites=sites)

    def paused(test: AbTest, now: datetime) -> AbTest:
        if test.status is AbTestStatus.PAUSED:
            return test
        if test.status is not AbTestStatus.RUNNING:
            raise _not(test, "paused; only one that runs can be")
        sentence = "The test is paused: everybody sees the live release."
        by = (customer_id, "paused")
        return noted(test, now, by, sentence, status=AbTestStatus.PAUSED, paused_at=now, next_look_at=now)

    test = _changed_and_told(site_id, test_id, paused, tests=tests, test_queue=test_queue, clock=clock)
    return follow(test, tests=tests, traffic_plans=traffic_plans)


def resume_test(
    site_id: SiteId,
    test_id: TestId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    tests: Tests,
    test_queue: TestQueue,
    clock: Clock,
) -> AbTest:
    """Go on with a paused test, every visitor in the arm from before. Raises Conflict where it cannot."""
    open_site(site_id, customer_id, sites=sites)

    def resumed(test: AbTest, now: datetime) -> AbTest:
        if test.status is AbTestStatus.RUNNING:
            return test
        if test.status is not AbTestStatus.PAUSED:
            raise _not(test, "resumed; only a paused one can be")
        sentence = "The test goes on, every visitor in the arm from before."
        by = (customer_id, "resumed")
        return noted(test, now, by, sentence, status=AbTestStatus.RUNNING, paused_at=None, next_look_at=now)

    # The look puts it back into the plan; its part of the visitors may be another test's by now.
    return _changed_and_told(site_id, test_id, resumed, tests=tests, test_queue=test_queue, clock=clock)


def stop_test(
    site_id: SiteId,
    test_id: TestId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    tests: Tests,
    traffic_plans: TrafficPlans,
    test_queue: TestQueue,
    clock: Clock,
) -> AbTest:
    """End a test without a decision, or a winner's way to everybody while it is on it. Raises NotFound, Conflict."""
    owned_site(site_id, customer_id, sites=sites)

    def ended(test: AbTest, now: datetime) -> AbTest:
        if test.shipping is not None and test.shipping.stage in {ShippingStage.WANTED, ShippingStage.RAMP}:
            sentence = f"{test.variants[test.shipping.arm].name} is not shipped, because its owner says so."
            shipping = test.shipping.model_copy(update={"stage": ShippingStage.REFUSED, "since": now})
            return noted(test, now, (customer_id, "refused"), sentence, shipping=shipping, next_look_at=now)
        if test.status.ended:
            raise _not(test, "stopped; it has ended already")
        return stopped(
            test, now, "The test was stopped by its owner, without a decision.", Outcome.WITHDRAWN, actor=customer_id
        )

    test = _changed_and_told(site_id, test_id, ended, tests=tests, test_queue=test_queue, clock=clock)
    return follow(test, tests=tests, traffic_plans=traffic_plans)


def ship_test(
    site_id: SiteId,
    test_id: TestId,
    arm: int | None,
    customer_id: CustomerId,
    *,
    sites: Sites,
    tests: Tests,
    test_queue: TestQueue,
    clock: Clock,
) -> AbTest:
    """Send everybody to a variant, step by step: the winner of a decided test, or of a running one whatever is chosen.

    Raises InvalidRequest for an arm that is no variant, and Conflict where nothing can be shipped.
    """
    open_site(site_id, customer_id, sites=sites)

    def shipped(test: AbTest, now: datetime) -> AbTest:
        chosen = test.winner if arm is None else arm
        if chosen is None:
            raise InvalidRequest("The test names no winner; say which arm is meant.", field="arm")
        if not 0 < chosen < len(test.variants):
            raise InvalidRequest(f"Arm {chosen} is no variant of the test.", field="arm")
        if test.shipping is not None:
            raise Conflict(
                f"Arm {test.shipping.arm} of test {test_id} is shipped already: {test.shipping.stage.value}."
            )
        if test.status not in {AbTestStatus.RUNNING, AbTestStatus.COMPLETE}:
            raise _not(test, "shipped; it has to run, or to be decided")
        sentence = f"{test.variants[chosen].name} is shipped because its owner says so."
        if test.results is not None:
            sentence += f" {test.results.sentence}"
        return noted(
            test, now, (customer_id, "ship"), sentence,
            status=AbTestStatus.COMPLETE, outcome=test.outcome or Outcome.WITHDRAWN, winner=chosen, end=test.end or now,
            decision=test.decision or sentence, shipping=Shipping(arm=chosen, since=now), archived_at=None,
            next_look_at=now,
        )  # fmt: skip

    return _changed_and_told(site_id, test_id, shipped, tests=tests, test_queue=test_queue, clock=clock)


def _same(test: AbTest, request_hash: str) -> AbTest:
    if test.request_hash != request_hash:
        raise KeyReused(
            f"The Idempotency-Key was used for test {test.test_id} with a different request; send a new key.",
            field="Idempotency-Key",
        )
    return test


def _challenger(site_id: SiteId, challenger_id: str, *, loops: Loops, optimizations: Optimizations) -> Challenger:
    for challenger in known_challengers(site_id, loops=loops, optimizations=optimizations):
        if challenger.challenger_id == challenger_id:
            return challenger
    raise NotFound(f"Site {site_id} has no challenger {challenger_id}.")


def _changed_and_told(
    site_id: SiteId,
    test_id: TestId,
    change: Callable[[AbTest, datetime], AbTest],
    *,
    tests: Tests,
    test_queue: TestQueue,
    clock: Clock,
) -> AbTest:
    """Change the record, and ask for a look now; if asking fails the next tick looks."""
    test = changed(site_id, test_id, lambda state: change(state, clock.now()), tests=tests)
    test_queue.send(site_id, test_id)
    return test


def _not(test: AbTest, what: str) -> Conflict:
    return Conflict(f"Test {test.test_id} is {test.status.value} and cannot be {what}.")
