"""Winners of experiments, on a website that every cycle reads again."""

from code24.optimize.loop.shipped import forget_shipped, remember_shipped
from code24.optimize.models import Challenger
from code24.website.packing import unpacked
from tests.unit.optimize.loop.test_imported import ABOUT, Imported
from tests.unit.optimize.loop.world import LoopWorld
from tests.web import page

WINNER = Challenger(
    challenger_id="k00000000001",
    kind="content-headline",
    path="/about.html",
    hypothesis="More visitors stay when they read who it is.",
    selector="h1",
    before="About us",
    after="Two plumbers from Leith",
    rule="arrival",
)


def shown(world: LoopWorld) -> str:
    """The page with the winner, as it is live."""
    live = world.sites.get(world.id).live_release
    files = {file.path: file for file in unpacked(world.release_archive.get(world.id, live))}
    return files["/about.html"].text


def test_a_winner_outlives_the_next_reading_of_the_original() -> None:
    world = Imported()
    world.work(world.begin())
    assert "Two plumbers from Leith" not in shown(world)

    world.run(remember_shipped, world.id, WINNER)
    world.run(remember_shipped, world.id, WINNER)
    world.clock.advance(hours=25)
    world.work(world.begin())

    assert world.loop.shipped == (WINNER,)
    assert ">Two plumbers from Leith</h1>" in shown(world)

    world.run(forget_shipped, world.id, WINNER)
    world.clock.advance(hours=25)
    world.work(world.begin())
    assert "About us" in shown(world)


def test_a_winner_whose_page_was_rewritten_is_left_out_with_a_word_about_it() -> None:
    world = Imported()
    world.work(world.begin())
    world.run(remember_shipped, world.id, WINNER)
    world.web.answers["https://acme.example/about.html"] = page(ABOUT.replace("About us", "Who we are"))
    world.clock.advance(hours=25)
    world.work(world.begin())

    assert "Who we are" in shown(world)
    notes = world.optimizations.read(world.id, str(world.loop.last_key)).decode()
    assert "/about.html has changed: what won there (“Two plumbers from Leith”) is left out." in notes


def test_a_site_that_was_built_here_has_its_winners_in_its_live_release() -> None:
    world = LoopWorld()
    world.start()
    world.run(remember_shipped, world.id, WINNER)
    assert world.loop.shipped == ()


def test_a_site_without_a_loop_is_none_the_worse() -> None:
    world = LoopWorld()
    world.run(remember_shipped, "s00000000none", WINNER)
    world.run(forget_shipped, "s00000000none", WINNER)
