"""A winner's way to everybody: made for today's website, on a ramp, live, watched, and back if it does harm."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from code24.analytics.ports import EventSets, Rollups, SiteAnalytics
from code24.errors import Code24Error, Conflict, Damaged, NotFound, Transient
from code24.experiments.engine.ending import forget_visitors
from code24.experiments.engine.following import follow
from code24.experiments.engine.harm import ALONE, breach
from code24.experiments.engine.lift import harm_since, lift_of
from code24.experiments.engine.making import Wanted, made
from code24.experiments.engine.trail import ENGINE, changed, noted
from code24.experiments.engine.watching import BETWEEN_LOOKS, count
from code24.experiments.holding_out import settle
from code24.experiments.models import AbTest, Direction, Guardrail, Measure, Outcome, Shipping, ShippingStage
from code24.experiments.parts import alias_of
from code24.experiments.ports import Tests, TrafficPlans
from code24.optimize.loop.ports import Loops
from code24.optimize.loop.shipped import forget_shipped, remember_shipped
from code24.ports import Clock, ReleaseArchive, SiteFunctions, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.going_live import go_live, open_site
from code24.sites.models import Release, Site
from code24.sites.serving import point_at

STEPS = (0.25, 0.5, 1.0)
"""Of those who saw something else: how many see the winner, step by step."""
STEP = timedelta(hours=6)
GUARDED = timedelta(days=7)
BETWEEN_GUARDS = timedelta(hours=1)
"""Rollups are made hourly."""

type Change = Callable[[Shipping], dict[str, Any]]


class Shipper:
    """Everything that shipping needs of the world."""

    def __init__(
        self,
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
        addresses: SiteAddresses,
        clock: Clock,
    ) -> None:
        self._tests, self._plans, self._sites, self._archive = tests, traffic_plans, sites, release_archive
        self._functions, self._sets, self._rollups = site_functions, event_sets, rollups
        self._analytics, self._addresses, self._clock = site_analytics, addresses, clock
        self._loops = loops

    def step(self, test: AbTest) -> AbTest:
        """Do what is next for a winner. Every step can be repeated; a site that is suspended waits."""
        shipping = test.shipping
        if shipping is None or shipping.stage.ended:
            return test
        try:
            site = self._sites.get(test.site_id)
            open_site(site.site_id, site.customer_id, sites=self._sites)
        except (Conflict, NotFound):
            return self._later(test, timedelta(hours=1))
        steps = {
            ShippingStage.WANTED: self._made,
            ShippingStage.RAMP: self._ramped,
            ShippingStage.GOING_LIVE: self._live,
            ShippingStage.GUARDED: self._guarded,
            ShippingStage.GOING_BACK: self._taken_back,
        }
        return steps[shipping.stage](test, shipping, site)

    def _made(self, test: AbTest, shipping: Shipping, site: Site) -> AbTest:
        """Make the winner of what is live today, which may be another release than when the test began."""
        variant, live = test.variants[shipping.arm], str(site.live_release)
        try:
            release = self._release(test, shipping, site, live)
            control = self._sites.release(site.site_id, live)
            self._point(alias_of(test.test_id, 0), control)
            release = self._point(alias_of(test.test_id, shipping.arm), release)
        except (Damaged, Transient):  # not the website's doing: the next look tries again
            raise
        except Code24Error as reason:
            sentence = (
                f"{variant.name} won, and was not shipped, as the website has changed since: {reason.detail} "
                "Everybody sees the live release."
            )
            return self._moved(test, shipping, ShippingStage.REFUSED, sentence, "refused")
        known: dict[str, Any] = {
            "release_id": release.release_id, "version": release.version, "replaces": live,
        }  # fmt: skip
        if not test.salt:
            sentence = f"{variant.name} goes live at once: the visitors of its test are forgotten, so there is no ramp."
            return self._moved(test, shipping, ShippingStage.GOING_LIVE, sentence, "ramp", **known)
        present = test.traffic_split[shipping.arm]
        moved = " It was made anew of today's website." if live != test.control_release else ""
        first = f"{STEPS[0]:.0%} of those who saw something else"
        sentence = f"{variant.name} is on its way to everybody, {first} at first.{moved}"
        share = present + (1 - present) * STEPS[0]
        return self._moved(test, shipping, ShippingStage.RAMP, sentence, "ramp", share=share, **known)

    def _release(self, test: AbTest, shipping: Shipping, site: Site, live: str) -> Release:
        variant = test.variants[shipping.arm]
        if live in {test.control_release, variant.release_id}:
            return self._sites.release(site.site_id, str(variant.release_id))
        if variant.challenger is None and not variant.edits:
            raise Conflict("It is a release of its own, and what is live now is not what it was compared with.")
        return made(
            Wanted(site, live, variant, test.created_at),
            sites=self._sites,
            release_archive=self._archive,
            site_functions=self._functions,
            addresses=self._addresses,
            clock=self._clock,
        )

    def _ramped(self, test: AbTest, shipping: Shipping, site: Site) -> AbTest:
        now, since = self._clock.now(), shipping.since or self._clock.now()
        if site.live_release != shipping.replaces:
            sentence = "Another release went live on the way: the winner is made anew of that one."
            return self._moved(test, shipping, ShippingStage.WANTED, sentence, "ramp")
        counted = count(test, event_sets=self._sets, site_analytics=self._analytics, since=since)
        errors = Guardrail(measure=Measure.ERROR_RATE, direction=Direction.RISE, margin=0.0)
        shares = 1 - shipping.share, shipping.share
        # At the last step nobody is left to compare with: then any three in a hundred who meet an error are too many.
        winner = counted.arms[shipping.arm]
        found = breach(errors, counted.arms[0], winner, shares, ALONE) if 0 < shipping.share < 1 else None
        broken = winner.failed >= 5 and winner.failed > 0.03 * winner.exposed
        if found is not None or broken:
            why = found[0] if found else f"{winner.failed:,} of {winner.exposed:,} visitors met an error."
            name = test.variants[shipping.arm].name
            sentence = f"{name} did harm on its way: {why} Everybody sees the live release."
            return self._moved(test, shipping, ShippingStage.REFUSED, sentence, "harmed")
        if now < since + STEP:
            return self._later(test, BETWEEN_LOOKS)
        present = test.traffic_split[shipping.arm]
        wanted = [present + (1 - present) * step for step in STEPS]
        following = next((share for share in wanted if share > shipping.share + 1e-9), None)
        if following is None:
            return self._moved(
                test, shipping, ShippingStage.GOING_LIVE, "Nothing spoke against it on the way: it goes live.", "ramp"
            )
        sentence = f"{following:.0%} of the test's visitors see {test.variants[shipping.arm].name} now."
        return self._moved(test, shipping, ShippingStage.RAMP, sentence, "ramp", share=following)

    def _live(self, test: AbTest, shipping: Shipping, site: Site) -> AbTest:
        release = self._sites.release(site.site_id, str(shipping.release_id))
        challenger = test.variants[shipping.arm].challenger
        if challenger is not None:  # before it is live: a cycle that begins right then applies it anew
            remember_shipped(site.site_id, challenger, loops=self._loops, clock=self._clock)
        try:
            self._go_live(site, release, (str(shipping.replaces), release.release_id))
        except Conflict:
            sentence = "Another release went live at the last moment: the winner is made anew of that one."
            return self._moved(test, shipping, ShippingStage.WANTED, sentence, "ramp")
        now = self._clock.now()
        sentence = (
            f"{test.variants[shipping.arm].name} is live for everybody ({release.release_id} instead of "
            f"{shipping.replaces}), and watched for {GUARDED.days} days."
        )
        return self._moved(test, shipping, ShippingStage.GUARDED, sentence, "shipped", live_at=now, share=1.0)

    def _guarded(self, test: AbTest, shipping: Shipping, site: Site) -> AbTest:
        """Look at the site's days since it went live, beside the holdout's."""
        forget_visitors(test, event_sets=self._sets, site_functions=self._functions)
        now, live_at = self._clock.now(), shipping.live_at or self._clock.now()
        name = test.variants[shipping.arm].name
        if site.live_release == shipping.replaces or self._is_replaced(site, shipping):
            sentence = f"The owner made another release live; the watch over {name} ends."
            return self._moved(test, shipping, ShippingStage.DONE, sentence, "watched")
        days = self._rollups.days(test.site_id, live_at.date() - timedelta(days=28), now.date())
        harm = harm_since(days, live_at.date(), test.metric)
        if harm is not None and (site.live_release == shipping.release_id or self._is_imported(site)):
            sentence = f"{name} is taken back: {harm}"
            return self._moved(test, shipping, ShippingStage.GOING_BACK, sentence, "rolled-back")
        if harm is not None:
            sentence = (
                f"{name} may do harm: {harm} Another release was made of it meanwhile, so that going back is its "
                "owner's to decide."
            )
            return self._moved(test, shipping, ShippingStage.DONE, sentence, "watched")
        if now < live_at + GUARDED:
            return self._later(test, BETWEEN_GUARDS)
        lift = lift_of(days, test.metric)
        sentence = f"{name} stays: {GUARDED.days} days after it went live nothing speaks against it. {lift.sentence}"
        return self._moved(test, shipping, ShippingStage.DONE, sentence, "watched")

    def _taken_back(self, test: AbTest, shipping: Shipping, site: Site) -> AbTest:
        """Make the release from before live again, and let no later cycle apply the winner anew."""
        challenger = test.variants[shipping.arm].challenger
        if challenger is not None:
            forget_shipped(site.site_id, challenger, loops=self._loops, clock=self._clock)
        before = self._sites.release(site.site_id, str(shipping.replaces))
        if not self._is_replaced(site, shipping):
            self._go_live(site, before, (str(site.live_release), before.release_id))
        sentence = f"{before.release_id} is live again, without {test.variants[shipping.arm].name}."
        return self._moved(test, shipping, ShippingStage.ROLLED_BACK, sentence, "rolled-back")

    def _is_replaced(self, site: Site, shipping: Shipping) -> bool:
        """Whether the owner made other content live than the winner's."""
        live = self._sites.release(site.site_id, str(site.live_release))
        return live.content != self._sites.release(site.site_id, str(shipping.release_id)).content

    def _is_imported(self, site: Site) -> bool:
        """Whether each cycle begins with somebody's website again, and applies winners anew."""
        try:
            return self._loops.get(site.site_id).source.is_import
        except NotFound:
            return False

    def _point(self, alias: str, release: Release) -> Release:
        return point_at(alias, release, sites=self._sites, site_functions=self._functions)

    def _go_live(self, site: Site, release: Release, over: tuple[str, ...]) -> None:
        go_live(
            site,
            release,
            over,
            sites=self._sites,
            site_functions=self._functions,
            addresses=self._addresses,
            clock=self._clock,
        )
        settle(site.site_id, sites=self._sites, traffic_plans=self._plans, site_analytics=self._analytics)

    def _moved(
        self, test: AbTest, shipping: Shipping, stage: ShippingStage, sentence: str, what: str, **changes: Any
    ) -> AbTest:
        """Record the next stage, and let the traffic follow it."""
        now = self._clock.now()
        after = shipping.model_copy(update={"stage": stage, "since": now, **changes})

        def moved(state: AbTest) -> AbTest:
            if state.shipping != shipping:
                return state
            due = now + (BETWEEN_LOOKS if stage is ShippingStage.RAMP else timedelta())
            gone: dict[str, Any] = {"salt": ""} if stage is ShippingStage.GUARDED else {}
            if what == "harmed":
                gone["outcome"] = Outcome.HARM
            return noted(
                state, now, (ENGINE, what), sentence, _figures(after), shipping=after, next_look_at=due, **gone
            )

        stored = changed(test.site_id, test.test_id, moved, tests=self._tests)
        return follow(stored, tests=self._tests, traffic_plans=self._plans)

    def _later(self, test: AbTest, wait: timedelta) -> AbTest:
        due = self._clock.now() + wait

        def later(state: AbTest) -> AbTest:
            return state.model_copy(update={"next_look_at": due}) if state.shipping == test.shipping else state

        return changed(test.site_id, test.test_id, later, tests=self._tests)


def _figures(shipping: Shipping) -> dict[str, float]:
    return {"arm": shipping.arm, "share": round(shipping.share, 4)}
