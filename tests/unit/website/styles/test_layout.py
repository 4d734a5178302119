import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.website.models import Box, Measured
from code24.website.styles.layout import DESKTOP, PHONE, Layout, Viewport, layout
from tests.styled import styled

GRID = (
    "*{box-sizing:border-box}body{margin:0}.container{max-width:1140px;padding:0 12px;margin:0 auto}"
    ".row{display:flex;flex-wrap:wrap;margin:0 -12px}.row>*{flex-shrink:0;width:100%;max-width:100%;padding:0 12px}"
    ".col{flex:1 0 0%}@media(min-width:768px){.col-md-4{flex:0 0 auto;width:33.3333%}}img{max-width:100%;height:auto}"
)


def laid_out(css: str, body: str, view: Viewport = PHONE, **files: str) -> tuple[Layout, dict[str, object]]:
    page, site = styled(css, body, **files)
    return layout(page, site, view), dict(page.by_id)


def width(css: str, body: str, view: Viewport = PHONE) -> float:
    found, named = laid_out(css, body, view)
    measured = found.width_of(named["x"])  # type: ignore[arg-type]
    assert measured is not None
    return measured


COLUMNS = (
    '<div class="container"><div class="row"><div class="col-md-4">'
    '<img id="x" width="900" height="600"></div></div></div>'
)


@pytest.mark.parametrize(("view", "expected"), [(PHONE, 388), (DESKTOP, 356)])
def test_pictures_in_columns(view: Viewport, expected: float) -> None:
    assert width(GRID, COLUMNS, view) == pytest.approx(expected, abs=1)


@pytest.mark.parametrize(
    ("css", "body", "expected"),
    [
        ("body{margin:0}", '<div id="x">', 412),
        ("", '<div id="x">', 396),
        ("body{margin:0}div{padding:10px;border:1px solid}", '<div id="x">', 390),
        ("body{margin:0}div{width:50%;padding:10px;box-sizing:border-box}", '<div id="x">', 186),
        ("body{margin:0}div{width:90vw;max-width:300px}", '<div id="x">', 300),
        ("body{margin:0}main{display:grid;grid-template-columns:repeat(2,1fr);gap:12px}", '<main><p><p id="x">', 200),
        (
            "body{margin:0}main{display:grid;grid-template-columns:repeat(auto-fit,minmax(120px,1fr))}",
            '<main><p id="x">',
            137.3,
        ),
        ("body{margin:0}main{display:grid;grid-template-columns:100px 1fr}", '<main><p><p id="x">', 312),
        ("body{margin:0}main{display:flex}p{flex:1}", '<main><p><p id="x">', 206),
        ("body{margin:0}main{display:flex}b{width:112px}p{flex:1}", '<main><b></b><p id="x">', 300),
        (
            "body{margin:0}main{position:relative;width:200px}p{position:absolute;left:0;right:20px}",
            '<main><p id="x">',
            180,
        ),
        ("body{margin:0}img{max-width:100%}", '<img id="x" width="300" height="100">', 300),
        ("body{margin:0}img{height:50px}", '<img id="x" width="300" height="100">', 150),
        ("body{margin:0}table{width:100%}td{padding:0}", '<table><tr><td><td id="x">', 206),
    ],
)
def test_widths(css: str, body: str, expected: float) -> None:
    assert width(css, body) == pytest.approx(expected, abs=1)


@pytest.mark.parametrize(
    "css",
    [
        "#x{display:none}",
        "div{display:none}",
        "#x{visibility:hidden}",
        "div{opacity:0}",
        "#x{position:absolute;width:1px;height:1px;overflow:hidden}",
        "#x{position:absolute;clip:rect(0, 0, 0, 0)}",
    ],
)
def test_what_is_hidden(css: str) -> None:
    found, named = laid_out(css, '<div><p id="x">a</p></div><p id="y">b')
    assert not found.visible(named["x"])
    assert found.visible(named["y"])


def test_tops_add_up() -> None:
    css = "body{margin:0}header{height:100vh}section{padding:20px 0}p{margin:0 0 10px;line-height:20px;font-size:10px}"
    found, named = laid_out(css, '<header></header><section><p>a<p id="x">b</section><p id="y">c')
    assert found.top_of(named["x"]) == pytest.approx(823 + 20 + 30)  # type: ignore[arg-type]
    assert found.top_of(named["y"]) == pytest.approx(823 + 20 + 30 + 30 + 20, abs=11)  # type: ignore[arg-type]


def test_the_largest_paint_is_a_hero_picture() -> None:
    found, _ = laid_out("", '<h1>A title</h1><img src="a.jpg" width="400" height="300"><p>a few words')
    largest = found.largest_paint()
    assert largest is not None
    assert (largest.kind, largest.url, largest.base) == ("image", "a.jpg", "/index.html")


def test_the_largest_paint_is_a_background_of_its_stylesheet() -> None:
    css = "header{min-height:80vh;background:#000 url('img/hero.jpg') center/cover}"
    largest = laid_out(css, "<header><h1>A title</h1></header><p>words")[0].largest_paint()
    assert largest is not None
    assert (largest.element.tag, largest.kind, largest.url, largest.base) == (
        "header",
        "background",
        "img/hero.jpg",
        "/a.css",
    )


def test_the_largest_paint_is_text_where_pictures_are_far() -> None:
    css = "header{height:2000px}"
    body = f"<header><p id=x>{'many words ' * 30}</p></header><img src=a.jpg width=400 height=400>"
    largest = laid_out(css, body)[0].largest_paint()
    assert largest is not None
    assert (largest.element.attr("id"), largest.kind) == ("x", "text")


def test_what_a_browser_measured_comes_first() -> None:
    page, site = styled("", '<img id="x" src="a.jpg" width="30" height="30"><p id="y">words')
    image, paragraph = page.by_id["x"], page.by_id["y"]
    seen = Measured((412, 823), {image.css_path(): Box(0, 700, 222, 100)}, paragraph.css_path())
    found = layout(page, site, PHONE, {("/index.html", 412): seen})
    assert (found.width_of(image), found.top_of(image)) == (222, 700)
    largest = found.largest_paint()
    assert largest is not None
    assert largest.element == paragraph
    assert layout(page, site, PHONE, {("/other.html", 412): seen}).width_of(image) == 30


def test_layouts_are_made_once_for_each_measurement() -> None:
    page, site = styled("", "<p>words")
    first, second = (Measured((412, 823), {}) for _ in range(2))
    known = {one: layout(page, site, PHONE, {("/index.html", 412): seen}) for one, seen in enumerate((first, second))}
    assert layout(page, site, PHONE, {("/index.html", 412): first}) is known[0]
    assert len({id(one) for one in (*known.values(), layout(page, site, PHONE))}) == 3


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from(
            ["<div>", "</div>", "<p>a", "<img src=a width=9>", "<table><tr><td>", "<ul><li>", "<svg>", "<br>"]
        ),
        max_size=12,
    ),
    st.sampled_from(
        [
            "*{display:flex}",
            "*{display:grid;grid-template-columns:repeat(auto-fill,minmax(0,1fr))}",
            "*{position:absolute}",
            "div{float:left;width:0}",
            "*{height:100%;width:1e9px}",
            "*{margin:-999px;flex:1}",
        ]
    ),
)
def test_any_page_has_a_layout(parts: list[str], css: str) -> None:
    page, site = styled(css, "".join(parts))
    found = layout(page, site, PHONE)
    found.largest_paint()
    for element in page.elements:
        assert found.top_of(element) >= 0
        assert (found.width_of(element) or 0) >= 0
