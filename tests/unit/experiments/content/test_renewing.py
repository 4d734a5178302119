"""When other words are written again."""

from datetime import timedelta

from code24.errors import Conflict
from code24.experiments.content.known import WRITTEN, WrittenChallengers
from code24.experiments.content.renewing import renew_challengers
from code24.experiments.engine.looking import Look, look_at_test
from tests.ab_test_fakes import PAGE as PAGE_OF_WORLD
from tests.ab_test_fakes import SITE, World

BUILD = "b000000000000test"
ASKED = [("write-challengers", {"site_id": SITE})]


def world(build_id: str | None = BUILD) -> World:
    made = World()
    made.publish(PAGE_OF_WORLD.replace("<h1>", "<h1>Our "), build_id=build_id)
    made.worker_functions.answers["write-challengers"] = {}
    return made


def written(made: World, release_id: str | None = None) -> None:
    live = release_id or str(made.sites.get(SITE).live_release)
    kept = WrittenChallengers(release_id=live, written_at=made.clock.now(), challengers=())
    made.optimizations.write(SITE, WRITTEN, kept.model_dump_json().encode())


def test_a_site_with_visitors_and_nothing_to_test_gets_new_words() -> None:
    made = world()
    looked = made.run(look_at_test, Look(site_id=SITE))
    assert looked.test_id is None
    assert made.worker_functions.calls == ASKED


def test_not_again_within_the_week_unless_another_website_is_live() -> None:
    made = world()
    written(made)
    made.clock.advance(days=6)
    assert not made.run(renew_challengers, SITE)

    made.clock.advance(days=2)
    assert made.run(renew_challengers, SITE)

    written(made, "r0000000old")
    assert made.run(renew_challengers, SITE)
    assert made.worker_functions.calls == ASKED * 2


def test_a_site_that_was_imported_or_has_hardly_any_visitors_is_left_alone() -> None:
    imported, quiet = world(build_id=None), world()
    for each in list(quiet.rollups.days(SITE, quiet.clock.now().date() - timedelta(days=40), quiet.clock.now().date())):
        quiet.rollups.put(each.model_copy(update={"figures": {**each.figures, "totals": {"visitors": 7}}}))

    assert not imported.run(renew_challengers, SITE)
    assert not quiet.run(renew_challengers, SITE)
    assert imported.worker_functions.calls == quiet.worker_functions.calls == []


def test_a_site_whose_plan_is_no_longer_kept_is_no_error() -> None:
    made = world()
    made.worker_functions.answers["write-challengers"] = Conflict("It is no longer there.")
    assert not made.run(renew_challengers, SITE)
