"""From a draft to a running test: releases, aliases, a part of the visitors, and the plan of traffic."""

from datetime import timedelta
from typing import Any

from code24.errors import Code24Error, Conflict, Damaged, Transient
from code24.experiments.engine.ending import stopped
from code24.experiments.engine.following import follow, free_part
from code24.experiments.engine.making import Wanted, made
from code24.experiments.engine.trail import ENGINE, changed, noted
from code24.experiments.engine.watching import BETWEEN_LOOKS
from code24.experiments.models import AbTest, AbTestStatus, Outcome, Variant
from code24.experiments.parts import alias_of
from code24.experiments.ports import Tests, TrafficPlans
from code24.ports import Clock, ReleaseArchive, SiteFunctions, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.going_live import open_site
from code24.sites.models import Site
from code24.sites.serving import point_at

LEAST_PART = 0.1
"""Of the site's visitors: with less no test would ever decide."""


def start(
    test: AbTest,
    *,
    tests: Tests,
    traffic_plans: TrafficPlans,
    sites: Sites,
    release_archive: ReleaseArchive,
    site_functions: SiteFunctions,
    addresses: SiteAddresses,
    clock: Clock,
) -> AbTest:
    """Make what a draft's visitors will see, and let it run. Every step can be repeated.

    What cannot be made ends the test, with the reason; where other tests have all visitors it waits for them.
    """
    site = sites.get(test.site_id)
    try:
        open_site(site.site_id, site.customer_id, sites=sites)
        test = _pinned(test, site, tests=tests, clock=clock)
        variants = tuple(
            _variant(
                test,
                arm,
                site,
                sites=sites,
                release_archive=release_archive,
                site_functions=site_functions,
                addresses=addresses,
                clock=clock,
            )
            for arm in range(len(test.variants))
        )
    except (Damaged, Transient):  # not the test's doing: the next look tries again
        raise
    except Code24Error as reason:
        sentence = f"The test could not start: {reason.detail}"
        return changed(
            test.site_id,
            test.test_id,
            lambda state: stopped(state, clock.now(), sentence, Outcome.IMPOSSIBLE),
            tests=tests,
        )
    part = free_part(test, traffic_plans=traffic_plans, least=LEAST_PART)
    if part is None:
        return changed(test.site_id, test.test_id, lambda now: _waiting(now, clock), tests=tests)

    def running(state: AbTest) -> AbTest:
        if state.status is not AbTestStatus.DRAFT or not state.starting:
            return state
        now = clock.now()
        sentence = (
            f"The test runs on {part[1] - part[0]:.0%} of the visitors, in {len(variants)} arms, by the rule "
            f"{state.plan.rule.value}: {state.plan.sentence}"
        )
        return noted(
            state, now, (ENGINE, "started"), sentence, {"part": round(part[1] - part[0], 3)},
            status=AbTestStatus.RUNNING, starting=False, start=state.start or now, variants=variants, first=part[0],
            last=part[1], next_look_at=now + BETWEEN_LOOKS,
        )  # fmt: skip

    test = changed(test.site_id, test.test_id, running, tests=tests)
    if test.status.ended:  # meanwhile, and perhaps put away before its last alias was there
        for arm in range(len(test.variants)):
            site_functions.remove_alias(test.site_id, alias_of(test.test_id, arm))
        return test
    try:
        return follow(test, tests=tests, traffic_plans=traffic_plans)
    except Conflict:  # another test took the place between the two: look for another one
        return changed(test.site_id, test.test_id, lambda state: again(state, clock), tests=tests)


def _pinned(test: AbTest, site: Site, *, tests: Tests, clock: Clock) -> AbTest:
    """The test with the release that its control shows, the one that is live when it starts."""
    if site.live_release is None:
        raise Conflict("nothing of the site is live yet.")

    def pinned(state: AbTest) -> AbTest:
        if state.control_release is not None:
            return state
        return state.model_copy(update={"control_release": site.live_release, "updated_at": clock.now()})

    return changed(test.site_id, test.test_id, pinned, tests=tests)


def _variant(
    test: AbTest,
    arm: int,
    site: Site,
    *,
    sites: Sites,
    release_archive: ReleaseArchive,
    site_functions: SiteFunctions,
    addresses: SiteAddresses,
    clock: Clock,
) -> Variant:
    """An arm with its release, and an alias that points at it."""
    variant = test.variants[arm]
    if arm == 0 and variant.given_release is None:
        release = sites.release(test.site_id, str(test.control_release))
    elif variant.given_release is not None:
        release = sites.release(test.site_id, variant.given_release)
    else:
        release = made(
            Wanted(site, str(test.control_release), variant, test.created_at),
            sites=sites,
            release_archive=release_archive,
            site_functions=site_functions,
            addresses=addresses,
            clock=clock,
        )
    alias = alias_of(test.test_id, arm)
    release = point_at(alias, release, sites=sites, site_functions=site_functions)
    return variant.model_copy(update={"release_id": release.release_id, "version": release.version, "alias": alias})


def _waiting(test: AbTest, clock: Clock) -> AbTest:
    if test.status is not AbTestStatus.DRAFT or not test.starting:
        return test
    now = clock.now()
    changes: dict[str, Any] = {"next_look_at": now + timedelta(hours=1)}
    if test.entries and test.entries[-1].what == "waits":
        return test.model_copy(update=changes)
    sentence = f"The test waits: others have more than {1 - LEAST_PART:.0%} of the visitors, and no visitor is in two."
    return noted(test, now, (ENGINE, "waits"), sentence, **changes)


def again(test: AbTest, clock: Clock) -> AbTest:
    """A test whose part of the visitors another one took: it looks for another part. Its time goes on."""
    if test.status is not AbTestStatus.RUNNING:
        return test
    now = clock.now()
    changes: dict[str, Any] = {"status": AbTestStatus.DRAFT, "starting": True, "next_look_at": now}
    return noted(
        test, now, (ENGINE, "waits"), "Another test took this one's part of the visitors meanwhile.", **changes
    )
