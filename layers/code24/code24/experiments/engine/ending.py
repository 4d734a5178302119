"""The end of a test: everybody sees the live release, its visitors are forgotten, and what it showed is kept."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from code24.analytics.ports import EventSets
from code24.analytics.sets import test_key
from code24.experiments.engine.following import follow
from code24.experiments.engine.trail import ENGINE, changed, noted
from code24.experiments.models import AbTest, AbTestStatus, Outcome, ShippingStage
from code24.experiments.parts import alias_of
from code24.experiments.ports import Tests, TrafficPlans
from code24.optimize.learning.models import Lesson, Tally
from code24.optimize.ports import Knowledge
from code24.ports import Clock, SiteFunctions
from code24.types import SiteId

_FAILED = frozenset({Outcome.LOST, Outcome.UNDECIDED, Outcome.HARM})
_UNSAID = frozenset(Outcome) - _FAILED - {Outcome.WON}
"""Ends that say nothing about the idea."""

LATE = timedelta(hours=1)
"""After which nothing of an ended test is on its way any more: dispatchers and collectors remember its plan for
seconds, and events wait in their queue for minutes."""

_AT_ONCE = 100


def stopped(
    test: AbTest,
    at: datetime,
    sentence: str,
    outcome: Outcome,
    *,
    actor: str = ENGINE,
    figures: Mapping[str, float] | None = None,
) -> AbTest:
    """The test, ended before a decision; one that has ended stays as it is."""
    if test.status.ended:
        return test
    return noted(
        test, at, (actor, "stopped"), sentence, figures,
        status=AbTestStatus.STOPPED, starting=False, outcome=outcome, end=at, decision=sentence, next_look_at=at,
    )  # fmt: skip


def forget_visitors(test: AbTest, *, event_sets: EventSets, site_functions: SiteFunctions) -> None:
    """Remove the ids of a test's visitors and its aliases. Nobody may be in the test any more.

    Also of a test that never ran: an alias is made before the record names it.
    """
    event_sets.delete(test_key(test.test_id))
    for arm in range(len(test.variants)):
        site_functions.remove_alias(test.site_id, alias_of(test.test_id, arm))


def forget_tests(site_id: SiteId, *, tests: Tests, event_sets: EventSets) -> None:
    """Remove all tests of a site that is deleted, with the ids of their visitors. Can be repeated."""
    last: AbTest | None = None
    while found := tests.of_site(site_id, _AT_ONCE, last):
        for test in found:
            event_sets.delete(test_key(test.test_id))
        last = found[-1]
    tests.delete_all(site_id)


def archive(
    test: AbTest,
    *,
    tests: Tests,
    traffic_plans: TrafficPlans,
    event_sets: EventSets,
    site_functions: SiteFunctions,
    knowledge: Knowledge,
    clock: Clock,
) -> AbTest:
    """Put an ended test away: figures and trail stay, its salt and its visitors' ids do not. Can be repeated.

    What was on its way meanwhile (an event in its queue, an alias of a start that was slow) is removed a while later.
    """
    test = follow(test, tests=tests, traffic_plans=traffic_plans)
    if not test.status.ended or (test.shipping is not None and not test.shipping.stage.ended):
        return test
    forget_visitors(test, event_sets=event_sets, site_functions=site_functions)
    lesson = lesson_of(test)
    if lesson is not None:
        knowledge.add(lesson)

    def archived(state: AbTest) -> AbTest:
        now = clock.now()
        if state.archived_at is not None:
            gone = now >= state.archived_at + LATE
            return state.model_copy(update={"next_look_at": None if gone else state.archived_at + LATE})
        sentence = "The visitors of the test are forgotten; its figures are kept."
        return noted(state, now, (ENGINE, "archived"), sentence, salt="", archived_at=now, next_look_at=now + LATE)

    return changed(test.site_id, test.test_id, archived, tests=tests)


def lesson_of(test: AbTest) -> Lesson | None:
    """What a test teaches about its kind of change; None where it says nothing."""
    rolled_back = test.shipping is not None and test.shipping.stage is ShippingStage.ROLLED_BACK
    if not rolled_back and (test.outcome is None or test.outcome in _UNSAID):
        return None
    failed = rolled_back or test.outcome in _FAILED
    return Lesson(
        site_id=test.site_id,
        test_id=test.test_id,
        business=test.business,
        outcomes={f"test:{test.test_type}": Tally(worked=int(not failed), failed=int(failed))},
    )
