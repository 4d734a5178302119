"""Pages get smaller, and read and look the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from turbohtml import parse

from code24.optimize.fix import Setting
from code24.optimize.fixes.minify.pages import minified, minified_pages
from tests.typefaces import page, website


def smaller(body: str, head: str = "", **files: str) -> str:
    made = website(
        {"/index.html": page(body, head), **{f"/{name.replace('_', '.')}": text for name, text in files.items()}}
    )
    return minified(made.pages[0], made)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>a   <b> b </b>\n c</p>", "<p>a <b> b </b> c</p>"),
        ("<pre>  a\n   b</pre>", "<pre>  a\n   b</pre>"),
        ("<textarea> a\n b</textarea>", "<textarea> a\n b</textarea>"),
        ("<ul>\n <li>a</li>\n <li>b</li></ul>", "<ul> <li>a</li> <li>b</li></ul>"),
        ("<p>a<!-- note --></p>", "<p>a</p>"),
        ("<p>a<!--[if IE]>x<![endif]--></p>", "<p>a<!--[if IE]>x<![endif]--></p>"),
        ("<p>a<!-- --></p>", "<p>a<!-- --></p>"),
        ("<p>a<!--! license --></p>", "<p>a<!--! license --></p>"),
        ("<script>var a  =  1; // note\n</script>", "<script>var a=1</script>"),
        ("<script>var a  = ( ;</script>", "<script>var a  = ( ;</script>"),
        (
            '<script type="application/ld+json">{ "a" : "b  c" }</script>',
            '<script type="application/ld+json">{"a":"b  c"}</script>',
        ),
        ('<script type="text/template"><i>  </i></script>', '<script type="text/template"><i>  </i></script>'),
    ],
)
def test_what_goes_and_what_stays(before: str, after: str) -> None:
    assert after in smaller(before)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<p class=x>a   b</p>", "<style>.x{white-space:pre-wrap}</style>"),
        ('<p style="white-space: pre-line">a   b</p>', ""),
    ],
)
def test_white_space_that_shows_stays(body: str, head: str) -> None:
    assert "a   b" in smaller(body, head)


def test_white_space_rules_of_absent_elements_do_not_count() -> None:
    assert "a b" in smaller("<p>a   b</p>", "<style>pre,.gone{white-space:pre}</style>")


def test_twice_is_once() -> None:
    before = website({"/index.html": page("<p>a</p>\n    \n     <p>b</p><!-- a long note about nothing -->" * 5)})
    once = before.changed(minified_pages.apply(before, Setting()).files)
    assert len(once.files["/index.html"].text) < len(before.files["/index.html"].text)
    assert minified_pages.apply(once, Setting()).files == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<p b>/!-a \n&;\"'=i svgtextarea", max_size=80))
def test_the_text_stays_the_same(text: str) -> None:
    made = website({"/index.html": text})
    once = minified(made.pages[0], made)
    again = website({"/index.html": once})
    assert minified(again.pages[0], again) == once
    assert " ".join(parse(once).text.split()) == " ".join(parse(text).text.split())
