from code24.optimize.loop.workspace import Loaded
from code24.website.packing import unpacked
from tests.functions.looping import PAGE, Desk


def test_the_live_release_is_handed_on_with_what_the_platform_says_of_it(desk: Desk) -> None:
    assert desk.call()["action"] == "work"

    loaded = desk.handed_on("loaded", Loaded)
    assert loaded.source_release == loaded.live_release == desk.site.live_release
    assert (loaded.origin, loaded.build_id) == ("http://crumb.localhost:8024", "b0123456789abcdef")
    files = {file.path: file for file in unpacked(desk.file("steps/1/source.zip"))}
    assert set(files) == {"/index.html", "/a.svg"}
    assert files["/index.html"].text == PAGE
    assert files["/index.html"].headers["x-content-type-options"] == "nosniff"
