"""A look at a running test: stop on harm at once, decide after whole weeks, never run for ever."""

from datetime import datetime, timedelta

from code24.analytics.packing.rows import TestRow, packed_rows, unpacked_rows
from code24.analytics.ports import EventSets, SiteAnalytics
from code24.analytics.sets import test_key
from code24.errors import Conflict
from code24.experiments.counting import Counted, counted
from code24.experiments.deciding.rule import Verdict
from code24.experiments.engine.discoveries import log_e_of, rate_of_discovery
from code24.experiments.engine.ending import stopped
from code24.experiments.engine.harm import harm_in
from code24.experiments.engine.judging import (
    GoalOfMetric,
    looked_at,
    outcome_of,
    weeks_since,
    with_corrected_lifts,
)
from code24.experiments.engine.trail import ENGINE, changed, noted
from code24.experiments.figures.models import Results
from code24.experiments.models import AbTest, AbTestStatus, Outcome, Shipping
from code24.experiments.planning import WEEK
from code24.experiments.ports import Tests
from code24.experiments.traffic_addresses import addresses_of
from code24.ports import Clock

BETWEEN_LOOKS = timedelta(seconds=150)
"""Until a test's first look, and on a winner's ramp: a bit less than the tick's three minutes."""
LONGEST_WAIT = timedelta(hours=6)
"""Between looks that the time brings. Where a site has visitors, every tick brings one."""
BETWEEN_RECORDS = timedelta(hours=1)
"""Of what looks see, as long as nothing follows from it."""
_GROWN = 1.1
"""Times as many visitors, conversions or errors are recorded at once."""
FALSE_DISCOVERIES = 0.2
"""Of the winners among a site's automatic tests, at most: one that would exceed it is not shipped by itself."""
_MOST_AUTOMATIC = 100
_MERGED_AFTER = 60
"""Parts of a test's set after which they are united, so that looks stay cheap."""


def watch(test: AbTest, *, tests: Tests, event_sets: EventSets, site_analytics: SiteAnalytics, clock: Clock) -> AbTest:
    """Look at a running test once; a look that was cut off is repeated by the next one."""
    now = clock.now()
    found = count(test, event_sets=event_sets, site_analytics=site_analytics)
    start = test.start or now
    weeks, last = weeks_since(start, now), now >= start + timedelta(days=test.plan.longest_days)
    harm = harm_in(test, found.arms)
    seen = looked_at(test, found, now, deciding=weeks > test.weeks and harm is None, last=last and harm is None)
    if harm is not None:

        def harmed(state: AbTest) -> AbTest:
            if state.status is not AbTestStatus.RUNNING:
                return state
            known = state.model_copy(update={"results": seen.results})
            return stopped(known, now, harm.sentence, harm.outcome, figures=harm.figures)

        return changed(test.site_id, test.test_id, harmed, tests=tests)
    ended = seen.verdict and outcome_of(seen.verdict)
    if seen.verdict and ended:
        return _decided(test, seen.results, seen.verdict, ended, tests=tests)

    is_early = test.next_look_at is not None and test.next_look_at > now
    if is_early and seen.verdict is None and test.results is not None and not _is_news(test.results, seen.results):
        return test

    def looked(state: AbTest) -> AbTest:
        if state.status is not AbTestStatus.RUNNING:
            return state
        taken = seen.verdict.history.taken if seen.verdict else state.taken
        update: dict[str, object] = {"results": seen.results, "taken": taken, "put_off": False}
        if state.next_look_at == test.next_look_at:  # else somebody changed the test meanwhile, and wants a look soon
            update["next_look_at"] = _next_look(test, start, now)
        state = state.model_copy(update=update | {"weeks": max(state.weeks, weeks)})
        if seen.verdict is None:
            return state
        after = f"After {weeks} week{'' if weeks == 1 else 's'}"
        return noted(state, now, (ENGINE, "looked"), f"{after}: {seen.results.sentence}", _figures(*seen))

    return changed(test.site_id, test.test_id, looked, tests=tests)


def _next_look(test: AbTest, start: datetime, now: datetime) -> datetime:
    """When the time brings the next look: at the end of a week or of the test, or after a while."""
    ends = start + timedelta(days=test.plan.longest_days), start + (weeks_since(start, now) + 1) * timedelta(days=WEEK)
    return min([now + LONGEST_WAIT, *(end for end in ends if end > now)])


def _is_news(known: Results, seen: Results) -> bool:
    """Whether what was seen is to be recorded: an hour has passed, or there is a tenth more of something.

    A smallest p-value against a mismatch that is not recorded is forgotten, which leaves the later ones valid.
    """
    if seen.at - known.at >= BETWEEN_RECORDS or seen.dropped > _GROWN * known.dropped:
        return True
    return any(
        after > _GROWN * before
        for one, other in zip(known.arms, seen.arms, strict=True)
        for before, after in (
            (one.exposed, other.exposed),
            (one.converted, other.converted),
            (one.errors, other.errors),
        )
    )


def count(
    test: AbTest,
    *,
    event_sets: EventSets,
    site_analytics: SiteAnalytics,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Counted:
    """The figures of a test's visitors, of whole hours if `since` or `until` says so."""
    rows = _rows(test, event_sets)
    is_goal = GoalOfMetric(test.metric, site_analytics.get(test.site_id))
    paths = frozenset(addresses_of(test.paths))
    return counted(rows, len(test.variants), is_goal, paths, since=since, until=until)


def _rows(test: AbTest, event_sets: EventSets) -> list[TestRow]:
    key = test_key(test.test_id)
    snapshot = event_sets.read(key)
    bodies = [*([snapshot.merged] if snapshot.merged else []), *(body for _, body in snapshot.parts)]
    rows = [row for body in bodies for row in unpacked_rows(body)]
    if len(snapshot.parts) < _MERGED_AFTER:
        return rows
    merged = packed_rows(rows)
    try:
        event_sets.merge(key, snapshot, merged)
    except Conflict:  # somebody else did: the next look finds it
        return rows
    return unpacked_rows(merged)


def _decided(
    test: AbTest, results: Results, verdict: Verdict, ended: tuple[Outcome, int | None], *, tests: Tests
) -> AbTest:
    (outcome, winner), now = ended, results.at
    results = with_corrected_lifts(test, results, verdict)
    log_e = log_e_of(test, verdict, won=outcome is Outcome.WON)
    sentence, ships = results.sentence, outcome is Outcome.WON
    if ships and test.automatic:
        others = [
            each
            for each in tests.of_site(test.site_id, _MOST_AUTOMATIC)
            if each.automatic and each.log_e is not None and each.test_id != test.test_id
        ]
        rate = rate_of_discovery(log_e, [each.log_e or 0.0 for each in others])
        ships = rate <= FALSE_DISCOVERIES
        if not ships:
            sentence += (
                f" It is not shipped by itself: among {len(others) + 1} tests that began by themselves up to "
                f"{rate:.0%} of such winners would be chance, and {FALSE_DISCOVERIES:.0%} is the most."
            )

    def decided(state: AbTest) -> AbTest:
        if state.status is not AbTestStatus.RUNNING:
            return state
        return noted(
            state, now, (ENGINE, "decided"), sentence, _figures(results, verdict),
            status=AbTestStatus.COMPLETE, outcome=outcome, winner=winner, end=now, results=results,
            decision=sentence, confidence=None if verdict.p is None else 1.0 - verdict.p, log_e=log_e,
            taken=verdict.history.taken, next_look_at=now,
            shipping=Shipping(arm=winner, since=now) if ships and winner else None,
        )  # fmt: skip

    return changed(test.site_id, test.test_id, decided, tests=tests)


def _figures(results: Results, verdict: Verdict | None) -> dict[str, float]:
    known = {"visitors": float(sum(arm.exposed for arm in results.arms))}
    if verdict is None or verdict.lift is None or verdict.p is None:
        return known
    return known | {"lift": round(verdict.lift, 6), "p_value": round(verdict.p, 6)}
