"""The first cycles of somebody's website, from its address to its new one."""

import io
import zipfile
from hashlib import sha256
from typing import Any

import pytest

from code24.analytics.models import AnalyticsSettings
from code24.audit.models import Auditor
from code24.errors import InvalidRequest, NotRead, Transient
from code24.experiments.traffic import TrafficPlan
from code24.optimize.loop.models import Action, Next, Turn
from code24.optimize.loop.steps.auditing import audit_website
from code24.optimize.loop.steps.beginning import begin_cycle
from code24.optimize.loop.steps.failing import FailedTurn, record_cycle_failure
from code24.optimize.loop.steps.fixing import PlanTurn, apply_fixes, plan_fixes, verify_fixes
from code24.optimize.loop.steps.loading import import_site
from code24.optimize.loop.steps.publishing import publish_optimization
from code24.optimize.loop.steps.storing import store_cycle
from code24.optimize.loop.workspace import Superseded
from code24.sites.workers import delete_site
from tests.unit.optimize.loop.world import LoopWorld
from tests.unit.sites.world import ANN
from tests.web import FakeWeb, page, served

HOME = (
    "<!doctype html><html><head><title>Acme</title></head><body><h1>Acme</h1>"
    '<p style="color:#999">Pipes, repaired.</p><a href="/about.html">About</a><img src="/pipe.svg"></body></html>'
)
ABOUT = "<!doctype html><html><head><title>About</title></head><body><h1>About us</h1></body></html>"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


class Imported(LoopWorld):
    """A world in which Acme's website is somewhere else."""

    def __init__(self, **given: Any) -> None:
        super().__init__()
        self.web = FakeWeb(
            {
                "https://acme.example/": page(HOME),
                "https://acme.example/about.html": page(ABOUT),
                "https://acme.example/pipe.svg": served(DRAWING, "image/svg+xml"),
            },
            clock=self.clock,
        )
        self.job = self.start(**(given or {"url": "https://acme.example/"}))
        self.site = self.sites.get(self.job.site_id)

    def begin(self) -> Next:
        generation = self.loop.generation
        answer = self.run(begin_cycle, Turn(site_id=self.id, generation=generation))
        if answer.action is Action.WORK:
            return self.run(import_site, self._turn(answer))
        return answer

    def work(self, answer: Next) -> Next:
        """All steps after the import."""
        turn = self._turn(answer)
        audits = tuple(self.run(audit_website, turn, auditor) for auditor in Auditor)
        self.run(plan_fixes, PlanTurn(**turn.model_dump(), audits=audits))
        self.run(apply_fixes, turn)
        if self.run(verify_fixes, turn).publish:
            self.run(publish_optimization, turn)
        return self.run(store_cycle, turn)

    def _turn(self, answer: Next) -> Turn:
        return Turn(site_id=answer.site_id, generation=answer.generation, cycle=answer.cycle)


def test_an_address_becomes_an_optimized_site_of_ours() -> None:
    world = Imported()
    assert world.work(world.begin()).action is Action.REST

    job = world.jobs.get(world.job.id)
    assert job.result is not None
    assert job.result.url == "http://acme-2.localhost:8024/"
    live = world.sites.get(world.id).live_release
    release = world.sites.release(world.id, live)
    assert (release.build_id, release.optimization_id) == (None, job.id)
    assert release.source == world.loop.source_release
    assert world.release_archive.get(world.id, release.source), "the original is kept"
    assert {"/index.html", "/about.html"} <= {file.path for file in release.files}
    assert job.result.findings_after < job.result.findings_before


def test_a_website_that_is_the_same_a_day_later_is_no_work() -> None:
    world = Imported()
    world.work(world.begin())
    live = world.sites.get(world.id).live_release
    assert world.begin().action is Action.REST, "nothing is read within the day"
    asked = len(world.web.asked)

    world.clock.advance(hours=25)
    answer = world.begin()

    assert answer.action is Action.REST
    assert len(world.web.asked) > asked
    assert (world.loop.cycle, world.loop.idle_cycles) == (3, 2)
    assert world.sites.get(world.id).live_release == live


def test_a_website_that_changed_is_optimized_again() -> None:
    world = Imported()
    world.work(world.begin())
    before = world.sites.get(world.id).live_release
    world.web.answers["https://acme.example/about.html"] = page(ABOUT.replace("About us", "Who we are"))
    world.clock.advance(hours=25)
    world.work(world.begin())

    assert world.sites.get(world.id).live_release != before
    assert world.loop.idle_cycles == 0


def test_a_change_whose_cycle_failed_is_worked_on_by_the_next_one() -> None:
    world = Imported()
    world.work(world.begin())
    world.web.answers["https://acme.example/about.html"] = page(ABOUT.replace("About us", "Who we are"))
    world.clock.advance(hours=25)
    turn = world._turn(world.begin())
    world.run(record_cycle_failure, FailedTurn(**turn.model_dump()))

    world.clock.advance(hours=2)
    answer = world.begin()
    assert answer.action is Action.WORK
    assert world.work(answer).action is Action.REST
    assert world.loop.failures == 0


def test_nothing_stays_of_a_site_that_is_deleted_while_its_website_is_read() -> None:
    world = Imported()
    read = world.web.fetch

    def deleting(url: str, **given: Any) -> Any:
        world.run(delete_site, world.id, ANN)
        return read(url, **given)

    world.web.fetch = deleting  # type: ignore[method-assign]
    with pytest.raises(Superseded):
        world.begin()
    assert not [key for key in world.release_archive.zips if key[0] == world.id]
    assert not [key for key in world.optimizations.files if key[0] == world.id]


def test_media_of_a_website_are_at_an_address_that_is_served() -> None:
    world = Imported()
    world.web.answers["https://acme.example/media/pipe.svg"] = served(DRAWING, "image/svg+xml")
    film = b"\0\0\0\x18ftypmp42" + b"\0" * 5_000_000
    world.web.answers["https://acme.example/media/film.mp4"] = served(film, "video/mp4")
    more = '<img src="/media/pipe.svg" alt="A pipe"><video src="/media/film.mp4"></video></body>'
    world.web.answers["https://acme.example/"] = page(HOME.replace("</body>", more))
    world.work(world.begin())

    release = world.sites.release(world.id, world.sites.get(world.id).live_release)
    paths = {file.path for file in release.files}
    assert not [path for path in paths if path.startswith("/media/")]
    assert [path for path in paths if path.startswith("/media-files/pipe")]
    assert [name for name in world.media.files if name.endswith(".mp4")] == [f"{sha256(film).hexdigest()}.mp4"]


def test_a_website_that_is_down_ends_in_words() -> None:
    world = Imported(url="https://gone.example/")
    with pytest.raises(NotRead):
        world.begin()


def test_a_zip_becomes_a_site_too() -> None:
    world = Imported(upload_id="u0000000000000001", name="Acme")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("index.html", HOME)
        archive.writestr("about.html", ABOUT)
        archive.writestr("pipe.svg", DRAWING)
    world.uploads.files[ANN, "u0000000000000001"] = target.getvalue()
    world.work(world.begin())

    assert world.sites.get(world.id).slug.startswith("acme")
    assert world.sites.get(world.id).live_release == world.loop.published_release


def test_an_upload_that_is_no_website_is_refused() -> None:
    world = Imported(upload_id="u0000000000000001", name="Acme")
    world.uploads.files[ANN, "u0000000000000001"] = b"PK"
    with pytest.raises(InvalidRequest):
        world.begin()


def test_nothing_stays_of_a_site_that_is_deleted_while_its_files_are_stored() -> None:
    world = Imported()
    store = world.release_archive.put

    def deleting(site_id: str, release_id: str, body: bytes) -> None:
        world.run(delete_site, world.id, ANN)
        store(site_id, release_id, body)

    world.release_archive.put = deleting  # type: ignore[method-assign]
    with pytest.raises(Superseded):
        world.begin()
    assert not [key for key in world.release_archive.zips if key[0] == world.id]
    assert not [key for key in world.optimizations.files if key[0] == world.id]


def held_out(world: Imported) -> dict[str, Any]:
    """What visitors see who are held out: the manifest of the release that the plan's holdout names."""
    holdout = world.traffic_plans.get(world.id).holdout
    assert holdout is not None
    assert holdout.alias in world.site_functions.aliases[world.id]
    release = world.sites.release(world.id, holdout.alias.removeprefix("preview-"))
    files: dict[str, Any] = {file.path: file.sha256 for file in release.files}
    return files


def test_some_go_on_seeing_the_website_as_it_was_read() -> None:
    world = Imported()
    world.work(world.begin())

    seen, live = held_out(world), world.sites.release(world.id, world.sites.get(world.id).live_release)
    assert live.before == world.loop.source_release
    assert seen.keys() == {"/index.html", "/about.html", "/pipe.svg"}
    assert all(seen[file.path] != file.sha256 for file in live.files if file.path == "/index.html")
    world.clock.advance(hours=25)
    before, releases = world.traffic_plans.get(world.id), world.sites.releases(world.id)
    world.begin()
    assert (world.traffic_plans.get(world.id), world.sites.releases(world.id)) == (before, releases)


def test_who_is_held_out_gets_what_the_original_says_now() -> None:
    world = Imported()
    world.work(world.begin())
    before = held_out(world)
    world.web.answers["https://acme.example/about.html"] = page(ABOUT.replace("About us", "Who we are"))
    world.clock.advance(hours=25)
    world.work(world.begin())

    after = held_out(world)
    assert after["/about.html"] != before["/about.html"]
    assert after["/pipe.svg"] == before["/pipe.svg"]


def test_without_a_holdout_nothing_is_published_twice() -> None:
    world = Imported()
    world.site_analytics.put(AnalyticsSettings(site_id=world.id, holdout_share=0))
    world.work(world.begin())
    assert world.traffic_plans.get(world.id).holdout is None
    assert len(world.sites.releases(world.id)) == 1


def test_publishing_again_after_a_crash_makes_no_second_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    world = Imported()
    answer = world.begin()
    working = world.traffic_plans.replace

    def broken(plan: TrafficPlan) -> TrafficPlan:
        monkeypatch.setattr(world.traffic_plans, "replace", working)
        raise Transient("The table is away.")

    monkeypatch.setattr(world.traffic_plans, "replace", broken)
    with pytest.raises(Transient):
        world.work(answer)
    assert len(world.sites.releases(world.id)) == 2
    world.run(publish_optimization, world._turn(answer))
    assert len(world.sites.releases(world.id)) == 2
    assert held_out(world)
