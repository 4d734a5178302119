"""What a first visit loads."""

from code24.website.loading.weight import UNKNOWN_BYTES, Kind, Visit, first_visit
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.website import Website
from tests.styled import website

CSS = """@import "b.css";
@font-face { font-family: "A B"; src: url(a.woff) format("woff"), url(a.woff2) format("woff2") }
@font-face { font-family: Unused; src: url(u.woff2) }
@font-face { font-family: 'A B'; src: url(g.woff2); unicode-range: U+370-3FF }
body { font-family: "A B", serif } .hero { background: url("hero.jpg") } .other { background: url(other.jpg) }
.hero:hover { background: url(hover.jpg) } .hero i { background: url(data:image/png;base64,AA) }"""
NAMES = ("a.woff2", "u.woff2", "g.woff2", "hero.jpg", "other.jpg", "hover.jpg")


def visit(html: str, files: dict[str, str] | None = None) -> tuple[Visit, Page, Website]:
    site = website({"/index.html": html, **(files or {})})
    page = site.page_at["/index.html"]
    return first_visit(page, site), page, site


def loaded(html: str, files: dict[str, str] | None = None) -> list[str]:
    return [part.path or part.url for part in visit(html, files)[0].parts]


def test_styles_bring_what_the_page_shows_of_them() -> None:
    files = {"/a.css": CSS, "/b.css": "p{}"} | {f"/{name}": "x" for name in NAMES}
    found = loaded('<link rel=stylesheet href=a.css><p class="hero">', files)
    assert found == ["/index.html", "/a.css", "/b.css", "/a.woff2", "/hero.jpg"]


def test_what_waits_does_not_block() -> None:
    html = (
        "<head><script src=a.js></script><script src=b.js defer></script><script type=module src=c.js></script>"
        "<link rel=stylesheet href=d.css media=print><link rel=stylesheet href=e.css></head>"
        "<body><script src=f.js></script>"
    )
    found = visit(html)[0]
    assert [part.url for part in found.blocking] == ["/index.html", "a.js", "e.css"]
    assert found.requests == 7


def test_lazy_pictures_and_data_blocks_are_left_out() -> None:
    html = "<img src=a.png><img src=b.png loading=lazy><script type=application/ld+json src=c></script><img src=a.png>"
    assert loaded(html) == ["/index.html", "a.png"]


def test_a_phone_picks_its_candidate() -> None:
    one = "<img src=a.png srcset='a.png 400w, b.png 800w, c.png 1600w' sizes='(min-width: 600px) 50vw, 100vw'>"
    assert loaded(one)[1:] == ["b.png"]
    assert loaded("<img src=a.png srcset='a.png 400w, b.png 800w' sizes=200px>")[1:] == ["a.png"]
    sources = "<source type=image/jxl srcset=x><source media='(min-width: 900px)' srcset=w>"
    picture = f"<picture>{sources}<source type=image/avif srcset=y><img src=z></picture>"
    assert loaded(picture)[1:] == ["y"]


def test_files_of_others_cost_a_usual_size_and_missing_ones_nothing() -> None:
    found = visit("<script src=https://a.b/c.js></script><img src=gone.png>")[0]
    script, picture = found.of(Kind.SCRIPT)[0], found.of(Kind.PICTURE)[0]
    assert (script.bytes, script.host) == (UNKNOWN_BYTES[Kind.SCRIPT], "https://a.b")
    assert (picture.bytes, picture.path, picture.host) == (0, None, None)


def test_text_travels_compressed_and_pictures_as_they_are() -> None:
    site = website({"/index.html": "<img src=a.png>" + "<p>word</p>" * 500}).changed(
        [WebFile("/a.png", "image/png", b"a" * 5000)]
    )
    document, picture = first_visit(site.page_at["/index.html"], site).parts
    assert document.bytes < document.raw_bytes / 5
    assert picture.bytes == 5000


def test_another_picture_is_another_visit() -> None:
    site = website({"/index.html": "<img src=a.png>", "/a.png": "x"})
    page = site.page_at["/index.html"]
    before = first_visit(page, site).bytes
    after = first_visit(page, site.changed([WebFile("/a.png", "image/png", b"x" * 101)])).bytes
    assert after == before + 100


def test_styles_that_import_each_other_end() -> None:
    files = {"/a.css": "@import 'b.css';", "/b.css": "@import 'a.css';"}
    assert loaded("<link rel=stylesheet href=a.css>", files) == ["/index.html", "/a.css", "/b.css"]
