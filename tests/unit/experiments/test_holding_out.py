"""What becomes of the holdout, over the life of a site."""

from dataclasses import replace

import pytest

from code24.analytics.models import AnalyticsSettings
from code24.build.development.models import RenderedSite
from code24.build.publish.models import PublishRequest
from code24.build.publish.worker import publish_build
from code24.errors import Conflict, NotFound, Transient
from code24.experiments.holding_out import settle
from code24.experiments.parts import arms_of
from code24.experiments.traffic import Holdout, TestTraffic, TrafficPlan
from code24.sites.models import Release, ReleaseOrigin, Site
from code24.sites.publishing import publish_release
from code24.sites.workers import delete_site, resume_site, roll_back, suspend_site
from tests.unit.sites.world import ANN, World, pages

TEST = TestTraffic("t0000000001", "seed", "ab" * 16, 0.0, 0.5, arms_of("t0000000001", 2))


class Life(World):
    """A site whose owner builds and goes back, and which is optimized and tested."""

    def __init__(self) -> None:
        super().__init__()
        self.site: Site = self.reserve()
        self.made = 0

    @property
    def plan(self) -> TrafficPlan:
        return self.traffic_plans.get(self.site.site_id)

    @property
    def holdout(self) -> Holdout | None:
        return self.plan.holdout

    def built(self, text: str) -> Release:
        build = self.build(self.site)
        output = self.run(publish_build, PublishRequest(build=build, development=RenderedSite(files=pages(text))))
        return self.sites.release(self.site.site_id, output.release_id)

    def optimized(self, source: Release, text: str) -> Release:
        release = self.released(text, optimization_id=f"o{self.made:016d}", source=source.release_id)
        self.settled()
        return release

    def won(self, base: Release, text: str) -> Release:
        release = self.released(text, variant_of=base.release_id)
        self.settled()
        return release

    def released(self, text: str, *, publish: bool = True, **origin: str) -> Release:
        self.made += 1
        wanted = ReleaseOrigin.model_validate(
            {"site_id": self.site.site_id, "customer_id": ANN, "made_at": self.clock.now(), "publish": publish} | origin
        )
        release: Release = self.run(publish_release, wanted, pages(text))
        return release

    def settled(self, copied: str | None = None) -> TrafficPlan:
        return settle(
            self.site.site_id,
            copied=copied,
            sites=self.sites,
            traffic_plans=self.traffic_plans,
            site_analytics=self.site_analytics,
        )

    def begin_test(self) -> None:
        self.traffic_plans.replace(replace(self.plan, tests=(TEST,)))


@pytest.fixture
def life() -> Life:
    return Life()


def of(release: Release, share: float = 0.05) -> Holdout:
    return Holdout(f"preview-{release.release_id}", share)


def test_nobody_is_held_out_of_what_nobody_optimized(life: Life) -> None:
    life.built("First")
    assert life.holdout is None
    life.built("Second")
    assert life.holdout is None


def test_the_first_optimized_release_leaves_some_with_what_was_before(life: Life) -> None:
    first = life.built("First")
    salt = life.plan.salt
    life.optimized(first, "Better")
    assert life.holdout == of(first)
    assert life.plan.salt == salt
    assert life.site_functions.aliases[life.site.site_id][f"preview-{first.release_id}"] == first.version


def test_later_optimizations_and_winners_do_not_move_it(life: Life) -> None:
    first = life.built("First")
    better = life.optimized(first, "Better")
    winner = life.won(better, "Best")
    assert (winner.source, winner.content) == (None, first.release_id)
    life.won(life.optimized(winner, "Better than best"), "Bester")
    assert life.holdout == of(first)


def test_settling_again_changes_nothing(life: Life) -> None:
    life.optimized(life.built("First"), "Better")
    before = life.plan
    assert life.settled() == life.settled() == life.plan == before


def test_what_the_owner_changes_everybody_sees_at_once(life: Life) -> None:
    life.optimized(life.built("Bread 3.00"), "Better bread 3.00")
    life.begin_test()
    second = life.built("Bread 3.50")
    assert (life.holdout, life.plan.tests, life.plan.content) == (None, (), second.release_id)
    life.optimized(second, "Better bread 3.50")
    assert life.holdout == of(second)


def test_a_build_that_waits_as_a_preview_changes_nothing(life: Life) -> None:
    life.optimized(life.built("First"), "Better")
    life.begin_test()
    before = life.plan
    build = life.build(life.site, publish=False)
    life.run(publish_build, PublishRequest(build=build, development=RenderedSite(files=pages("Waiting"))))
    assert life.plan == before


def test_tests_go_on_while_the_same_content_is_optimized_further(life: Life) -> None:
    first = life.built("First")
    better = life.optimized(first, "Better")
    life.begin_test()
    life.optimized(first, "Better still")
    life.run(roll_back, life.site.site_id, better.release_id, ANN)
    assert (life.plan.tests, life.holdout) == ((TEST,), of(first))


def test_going_back_goes_back_for_everybody(life: Life) -> None:
    first = life.built("First")
    better = life.optimized(first, "Better")
    second = life.built("Second")
    life.optimized(second, "Second, better")
    life.begin_test()

    life.run(roll_back, life.site.site_id, better.release_id, ANN)
    assert (life.holdout, life.plan.tests) == (of(first), ())
    life.run(roll_back, life.site.site_id, second.release_id, ANN)
    assert life.holdout is None


def test_a_pause_changes_nothing(life: Life) -> None:
    life.optimized(life.built("First"), "Better")
    before = life.plan
    life.run(suspend_site, life.site.site_id, ANN)
    life.run(resume_site, life.site.site_id, ANN)
    assert life.plan == before


def test_with_the_site_its_plan_goes(life: Life) -> None:
    life.optimized(life.built("First"), "Better")
    life.site_analytics.put(AnalyticsSettings(site_id=life.site.site_id, holdout_share=0.2))
    life.run(delete_site, life.site.site_id, ANN)
    assert life.traffic_plans.plans == {}
    assert life.site_analytics.get(life.site.site_id) == AnalyticsSettings(site_id=life.site.site_id)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5])
def test_the_owner_decides_how_many(life: Life, share: float) -> None:
    first = life.built("First")
    life.optimized(first, "Better")
    life.site_analytics.put(AnalyticsSettings(site_id=life.site.site_id, holdout_share=share))
    assert life.settled().holdout == (of(first, share) if share else None)


@pytest.mark.parametrize("share", [-0.01, 0.51])
def test_never_more_than_half(share: float) -> None:
    with pytest.raises(ValueError, match="holdout_share"):
        AnalyticsSettings(site_id="s000000000001", holdout_share=share)


def test_releases_from_before_lineages_were_recorded_have_their_source(life: Life) -> None:
    first = life.built("First")
    better = life.optimized(first, "Better")
    key = life.site.site_id, better.release_id
    life.sites.stored_releases[key] = better.model_copy(update={"before": None})
    assert life.settled().holdout == of(first)


def test_a_copy_of_an_imported_website_is_held_out_by_its_release(life: Life) -> None:
    """The source of an imported website's releases is in the archive alone: no function has it."""
    copy = life.released("As it was", publish=False)
    life.released("Better", optimization_id="o0000000000000001", source="rimported01")
    assert life.settled().holdout is None
    assert life.settled(copy.release_id).holdout == of(copy)
    assert life.settled().holdout == of(copy), "it is known from then on"

    life.released("Better still", optimization_id="o0000000000000002", source="rimported01")
    assert life.settled().holdout == of(copy)
    life.released("Read anew", optimization_id="o0000000000000003", source="rimported02")
    assert life.settled().holdout is None, "the former copy is out of date"


def test_a_plan_that_others_change_meanwhile_is_read_again(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    first = life.built("First")
    life.released("Better", optimization_id="o0000000000000001", source=first.release_id)
    working = life.traffic_plans.replace

    def overtaken(plan: TrafficPlan) -> TrafficPlan:
        monkeypatch.setattr(life.traffic_plans, "replace", working)
        life.begin_test()
        return working(plan)

    monkeypatch.setattr(life.traffic_plans, "replace", overtaken)
    settled = life.settled()
    assert (settled.tests, settled.holdout) == ((TEST,), of(first))


def test_what_goes_live_while_the_plan_is_written_counts(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    first = life.built("First")
    life.released("Better", optimization_id="o0000000000000001", source=first.release_id)
    working = life.traffic_plans.replace

    def overtaken(plan: TrafficPlan) -> TrafficPlan:
        monkeypatch.setattr(life.traffic_plans, "replace", working)
        life.run(publish_release, ReleaseOrigin(site_id=life.site.site_id, customer_id=ANN, made_at=life.clock.now()),
                 pages("Second"))  # fmt: skip
        return working(plan)

    monkeypatch.setattr(life.traffic_plans, "replace", overtaken)
    assert life.settled().holdout is None


def test_a_deletion_while_the_plan_is_written_leaves_none(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    first = life.built("First")
    life.released("Better", optimization_id="o0000000000000001", source=first.release_id)
    working = life.traffic_plans.replace

    def overtaken(plan: TrafficPlan) -> TrafficPlan:
        monkeypatch.setattr(life.traffic_plans, "replace", working)
        life.run(delete_site, life.site.site_id, ANN)
        return working(life.plan)

    monkeypatch.setattr(life.traffic_plans, "replace", overtaken)
    life.settled()
    assert life.traffic_plans.plans == {}


def test_a_plan_that_is_never_the_same_twice_is_to_be_tried_again(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    first = life.built("First")
    life.released("Better", optimization_id="o0000000000000001", source=first.release_id)

    def refused(plan: TrafficPlan) -> TrafficPlan:
        raise Conflict("changed meanwhile")

    monkeypatch.setattr(life.traffic_plans, "replace", refused)
    with pytest.raises(Transient, match="changes all the time"):
        life.settled()


def test_a_site_that_is_not_there_has_nobody_to_hold_out(life: Life) -> None:
    life.settled()
    assert life.traffic_plans.plans == {}
    with pytest.raises(NotFound):
        settle(
            "s999999999999",
            sites=life.sites,
            traffic_plans=life.traffic_plans,
            site_analytics=life.site_analytics,
        )
