import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.optimize.importing.stylesheets import StyleAddress, edit_stylesheet, style_addresses


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a{background:url(a.png)}", ["a.png"]),
        ("a{background:url( 'a b.png' )}", ["a b.png"]),
        ('a{background:URL("a\\"b.png")}', ['a"b.png']),
        ("a{background:url(a\\ b.png)}", ["a b.png"]),
        ("a{background:url(\\61 .png)}", ["a.png"]),
        ("a{background:image-set('a.avif' type('image/avif'), url(b.png) 2x)}", ["a.avif", "b.png"]),
        ("a{background:-webkit-image-set(url(a.png) 1x);content:'x.png'}", ["a.png"]),
        ("/* url(no.png) */ a{content:'url(no.png)'}", []),
        ('a{content:"/*";background:url(a.png)}/* */', ["a.png"]),
        ("a{content:'not closed\n;background:url(a.png)}", ["a.png"]),
        ("@font-face{src:url(a.woff2) format('woff2'),url(b.woff)}", ["a.woff2", "b.woff"]),
    ],
)
def test_addresses_of_a_stylesheet(css: str, found: list[str]) -> None:
    assert [each.url for each in style_addresses(css)] == found


def test_imports_are_told_from_other_addresses() -> None:
    css = "@import 'a.css'; @import url(b.css) print; a{b:url(c.png)}"
    assert style_addresses(css) == [
        StyleAddress("a.css", True), StyleAddress("b.css", True), StyleAddress("c.png", False),
    ]  # fmt: skip


def test_only_addresses_change() -> None:
    css = "@charset 'x';\n@import\t\"a.css\"screen;/*! url(a) */\na { b : url( a.png ) ; c: url(c.png) }"
    new = edit_stylesheet(css, lambda address: {"a.css": "/x y.css", "a.png": "/p(1).png"}.get(address.url))
    assert new == css.replace("a.css", "/x y.css").replace("url( a.png )", 'url("/p(1).png")')


@given(st.text(alphabet="url(@import \"'\\)/*;{}a.\n"))
def test_no_stylesheet_is_too_broken(css: str) -> None:
    assert edit_stylesheet(css, lambda address: None) == css
    once = edit_stylesheet(css, lambda address: f"x{len(address.url)}")
    assert len(style_addresses(once)) >= len(style_addresses(css))


@given(st.text())
def test_an_address_that_is_written_is_read_again(address: str) -> None:
    clean = "".join(sign for sign in address if sign >= " " and not 0xD800 <= ord(sign) < 0xE000)
    for css in ("a{b:url(x)}", "a{b:url('x')}", '@import "x";'):
        new = edit_stylesheet(css, lambda _: clean)
        assert [each.url for each in style_addresses(new)] == [clean]
